import { ATTRIBUTES, inCluster, problemsOf } from "../support/configuration";

/** Who makes a ServiceAccount and whose role it has: what does not go together is refused, with what to do. */

const READ = 'policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]';
const CHART = "chart: { name: c, path: charts/c }";
const workload = (keys: string): string => inCluster(`workloads:\n  - { ${keys} }`);
const reader = (keys: string): string => workload(`namespace: shop, serviceAccount: reader, ${keys}`);
const addon = (keys: string): string => inCluster(`addons:\n  - { name: a, namespace: n, ${CHART}, ${keys} }`);

/** What is told of a text, without its place in the file. */
const told = (text: string): string[] =>
  problemsOf(text).map((line) => line.replace(/^eks-irsa.yaml:\d+:\d+: clusters\.prod\./, ""));

describe.each<[string, string, string]>([
  [
    "roleOnly with what is in Kubernetes",
    reader(`roleOnly: true, createNamespace: true, labels: { a: b }, rules: [], ${READ}`),
    "workloads[0].roleOnly: createNamespace, labels beside roleOnly: true: nothing is made in Kubernetes. Leave out createNamespace, labels, or roleOnly.",
  ],
  [
    "roleOnly that makes nothing at all",
    reader("roleOnly: true, roleArn: 'arn:aws:iam::111122223333:role/r'"),
    "workloads[0].roleOnly: roleOnly: true with a role that is there already: with identity: irsa nothing is left to make. Leave the workload out, or have its role made here.",
  ],
  [
    "a ServiceAccount that Kubernetes makes",
    workload(`namespace: shop, serviceAccount: default, ${READ}`),
    'workloads[0].serviceAccount: the ServiceAccount "default": the cluster has it already, so making it fails. Set existing: true, which only annotates it, or give the pods a ServiceAccount of their own.',
  ],
  [
    "a ServiceAccount that EKS makes",
    workload(`namespace: kube-system, serviceAccount: aws-node, ${READ}`),
    'workloads[0].serviceAccount: the ServiceAccount "aws-node": the cluster has it already, so making it fails. Set existing: true, which only annotates it, or give the pods a ServiceAccount of their own.',
  ],
  [
    "an add-on's ServiceAccount that Kubernetes makes",
    addon("serviceAccount: { name: default }"),
    'addons[0].serviceAccount.name: the ServiceAccount "default": the cluster has it already, so making it fails. Set existing: true, which only annotates it, or give the pods a ServiceAccount of their own.',
  ],
  [
    "a role without permissions",
    reader("labels: { a: b }"),
    "workloads[0].policyArns: a role without any permission: its pods could do nothing in AWS with it. Add policyArns, statements or assumeRoleArns; or, where resource policies name the role, acknowledge: [{ rule: role-without-permissions, reason: ... }].",
  ],
  [
    "an acknowledgement of nothing",
    reader(`acknowledge: [{ rule: role-without-permissions, reason: none }], ${READ}`),
    "workloads[0].acknowledge[0]: acknowledge of role-without-permissions: nothing here breaks that rule. Leave it out.",
  ],
  [
    "an acknowledgement without a reason",
    reader("acknowledge: [{ rule: role-without-permissions, reason: '' }]"),
    'workloads[0].acknowledge[0].reason: "": a reason is not empty. Write one, or leave the key out.',
  ],
  [
    "patterns alone without a name",
    workload(`trust: { subjectPatterns: [{ namespace: a-*, serviceAccount: b }] }, ${READ}`),
    "workloads[0].name: name is missing: a role for patterns alone has no ServiceAccount to be named after. Add name.",
  ],
  [
    "patterns alone with what is in Kubernetes",
    workload(`name: w, labels: { a: b }, trust: { subjectPatterns: [{ namespace: a-*, serviceAccount: b }] }, ${READ}`),
    "workloads[0].roleOnly: labels beside roleOnly: true: nothing is made in Kubernetes. Leave out labels, or roleOnly.",
  ],
  [
    "a pattern for every namespace",
    reader(`trust: { subjectPatterns: [{ namespace: "*", serviceAccount: b }] }, ${READ}`),
    "workloads[0].trust.subjectPatterns[0].namespace: a namespace of wildcards alone: every namespace of the cluster matches it. Name the namespace, or write anyNamespace: true in its place if all are meant.",
  ],
  [
    "a pattern for every pod",
    reader(`trust: { subjectPatterns: [{ anyNamespace: true, serviceAccount: "?*" }] }, ${READ}`),
    "workloads[0].trust.subjectPatterns[0].serviceAccount: a pattern of wildcards alone: every pod of the cluster could assume the role. Name the ServiceAccount, or the namespace.",
  ],
  [
    "a pattern for no namespace",
    reader(`trust: { subjectPatterns: [{ serviceAccount: b }] }, ${READ}`),
    "workloads[0].trust.subjectPatterns[0].namespace: a pattern's namespace: it has namespace, or anyNamespace: true, and not both. Give one of the two.",
  ],
  [
    "one ServiceAccount and several",
    addon("serviceAccount: { name: s }, serviceAccounts: [{ name: t, accountValue: t }]"),
    "addons[0].serviceAccounts: serviceAccount and serviceAccounts are both given: a chart has one, or several. Move the one to the several.",
  ],
  [
    "the role of a ServiceAccount that there is not",
    addon("serviceAccounts: [{ name: s, roleOf: t }]"),
    'addons[0].serviceAccounts[0].roleOf: "t": there is none to choose from. Add it, or remove its name here.',
  ],
  [
    "the role of a ServiceAccount that has none",
    addon("serviceAccounts: [{ name: s }, { name: t, accountValue: t, roleOf: s }]"),
    "addons[0].serviceAccounts[1].roleOf: roleOf: s, which has no role: there is nothing to share. Give s its permissions.",
  ],
  [
    "permissions beside another's role",
    addon(`serviceAccounts: [{ name: s, ${READ} }, { name: t, accountValue: t, roleOf: s, ${READ} }]`),
    "addons[0].serviceAccounts[1].policyArns: policyArns with roleOf: the role is another ServiceAccount's. Say policyArns there, or leave out roleOf.",
  ],
  [
    "a role's settings without a role",
    addon("serviceAccount: { name: s, trust: { subjects: [{ namespace: a, serviceAccount: b }] } }"),
    "addons[0].serviceAccount.trust: trust of a role that is not made: without permissions there is no role. Add permissions, or leave it out.",
  ],
  [
    "a workload and an add-on of one name to wait for",
    `${inCluster(`workloads: [{ name: b, namespace: m, serviceAccount: s, ${READ} }]`)}    addons: [{ name: a, namespace: n, ${CHART}, dependsOn: [b] }, { name: b, namespace: n, ${CHART} }]\n`,
    'addons[0].dependsOn[0]: "b" is both an add-on and a workload: dependsOn names one of them. Give the workload another name.',
  ],
  [
    "a role of the cluster that does not trust the ServiceAccount",
    `${inCluster(ATTRIBUTES)}    workloads: [{ namespace: shop, serviceAccount: a, ${READ} }, { namespace: shop, serviceAccount: b, roleArn: "arn:aws:iam::111122223333:role/prod-ap-northeast-2-a" }]\n`,
    "workloads[1].roleArn: the role of workloads[0] does not trust shop/b: its pods could not assume it. Add it to trust.subjects there.",
  ],
  [
    "a role of the file that does not trust the ServiceAccount",
    `${reader("roleArn: 'arn:aws:iam::111122223333:role/r'")}global: { region: ap-northeast-2, roles: [{ name: r, providers: ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/A"], subjects: [{ namespace: shop, serviceAccount: writer }], ${READ} }] }\n`,
    "workloads[0].roleArn: the role of global.roles[0] does not trust shop/reader: its pods could not assume it. Add it to subjects there.",
  ],
  [
    "a role of the cluster's own beside one that is there",
    inCluster("loadBalancerController: { roleArn: 'arn:aws:iam::111122223333:role/r', role: { path: /a/ } }"),
    "loadBalancerController.role: role with roleArn: a role that is there already keeps what it has. Leave out role or roleArn.",
  ],
  [
    "one ServiceAccount as the subject of two roles by Pod Identity",
    inCluster(
      `identity: pod-identity\nworkloads:\n${["a", "b"].map((name) => `  - { namespace: shop, serviceAccount: ${name}, ${READ}, trust: { subjects: [{ namespace: ops, serviceAccount: x }] } }`).join("\n")}`,
    ),
    "workloads[1].trust.subjects[0]: the ServiceAccount ops/x also belongs to workloads[0]: a ServiceAccount has exactly one role. Merge the two, or give each its own ServiceAccount.",
  ],
  [
    "tokens without IRSA",
    reader(`identity: pod-identity, tokenExpiration: 3600, ${READ}`),
    "workloads[0].tokenExpiration: tokenExpiration with identity: pod-identity: it is said of web identity tokens, which are IRSA's. Leave it out, or use identity: irsa or both.",
  ],
  [
    "a session policy with session tags",
    reader(
      `identity: both, podIdentity: { sessionPolicy: [{ actions: ["s3:GetObject"], resources: ["*"] }] }, ${READ}`,
    ),
    "workloads[0].podIdentity.sessionPolicy: sessionPolicy with session tags: EKS takes a session policy only where sessions have no tags. Add disableSessionTags: true; the role's trust policy is then held to account and cluster alone, not to namespace and ServiceAccount.",
  ],
  [
    "a wait without Pod Identity",
    inCluster("podIdentityWait: 5"),
    "podIdentityWait: podIdentityWait in a cluster without Pod Identity: there is no association to wait for. Leave it out, or use identity: pod-identity or both.",
  ],
])("%s", (_what, text, problem) => {
  test("is refused", () => {
    expect(told(text)).toEqual([problem]);
  });
});

