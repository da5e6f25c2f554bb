import { contextOf } from "../../constructs/access/context";
import { decide } from "../../constructs/access/decide";
import { policyOf } from "../../constructs/access/document";
import type { Policy } from "../../constructs/access/document";
import { LoadBalancerController } from "../../constructs/addons/load-balancer-controller/load-balancer-controller";
import { ownPolicies } from "../../constructs/addons/load-balancer-controller/own-policies";
import type { PolicyCluster } from "../../constructs/addons/load-balancer-controller/own-policies";
import { controllerStatements } from "../../constructs/addons/load-balancer-controller/policy";
import type { ControllerPolicyOptions } from "../../constructs/addons/load-balancer-controller/policy";
import { scopedControllerStatements } from "../../constructs/addons/load-balancer-controller/scoped-policy";
import { LIMITS } from "../../constructs/facts/limits";
import { PARTITIONS } from "../../constructs/facts/partitions";
import type { PartitionName } from "../../constructs/facts/partitions";
import type { PolicyStatement } from "../../constructs/facts/policy";
import { reference } from "../../constructs/hcl/expression";
import { text } from "../../constructs/hcl/lift";
import { managedPolicySize, policyDocument, policySize } from "../../constructs/identity/policy-document";
import { literalCluster, literalProvider, resources, synth, testStack } from "../support/synth";
import { testWithUpstream } from "../support/upstream";
import { changesOf, creationsOf, inVpcOf, nodeRulesOf, othersOf, prioritiesOf } from "./controller-requests";
import type { ControllerRequest, Owner } from "./controller-requests";
import { iamActionDetails } from "../support/iam-data";

const VPC = "vpc-0123456789abcdef0";

const clusterIn = (partition: string, name = "prod"): PolicyCluster => ({
  partition,
  name,
  region: PARTITIONS.find((one) => one.name === partition)?.example ?? "",
  accountId: "111122223333",
  vpcId: VPC,
});

const ours = (cluster: PolicyCluster, options: ControllerPolicyOptions = {}): readonly (readonly PolicyStatement[])[] =>
  Object.values(ownPolicies("lbc", cluster, { policy: "scoped", ...options }, true)).map(({ statements }) =>
    statements.filter(({ when }) => when !== false),
  );

const read = (statements: readonly PolicyStatement[]): Policy =>
  policyOf("ours", JSON.stringify(policyDocument(statements)));

/** A request carries what it says, and nothing else. */
const allows = (identity: readonly Policy[], { action, resource, context }: ControllerRequest): string =>
  decide(
    { identity },
    {
      action,
      resource,
      context: contextOf(
        Object.fromEntries(Object.entries(context).map(([key, value]) => [key, [value]])),
        () => "absent",
      ),
    },
  ).answer;

const saying = ({ action, resource, context }: ControllerRequest): string =>
  `${action} on ${resource} ${JSON.stringify(context)}`;

const answers = (identity: readonly Policy[], requests: readonly ControllerRequest[]): Record<string, string> =>
  Object.fromEntries(requests.map((one) => [saying(one), allows(identity, one)]));

const all = (requests: readonly ControllerRequest[], answer: string): Record<string, string> =>
  Object.fromEntries(requests.map((one) => [saying(one), answer]));

const ownerIn = (partition: string): Owner => {
  const { name: cluster, region, vpcId } = clusterIn(partition);
  return { partition, cluster, region, vpcId };
};

/** What no partition of its kind has is not asked for. */
const ISOLATED_LACK = /:Modify(CapacityReservation|ListenerAttributes)$/;

/** All that a controller asks for of what is its own. */
function inScope(partition: string): ControllerRequest[] {
  const owner = ownerIn(partition);
  const held = [...changesOf(owner), ...creationsOf(owner), inVpcOf(owner), ...nodeRulesOf(owner), prioritiesOf(owner)];
  const names = new Set(held.map(({ action }) => action));
  const others = controllerStatements(partition).flatMap(({ actions = [] }) => actions);
  const isolated = PARTITIONS.some(({ name, isolated }) => name === partition && isolated);
  return [
    ...held.filter(({ action }) => !(isolated && ISOLATED_LACK.test(action))),
    ...othersOf(
      owner,
      [...new Set(others)].filter((action) => !names.has(action)),
    ),
  ];
}

/** Whose things are not the cluster's. */
const FOREIGN: Readonly<Record<string, (own: Owner) => Owner>> = {
  "another cluster's": (own) => ({ ...own, cluster: "other" }),
  "another tool's": (own) => ({ ...own, cluster: undefined }),
  "of a cluster of the same name in another region": (own) => ({ ...own, region: "eu-south-9" }),
};

