/**
 * What the controller asks of AWS: each call of its clients (its pkg/aws/services, v2.13.0 to v3.5.0), on a resource of
 * each kind that it makes the call on, with what AWS knows then.
 */

export type Context = Readonly<Record<string, string>>;

export interface ControllerRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Whose something is, and where. */
export interface Owner {
  readonly partition: string;
  readonly region: string;
  /** By its tags; undefined for what no controller made. */
  readonly cluster: string | undefined;
  readonly vpcId: string;
}

const CLUSTER = "elbv2.k8s.aws/cluster";
const ACCOUNT = "111122223333";

const arn = ({ partition, region }: Owner, service: string, resource: string): string =>
  `arn:${partition}:${service}:${region}:${ACCOUNT}:${resource}`;

const elb = (owner: Owner, resource: string): string => arn(owner, "elasticloadbalancing", resource);

/** Kinds of resources that have tags, by an ARN of each. */
const KINDS = {
  alb: (owner: Owner) => elb(owner, "loadbalancer/app/k8s-shop/0123"),
  nlb: (owner: Owner) => elb(owner, "loadbalancer/net/k8s-shop/0123"),
  listener: (owner: Owner) => elb(owner, "listener/app/k8s-shop/0123/4567"),
  nlbListener: (owner: Owner) => elb(owner, "listener/net/k8s-shop/0123/4567"),
  rule: (owner: Owner) => elb(owner, "listener-rule/app/k8s-shop/0123/4567/89ab"),
  targetGroup: (owner: Owner) => elb(owner, "targetgroup/k8s-shop/0123"),
  securityGroup: (owner: Owner) => arn(owner, "ec2", "security-group/sg-0abc"),
} as const;

type Kind = keyof typeof KINDS;

const vpcArn = (owner: Owner): string => arn(owner, "ec2", `vpc/${owner.vpcId}`);

/** What EC2 says of a security group that is there. DeleteTags knows no VPC (service authorization reference). */
const vpcOf = (kind: Kind, owner: Owner, call: string): Context =>
  kind === "securityGroup" && call !== "DeleteTags" ? { "ec2:Vpc": vpcArn(owner) } : {};

const resourceTag = ({ cluster }: Owner): Context =>
  cluster === undefined ? {} : { [`aws:ResourceTag/${CLUSTER}`]: cluster };
const requestTag = ({ cluster }: Owner): Context =>
  cluster === undefined ? {} : { [`aws:RequestTag/${CLUSTER}`]: cluster };

/** Calls that change what is there, by service and kind. */
const CHANGES: readonly (readonly [service: string, kinds: readonly Kind[], calls: string])[] = [
  [
    "elasticloadbalancing",
    ["alb", "nlb"],
    "DeleteLoadBalancer ModifyLoadBalancerAttributes ModifyCapacityReservation SetIpAddressType SetSecurityGroups SetSubnets",
  ],
  ["elasticloadbalancing", ["alb"], "ModifyIpPools"],
  [
    "elasticloadbalancing",
    ["listener", "nlbListener"],
    "AddListenerCertificates DeleteListener ModifyListener ModifyListenerAttributes RemoveListenerCertificates",
  ],
  ["elasticloadbalancing", ["rule"], "DeleteRule ModifyRule"],
  [
    "elasticloadbalancing",
    ["targetGroup"],
    "DeleteTargetGroup DeregisterTargets ModifyTargetGroup ModifyTargetGroupAttributes RegisterTargets",
  ],
  ["elasticloadbalancing", ["alb", "nlb", "listener", "nlbListener", "rule", "targetGroup"], "AddTags RemoveTags"],
  [
    "ec2",
    ["securityGroup"],
    "AuthorizeSecurityGroupIngress CreateTags DeleteSecurityGroup DeleteTags RevokeSecurityGroupIngress",
  ],
];

/** Changes of what is there, of an owner's. */
export const changesOf = (owner: Owner): ControllerRequest[] =>
  CHANGES.flatMap(([service, kinds, calls]) =>
    kinds.flatMap((kind) =>
      calls.split(" ").map((call) => ({
        action: `${service}:${call}`,
        resource: KINDS[kind](owner),
        context: { ...resourceTag(owner), ...vpcOf(kind, owner, call) },
      })),
    ),
  );

/**
 * What is made, and the tags that it is made with. A listener is made of a load balancer, a rule of a listener.
 *
 * @param parent - whose these are
 */
