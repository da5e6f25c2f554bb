import { only } from "../support/synth";
import { synthesized } from "../support/cluster-stack";
import { ATTRIBUTES, inCluster, inWorkload, load, problemsOf } from "../support/configuration";

const AT = "clusters.prod.workloads[0].grants[0]";
const grants = (keys: string): string => inWorkload(`grants:\n  - { ${keys} }`);

test.each<[string, string, string]>([
  [
    "a service that there is not",
    "service: s4, verbs: [read], resources: [a]",
    `${AT}.service: "s4": one of s3, dynamodb, sqs, sns, kinesis, secretsManager, ssmParameters, kms, eventBridge, ecr, logs, cloudwatch, bedrock, rds, msk is expected. Did you mean s3? Write that.`,
  ],
  [
    "a verb of another service",
    "service: s3, verbs: [read, consume], resources: [a]",
    `${AT}.verbs[1]: "consume" of s3: a grant of s3 has the verbs read, write, delete, list. Choose among them.`,
  ],
  [
    "an option of another service",
    "service: sqs, verbs: [send], resources: [a], prefixes: [in/]",
    `${AT}.prefixes: prefixes in a grant of sqs: sqs has nothing of that. Leave prefixes out.`,
  ],
  [
    "an option that none of the verbs uses",
    "service: s3, verbs: [list], resources: [a], kmsKeys: [alias/a]",
    `${AT}.kmsKeys: kmsKeys in a grant of s3: kmsKeys of s3 has an effect with read, write alone. Leave kmsKeys out, or add the verb.`,
  ],
  [
    "a part that none of the verbs uses",
    "service: dynamodb, verbs: [write], resources: [a], parts: [table, stream]",
    `${AT}.parts[1]: stream in a grant of dynamodb: stream of dynamodb has an effect with read alone. Leave stream out, or add the verb.`,
  ],
  [
    "an object for a bucket",
    "service: s3, verbs: [read], resources: [arn:aws:s3:::a/b]",
    `${AT}.resources[0]: "arn:aws:s3:::a/b": a bucket is its name, or arn:partition:s3:::name. Write its name or its ARN; what else there is to allow, allow by statements.`,
  ],
  [
    "a secret's ARN without what AWS appends",
    'service: secretsManager, verbs: [read], resources: ["arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:a"]',
    `${AT}.resources[0]: "arn:aws:secretsmanager:ap-northeast-2:111122223333:secret:a": a secret is its name, a path that ends with a slash, or its ARN, which ends with six characters of AWS's. Write its name or its ARN; what else there is to allow, allow by statements.`,
  ],
  [
    "an alias's ARN",
    'service: kms, verbs: [decrypt], resources: ["arn:aws:kms:ap-northeast-2:111122223333:alias/a"]',
    `${AT}.resources[0]: "arn:aws:kms:ap-northeast-2:111122223333:alias/a": a key is alias/name, its ID, or arn:partition:kms:region:account:key/id, which an alias's ARN is not. Write its name or its ARN; what else there is to allow, allow by statements.`,
  ],
  [
    "an inference profile for a model",
    'service: bedrock, verbs: [invoke], resources: ["us.amazon.nova-lite-v1:0"]',
    `${AT}.resources[0]: "us.amazon.nova-lite-v1:0": a model is its ID without a geography in front, or the ARN of a model or of an inference profile of yours. Write the model's ID, and a geography such as us under inferenceProfiles.`,
  ],
  [
    "an ARN of another partition",
    "service: s3, verbs: [read], resources: [arn:aws-cn:s3:::a]",
    `${AT}.resources[0]: "arn:aws-cn:s3:::a": this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.`,
  ],
  [
    "a service with a domain",
    "service: kms, verbs: [decrypt], resources: [alias/a], via: [s3.amazonaws.com]",
    `${AT}.via[0]: "s3.amazonaws.com": a service that uses keys is its name as KMS has it, lower-case letters, digits and hyphens. Write s3 or secretsmanager, say, without region and domain.`,
  ],
])("a grant with %s is told of", (_what, keys, message) => {
  expect(problemsOf(grants(keys)).map((one) => one.replace(/^eks-irsa.yaml:9:\d+: /, ""))).toEqual([message]);
});

test.each(["verbs: [], resources: [a]", "verbs: [list], resources: []", "verbs: [list], resources: [a], prefixes: []"])(
  "a grant with an empty list is told of, for it could be taken for all: %s",
  (keys) => {
    expect(problemsOf(grants(`service: s3, ${keys}`))).toHaveLength(1);
  },
);