const outOfScope = (own: Owner, foreign: Owner): ControllerRequest[] => [
  ...changesOf(foreign),
  ...creationsOf(foreign),
  // In what is somebody else's, though tagged as one's own.
  ...creationsOf(own, foreign).filter(({ action }) => /Create(Listener|Rule)$/.test(action)),
  ...nodeRulesOf(foreign),
];

/** Makes what is there one's own by its tag alone. */
const TAKEOVERS = (own: Owner): ControllerRequest[] =>
  changesOf({ ...own, cluster: undefined })
    .filter(({ action }) => /:(AddTags|CreateTags)$/.test(action))
    .flatMap((request) =>
      [undefined, "other"].map((there) => ({
        ...request,
        context: {
          ...request.context,
          ...(there !== undefined && { "aws:ResourceTag/elbv2.k8s.aws/cluster": there }),
          "aws:RequestTag/elbv2.k8s.aws/cluster": "prod",
        },
      })),
    );

const PARTITION_NAMES = PARTITIONS.map(({ name }): PartitionName => name);

describe.each(PARTITION_NAMES)("the controller's scoped policy in %s", (partition) => {
  const identity = ours(clusterIn(partition)).map(read);
  const requests = inScope(partition);

  test("allows all calls on what is the cluster's own, and so does upstream's", () => {
    expect(requests.length).toBeGreaterThan(90);
    expect(answers([read(controllerStatements(partition))], requests)).toEqual(all(requests, "yes"));
    expect(answers(identity, requests)).toEqual(all(requests, "yes"));
  });

  test("has upstream's actions, and with the gate for it the search by tags", () => {
    const actionsOf = (statements: readonly PolicyStatement[]) => statements.flatMap(({ actions = [] }) => actions);
    const upstream = actionsOf(controllerStatements(partition));
    expect([...new Set(actionsOf(ours(clusterIn(partition)).flat()))].sort()).toEqual(
      [...new Set([...upstream, "tag:GetResources"])].sort(),
    );
  });

  testWithUpstream("decides there as upstream's own document", `iam_policy/${partition}.json`, (document) => {
    expect(answers(identity, requests)).toEqual(answers([policyOf("upstream", document)], requests));
  });

  test.each(Object.keys(FOREIGN))("allows nothing on what is %s", (whose) => {
    const own = ownerIn(partition);
    const foreign = FOREIGN[whose]?.(own) ?? own;
    const denied = outOfScope(own, foreign);
    expect(denied.length).toBeGreaterThan(50);
    expect(answers(identity, denied)).toEqual(all(denied, "no"));
    // Much of it upstream's allows.
    const upstream = Object.values(answers([read(controllerStatements(partition))], denied));
    expect(upstream.filter((answer) => answer === "yes").length).toBeGreaterThan(20);
  });

  test("does not let it make its own what is there", () => {
    const takeovers = TAKEOVERS(ownerIn(partition));
    expect(answers(identity, takeovers)).toEqual(all(takeovers, "no"));
  });

  test("is held to the VPC, too, where that is asked for", () => {
    const held = ours(clusterIn(partition), { vpc: true }).map(read);
    expect(answers(held, requests)).toEqual(all(requests, "yes"));
    const elsewhere = { ...ownerIn(partition), vpcId: "vpc-0fff" };
    const denied = [...changesOf(elsewhere), ...nodeRulesOf(elsewhere), inVpcOf(elsewhere)].filter(
      ({ action }) => action.startsWith("ec2:") && action !== "ec2:DeleteTags",
    );
    expect(denied).toHaveLength(7);
    expect(answers(held, denied)).toEqual(all(denied, "no"));
    expect(answers(identity, denied)).toEqual(all(denied, "yes"));
  });

  test("names this partition only", () => {
    const partitions = JSON.stringify(ours(clusterIn(partition), { vpc: true })).match(/arn:[^:]*:/g) ?? [];
    expect([...new Set(partitions)]).toEqual([`arn:${partition}:`]);
  });

  test.each([false, true])("fits managed policies, with the longest of names, vpc: %s", (vpc) => {
    const cluster = { ...clusterIn(partition, "x".repeat(100)), region: clusterIn(partition).region.padEnd(14, "1") };
    const policies = ours(cluster, { vpc, globalAccelerator: true, certificateManagement: true });
    expect(policies).toHaveLength(4);
    for (const statements of policies) {
      expect(managedPolicySize("it", policyDocument(statements))).toBeUndefined();
      // A module has a list of one action, too.
      expect(policySize(policyDocument(statements)) + 2 * statements.length).toBeLessThanOrEqual(LIMITS.managedPolicy);
    }
    expect(Math.max(...policies.map((one) => policySize(policyDocument(one))))).toBeGreaterThan(5000);
  });
});

