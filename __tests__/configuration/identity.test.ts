import { ATTRIBUTES, addonOf, clusterOf, inCluster, inWorkload, problemsOf } from "../support/configuration";

/** Kinds of identity, who may assume a role, and how tokens are made. */

const WORKLOAD = "clusters.prod.workloads[0]";
const at = (place: string, path: string, text: string): string => `eks-irsa.yaml:${place}: ${path}: ${text}`;
const inWorkloadAt = (place: string, path: string, text: string): string => at(place, `${WORKLOAD}.${path}`, text);
const foreign = (arn: string): string =>
  `"${arn}": this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.`;
const FOREIGN_ROLE = "arn:aws-cn:iam::444455556666:role/r";
const ROLE = "arn:aws:iam::444455556666:role/r";

describe("a kind of identity", () => {
  test.each(["irsa", "pod-identity", "both"])("may be %s for a cluster, and is then that of all in it", (identity) => {
    const cluster = clusterOf(
      inCluster(
        `identity: ${identity}\ncertManager: {}\nloadBalancerController: {}\naddons: [{ name: a, namespace: n, chart: { name: c, path: c } }]\nworkloads: [{ namespace: shop, serviceAccount: reader, policyArns: [arn:aws:iam::aws:policy/P] }]`,
      ),
    );
    const { addons, workloads } = cluster;
    const kinds = [...addons.map(({ input }) => input), ...workloads].map((part) => part.identity);
    expect(kinds).toEqual([identity, identity, identity, identity]);
  });

  test("may differ in each part of a cluster", () => {
    const { addons, workloads } = clusterOf(
      inCluster(
        "identity: both\ncertManager: { identity: irsa }\nloadBalancerController: { identity: pod-identity }\naddons: [{ name: a, namespace: n, chart: { name: c, path: c }, identity: pod-identity }]\nworkloads: [{ namespace: shop, serviceAccount: reader, identity: irsa, policyArns: [arn:aws:iam::aws:policy/P] }]",
      ),
    );
    const kinds = [...addons.map(({ input }) => input), ...workloads].map((part) => part.identity);
    expect(kinds).toEqual(["irsa", "pod-identity", "pod-identity", "irsa"]);
  });

  test.each<[string, string, string]>([
    [
      "one that there is not",
      inWorkload("identity: podidentity"),
      inWorkloadAt(
        "8:9",
        "identity",
        '"podidentity": one of irsa, pod-identity, both is expected. Did you mean pod-identity? Write that.',
      ),
    ],
    [
      "Pod Identity for cert-manager on Fargate",
      inCluster("identity: pod-identity\ncertManager: { fargate: true }"),
      at(
        "6:20",
        "clusters.prod.certManager.fargate",
        "identity: pod-identity with fargate: true: EKS Pod Identity does not work on Fargate. Use identity: irsa.",
      ),
    ],
    [
      "Pod Identity for the controller on Fargate",
      inCluster("loadBalancerController: { fargate: true, identity: pod-identity }"),
      at(
        "5:31",
        "clusters.prod.loadBalancerController.fargate",
        "identity: pod-identity with fargate: true: EKS Pod Identity does not work on Fargate. Use identity: irsa.",
      ),
    ],
    [
      "a key that an association does not have",
      inWorkload("identity: both\npodIdentity: { sessionTags: false }"),
      inWorkloadAt(
        "9:24",
        "podIdentity.sessionTags",
        'the key "sessionTags" is not known: the keys here are targetRoleArn, disableSessionTags, sourceConditions, sessionPolicy. Remove it.',
      ),
    ],
    [
      "a target that is no role",
      inWorkload("identity: both\npodIdentity: { targetRoleArn: 'arn:aws:iam::444455556666:user/u' }"),
      inWorkloadAt(
        "9:24",
        "podIdentity.targetRoleArn",
        '"arn:aws:iam::444455556666:user/u": the ARN of an IAM role is expected. Check which ARN this is.',
      ),
    ],
    [
      "an association with IRSA",
      inWorkload("podIdentity: {}"),
      inWorkloadAt(
        "8:9",
        "podIdentity",
        "podIdentity with identity: irsa: there is no association that it could be for. Leave it out, or use identity: pod-identity or both.",
      ),
    ],
    [
      "a target in another partition",
      inWorkload(`identity: both\npodIdentity: { targetRoleArn: '${FOREIGN_ROLE}' }`),
      inWorkloadAt("9:24", "podIdentity.targetRoleArn", foreign(FOREIGN_ROLE)),
    ],
  ])("is not %s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("may be IRSA on Fargate in a cluster with Pod Identity", () => {
    const text = inCluster("identity: pod-identity\ncertManager: { fargate: true, identity: irsa }");
    expect(addonOf(text, "cert-manager")).toMatchObject({ fargate: true, identity: "irsa" });
  });

  test("takes all that can be said of an association", () => {
    const podIdentity = { targetRoleArn: ROLE, disableSessionTags: true, sourceConditions: false };
    const text = inWorkload(`identity: pod-identity\npodIdentity: ${JSON.stringify(podIdentity)}`);
    expect(clusterOf(text).workloads[0]?.podIdentity).toEqual(podIdentity);
  });
});

