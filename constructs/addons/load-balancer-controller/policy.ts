import { PARTITIONS } from "../../facts/partitions";
import type { PolicyConditions, PolicyStatement } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { each, hasAny, isListOf } from "../../hcl/combine";
import type { Flag, List } from "../../hcl/combine";
import { call } from "../../hcl/expression";
import type { Expression } from "../../hcl/expression";
import { list } from "../../hcl/lift";
import type { RoleStatement } from "../../identity/role-policies";

/** What the controller may do in AWS, besides the usual. */
export interface ControllerPolicyOptions {
  /**
   * `upstream`: what the controller's makers write and test. `narrow`: the same actions, of which those that
   * have resource types name them in the place of `*`. `scoped`: what narrow allows, of which changes are held to the
   * cluster's region and to what carries the cluster's tag; not for target groups and load balancers that others
   * made. @default "upstream"
   */
  readonly policy?: "upstream" | "narrow" | "scoped" | Expression;
  /** With `policy: scoped`, security groups are held to the cluster's VPC, too. @default false */
  readonly vpc?: Flag;
  /** Global Accelerator, in the commercial partition. @default false */
  readonly globalAccelerator?: Flag;
  /** Certificates that the controller requests from ACM itself, which it proves by CNAME records. @default false */
  readonly certificateManagement?: Flag;
  /** The Route53 zones that it may write these records to, by ID. @default - all of the account */
  readonly certificateZones?: List<string>;
  /** Private authorities (ACM PCA) that it may have certificates issued by. @default - none */
  readonly certificateAuthorityArns?: List<string>;
  /** Whether Ingresses may name web ACLs of WAF, in the place of ARNs: charts from 1.14.1 on. @default false */
  readonly wafv2Names?: Flag;
  /**
   * Nothing but registering pods with target groups that others made. Not for TargetGroupBindings with
   * `networking`, whose rules of security groups it may not write. @default false
   */
  readonly targetGroupBindingOnly?: Flag;
}

/** Global Accelerator is in no other partition. */
export const globalAccelerator = (options: ControllerPolicyOptions, partition: string): Problem | undefined =>
  options.globalAccelerator === true && partition !== "aws"
    ? problems.onlyCommercial("globalAccelerator", partition)
    : undefined;

/** The tag by which the controller knows what it made itself. */
const OWN_TAG = "elbv2.k8s.aws/cluster";

const REQUEST_TAG = `aws:RequestTag/${OWN_TAG}`;
const RESOURCE_TAG = `aws:ResourceTag/${OWN_TAG}`;

/** On creation: the tag is among those asked for. */
const TAGGED_AS_OWN: PolicyConditions = { Null: { [REQUEST_TAG]: "false" } };
/** On what is there: it carries the tag. */
const IS_OWN: PolicyConditions = { Null: { [RESOURCE_TAG]: "false" } };
/** Tags may change on what is its own, but for the tag itself. */
const IS_OWN_AND_STAYS: PolicyConditions = { Null: { [REQUEST_TAG]: "true", [RESOURCE_TAG]: "false" } };

/** How a policy tells what is the controller's own. */
export interface Ownership {
  /** On creation. */
  readonly asked: PolicyConditions;
  /** On what is there. */
  readonly is: PolicyConditions;
  /** On change of its tags: it stays the controller's. */
  readonly stays: PolicyConditions;
}

/** Upstream's way: a controller's, of this cluster or of another. */
const OF_ANY_CLUSTER: Ownership = { asked: TAGGED_AS_OWN, is: IS_OWN, stays: IS_OWN_AND_STAYS };

/** Of one cluster, by its name. */
export const ofCluster = (name: string): Ownership => ({
  asked: { StringEquals: { [REQUEST_TAG]: name } },
  is: { StringEquals: { [RESOURCE_TAG]: name } },
  stays: { Null: { [REQUEST_TAG]: "true" }, StringEquals: { [RESOURCE_TAG]: name } },
});

