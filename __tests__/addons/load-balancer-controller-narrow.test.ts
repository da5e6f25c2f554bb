import { ownPolicies } from "../../constructs/addons/load-balancer-controller/own-policies";
import type { PolicyCluster } from "../../constructs/addons/load-balancer-controller/own-policies";
import {
  certificateManagementStatements,
  controllerStatements,
  globalAcceleratorStatements,
  narrowControllerStatements,
  targetGroupBindingStatements,
} from "../../constructs/addons/load-balancer-controller/policy";
import { ISOLATED_PARTITIONS, PARTITION_NAMES } from "../../constructs/facts/partitions";
import type { PolicyStatement } from "../../constructs/facts/policy";
import { managedPolicySize, policyDocument, policySize } from "../../constructs/identity/policy-document";
import { iamActionDetails, iamResourceTypeDetails } from "../support/iam-data";
import { sayingsOf } from "../identity/sayings";

/** What a policy allows, resources aside. */
const withoutResources = (statements: readonly PolicyStatement[]): string[] =>
  [...new Set(sayingsOf(statements).map((line) => line.replace(/^(Allow \S+) \S+/, "$1")))].sort();

/** Regions with the longest codes, one for each partition. */
const LONGEST: Readonly<Record<string, string>> = {
  aws: "ap-southeast-7",
  "aws-cn": "cn-northwest-1",
  "aws-us-gov": "us-gov-west-1",
  "aws-eusc": "eusc-de-east-1",
  "aws-iso": "us-iso-east-1",
  "aws-iso-b": "us-isob-east-1",
  "aws-iso-e": "eu-isoe-west-1",
  "aws-iso-f": "us-isof-south-1",
};
const ACCOUNT = "111122223333";