test.each<[string, string, string]>([
  ["a workload", "workloads: [{ namespace: shop, serviceAccount: a, grants: [GRANT] }]", "workload_a_role_inline"],
  [
    "an add-on's ServiceAccount",
    "addons: [{ name: a, namespace: a, chart: { name: a, path: a }, serviceAccount: { name: a, grants: [GRANT] } }]",
    "addon_a_role_inline",
  ],
  [
    "one of several ServiceAccounts of an add-on",
    "addons: [{ name: a, namespace: a, chart: { name: a, path: a }, serviceAccounts: [{ name: b, accountValue: b, grants: [GRANT] }] }]",
    "addon_a_b_role_inline",
  ],
  [
    "the load balancer controller",
    "loadBalancerController: { webhookCertificate: helm, grants: [GRANT] }",
    "load-balancer-controller_role_inline",
  ],
  [
    "a role for patterns",
    "workloads: [{ name: a, trust: { subjectPatterns: [{ namespace: shop, serviceAccount: a-* }] }, grants: [GRANT] }]",
    "workload_a_role_inline",
  ],
])("%s has grants", (_what, keys, name) => {
  const grant = "{ service: sqs, verbs: [send], resources: [orders] }";
  const json = synthesized(inCluster(`${ATTRIBUTES}\n${keys.replace("GRANT", grant)}`));
  expect(Object.keys(json["resource"]?.["aws_iam_role_policy"] ?? {})).toEqual([name]);
  expect(JSON.parse(only(json, "aws_iam_role_policy")["policy"] as string)).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
        Resource: "arn:aws:sqs:ap-northeast-2:111122223333:orders",
      },
    ],
  });
});

test("names take the account of the cluster that Terraform reads", () => {
  const json = synthesized(inWorkload("grants: [{ service: sns, verbs: [publish], resources: [orders] }]"));
  expect(only(json, "aws_iam_role_policy")["policy"]).toContain(
    'Resource = "arn:aws:sns:ap-northeast-2:${element(split(":", data.aws_eks_cluster.cluster.arn), 4)}:orders"',
  );
});

test("a role that is there already keeps what it has", () => {
  const keys =
    "roleArn: arn:aws:iam::111122223333:role/a\ngrants: [{ service: sns, verbs: [publish], resources: [a] }]";
  expect(problemsOf(inWorkload(keys))).toEqual([
    "eks-irsa.yaml:9:9: clusters.prod.workloads[0].grants: grants with roleArn: a role that is there already keeps what it has. Leave out grants or roleArn.",
  ]);
});

test("what is too long for an inline policy is split, and counts as policies", () => {
  const many = Array.from({ length: 400 }, (_, index) => `queue-${String(index).padStart(40, "0")}`).join(", ");
  const json = synthesized(
    inCluster(
      `${ATTRIBUTES}\nworkloads: [{ namespace: shop, serviceAccount: a, grants: [{ service: sqs, verbs: [send], resources: [${many}] }] }]`,
    ),
  );
  expect(Object.keys(json["resource"]?.["aws_iam_policy"] ?? {}).length).toBeGreaterThan(4);
  const tooMany = Array.from({ length: 2000 }, (_, index) => `queue-${String(index).padStart(40, "0")}`).join(", ");
  const [problem] = problemsOf(grants(`service: sqs, verbs: [send], resources: [${tooMany}]`));
  expect(problem).toMatch(/^eks-irsa.yaml:8:9: clusters.prod.workloads\[0\].grants: 32 managed policies/);
});

describe("a role that clusters share", () => {
  const file = (keys: string, grant: string): string =>
    `version: 1\nglobal:\n  region: ap-northeast-2\n  roles:\n    - name: shop\n      subjects: [{ namespace: shop, serviceAccount: a }]\n      ${keys}\n      grants: [${grant}]\nclusters: { prod: { region: ap-northeast-2 } }\n`;
  const NAMED = "{ service: sns, verbs: [publish], resources: [orders] }";
  const ORGANIZATION = "identity: pod-identity\n      sources: { organization: o-abcdefghij }";

  test.each([
    "providers: [arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE]",
    'identity: pod-identity\n      sources: { account: "111122223333" }',
    "identity: pod-identity\n      sources: { clusters: [arn:aws:eks:ap-northeast-2:111122223333:cluster/prod] }",
  ])("has an account for names, with %s", (keys) => {
    const result = load(file(keys, NAMED));
    expect("problems" in result ? result.problems.filter((one) => one.includes("grants")) : []).toEqual([]);
  });

  test("has none where all that is said is an organization", () => {
    const about = (grant: string): string[] =>
      problemsOf(file(ORGANIZATION, grant)).filter((one) => one.includes("grants"));
    expect(about(NAMED)).toEqual([
      'eks-irsa.yaml:9:62: global.roles[0].grants[0].resources[0]: "orders": a name takes an account, and none is said of this role. Write the ARN.',
    ]);
    expect(about("{ service: s3, verbs: [read], resources: [shop] }")).toEqual([]);
  });
});