/** All of several conditions. */
export function allOf(...conditions: readonly PolicyConditions[]): PolicyConditions {
  const operators = [...new Set(conditions.flatMap((one) => Object.keys(one)))];
  return Object.fromEntries(
    operators.map((operator) => [operator, Object.assign({}, ...conditions.map((one) => one[operator]))]),
  );
}

const of = (service: string, names: string): string[] => names.split(/\s+/).map((name) => `${service}:${name}`);
export const ec2 = (names: string): string[] => of("ec2", names);
export const elb = (names: string): string[] => of("elasticloadbalancing", names);

const SERVICES = {
  shield: of("shield", "CreateProtection DeleteProtection DescribeProtection GetSubscriptionState"),
  waf: of("waf-regional", "AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource"),
  wafv2: of("wafv2", "AssociateWebACL DisassociateWebACL GetWebACL GetWebACLForResource"),
} as const;

/** What the controller does not call where a switch is off. */
export const SWITCHED: Readonly<Record<keyof typeof SERVICES, readonly string[]>> = SERVICES;

/** Where Ingresses name web ACLs, the controller looks them up. */
export const WAFV2_NAMES: PolicyStatement = { actions: ["wafv2:ListWebACLs"], resources: ["*"] };

/** The gate EnableRGTAPI has the controller find its resources by tags. */
export const RESOURCES_BY_TAG: PolicyStatement = { actions: ["tag:GetResources"], resources: ["*"] };

/** Actions that the isolated partitions' policies leave out. */
export const NOT_ISOLATED: readonly string[] = elb(
  "DescribeTrustStores DescribeListenerAttributes DescribeCapacityReservation ModifyListenerAttributes ModifyCapacityReservation",
);

/** Which region and which account the controller's resources are in. */
export interface ControllerPlace {
  /** A region's code, or `*`. */
  readonly region: string;
  /** Twelve digits, or `*`. */
  readonly account: string;
}

/** As upstream has it. */
const ANYWHERE: ControllerPlace = { region: "*", account: "*" };

/**
 * The IAM policy of the AWS Load Balancer Controller in a partition, the same for every release from
 * v2.13.0 to v3.5.0 (its docs/install/iam_policy*.json). The service name in the condition on
 * service-linked roles is the same in all partitions, too.
 */
