import type { PolicyConditions, PolicyStatement } from "../../facts/policy";
import { chooseText, onlyIf } from "../../hcl/combine";
import type { Flag } from "../../hcl/combine";
import type { EksCluster } from "../../identity/eks-cluster";
import {
  NOT_ISOLATED,
  allOf,
  ec2,
  elb,
  isIsolated,
  narrowControllerStatements,
  ofCluster,
  withoutActions,
} from "./policy";

/** What tells a cluster from others. */
export type PolicyScope = Pick<EksCluster, "name" | "region" | "accountId"> & {
  /** The VPC's ID. */
  readonly vpcId: string;
};

/** What makes something that has tags. */
const CREATES = ["CreateListener", "CreateLoadBalancer", "CreateRule", "CreateTargetGroup"];

/**
 * What the controller changes, held to the cluster's region and to what carries its tag: the tag's value is the
 * cluster's name, while upstream asks for any. Which action knows which key, the service authorization reference says;
 * SetRulePriorities knows no tags. Nodes' security groups carry the tag `kubernetes.io/cluster/NAME` (the
 * controller's installation guide, "Defining IAM roles for service accounts").
 *
 * @param vpc - hold security groups to the VPC, too: all that EC2 has a key for
 */
export function scopedControllerStatements(
  partition: string,
  { name, region, vpcId }: PolicyScope,
  vpc: Flag = false,
): PolicyStatement[] {
  const arn = (service: string, resource: string): string => `arn:${partition}:${service}:${region}:*:${resource}`;
  const elbs = (...kinds: string[]): string[] => kinds.map((kind) => arn("elasticloadbalancing", `${kind}/*`));
  const all = elbs("loadbalancer", "listener", "listener-rule", "targetgroup");
  const securityGroups = [arn("ec2", "security-group/*")];
  const own = ofCluster(name);
  // Any account, for the VPC may be shared by another one.
  const inVpc = onlyIf(vpc, { "ec2:Vpc": arn("ec2", `vpc/${vpcId}`) });
  const there = (conditions: PolicyConditions): PolicyConditions =>
    inVpc === undefined ? conditions : { ...conditions, ArnEquals: inVpc as PolicyConditions[string] };

  const statements: readonly PolicyStatement[] = [
    {
      actions: [...ec2("CreateSecurityGroup"), ...elb("CreateLoadBalancer CreateTargetGroup")],
      resources: [...securityGroups, ...elbs("loadbalancer", "targetgroup")],
      conditions: own.asked,
    },
    // Security groups: its own, and rules of the nodes'.
    { actions: ec2("CreateSecurityGroup"), resources: [arn("ec2", `vpc/${chooseText(vpc, vpcId, "*")}`)] },
    {
      actions: ec2("CreateTags"),
      resources: securityGroups,
      conditions: allOf(own.asked, { StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" } }),
    },
    { actions: ec2("CreateTags"), resources: securityGroups, conditions: there(own.stays) },
    // It knows no VPC.
    { actions: ec2("DeleteTags"), resources: securityGroups, conditions: own.stays },
    {
      actions: ec2("AuthorizeSecurityGroupIngress DeleteSecurityGroup RevokeSecurityGroupIngress"),
      resources: securityGroups,
      conditions: there(own.is),
    },
    {
      actions: ec2("AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress"),
      resources: securityGroups,
      conditions: there({ Null: { [`aws:ResourceTag/kubernetes.io/cluster/${name}`]: "false" } }),
    },
    // Load balancers, target groups, listeners and rules.
    // A listener of its own load balancer, a rule of its own listener.
    {
      actions: elb("CreateListener CreateRule"),
      resources: elbs("loadbalancer", "listener"),
      conditions: allOf(own.asked, own.is),
    },
    {
      actions: elb("AddTags"),
      resources: all,
      conditions: allOf(own.asked, { StringEquals: { "elasticloadbalancing:CreateAction": CREATES } }),
    },
    { actions: elb("AddTags RemoveTags"), resources: all, conditions: own.stays },
    {
      actions: [
        ...elb("AddListenerCertificates DeleteListener DeleteLoadBalancer DeleteRule DeleteTargetGroup"),
        ...elb("DeregisterTargets ModifyCapacityReservation ModifyIpPools ModifyListener ModifyListenerAttributes"),
        ...elb("ModifyLoadBalancerAttributes ModifyRule ModifyTargetGroup ModifyTargetGroupAttributes"),
        ...elb("RegisterTargets RemoveListenerCertificates SetIpAddressType SetSecurityGroups SetSubnets"),
      ],
      resources: all,
      conditions: own.is,
    },
    { actions: elb("SetRulePriorities"), resources: elbs("listener-rule") },
  ];
  return isIsolated(partition) ? withoutActions(statements, NOT_ISOLATED) : [...statements];
}

/** What the narrow policy allows besides: it reads, and calls services that know nothing of the cluster's tag. */
export const unscopedControllerStatements = (partition: string, scope: PolicyScope): PolicyStatement[] =>
  withoutActions(
    narrowControllerStatements(partition, { region: scope.region, account: scope.accountId }),
    scopedControllerStatements(partition, scope).flatMap(({ actions = [] }) => actions),
  );