describe("the scoped policies beside", () => {
  const [, , accelerators = [], certificates = []] = ours(clusterIn("aws"), {
    globalAccelerator: true,
    certificateManagement: true,
  });
  const tag = (kind: "Request" | "Resource", cluster: string) => ({
    [`aws:${kind}Tag/elbv2.k8s.aws/cluster`]: cluster,
    [`aws:${kind}Tag/aga.k8s.aws/resource`]: "GlobalAccelerator",
  });
  const accelerator = "arn:aws:globalaccelerator::111122223333:accelerator/0123";
  const certificate = "arn:aws:acm:eu-west-1:111122223333:certificate/0123";

  test.each([
    ["globalaccelerator:CreateAccelerator", "*", "Request"],
    ["globalaccelerator:TagResource", accelerator, "Request"],
    ["globalaccelerator:TagResource", accelerator, "Resource"],
    ["globalaccelerator:DescribeAccelerator", accelerator, "Resource"],
    ["globalaccelerator:UpdateListener", `${accelerator}/listener/0123`, "Resource"],
    ["globalaccelerator:DeleteEndpointGroup", `${accelerator}/listener/0123/endpoint-group/4567`, "Resource"],
    ["acm:RequestCertificate", "*", "Request"],
    ["acm:DeleteCertificate", certificate, "Resource"],
  ] as const)("hold %s on %s to the cluster, too", (action, resource, kind) => {
    const identity = [read(accelerators), read(certificates)];
    expect(allows(identity, { action, resource, context: tag(kind, "prod") })).toBe("yes");
    expect(allows(identity, { action, resource, context: tag(kind, "other") })).toBe("no");
    expect(allows(identity, { action, resource, context: {} })).toBe("no");
  });
});

describe("a cluster that Terraform reads", () => {
  const policies = (vpc: boolean): unknown[] => {
    const stack = testStack();
    const cluster = literalCluster({
      vpcId: text(reference("data.aws_vpc.it.id")),
      name: text(reference("var.name")),
    });
    new LoadBalancerController(stack, "controller", { provider: literalProvider(cluster), policy: "scoped", vpc });
    return Object.values(resources(synth(stack), "aws_iam_policy")).map(({ policy }) => policy);
  };

  test("is named in the policies as it is", () => {
    const [, changes = ""] = policies(true) as string[];
    expect(changes).toContain('"aws:ResourceTag/elbv2.k8s.aws/cluster" = var.name');
    expect(changes).toContain('"aws:ResourceTag/kubernetes.io/cluster/${var.name}" = "false"');
    expect(changes).toContain('"ec2:Vpc" = "arn:aws:ec2:ap-northeast-2:*:vpc/${data.aws_vpc.it.id}"');
    expect(changes).not.toContain("sort(");
    expect((policies(false) as string[])[1]).not.toContain("aws_vpc");
  });
});

describe("beside other options", () => {
  test("there is a second policy with policy: scoped alone", () => {
    const names = (options: ControllerPolicyOptions) => Object.keys(ownPolicies("lbc", clusterIn("aws"), options));
    expect(names({})).toEqual(["lbc"]);
    expect(names({ policy: "narrow" })).toEqual(["lbc"]);
    expect(names({ policy: "scoped" })).toEqual(["lbc", "lbc-changes"]);
    expect(names({ policy: "scoped", targetGroupBindingOnly: true })).toEqual(["lbc"]);
  });

  test("what is off is not in it", () => {
    const off = { shield: false, waf: false, wafv2: false, policy: "scoped" } as const;
    const [policy] = Object.values(ownPolicies("lbc", clusterIn("aws"), off));
    const actions = policy?.statements.flatMap(({ actions = [] }) => actions) ?? [];
    expect(actions.filter((action) => /^(shield|waf)/.test(action))).toEqual([]);
    expect(actions).toContain("acm:DescribeCertificate");
  });
});

test("IAM's own data knows each key of the scoped policy for each action that it is a condition of", async () => {
  const unknown: string[] = [];
  for (const { actions = [], resources = [], conditions = {} } of scopedControllerStatements(
    "aws",
    clusterIn("aws"),
    true,
  )) {
    for (const action of actions) {
      const [service = "", name = ""] = action.split(":");
      const details = await iamActionDetails(service, name);
      // Keys of EC2 are by the type of resource.
      const type = /:([a-z-]+)\//.exec(resources.find((one) => one.includes(":ec2:")) ?? "")?.[1];
      const ofType = details.resourceTypes.find((one) => one.name === type)?.conditionKeys ?? [];
      const known = [...details.conditionKeys, ...ofType].map((key) => key.replace("${TagKey}", ""));
      const keys = Object.values(conditions).flatMap((one) => Object.keys(one));
      unknown.push(
        ...keys
          .filter((key) => !known.includes(key.replace(/^(aws:Re\w+Tag\/).*/, "$1")))
          .map((key) => `${action} ${key}`),
      );
    }
  }
  expect(unknown).toEqual([]);
});