export function controllerStatements(partition: string, { region, account } = ANYWHERE): PolicyStatement[] {
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${region}:${account}:${resource}`;
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
        ...Object.values(SERVICES).flat(),
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
  return isIsolated(partition) ? withoutActions(statements, NOT_ISOLATED) : statements;
}

export const isIsolated = (partition: string): boolean =>
  PARTITIONS.some(({ name, isolated }) => name === partition && isolated);

/** Statements without some actions; one that has none left is gone. */
export const withoutActions = (statements: readonly PolicyStatement[], gone: readonly string[]): PolicyStatement[] =>
  statements.flatMap((statement): PolicyStatement[] => {
    const actions = (statement.actions ?? []).filter((action) => !gone.includes(action));
    return actions.length === 0 ? [] : [{ ...statement, actions, notActions: undefined }];
  });

/**
 * The same actions under the same conditions, on resources of their types where IAM has types for them (service
 * authorization reference). The statements are by service, for one by each set of ARNs would pass the
 * 6,144 characters: an action holds on resources of its own types only.
 *
 * They are in the cluster's region and account. VPCs and pools of customer-owned addresses may be another
 * account's, which shares them (RAM): these are of any account. What else RAM shares with a cluster's account,
 * subnets, security groups and trust stores, the controller only reads, or names in calls that IAM authorises on
 * resources of its own.
 */
export function narrowControllerStatements(partition: string, place: ControllerPlace = ANYWHERE): PolicyStatement[] {
  const { region, account } = place;
  const arns = (service: string, ...resources: string[]): string[] =>
    resources.map((resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`);
  const shared = (...resources: string[]): string[] =>
    resources.map((resource) => `arn:${partition}:ec2:${region}:*:${resource}`);
  const global = (service: string, resource: string): string => `arn:${partition}:${service}::${account}:${resource}`;
  const elbs = (...kinds: string[]): string[] => arns("elasticloadbalancing", ...kinds.map((kind) => `${kind}/*`));
  const securityGroups = arns("ec2", "security-group/*");
  const role = global("iam", "role/aws-service-role/*");

  /** Where upstream says `*`: the actions with types, and the resources of these types. */
  const typed: PolicyStatement = {
    actions: [
      ...ec2(
        "AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress CreateSecurityGroup GetCoipPoolUsage GetSecurityGroupsForVpc",
      ),
      ...elb("AddListenerCertificates CreateListener CreateRule DeleteListener DeleteRule ModifyListener ModifyRule"),
      ...elb("RemoveListenerCertificates SetRulePriorities DeregisterTargets RegisterTargets"),
      ...["acm:DescribeCertificate", "cognito-idp:DescribeUserPoolClient", "iam:GetServerCertificate"],
      ...of("shield", "DeleteProtection DescribeProtection"),
      ...SERVICES.waf,
      ...SERVICES.wafv2,
    ],
    resources: [
      ...arns("ec2", "security-group*/*"),
      ...shared("vpc/*", "coip-pool/*"),
      ...elbs("loadbalancer", "listener*", "targetgroup"),
      ...arns("acm", "certificate/*"),
      ...arns("cognito-idp", "userpool/*"),
      global("iam", "server-certificate/*"),
      global("shield", "protection/*"),
      ...arns("waf-regional", "webacl/*"),
      ...arns("wafv2", "*/webacl/*"),
    ],
  };
  const onTypes = typed.actions;
  const own = (actions: readonly string[]): string[] => {
    if (actions.some((action) => action.startsWith("ec2:"))) return securityGroups;
    const creates = actions.includes("elasticloadbalancing:CreateLoadBalancer");
    return elbs("loadbalancer", "targetgroup", ...(creates ? [] : ["listener"]));
  };

  /** The same resources by fewer ARNs: rules of listeners with the listeners, and load balancers of any kind where tags tell. */
  const shorter = (resources: readonly string[]): string[] => {
    const ofListeners = resources.some((arn) => arn.includes(":listener/"));
    if (ofListeners) return elbs("listener*/net/*", "listener*/app/*").map((arn) => `${arn}/*`);
    return resources.some((arn) => arn.includes(":loadbalancer/"))
      ? elbs("loadbalancer", "targetgroup")
      : [...resources];
  };

  /** Upstream's, but what names its resources there has them already. */
  const upstream = controllerStatements(partition, place).map((statement): PolicyStatement => {
    const { actions = [], resources = [], conditions } = statement;
    if (!resources.includes("*")) return { ...statement, resources: shorter(resources), notResources: undefined };
    if (actions.includes("iam:CreateServiceLinkedRole"))
      return { ...statement, resources: [role], notResources: undefined };
    if (conditions === undefined) return statement;
    // What holds without conditions, too, need not be said again.
    const conditional = actions.filter((action) => !onTypes.includes(action));
    return {
      ...statement,
      actions: conditional,
      notActions: undefined,
      resources: own(actions),
      notResources: undefined,
    };
  });
  const isTyped = (actions: readonly string[] = []): boolean => actions.some((action) => onTypes.includes(action));
  const open = upstream.filter(
    ({ resources = [], actions, conditions }) =>
      resources.includes("*") || (conditions === undefined && isTyped(actions)),
  );
  const untyped = withoutActions(open, onTypes).flatMap(({ actions = [] }) => actions);
  return [{ actions: untyped, resources: ["*"] }, ...upstream.filter((statement) => !open.includes(statement)), typed];
}

