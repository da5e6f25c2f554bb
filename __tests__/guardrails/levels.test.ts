import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { synthesized } from "../support/cluster-stack";
import { inCluster, load, problemsOf } from "../support/configuration";

/** Levels of guardrails, acknowledgements of them, and where the reasons end up. */

const ALL = 'statements: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::shop-assets/*"] }]';
const WORKLOAD = `{ namespace: shop, serviceAccount: a, ${ALL} }`;
const RULE = "wildcard-actions";

const notesOf = (text: string): string[] => {
  const result = load(text);
  return "notes" in result ? result.notes.map((note) => note.replace(/^.*?:(\d+:\d+: )/, "$1")) : ["a problem"];
};

const file = (top: string, defaults: string, cluster: string): string =>
  `version: 1\n${top}\ndefaults: { region: eu-west-1, ${defaults} }\nclusters:\n  prod: { ${cluster}, workloads: [${WORKLOAD}] }\n`;
const set = (level: string): string => `guardrails: { ${RULE}: ${level} }`;

test.each<[string, string, boolean]>([
  ["nowhere, it is the rule's own", file("", "tags: {}", "tags: {}"), false],
  ["for the file", file(set("error"), "tags: {}", "tags: {}"), true],
  ["in the defaults", file("", set("error"), "tags: {}"), true],
  ["in the cluster", file(set("warning"), set("warning"), set("error")), true],
  ["in the defaults, against the file's", file(set("error"), set("warning"), "tags: {}"), false],
])("a level that is set %s", (_where, text, isError) => {
  expect(problemsOf(text)).toHaveLength(isError ? 1 : 0);
  if (!isError) expect(notesOf(text)).toHaveLength(1);
});

test("what is told has its place, what was given, the rule, and both ways out", () => {
  expect(problemsOf(inCluster(`${set("error")}\nworkloads:\n  - ${WORKLOAD}`))).toEqual([
    'eks-irsa.yaml:7:72: clusters.prod.workloads[0].statements[0].actions[0]: "s3:*": all of a service is allowed, with what changes its access and what AWS adds to it. Name the actions; or, where that is meant, acknowledge: [{ rule: wildcard-actions, reason: ... }].',
  ]);
});

test("grants are looked at as well, for the statements that they become", () => {
  const grants = (resource: string): string =>
    `workloads:\n  - namespace: shop\n    serviceAccount: a\n    grants: [{ service: secretsManager, verbs: [read], resources: ["${resource}"] }]`;
  expect(notesOf(inCluster(grants("shop/")))).toEqual([]);
  expect(notesOf(inCluster(grants("*")))).toEqual([
    expect.stringMatching(/^\d+:\d+: clusters\.prod\.workloads\[0\]\.grants\[0\]: .*secretsmanager:GetSecretValue/),
  ]);
});

test.each([
  [
    "an unknown guardrail",
    "guardrails: { wildcard-action: error }",
    /"wildcard-action" is not known.*Did you mean "wildcard-actions"/,
  ],
  ["a level that there is not", "guardrails: { nobody: off }", /"off".*one of warning, error/],
  ["an ARN for a level", `guardrails: { nobody: "arn:aws:iam::111122223333:policy/a" }`, /one of warning, error/],
  ["a role for a boundary", `guardrails: { boundary: "arn:aws:iam::111122223333:role/a" }`, /an IAM policy/],
  ["a word for a boundary", `guardrails: { boundary: edge }`, /one of warning, error, a policy's ARN/],
])("%s is refused", (_what, keys, told) => {
  expect(problemsOf(inCluster(keys))).toEqual([expect.stringMatching(told)]);
});

const SHARED = `global:
  region: eu-west-1
  policies: [{ name: p, statements: [{ actions: ["s3:*"], resources: ["arn:aws:s3:::a/*"] }] }]
  roles:
    - name: r
      identity: pod-identity
      sources: { account: "111122223333" }
      subjects: [{ namespace: shop, serviceAccount: a }, { namespace: orders, serviceAccount: a }]
      policies: [p]
`;

test("what clusters share is held to the file's levels", () => {
  const text = `${inCluster("")}${SHARED}`;
  expect(notesOf(text).map((note) => note.slice(0, 70))).toEqual([
    expect.stringContaining("global.policies[0].statements[0].actions[0]"),
    expect.stringContaining("global.roles[0].subjects[1]"),
  ]);
  const strict = `guardrails: { ${RULE}: error, shared-by-namespaces: error, boundary: error }\n${text}`;
  expect(problemsOf(strict.replace("version: 1\n", "").concat("version: 1\n"))).toHaveLength(3);
});

test("an acknowledgement lets through its rule alone, and one that nothing needs is a note", () => {
  const meant = (rule: string): string =>
    inCluster(`${set("error")}\nworkloads:\n  - { acknowledge: [{ rule: ${rule}, reason: x }], ${WORKLOAD.slice(1)}`);
  expect(problemsOf(meant(RULE))).toEqual([]);
  expect(notesOf(meant(RULE))).toEqual([]);
  expect(problemsOf(meant("nobody"))).toHaveLength(1);
  expect(notesOf(meant("nobody").replace("error", "warning"))).toEqual([
    expect.stringContaining("acknowledge of nobody: nothing here breaks that rule"),
    expect.stringContaining("statements[0].actions[0]"),
  ]);
});

test("a role whose statements only deny is one without permissions", () => {
  const denying = 'statements: [{ effect: Deny, actions: ["s3:*"], resources: ["*"] }]';
  const text = (more: string): string =>
    inCluster(`workloads:\n  - { namespace: shop, serviceAccount: a, ${more}${denying} }`);
  expect(problemsOf(text(""))).toEqual([expect.stringContaining("a role without any permission")]);
  expect(problemsOf(text("acknowledge: [{ rule: role-without-permissions, reason: x }], "))).toEqual([]);
});

describe("the reasons of acknowledgements", () => {
  const acknowledge = "acknowledge: [{ rule: wildcard-actions, reason: 'As ${team} says' }]";

  test("are outputs of a cluster's stack, by workload and add-on, and free text", () => {
    const { output } = synthesized(
      inCluster(`workloads:
  - { ${acknowledge}, ${WORKLOAD.slice(1)}
loadBalancerController: { ${ALL}, ${acknowledge} }
addons:
  - name: tool
    namespace: tools
    chart: { name: c, path: charts/c }
    serviceAccounts:
      - { name: a, ${ALL}, ${acknowledge}, accountValue: a }
      - { name: b, ${ALL}, accountValue: b }`),
    );
    const reasons = [{ rule: "wildcard-actions", reason: "As $${team} says" }];
    expect(output?.["workload_acknowledgements"]?.["value"]).toEqual({ a: reasons });
    expect(output?.["addon_acknowledgements"]?.["value"]).toEqual({
      "load-balancer-controller": reasons,
      "tool/a": reasons,
    });
  });

  test("are no outputs where there are none", () => {
    expect(Object.keys(synthesized(inCluster(`workloads: [${WORKLOAD}]`))["output"] ?? {}).join()).not.toContain(
      "acknowledge",
    );
  });
});

const root = join(__dirname, "..", "..");

test.each([
  "eks-irsa.yaml",
  ...readdirSync(join(root, "examples"))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => `examples/${name}`),
])("%s breaks no guardrail", (name) => {
  expect(notesOf(readFileSync(join(root, name), "utf8")).filter((note) => note.includes("acknowledge: ["))).toEqual([]);
});