describe.each(PARTITION_NAMES)("the controller's narrow policy in %s", (partition) => {
  const region = LONGEST[partition] ?? "";
  const statements = narrowControllerStatements(partition, { region, account: ACCOUNT });

  test("is of the region and of the account, but for what another account may share", () => {
    expect(region).not.toBe("");
    const arns = statements.flatMap(({ resources = [] }) => resources).filter((arn) => arn !== "*");
    const others = arns.filter((arn) => !arn.startsWith(`arn:${partition}:`) || !arn.includes(`:${ACCOUNT}:`));
    expect([...others].sort()).toEqual([
      `arn:${partition}:ec2:${region}:*:coip-pool/*`,
      `arn:${partition}:ec2:${region}:*:vpc/*`,
    ]);
    const everywhere = arns.filter((arn) => !arn.includes(`:${region}:`)).map((arn) => arn.split(":")[2]);
    expect([...new Set(everywhere)].sort()).toEqual(["iam", "shield"]);
    expect(arns.filter((arn) => arn.split(":")[3] === "*")).toEqual([]);
  });

  test("is otherwise what it is of any region and any account", () => {
    const anywhere = JSON.stringify(statements).replaceAll(region, "*").replaceAll(ACCOUNT, "*");
    expect(JSON.parse(anywhere)).toEqual(narrowControllerStatements(partition));
  });

  test("allows the actions of upstream's under the same conditions", () => {
    // Upstream says these once more, under a condition.
    const again = /^Allow ec2:(Authorize|Revoke)SecurityGroupIngress \{"/;
    const upstream = withoutResources(controllerStatements(partition));
    expect(upstream.filter((line) => again.test(line))).toHaveLength(2);
    expect(withoutResources(statements)).toEqual(upstream.filter((line) => !again.test(line)));
  });

  test("fits a managed policy", () => {
    expect(managedPolicySize("it", policyDocument(statements))).toBeUndefined();
    expect(policySize(policyDocument(statements))).toBeGreaterThan(4000);
  });

  test("names this partition only", () => {
    const partitions = JSON.stringify(statements).match(/arn:[^:]*:/g) ?? [];
    expect([...new Set(partitions)]).toEqual([`arn:${partition}:`]);
  });
});

/** Whether a resource of a policy stands for an ARN. */
const covers = (resource: string, arn: string): boolean =>
  new RegExp(`^${resource.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`).test(arn);

/** WAF is for other services' resources, too: the controller has load balancers only. */
const OTHERS = /:(amplify|apigateway|apprunner|appsync|bedrock-agentcore|verified-access-instance)|:userpool\//;

/** ARNs of all types that an action can be authorised on. */
async function arnsOf(action: string): Promise<string[]> {
  const [service = "", name = ""] = action.split(":");
  const { resourceTypes } = await iamActionDetails(service, name);
  const types = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  // A role for a service is in a path of its own. Attachments across accounts are not the controller's.
  return types
    .map(({ arn }) => arn.replace("role/${RoleNameWithPath}", "role/aws-service-role/x"))
    .filter((arn) => !arn.includes(":attachment/"))
    .map((arn) => arn.replace("${Partition}", "aws").replace(/\$\{\w+\}/g, "x"));
}

describe("IAM's own data", () => {
  test("has no type for what the narrow policy allows on *", async () => {
    const open = narrowControllerStatements("aws")
      .filter(({ resources = [] }) => resources.includes("*"))
      .flatMap(({ actions = [] }) => actions);
    const typed = await Promise.all(open.map(async (action) => ({ action, arns: await arnsOf(action) })));
    expect(typed.filter(({ arns }) => arns.length > 0)).toEqual([]);
    expect(open.length).toBeGreaterThan(25);
  });

  test.each([
    ["the narrow policy", narrowControllerStatements("aws")],
    ["the narrow policy of a place", narrowControllerStatements("aws", { region: "x", account: "x" })],
    ["the policy for target groups", targetGroupBindingStatements("aws")],
    ["the policy for Global Accelerator", globalAcceleratorStatements("aws")],
    [
      "the policy for certificates",
      certificateManagementStatements("aws", {
        certificateAuthorityArns: ["arn:aws:acm-pca:*:*:certificate-authority/*"],
      }),
    ],
  ])("has no type that %s leaves out", async (_what, statements) => {
    const lacking: string[] = [];
    for (const { actions = [], resources = [] } of statements) {
      for (const action of actions.filter((one) => !/:(Add|Remove|Create|Delete)Tags$|:(Unt|T)agResource$/.test(one))) {
        const all = statements.filter((one) => one.actions?.includes(action)).flatMap((one) => one.resources ?? []);
        for (const arn of (await arnsOf(action)).filter((one) => !(action.startsWith("wafv2:") && OTHERS.test(one)))) {
          if (![...resources, ...all].some((resource) => covers(resource, arn))) lacking.push(`${action} on ${arn}`);
        }
      }
    }
    expect([...new Set(lacking)]).toEqual([]);
  });
});

const clusterIn = (partition: string): PolicyCluster => ({
  partition,
  name: "prod",
  region: LONGEST[partition] ?? "",
  accountId: ACCOUNT,
  vpcId: "vpc-0abc",
});

describe("the controller's own policy", () => {
  const actionsWith = (options: object, partition = "aws"): string[] =>
    (ownPolicies("lbc", clusterIn(partition), options)["lbc"]?.statements ?? [])
      .filter(({ when }) => when !== false)
      .flatMap(({ actions = [] }) => actions);

  test.each([
    [{ shield: false }, /^shield:/, 4],
    [{ waf: false }, /^waf-regional:/, 4],
    [{ wafv2: false }, /^wafv2:/, 4],
    [{ shield: false, waf: false, wafv2: false }, /^(shield|waf-regional|wafv2):/, 12],
    [{ shield: false, policy: "narrow" }, /^shield:/, 4],
    [{ waf: false, wafv2: false, policy: "narrow" }, /^(waf-regional|wafv2):/, 8],
  ])("with %j allows nothing of what is off", (options, off, count) => {
    const all = actionsWith({ ...options, shield: undefined, waf: undefined, wafv2: undefined });
    const left = actionsWith(options);
    expect(all.filter((action) => off.test(action))).toHaveLength(count);
    expect(left.filter((action) => off.test(action))).toEqual([]);
    expect([...left].sort()).toEqual(all.filter((action) => !off.test(action)).sort());
  });

  test.each(ISOLATED_PARTITIONS)("leaves out in %s what there is not", (partition) => {
    expect(actionsWith({}, partition)).not.toContain("elasticloadbalancing:DescribeTrustStores");
    expect(actionsWith({ policy: "narrow" }, partition)).not.toContain("elasticloadbalancing:DescribeTrustStores");
  });

  test("finds resources by tags where the gate for that is on, in the narrow form of each partition, too", () => {
    for (const partition of PARTITION_NAMES) {
      const [policy] = Object.values(ownPolicies("lbc", clusterIn(partition), { policy: "narrow" }, true));
      const statements = (policy?.statements ?? []).filter(({ when }) => when !== false);
      expect(statements.flatMap(({ actions = [] }) => actions)).toContain("tag:GetResources");
      expect(managedPolicySize("it", policyDocument(statements))).toBeUndefined();
    }
  });

  test("has no statement without actions", () => {
    const statements =
      ownPolicies("lbc", clusterIn("aws"), { shield: false, waf: false, wafv2: false, policy: "narrow" })["lbc"]
        ?.statements ?? [];
    expect(statements.filter(({ actions = [] }) => actions.length === 0)).toEqual([]);
  });
});