export const creationsOf = (owner: Owner, parent: Owner = owner): ControllerRequest[] => {
  const made = (call: string, kind: Kind): ControllerRequest[] => [
    { action: `elasticloadbalancing:${call}`, resource: KINDS[kind](owner), context: requestTag(owner) },
    {
      action: "elasticloadbalancing:AddTags",
      resource: KINDS[kind](owner),
      context: { ...requestTag(owner), "elasticloadbalancing:CreateAction": call },
    },
  ];
  const [, tagsOfListener, , tagsOfNlbListener, , tagsOfRule] = [
    ...made("CreateListener", "listener"),
    ...made("CreateListener", "nlbListener"),
    ...made("CreateRule", "rule"),
  ];
  const within = (call: string, kind: Kind): ControllerRequest => ({
    action: `elasticloadbalancing:${call}`,
    resource: KINDS[kind](parent),
    context: { ...requestTag(owner), ...resourceTag(parent) },
  });
  return [
    ...made("CreateLoadBalancer", "alb"),
    ...made("CreateLoadBalancer", "nlb"),
    ...made("CreateTargetGroup", "targetGroup"),
    within("CreateListener", "alb"),
    within("CreateListener", "nlb"),
    within("CreateRule", "listener"),
    ...[tagsOfListener, tagsOfNlbListener, tagsOfRule].flatMap((one) => one ?? []),
    { action: "ec2:CreateSecurityGroup", resource: KINDS.securityGroup(owner), context: requestTag(owner) },
    {
      action: "ec2:CreateTags",
      resource: KINDS.securityGroup(owner),
      context: { ...requestTag(owner), "ec2:CreateAction": "CreateSecurityGroup" },
    },
  ];
};

/** The VPC that a security group is made in. */
export const inVpcOf = (owner: Owner): ControllerRequest => ({
  action: "ec2:CreateSecurityGroup",
  resource: vpcArn(owner),
  context: {},
});

/** Rules of the security group of an owner's nodes, which EKS or who made them has tagged. */
export const nodeRulesOf = (owner: Owner): ControllerRequest[] =>
  ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress"].map((call) => ({
    action: `ec2:${call}`,
    resource: KINDS.securityGroup(owner),
    context: {
      ...(owner.cluster === undefined ? {} : { [`aws:ResourceTag/kubernetes.io/cluster/${owner.cluster}`]: "owned" }),
      ...vpcOf("securityGroup", owner, call),
    },
  }));

/** Priorities of rules: the call is given no tags. */
export const prioritiesOf = (owner: Owner): ControllerRequest => ({
  action: "elasticloadbalancing:SetRulePriorities",
  resource: KINDS.rule(owner),
  context: {},
});

/** What reads, and what services do that know nothing of the tag, as it is on the account's resources. */
export const othersOf = (owner: Owner, actions: readonly string[]): ControllerRequest[] => {
  const { partition } = owner;
  const on: Readonly<Record<string, readonly string[]>> = {
    "acm:DescribeCertificate": [arn(owner, "acm", "certificate/0123")],
    "cognito-idp:DescribeUserPoolClient": [arn(owner, "cognito-idp", "userpool/eu-west-1_A")],
    "ec2:GetCoipPoolUsage": [arn(owner, "ec2", "coip-pool/coip-pool-0abc")],
    "ec2:GetSecurityGroupsForVpc": [vpcArn(owner)],
    "iam:GetServerCertificate": [`arn:${partition}:iam::${ACCOUNT}:server-certificate/a`],
    "shield:DeleteProtection": [`arn:${partition}:shield::${ACCOUNT}:protection/0123`],
    "shield:DescribeProtection": [`arn:${partition}:shield::${ACCOUNT}:protection/0123`],
    "waf-regional:AssociateWebACL": [KINDS.alb(owner), arn(owner, "waf-regional", "webacl/0123")],
    "waf-regional:DisassociateWebACL": [KINDS.alb(owner)],
    "waf-regional:GetWebACL": [arn(owner, "waf-regional", "webacl/0123")],
    "waf-regional:GetWebACLForResource": [KINDS.alb(owner), arn(owner, "waf-regional", "webacl/0123")],
    "wafv2:AssociateWebACL": [KINDS.alb(owner), arn(owner, "wafv2", "regional/webacl/a/0123")],
    "wafv2:DisassociateWebACL": [KINDS.alb(owner)],
    "wafv2:GetWebACL": [arn(owner, "wafv2", "regional/webacl/a/0123")],
    "wafv2:GetWebACLForResource": [KINDS.alb(owner), arn(owner, "wafv2", "regional/webacl/a/0123")],
  };
  const linkedRole = {
    action: "iam:CreateServiceLinkedRole",
    resource: `arn:${partition}:iam::${ACCOUNT}:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing`,
    context: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" },
  };
  return actions.flatMap((action) =>
    action === linkedRole.action
      ? [linkedRole]
      : (on[action] ?? ["*"]).map((resource) => ({ action, resource, context: {} })),
  );
};