describe("taken are", () => {
  test.each<[string, string]>([
    [
      "a ServiceAccount of the cluster's that is only annotated",
      `namespace: shop, serviceAccount: default, existing: true, ${READ}`,
    ],
    ["one whose role alone is made", `namespace: kube-system, serviceAccount: aws-node, roleOnly: true, ${READ}`],
    [
      "a role without permissions that is meant",
      "namespace: shop, serviceAccount: a, acknowledge: [{ rule: role-without-permissions, reason: a bucket policy names it }]",
    ],
    ["the ServiceAccount of the name in any other namespace", `namespace: shop, serviceAccount: aws-node, ${READ}`],
    [
      "a target role as the only permission",
      "namespace: shop, serviceAccount: a, identity: pod-identity, podIdentity: { targetRoleArn: 'arn:aws:iam::444455556666:role/t' }",
    ],
  ])("%s", (_what, keys) => {
    expect(told(workload(keys))).toEqual([]);
  });

  test("parts that wait for each other by way of a shared role, in one direction", () => {
    const role = '"arn:aws:iam::111122223333:role/prod-ap-northeast-2-owner"';
    const keys = `${ATTRIBUTES}\naddons: [{ name: a, namespace: n, ${CHART}, dependsOn: [reader] }]\nworkloads: [{ namespace: n, serviceAccount: reader, roleArn: ${role} }, { name: owner, namespace: n, serviceAccount: owner, existing: true, ${READ}, trust: { subjects: [{ namespace: n, serviceAccount: reader }] } }]`;
    expect(told(inCluster(keys))).toEqual([]);
  });
});
