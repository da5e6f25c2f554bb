import { PARTITIONS } from "../../facts/partitions";
import type { PolicyConditions, PolicyStatement } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import type { Flag } from "../../hcl/combine";

/** What the controller may do in AWS, besides the usual. */
export interface ControllerPolicyOptions {
  /** Global Accelerator, in the commercial partition. @default false */
  readonly globalAccelerator?: Flag;
  /** Certificates that the controller requests from ACM itself. @default false */
  readonly certificateManagement?: Flag;
  /** Nothing but registering pods with target groups that others made. @default false */
  readonly targetGroupBindingOnly?: Flag;
}

/** Global Accelerator is in no other partition. */
export const globalAccelerator = (options: ControllerPolicyOptions, partition: string): Problem | undefined =>
  options.globalAccelerator === true && partition !== "aws"
    ? problems.onlyCommercial("globalAccelerator", partition)
    : undefined;

/** The tag by which the controller knows what it made itself. */
const OWN_TAG = "elbv2.k8s.aws/cluster";

/** On creation: the tag is among those asked for. */
const TAGGED_AS_OWN: PolicyConditions = { Null: { [`aws:RequestTag/${OWN_TAG}`]: "false" } };
/** On what is there: it carries the tag. */
const IS_OWN: PolicyConditions = { Null: { [`aws:ResourceTag/${OWN_TAG}`]: "false" } };
/** Tags may change on what is its own, but for the tag itself. */
const IS_OWN_AND_STAYS: PolicyConditions = {
  Null: { [`aws:RequestTag/${OWN_TAG}`]: "true", [`aws:ResourceTag/${OWN_TAG}`]: "false" },
};

const of = (service: string, names: string): string[] => names.split(/\s+/).map((name) => `${service}:${name}`);
const ec2 = (names: string): string[] => of("ec2", names);
const elb = (names: string): string[] => of("elasticloadbalancing", names);

/** Actions that the isolated partitions' policies leave out. */
export const NOT_ISOLATED: readonly string[] = elb(
  "DescribeTrustStores DescribeListenerAttributes DescribeCapacityReservation ModifyListenerAttributes ModifyCapacityReservation",
);

/**
 * The IAM policy of the AWS Load Balancer Controller in a partition, the same for every release from
 * v2.13.0 to v3.5.0 (its docs/install/iam_policy*.json). The service name in the condition on
 * service-linked roles is the same in all partitions, too.
 */
export function controllerStatements(partition: string): PolicyStatement[] {
  const isolated = PARTITIONS.some(({ name, isolated }) => name === partition && isolated);
  const arn = (service: string, resource: string): string => `arn:${partition}:${service}:*:*:${resource}`;
  const securityGroups = [arn("ec2", "security-group/*")];
  const targetGroups = [arn("elasticloadbalancing", "targetgroup/*/*")];
  const loadBalancers = ["net", "app"].map((kind) => arn("elasticloadbalancing", `loadbalancer/${kind}/*/*`));
  const listeners = ["listener", "listener-rule"].flatMap((what) =>
    ["net", "app"].map((kind) => arn("elasticloadbalancing", `${what}/${kind}/*/*/*`)),
  );

  const statements: PolicyStatement[] = [
    {
      actions: ["iam:CreateServiceLinkedRole"],
      resources: ["*"],
      conditions: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
    },
    // Looks around.
    {
      actions: [
        ...ec2(
          "DescribeAccountAttributes DescribeAddresses DescribeAvailabilityZones DescribeCoipPools GetCoipPoolUsage",
        ),
        ...ec2(
          "DescribeInstances DescribeInternetGateways DescribeIpamPools DescribeNetworkInterfaces DescribeRouteTables",
        ),
        ...ec2(
          "DescribeSecurityGroups GetSecurityGroupsForVpc DescribeSubnets DescribeTags DescribeVpcPeeringConnections",
        ),
        ...ec2("DescribeVpcs"),
        ...elb("DescribeCapacityReservation DescribeListenerAttributes DescribeListenerCertificates DescribeListeners"),
        ...elb("DescribeLoadBalancerAttributes DescribeLoadBalancers DescribeRules DescribeSSLPolicies DescribeTags"),
        ...elb("DescribeTargetGroupAttributes DescribeTargetGroups DescribeTargetHealth DescribeTrustStores"),
      ],
      resources: ["*"],
    },
    // Certificates, sign-in, firewalls.
    {
      actions: [
        ...of("acm", "DescribeCertificate ListCertificates"),
        ...of("cognito-idp", "DescribeUserPoolClient"),
        ...of("iam", "GetServerCertificate ListServerCertificates"),
        ...of("shield", "CreateProtection DeleteProtection DescribeProtection GetSubscriptionState"),
        ...of("waf-regional", "AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource"),
        ...of("wafv2", "AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource"),
      ],
      resources: ["*"],
    },
    // Security groups: rules on any, for nodes have theirs; all else on its own.
    { actions: ec2("AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress"), resources: ["*"] },
    { actions: ec2("CreateSecurityGroup"), resources: ["*"] },
    {
      actions: ec2("CreateTags"),
      resources: securityGroups,
      conditions: { ...TAGGED_AS_OWN, StringEquals: { "ec2:CreateAction": "CreateSecurityGroup" } },
    },
    { actions: ec2("CreateTags DeleteTags"), resources: securityGroups, conditions: IS_OWN_AND_STAYS },
    {
      actions: ec2("AuthorizeSecurityGroupIngress DeleteSecurityGroup RevokeSecurityGroupIngress"),
      resources: ["*"],
      conditions: IS_OWN,
    },
    // Load balancers, target groups, listeners and rules.
    { actions: elb("CreateLoadBalancer CreateTargetGroup"), resources: ["*"], conditions: TAGGED_AS_OWN },
    { actions: elb("CreateListener CreateRule DeleteListener DeleteRule"), resources: ["*"] },
    {
      actions: elb("AddTags RemoveTags"),
      resources: [...targetGroups, ...loadBalancers],
      conditions: IS_OWN_AND_STAYS,
    },
    { actions: elb("AddTags RemoveTags"), resources: listeners },
    {
      actions: [
        ...elb("DeleteLoadBalancer DeleteTargetGroup ModifyCapacityReservation ModifyIpPools ModifyListenerAttributes"),
        ...elb("ModifyLoadBalancerAttributes ModifyTargetGroup ModifyTargetGroupAttributes SetIpAddressType"),
        ...elb("SetSecurityGroups SetSubnets"),
      ],
      resources: ["*"],
      conditions: IS_OWN,
    },
    {
      actions: elb("AddTags"),
      resources: [...targetGroups, ...loadBalancers],
      conditions: {
        ...TAGGED_AS_OWN,
        StringEquals: { "elasticloadbalancing:CreateAction": ["CreateLoadBalancer", "CreateTargetGroup"] },
      },
    },
    { actions: elb("DeregisterTargets RegisterTargets"), resources: targetGroups },
    {
      actions: elb(
        "AddListenerCertificates ModifyListener ModifyRule RemoveListenerCertificates SetRulePriorities SetWebAcl",
      ),
      resources: ["*"],
    },
  ];
  if (!isolated) return statements;
  return statements.map((statement) => ({
    ...statement,
    actions: (statement.actions ?? []).filter((action) => !NOT_ISOLATED.includes(action)),
    notActions: undefined,
  }));
}

