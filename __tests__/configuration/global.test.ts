import { PERMISSION, load, problemsOf } from "../support/configuration";

/** IAM that clusters share. */

const CLUSTERS = "clusters:\n  prod: { region: ap-northeast-2 }\n";
/** A file whose global keys start at 4:3. */
const inGlobal = (keys: string): string =>
  `version: 1\nglobal:\n  region: ap-northeast-2\n  ${keys.replaceAll("\n", "\n  ")}\n${CLUSTERS}`;
const at = (place: string, path: string, text: string): string => `eks-irsa.yaml:${place}: global.${path}: ${text}`;
const STATEMENTS = "statements: [{ actions: ['s3:*'], resources: ['*'] }]";
const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/A";
const role = (name: string, more = ""): string =>
  `{ name: ${name}, providers: ['${PROVIDER}'], subjects: [{ namespace: shop, serviceAccount: reader }]${more}, ${PERMISSION} }`;

describe("what clusters share", () => {
  test.each<[string, string, string]>([
    [
      "names policies that it makes",
      `policies: [{ name: p, ${STATEMENTS} }]\nroles:\n  - ${role("r", ", policies: [q]")}`,
      at("6:185", "roles[0].policies[0]", '"q": one of p is expected. Choose one of them.'),
    ],
    [
      "names no policies where it makes none",
      `roles:\n  - ${role("r", ", policies: [q]")}`,
      at("5:185", "roles[0].policies[0]", '"q": there is none to choose from. Add it, or remove its name here.'),
    ],
    [
      "has one policy of a name, in any case",
      `policies:\n  - { name: p, ${STATEMENTS} }\n  - { name: P, ${STATEMENTS} }`,
      at(
        "6:9",
        "policies[1].name",
        '"P" is also at policies[0]: a policy\'s name (in any case) is unique. Rename or remove one of the two.',
      ),
    ],
    [
      "has one role of a name, in any case",
      `roles:\n  - ${role("r")}\n  - ${role("R")}`,
      at(
        "6:9",
        "roles[1].name",
        '"R" is also at roles[0]: a role\'s name (in any case) is unique. Rename or remove one of the two.',
      ),
    ],
    [
      "has roles for somebody",
      `roles:\n  - { name: r, providers: ['${PROVIDER}'], subjects: [], ${PERMISSION} }`,
      at("5:117", "roles[0].subjects", "there is no entry: at least one entry is needed. Add one."),
    ],
    [
      "has roles for some cluster",
      `roles:\n  - { name: r, providers: [], subjects: [{ namespace: shop, serviceAccount: reader }], ${PERMISSION} }`,
      at(
        "5:18",
        "roles[0].providers",
        "providers is missing: IRSA trusts the clusters' OIDC providers. Add providers.",
      ),
    ],
    [
      "is for clusters of one partition",
      `roles:\n  - ${role("r").replace("arn:aws:", "arn:aws-cn:")}`,
      at(
        "5:30",
        "roles[0].providers[0]",
        `"${PROVIDER.replace("arn:aws:", "arn:aws-cn:").slice(0, 75)} ...: this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.`,
      ),
    ],
    [
      "has roles for named ServiceAccounts",
      `roles:\n  - ${role("r").replace("reader", "'*'")}`,
      at(
        "5:147",
        "roles[0].subjects[0].serviceAccount",
        'ServiceAccount "*": a role is for named ServiceAccounts; a wildcard would let other pods assume it. Name the ServiceAccount, or, if you mean it, use trust.subjectPatterns.',
      ),
    ],
    [
      "has a name that no cluster has",
      "stack: prod\nbackend: { none: {} }",
      at(
        "4:3",
        "stack",
        '"prod" is also at clusters.prod: a stack\'s name is unique. Rename or remove one of the two.',
      ),
    ],
    [
      "has a state of its own",
      "backend: { local: { path: terraform.prod.tfstate } }",
      at(
        "4:14",
        "backend.local",
        "this path also holds the state of prod: each stack has a state of its own; two in one place destroy each other. Give each its own path or key.",
      ),
    ],
    [
      "has a backend that Terraform can read",
      "backend: { cloud: { organization: acme, workspace: '${w}' } }",
      at(
        "4:43",
        "backend.cloud.workspace",
        '"${w}": Terraform does not evaluate what is in a backend. Write it without ${ and %{.',
      ),
    ],
  ])("%s", (_what, keys, expected) => {
    expect(problemsOf(inGlobal(keys))).toEqual([expected]);
  });

  test("is told of as a stack where a cluster has its default name", () => {
    const text = `version: 1\nglobal: { region: eu-west-1 }\nclusters:\n  global: { region: eu-west-1 }\n`;
    expect(problemsOf(text)).toContain(
      'eks-irsa.yaml:2:1: global.stack: "global" is also at clusters.global: a stack\'s name is unique. Rename or remove one of the two.',
    );
  });

  test("has policies within 6,144 characters", () => {
    const policy = (count: number): string => {
      const buckets = Array.from({ length: count }, (_, index) => `"arn:aws:s3:::a-bucket-with-a-long-name-${index}"`);
      return inGlobal(
        `policies:\n  - { name: p, statements: [{ actions: ["s3:*"], resources: [${buckets.join(", ")}] }] }`,
      );
    };
    const [problem, ...others] = problemsOf(policy(300));
    expect(problem).toMatch(
      /^eks-irsa\.yaml:5:18: global\.policies\[0\]\.statements: p has \d{5} characters: the limit is 6144, white space not counted\. /,
    );
    expect(others).toEqual([]);
    expect(problemsOf(policy(100))).toEqual([]);
  });

  test("has trust policies within the account's quota", () => {
    const providers = Array.from({ length: 8 }, (_, index) => `'${PROVIDER}${index}'`);
    const shared = (more: string): string[] =>
      problemsOf(inGlobal(`roles:\n  - ${role("r", more).replace(`'${PROVIDER}'`, providers.join(", "))}`));
    const [problem, ...others] = shared("");
    const size = Number(/the trust policy has (\d+) characters: IAM accepts 2048/.exec(problem ?? "")?.[1]);
    expect(problem).toMatch(/^eks-irsa\.yaml:5:\d+: global\.roles\[0\]\.subjects: /);
    expect(size).toBeGreaterThan(2048);
    expect(others).toEqual([]);
    expect(shared(`, maxTrustSize: ${size}`)).toEqual([]);
    expect(shared(`, maxTrustSize: ${size - 1}`)).toHaveLength(1);
  });

  test.each([2047, 8193])("has no quota of %i characters", (size) => {
    const [problem, ...others] = problemsOf(inGlobal(`roles:\n  - ${role("r", `, maxTrustSize: ${size}`)}`));
    expect(problem).toContain(
      `global.roles[0].maxTrustSize: ${size}: a whole number from 2048 to 8192 characters is expected. Write one in this range.`,
    );
    expect(others).toEqual([]);
  });

  test("may be a bucket's other key", () => {
    const text = `version: 1\ndefaults: { backend: { s3: { bucket: b } } }\nglobal: { region: eu-west-1, backend: { s3: { bucket: b, key: g } } }\nclusters:\n  a: { region: eu-west-1, backend: { s3: { key: a } } }\n`;
    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(text.replace("key: g", "key: a"))).toEqual([
      "eks-irsa.yaml:3:41: global.backend.s3: this bucket and key also holds the state of a: each stack has a state of its own; two in one place destroy each other. Give each its own path or key.",
    ]);
  });

  test("is filled in with its defaults, and takes none from the clusters", () => {
    const result = load(`version: 1\ndefaults: { tags: { team: a } }\nglobal: { region: cn-north-1 }\n${CLUSTERS}`);
    expect(result).toMatchObject({
      configuration: {
        global: {
          stack: "global",
          region: "cn-north-1",
          partition: "aws-cn",
          policies: [],
          roles: [],
          backend: { kind: "local", path: expect.stringMatching(/\/terraform\.global\.tfstate$/) as string },
        },
      },
    });
    if (!("configuration" in result)) throw new Error("not sound");
    expect(result.configuration.global?.tags).toBeUndefined();
  });
});