const PROVIDER = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/B";
const PATTERNS = "trust: { subjectPatterns: [{ namespace: 'team-*', serviceAccount: 'reader-?' }] }";
const NEEDS_IRSA =
  "subject patterns or other clusters' providers with identity: pod-identity: an association is for one ServiceAccount of one cluster. Use identity: irsa or both, or leave them out.";

describe("a trust policy", () => {
  test.each<[string, string, string[]]>([
    [
      "has no patterns with Pod Identity alone",
      inWorkload(`identity: pod-identity\n${PATTERNS}`),
      [inWorkloadAt("9:9", "trust", NEEDS_IRSA)],
    ],
    [
      "has no other providers with Pod Identity alone",
      inWorkload(`identity: pod-identity\ntrust: { otherProviders: ['${PROVIDER}'] }`),
      [inWorkloadAt("9:9", "trust", NEEDS_IRSA)],
    ],
    [
      "has a pattern's letters in lower case",
      inWorkload("trust: { subjectPatterns: [{ namespace: Team-*, serviceAccount: '*' }] }"),
      [
        inWorkloadAt(
          "8:38",
          "trust.subjectPatterns[0].namespace",
          '"Team-*": a namespace pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.',
        ),
      ],
    ],
    [
      "has providers by their ARNs",
      inWorkload(`trust: { otherProviders: ['${ROLE}'] }`),
      [
        inWorkloadAt(
          "8:35",
          "trust.otherProviders[0]",
          `"${ROLE}": the ARN of an IAM OIDC provider is expected. Check which ARN this is.`,
        ),
      ],
    ],
    [
      "has providers of the cluster's partition",
      inWorkload("trust: { otherProviders: ['arn:aws-cn:iam::111122223333:oidc-provider/o'] }"),
      [inWorkloadAt("8:35", "trust.otherProviders[0]", foreign("arn:aws-cn:iam::111122223333:oidc-provider/o"))],
    ],
    [
      "has statements with principals",
      inWorkload("trust: { statements: [{ principals: {}, actions: ['sts:AssumeRole'] }] }"),
      [
        inWorkloadAt(
          "8:33",
          "trust.statements[0].principals",
          "there is no principal: at least one principal is needed. Add one.",
        ),
      ],
    ],
    [
      "has statements with actions",
      inWorkload("trust: { statements: [{ principals: { Service: ec2.amazonaws.com } }] }"),
      [inWorkloadAt("8:31", "trust.statements[0].actions", "actions is missing: it has to be a list. Add actions.")],
    ],
    [
      "has statements with principals of IAM's kinds",
      inWorkload(
        "trust: { statements: [{ principals: { Role: x, AWS: 'arn:aws:iam::111122223333:role/a' }, actions: ['sts:AssumeRole'] }] }",
      ),
      [
        inWorkloadAt(
          "8:47",
          "trust.statements[0].principals.Role",
          'the key "Role" is not known: the keys here are AWS, Service, Federated. Remove it.',
        ),
      ],
    ],
    ...["2047", "8193", "2048.5"].map((size): [string, string, string[]] => [
      `has no quota of ${size} characters`,
      inWorkload(`trust: { maxSize: ${size} }`),
      [
        inWorkloadAt(
          "8:18",
          "trust.maxSize",
          `${size}: a whole number from 2048 to 8192 characters is expected. Write one in this range.`,
        ),
      ],
    ]),
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test.each(["irsa", "both"])("may have patterns and other providers with %s", (identity) => {
    const text = inWorkload(
      `identity: ${identity}\ntrust:\n  subjectPatterns: [{ namespace: 'a*', serviceAccount: 'a.b-?*' }, { anyNamespace: true, serviceAccount: ci }]\n  otherProviders: ['${PROVIDER}']\n  maxSize: 4096`,
    );
    expect(clusterOf(text).workloads[0]?.trust).toMatchObject({
      subjectPatterns: [
        { namespace: "a*", serviceAccount: "a.b-?*" },
        { anyNamespace: true, serviceAccount: "ci" },
      ],
      otherProviders: [PROVIDER],
    });
  });

  test("may have further statements", () => {
    const statement = {
      sid: "Deploy",
      effect: "Deny",
      principals: { AWS: ["arn:aws:iam::111122223333:root"], Service: "ec2.amazonaws.com" },
      actions: ["sts:AssumeRole"],
      conditions: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    };
    const text = inWorkload(`trust: { statements: [${JSON.stringify(statement)}] }`);
    expect(clusterOf(text).workloads[0]?.trust?.statements).toEqual([statement]);
  });

  /** A trust policy of some more characters than 2,048. */
  const withSize = (size: string): string => {
    const subjects = Array.from(
      { length: 40 },
      (_, i) => `{ namespace: namespace-${i}, serviceAccount: account-${i} }`,
    );
    return inWorkload(`trust: { ${size}subjects: [${subjects.join(", ")}] }`);
  };

  test("over 2,048 characters is taken only where the account has a larger quota", () => {
    const [problem, ...others] = problemsOf(withSize(""));
    const size = Number(/the trust policy has (\d+) characters: IAM accepts 2048/.exec(problem ?? "")?.[1]);
    expect(size).toBeGreaterThan(2048);
    expect(size).toBeLessThan(4096);
    expect(others).toEqual([]);
    expect(problemsOf(withSize("maxSize: 4096, "))).toEqual([]);
    expect(problemsOf(withSize(`maxSize: ${size}, `))).toEqual([]);
    expect(problemsOf(withSize(`maxSize: ${size - 1}, `))).toEqual([
      inWorkloadAt(
        "8:9",
        "trust",
        `the trust policy has ${size} characters: IAM accepts ${size - 1}. Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota.`,
      ),
    ]);
  });

  test("counts all that makes it longer: the other kind of identity, other providers, statements", () => {
    const sizeOf = (keys: string): number =>
      Number(
        /has (\d+) characters/.exec(
          problemsOf(withSize("").replace("trust:", `${keys}\n        trust:`))[0] ?? "",
        )?.[1],
      );
    const irsa = sizeOf("audience: sts.amazonaws.com");
    expect(irsa).toBeGreaterThan(2048);
    expect(sizeOf("identity: both")).toBeGreaterThan(irsa + 500);
    expect(sizeOf("audience: a-longer-audience.example.com")).toBe(irsa + "a-longer-audience.example.com".length - 17);
    expect(sizeOf("identity: both\n        podIdentity: { disableSessionTags: true }")).toBeLessThan(
      sizeOf("identity: both"),
    );
  });

  test("counts the cluster's name, which is the stack's by default", () => {
    const podIdentity = "identity: both\n        podIdentity: { disableSessionTags: true }";
    const text = withSize("").replace("trust:", `${podIdentity}\n        trust:`);
    const named = (name: string): string[] => problemsOf(text.replace("ap-northeast-2", `$&\n    cluster: ${name}`));
    const sizeOf = ([problem]: readonly string[]): number => Number(/has (\d+) characters/.exec(problem ?? "")?.[1]);
    expect(sizeOf(named("prod"))).toBe(sizeOf(problemsOf(text)));
    expect(sizeOf(named("production"))).toBe(sizeOf(problemsOf(text)) + "uction".length);
  });
});

describe("roles to change into", () => {
  test.each<[string, string, string]>([
    [
      "are given by ARN",
      inWorkload("assumeRoleArns: [reader]"),
      inWorkloadAt(
        "8:26",
        "assumeRoleArns[0]",
        '"reader": an ARN has six fields: arn:partition:service:region:account:resource. Write the full ARN.',
      ),
    ],
    [
      "are roles",
      inWorkload("assumeRoleArns: ['arn:aws:iam::444455556666:policy/p']"),
      inWorkloadAt(
        "8:26",
        "assumeRoleArns[0]",
        '"arn:aws:iam::444455556666:policy/p": the ARN of an IAM role is expected. Check which ARN this is.',
      ),
    ],
    [
      "are of the cluster's partition",
      inWorkload(`assumeRoleArns: ['${ROLE}', '${FOREIGN_ROLE}']`),
      inWorkloadAt("8:62", "assumeRoleArns[1]", foreign(FOREIGN_ROLE)),
    ],
    [
      "of the run itself are roles",
      inCluster("assumeRole: { roleArn: deployer }"),
      at(
        "5:19",
        "clusters.prod.assumeRole.roleArn",
        '"deployer": an ARN has six fields: arn:partition:service:region:account:resource. Write the full ARN.',
      ),
    ],
    [
      "of the run itself are of the cluster's partition",
      inCluster(`assumeRole: { roleArn: '${FOREIGN_ROLE}' }`),
      at("5:19", "clusters.prod.assumeRole.roleArn", foreign(FOREIGN_ROLE)),
    ],
    [
      "of the run itself are told",
      inCluster("assumeRole: { externalId: x }"),
      at("5:5", "clusters.prod.assumeRole.roleArn", "roleArn is missing: it has to be text. Add roleArn."),
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("may be of other accounts", () => {
    const text = inCluster(
      `assumeRole: { roleArn: '${ROLE}', externalId: x, sessionName: s }\nworkloads: [{ namespace: shop, serviceAccount: reader, assumeRoleArns: ['${ROLE}'] }]`,
    );
    expect(clusterOf(text)).toMatchObject({
      assumeRole: { roleArn: ROLE, externalId: "x", sessionName: "s" },
      workloads: [{ assumeRoleArns: [ROLE] }],
    });
  });
});

describe("another account", () => {
  const accounts = (workload: string, account = `roleArn: '${ROLE}'`): string =>
    inCluster(
      `accounts:\n  data: { ${account} }\nworkloads:\n  - { namespace: shop, serviceAccount: reader${workload}, policyArns: [arn:aws:iam::aws:policy/P] }`,
    );
  const NOT_IRSA =
    "account with an identity other than irsa: Pod Identity takes roles of the cluster's own account only. Use identity: irsa here, or podIdentity.targetRoleArn in the place of account.";

  test.each<[string, string, string[]]>([
    [
      "is one of the cluster's accounts",
      accounts(", account: date"),
      [inWorkloadAt("8:52", "account", '"date": one of data is expected. Choose one of them.')],
    ],
    [
      "is nobody's for Pod Identity",
      accounts(", account: data, identity: pod-identity"),
      [inWorkloadAt("8:52", "account", NOT_IRSA)],
    ],
    [
      "is nobody's for both kinds",
      accounts(", account: data, identity: both"),
      [inWorkloadAt("8:52", "account", NOT_IRSA)],
    ],
    [
      "has its role in the cluster's partition",
      accounts("", `roleArn: '${FOREIGN_ROLE}'`),
      [at("6:15", "clusters.prod.accounts.data.roleArn", foreign(FOREIGN_ROLE))],
    ],
    [
      "has a role",
      accounts("", "oidcProvider: lookup"),
      [at("6:7", "clusters.prod.accounts.data.roleArn", "roleArn is missing: it has to be text. Add roleArn.")],
    ],
    ["may have a workload's role", accounts(", account: data"), []],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test("is told of where no account is configured at all", () => {
    expect(problemsOf(inWorkload("account: data"))).toEqual([
      inWorkloadAt("8:9", "account", '"data": there is none to choose from. Add it, or remove its name here.'),
    ]);
  });
});

describe("a role that is there already", () => {
  const roleIsThere = (key: string): string =>
    `${key} with roleArn: a role that is there already keeps what it has. Leave out ${key} or roleArn.`;

  test.each<[string, string]>([
    ["policyArns", "policyArns: ['arn:aws:iam::aws:policy/P']"],
    ["statements", "statements: [{ actions: ['s3:*'], resources: ['*'] }]"],
    ["assumeRoleArns", `assumeRoleArns: ['${ROLE}']`],
    ["role", "role: { path: /pods/ }"],
    ["trust", "trust: {}"],
  ])("goes without %s", (key, keys) => {
    expect(problemsOf(inWorkload(`roleArn: '${ROLE}'\n${keys}`))).toEqual([inWorkloadAt("9:9", key, roleIsThere(key))]);
  });

  test("goes without an account", () => {
    const text = inCluster(
      `accounts: { data: { roleArn: '${ROLE}' } }\nworkloads: [{ namespace: shop, serviceAccount: reader, account: data, roleArn: '${ROLE}' }]`,
    );
    expect(problemsOf(text)).toEqual([inWorkloadAt("6:60", "account", roleIsThere("account"))]);
  });

  test.each<[string, string, string]>([
    [
      "is given by ARN",
      "reader",
      '"reader": an ARN has six fields: arn:partition:service:region:account:resource. Write the full ARN.',
    ],
    ["is of the cluster's partition", FOREIGN_ROLE, foreign(FOREIGN_ROLE)],
  ])("%s", (_what, arn, expected) => {
    expect(problemsOf(inWorkload(`roleArn: '${arn}'`))).toEqual([inWorkloadAt("8:9", "roleArn", expected)]);
  });

  test("goes with a token, annotations and Kubernetes rules", () => {
    const text = inWorkload(
      `roleArn: '${ROLE}'\ntokenExpiration: 3600\nannotations: { note: x }\nrules: [{ apiGroups: [''], resources: [pods], verbs: [get] }]`,
    );
    expect(clusterOf(text).workloads[0]).toMatchObject({ roleArn: ROLE, tokenExpiration: 3600 });
  });
});

describe("a ServiceAccount that is there already", () => {
  test.each<[string, string]>([
    ["labels", "labels: { app: x }"],
    ["automountServiceAccountToken", "automountServiceAccountToken: false"],
    ["imagePullSecrets", "imagePullSecrets: [registry]"],
  ])("keeps its own %s", (key, keys) => {
    expect(problemsOf(inWorkload(`existing: true\n${keys}`))).toEqual([
      inWorkloadAt(
        "9:9",
        key,
        `${key} for a ServiceAccount that is there already: only its annotations are managed here. Leave ${key} out, or have the ServiceAccount made here.`,
      ),
    ]);
    expect(problemsOf(inWorkload(`existing: false\n${keys}`))).toEqual([]);
  });

  test("may be annotated", () => {
    expect(problemsOf(inWorkload("existing: true\nannotations: { note: x }\nstsRegionalEndpoints: false"))).toEqual([]);
  });
});

describe("a web identity token", () => {
  test.each(["599", "86401", "3600.5"])("does not live %s seconds", (seconds) => {
    expect(problemsOf(inWorkload(`tokenExpiration: ${seconds}`))).toEqual([
      inWorkloadAt(
        "8:9",
        "tokenExpiration",
        `${seconds}: a whole number from 600 to 86400 seconds is expected. Write one in this range.`,
      ),
    ]);
  });

  test.each([600, 86400])("may live %i seconds", (seconds) => {
    expect(clusterOf(inWorkload(`tokenExpiration: ${seconds}`)).workloads[0]?.tokenExpiration).toBe(seconds);
  });

  test.each<[string, string, string, string, string]>([
    ["audience", "audience", "audience: vault.example.com", "sts.amazonaws.com", "vault.example.com"],
    ["life", "token-expiration", "tokenExpiration: 3600", "7200", "3600"],
    ["STS endpoint", "sts-regional-endpoints", "stsRegionalEndpoints: true", "false", "true"],
  ])("has one %s: an annotation may only repeat the option", (_what, key, option, other, same) => {
    const annotated = (value: string): string[] =>
      problemsOf(inWorkload(`${option}\nannotations:\n  eks.amazonaws.com/${key}: "${value}"`));
    expect(annotated(other)).toEqual([
      inWorkloadAt(
        "10:11",
        `annotations["eks.amazonaws.com/${key}"]`,
        `the annotation eks.amazonaws.com/${key} is "${other}": an option sets it to "${same}". Remove the annotation.`,
      ),
    ]);
    expect(annotated(same)).toEqual([]);
  });

  test("is meant for somebody", () => {
    expect(problemsOf(inWorkload('audience: ""'))).toEqual([
      inWorkloadAt("8:9", "audience", '"": an audience is not empty. Write one, or leave the key out.'),
    ]);
  });
});

describe("the annotation with the role's ARN", () => {
  const annotated = (arn: string): string =>
    inCluster(
      `${ATTRIBUTES}\nworkloads:\n  - namespace: shop\n    serviceAccount: reader\n    roleArn: "${ROLE}"\n    annotations: { eks.amazonaws.com/role-arn: "${arn}" }`,
    );

  test("may repeat the ARN of a role that is there already, and no other", () => {
    const generated = "arn:aws:iam::111122223333:role/prod-ap-northeast-2-reader";
    expect(problemsOf(annotated(ROLE))).toEqual([]);
    expect(problemsOf(annotated(generated))).toEqual([
      inWorkloadAt(
        "16:24",
        'annotations["eks.amazonaws.com/role-arn"]',
        `the annotation eks.amazonaws.com/role-arn is "${generated}": the ServiceAccount gets the ARN of the role that is made for it. Remove the annotation.`,
      ),
    ]);
  });
});

describe.each(["rules", "clusterRules"])("Kubernetes %s", (key) => {
  test.each<[string, string, string, string]>([
    [
      "have API groups",
      "{ resources: [pods], verbs: [get] }",
      ".apiGroups",
      "apiGroups is missing: it has to be a list. Add apiGroups.",
    ],
    [
      "have verbs",
      "{ apiGroups: [''], resources: [pods], verbs: [] }",
      ".verbs",
      "there is no entry: at least one entry is needed. Add one.",
    ],
    [
      "have resources with names",
      "{ apiGroups: [''], resources: [''], verbs: [get] }",
      ".resources[0]",
      '"": a resource is not empty. Write one, or leave the key out.',
    ],
    [
      "have no other keys",
      "{ apiGroups: [''], resources: [pods], verbs: [get], resourceName: [a] }",
      ".resourceName",
      'the key "resourceName" is not known: the keys here are apiGroups, resources, verbs, resourceNames. Did you mean "resourceNames"? Rename or remove it.',
    ],
  ])("%s", (_what, rule, path, expected) => {
    const [problem, ...others] = problemsOf(inWorkload(`${key}: [${rule}]`));
    expect(problem).toMatch(/^eks-irsa\.yaml:8:\d+: /);
    expect(problem?.slice(problem.indexOf(": ") + 2)).toBe(`${WORKLOAD}.${key}[0]${path}: ${expected}`);
    expect(others).toEqual([]);
  });

  test("may name objects", () => {
    const rule = { apiGroups: ["apps", ""], resources: ["deployments"], verbs: ["get", "*"], resourceNames: ["a"] };
    expect(clusterOf(inWorkload(`${key}: [${JSON.stringify(rule)}]`)).workloads[0]).toMatchObject({ [key]: [rule] });
  });
});

describe("a policy of more than 10,240 characters", () => {
  const arns = (count: number): string =>
    Array.from({ length: count }, (_, index) => `"arn:aws:s3:::a-bucket-with-a-long-name-${index}"`).join(", ");
  const statement = (resources: string, more = ""): string => `{ actions: ["s3:*"], ${resources}${more} }`;

  test("is taken where it can be split into managed policies", () => {
    expect(problemsOf(inWorkload(`statements: [${statement(`resources: [${arns(300)}]`)}]`))).toEqual([]);
  });

  test("is refused where one statement alone is too long to be split", () => {
    const [problem, ...others] = problemsOf(inWorkload(`statements: [${statement(`notResources: [${arns(300)}]`)}]`));
    const size = /has (\d{5}) characters/.exec(problem ?? "")?.[1] ?? "";
    expect(problem).toBe(
      inWorkloadAt(
        "8:9",
        "statements",
        `one statement has ${size} characters: the limit is 6144, white space not counted. Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.`,
      ),
    );
    expect(others).toEqual([]);
  });

  test("is refused where it takes more policies than a role has", () => {
    const policies = Array.from({ length: 18 }, (_, index) => `"arn:aws:iam::aws:policy/P${index}"`);
    const [problem, ...others] = problemsOf(
      inWorkload(`policyArns: [${policies.join(", ")}]\nstatements: [${statement(`resources: [${arns(300)}]`)}]`),
    );
    expect(problem).toMatch(
      /^eks-irsa\.yaml:9:9: clusters\.prod\.workloads\[0\]\.statements: 2[12] managed policies: IAM attaches at most 20 to a role\. Merge some of them into a policy of your own\.$/,
    );
    expect(others).toEqual([]);
  });
});