/** Global Accelerator (the controller's docs/install/aga_controller_iam_policy.json): the commercial partition only. */
export function globalAcceleratorStatements(partition: string): PolicyStatement[] {
  const accelerators = ["", "/listener/*", "/listener/*/endpoint-group/*"].map(
    (below) => `arn:${partition}:globalaccelerator::*:accelerator/*${below}`,
  );
  const aga = (names: string): string[] => of("globalaccelerator", names);
  const ownKind = { "aws:ResourceTag/aga.k8s.aws/resource": "GlobalAccelerator" };
  const asOwnKind = { "aws:RequestTag/aga.k8s.aws/resource": "GlobalAccelerator" };
  const own: PolicyConditions = { ...IS_OWN, StringEquals: ownKind };
  return [
    {
      actions: ["iam:CreateServiceLinkedRole"],
      resources: ["*"],
      conditions: { StringEquals: { "iam:AWSServiceName": "globalaccelerator.amazonaws.com" } },
    },
    {
      actions: [
        ...aga("ListAccelerators ListEndpointGroups ListListeners ListTagsForResource"),
        ...["ec2:DescribeRegions", "tag:GetResources"],
      ],
      resources: ["*"],
    },
    {
      actions: aga("DescribeAccelerator DescribeEndpointGroup DescribeListener"),
      resources: accelerators,
      conditions: own,
    },
    {
      actions: aga("CreateAccelerator"),
      resources: ["*"],
      conditions: { ...TAGGED_AS_OWN, StringEquals: asOwnKind },
    },
    {
      actions: [
        ...aga("AddEndpoints CreateEndpointGroup CreateListener DeleteAccelerator DeleteEndpointGroup DeleteListener"),
        ...aga("RemoveEndpoints UpdateAccelerator UpdateEndpointGroup UpdateListener"),
      ],
      resources: accelerators,
      conditions: own,
    },
    {
      actions: aga("TagResource UntagResource"),
      resources: accelerators.slice(0, 1),
      conditions: { ...IS_OWN_AND_STAYS, StringEquals: ownKind },
    },
    {
      actions: aga("TagResource"),
      resources: accelerators.slice(0, 1),
      conditions: { ...TAGGED_AS_OWN, StringEquals: asOwnKind },
    },
  ];
}

/** Certificates that the controller requests itself (its docs/install/iam_policy_acm_certs.json). */
export function certificateManagementStatements(): PolicyStatement[] {
  return [
    {
      actions: [
        ...of("acm", "AddTagsToCertificate ListTagsForCertificate"),
        ...of("route53", "ChangeResourceRecordSets ListHostedZones ListHostedZonesByName"),
      ],
      resources: ["*"],
    },
    { actions: ["acm:RequestCertificate"], resources: ["*"], conditions: TAGGED_AS_OWN },
    { actions: ["acm:DeleteCertificate"], resources: ["*"], conditions: IS_OWN },
    { actions: of("acm-pca", "GetCertificate IssueCertificate ListPermissions"), resources: ["*"] },
  ];
}

/**
 * For a controller that only registers pods with target groups that others made, and leaves security
 * groups alone (the controller's installation guide, "TargetGroupBinding only").
 */
export function targetGroupBindingStatements(): PolicyStatement[] {
  return [
    {
      actions: [
        ...ec2("DescribeInstances DescribeSecurityGroups DescribeVpcs"),
        ...elb("DeregisterTargets DescribeTargetGroups DescribeTargetHealth ModifyTargetGroup"),
        ...elb("ModifyTargetGroupAttributes RegisterTargets"),
      ],
      resources: ["*"],
    },
  ];
}
