import * as fs from "node:fs";
import { inCluster, load, problemsOf } from "../support/configuration";
import { serviceOf } from "../../constructs/iam/data";

/** Statements are held to AWS's list of actions wherever a configuration has them. */

const NO_ACTION = '"s3:GetObjects": AWS has no such action';
const STATEMENT = '{ actions: [s3:GetObjects], resources: ["*"] }';
const TRUST =
  'trust: { statements: [{ principals: { AWS: "arn:aws:iam::111122223333:role/a" }, actions: [sts:AssumeRol] }] }';
const workload = (keys: string): string => inCluster(`workloads:\n  - { namespace: shop, serviceAccount: a, ${keys} }`);
const CHART = "name: a, namespace: n, chart: { name: c, path: charts/c }";

const notesOf = (text: string): readonly string[] => {
  const result = load(text);
  return "notes" in result ? result.notes.map((note) => note.replace(/^.*?:\d+:\d+: /, "")) : ["a problem"];
};

test.each<[string, string, string]>([
  [
    "a workload",
    workload(`statements: [${STATEMENT}]`),
    `clusters.prod.workloads[0].statements[0].actions[0]: ${NO_ACTION}`,
  ],
  [
    "an add-on of the user's",
    inCluster(`addons:\n  - { ${CHART}, serviceAccount: { name: a, statements: [${STATEMENT}] } }`),
    `clusters.prod.addons[0].serviceAccount.statements[0].actions[0]: ${NO_ACTION}`,
  ],
  [
    "the controller",
    inCluster(`loadBalancerController: { statements: [${STATEMENT}] }`),
    `clusters.prod.loadBalancerController.statements[0].actions[0]: ${NO_ACTION}`,
  ],
  [
    "a trust policy",
    inCluster(`certManager: { hostedZones: [Z0123456789ABCDEFGHIJ], ${TRUST} }`),
    'clusters.prod.certManager.trust.statements[0].actions[0]: "sts:AssumeRol": AWS has no such action',
  ],
  [
    "a session policy",
    workload(
      `identity: pod-identity, statements: [{ actions: [s3:*], resources: ["*"] }], podIdentity: { disableSessionTags: true, sessionPolicy: [${STATEMENT}] }`,
    ),
    `clusters.prod.workloads[0].podIdentity.sessionPolicy[0].actions[0]: ${NO_ACTION}`,
  ],
  [
    "a policy that clusters share",
    `${inCluster("")}global: { region: eu-west-1, policies: [{ name: p, statements: [${STATEMENT}] }] }\n`,
    `global.policies[0].statements[0].actions[0]: ${NO_ACTION}`,
  ],
  [
    "a role that clusters share",
    `${inCluster("")}global: { region: eu-west-1, roles: [{ name: r, identity: pod-identity, sources: { account: "111122223333" }, subjects: [{ namespace: a, serviceAccount: b }], statements: [${STATEMENT}] }] }\n`,
    `global.roles[0].statements[0].actions[0]: ${NO_ACTION}`,
  ],
  [
    "defaults",
    `version: 1\ndefaults:\n  workloads: [{ namespace: shop, serviceAccount: a, statements: [${STATEMENT}] }]\nclusters:\n  prod: { region: eu-west-1 }\n`,
    `defaults.workloads[0].statements[0].actions[0]: ${NO_ACTION}`,
  ],
])("an unknown action of %s is refused, with its place", (_what, text, told) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.replace(/^eks-irsa.yaml:\d+:\d+: /, "")).toContain(told);
});

test.each<[string, string]>([
  ["a workload", workload(`acknowledge: [{ rule: unknown-action, reason: new }], statements: [${STATEMENT}]`)],
  [
    "a trust policy of a preset",
    inCluster(
      `certManager: { hostedZones: [Z0123456789ABCDEFGHIJ], acknowledge: [{ rule: unknown-action, reason: new }], ${TRUST} }`,
    ),
  ],
  [
    "the controller",
    inCluster(
      `loadBalancerController: { acknowledge: [{ rule: unknown-action, reason: new }], statements: [${STATEMENT}] }`,
    ),
  ],
  [
    "a policy that clusters share",
    `${inCluster("")}global: { region: eu-west-1, policies: [{ name: p, acknowledge: [{ rule: unknown-action, reason: new }], statements: [${STATEMENT}] }] }\n`,
  ],
])("is let through where it is acknowledged for %s", (_what, text) => {
  expect(problemsOf(text)).toEqual([]);
  expect(notesOf(text)).toEqual([]);
});

test("another rule's acknowledgement lets nothing through, and a role may still not be without permissions", () => {
  const other = "acknowledge: [{ rule: unfit-resource, reason: x }]";
  expect(problemsOf(workload(`${other}, statements: [${STATEMENT}]`))).toHaveLength(1);
  expect(problemsOf(workload(other))[0]).toContain("a role without any permission");
});

test("notes tell of what may be meant, and of acknowledgements that nothing needs", () => {
  const [queue, ...others] = notesOf(
    workload(
      'acknowledge: [{ rule: unknown-action, reason: x }], statements: [{ actions: [sqs:SendMessage], resources: ["arn:aws:sqs:eu-west-1:111122223333:q"] }]',
    ),
  );
  expect([queue, ...others].map((note) => note?.slice(0, 90)).sort()).toEqual([
    "clusters.prod.workloads[0].acknowledge[0]: acknowledge of unknown-action: nothing here bre",
    'clusters.prod.workloads[0].statements[0].resources[0]: "arn:aws:sqs:eu-west-1:111122223333',
  ]);
});

test("only services that statements name are read, and none where there are no statements", () => {
  const read = jest.spyOn(fs, "readFileSync");
  const dataRead = (): string[] =>
    read.mock.calls.flatMap(([file]) => /iam-data\/data\/(.*)\.json$/.exec(String(file))?.[1] ?? []);
  expect(notesOf(workload("policyArns: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]"))).toEqual([]);
  expect(dataRead()).toEqual([]);
  expect(notesOf(workload('statements: [{ actions: [xray:PutTraceSegments], resources: ["*"] }]'))).toEqual([]);
  expect(dataRead().filter((file) => file !== "services")).toEqual(["actions/xray", "resourceTypes/xray"]);
  read.mockRestore();
  expect(serviceOf("xray")?.size).toBeGreaterThan(10);
});