/** Global Accelerator (the controller's docs/install/aga_controller_iam_policy.json): the commercial partition only. */
export function globalAcceleratorStatements(
  partition: string,
  { asked, is, stays }: Ownership = OF_ANY_CLUSTER,
): PolicyStatement[] {
  const accelerators = ["", "/listener/*", "/listener/*/endpoint-group/*"].map(
    (below) => `arn:${partition}:globalaccelerator::*:accelerator/*${below}`,
  );
  const aga = (names: string): string[] => of("globalaccelerator", names);
  const ownKind = { StringEquals: { "aws:ResourceTag/aga.k8s.aws/resource": "GlobalAccelerator" } };
  const asOwnKind = { StringEquals: { "aws:RequestTag/aga.k8s.aws/resource": "GlobalAccelerator" } };
  const own = allOf(is, ownKind);
  return [
    {
      actions: ["iam:CreateServiceLinkedRole"],
      resources: ["*"],
      conditions: { StringEquals: { "iam:AWSServiceName": "globalaccelerator.amazonaws.com" } },
    },
    {
      actions: [...aga("ListAccelerators"), ...["ec2:DescribeRegions", "tag:GetResources"]],
      resources: ["*"],
    },
    // Upstream lists on `*`; these have types.
    {
      actions: aga("ListEndpointGroups ListListeners ListTagsForResource"),
      resources: accelerators.slice(0, 2),
    },
    {
      actions: aga("DescribeAccelerator DescribeEndpointGroup DescribeListener"),
      resources: accelerators,
      conditions: own,
    },
    {
      actions: aga("CreateAccelerator"),
      resources: ["*"],
      conditions: allOf(asked, asOwnKind),
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
      conditions: allOf(stays, ownKind),
    },
    {
      actions: aga("TagResource"),
      resources: accelerators.slice(0, 1),
      conditions: allOf(asked, asOwnKind),
    },
  ];
}

/** ACM is shown that a domain is one's own by such records (ACM user guide, "DNS validation"). */
const CNAME_ONLY: PolicyConditions = {
  "ForAllValues:StringEquals": { "route53:ChangeResourceRecordSetsRecordTypes": ["CNAME"] },
  // Without any type, ForAllValues would hold, too.
  Null: { "route53:ChangeResourceRecordSetsRecordTypes": "false" },
};

/**
 * Certificates that the controller requests itself. Upstream (its docs/install/iam_policy_acm_certs.json) lets it
 * change any record of any zone, and have certificates issued by any authority.
 */
export function certificateManagementStatements(
  partition: string,
  { certificateZones: zones = [], certificateAuthorityArns: authorities = [] }: ControllerPolicyOptions = {},
  { asked, is }: Ownership = OF_ANY_CLUSTER,
): RoleStatement[] {
  const certificates = [`arn:${partition}:acm:*:*:certificate/*`];
  return [
    {
      actions: ["route53:ChangeResourceRecordSets"],
      resources: zoneArns(partition, zones),
      conditions: CNAME_ONLY,
    },
    { actions: of("route53", "ListHostedZones ListHostedZonesByName"), resources: ["*"] },
    { actions: of("acm", "AddTagsToCertificate ListTagsForCertificate"), resources: certificates },
    { actions: ["acm:RequestCertificate"], resources: ["*"], conditions: asked },
    { actions: ["acm:DeleteCertificate"], resources: certificates, conditions: is },
    {
      actions: of("acm-pca", "GetCertificate IssueCertificate ListPermissions"),
      resources: list(authorities),
      when: hasAny(authorities),
    },
  ];
}

/** Zones' ARNs; without zones, one for all of them. */
function zoneArns(partition: string, zones: List<string>): string[] {
  const zoneArn = (id: string): string => `arn:${partition}:route53:::hostedzone/${id}`;
  const arns = each(zones, "zone", zoneArn);
  const all = [zoneArn("*")];
  return list(isListOf(zones) ? call("coalescelist", arns, all) : zones.length > 0 ? arns : all);
}

/**
 * For a controller that only registers pods with target groups that others made, and leaves security
 * groups alone (the controller's installation guide, "TargetGroupBinding only").
 */
export function targetGroupBindingStatements(partition: string): PolicyStatement[] {
  return [
    {
      actions: [
        ...ec2("DescribeInstances DescribeSecurityGroups DescribeVpcs"),
        ...elb("DescribeTargetGroups DescribeTargetHealth"),
      ],
      resources: ["*"],
    },
    {
      actions: elb("DeregisterTargets ModifyTargetGroup ModifyTargetGroupAttributes RegisterTargets"),
      resources: [`arn:${partition}:elasticloadbalancing:*:*:targetgroup/*/*`],
    },
  ];
}
