import { ATTRIBUTES, clusterOf, inCluster, inWorkload, problemsOf } from "../support/configuration";

/** Keys, types and limits: what the schema sees of one key at a time. */

const long = (length: number): string => "a".repeat(length);
const CLUSTER_KEYS =
  "the keys here are cluster, formerly, region, partition, attributes, backend, auth, oidcProvider, identity, podIdentityWait, preflight, assumeRole, accounts, proxy, tags, ignoreLabels, ignoreAnnotations, role, guardrails, namespaces, certManager, loadBalancerController, addons, workloads";
const WORKLOAD_KEYS =
  "the keys here are name, formerly, namespace, createNamespace, serviceAccount, existing, roleOnly, adopt, identity, account, policyArns, statements, grants, assumeRoleArns, acknowledge, roleArn, role, trust, podIdentity, stsRegionalEndpoints, tokenExpiration, audience, annotations, labels, automountServiceAccountToken, imagePullSecrets, rules, clusterRules";
const policies = (count: number): string =>
  `policyArns:\n${Array.from({ length: count }, (_, index) => `  - arn:aws:iam::aws:policy/P${index}`).join("\n")}`;

const unknown: [string, string, string[]][] = [
  [
    "a key of a cluster, misspelt",
    inCluster("certManger: {}"),
    [
      `eks-irsa.yaml:5:5: clusters.prod.certManger: the key "certManger" is not known: ${CLUSTER_KEYS}. Did you mean "certManager"? Rename or remove it.`,
    ],
  ],
  [
    "a key of a cluster that is like no other",
    inCluster("zzz: 1"),
    [`eks-irsa.yaml:5:5: clusters.prod.zzz: the key "zzz" is not known: ${CLUSTER_KEYS}. Remove it.`],
  ],
  [
    "a key at the top",
    "version: 1\ncluster: {}\nclusters: { prod: { region: eu-west-1 } }\n",
    [
      'eks-irsa.yaml:2:1: cluster: the key "cluster" is not known: the keys here are $schema, version, defaults, guardrails, global, clusters. Did you mean "clusters"? Rename or remove it.',
    ],
  ],
  [
    "a key of a workload",
    inWorkload("policyArn: []"),
    [
      `eks-irsa.yaml:8:9: clusters.prod.workloads[0].policyArn: the key "policyArn" is not known: ${WORKLOAD_KEYS}. Did you mean "policyArns"? Rename or remove it.`,
    ],
  ],
  [
    "a key that every JavaScript object has",
    inCluster("toString: 1"),
    [`eks-irsa.yaml:5:5: clusters.prod.toString: the key "toString" is not known: ${CLUSTER_KEYS}. Remove it.`],
  ],
  [
    "a merge key in quotes, which is none",
    inCluster('"<<": { tags: {} }'),
    [`eks-irsa.yaml:5:5: clusters.prod["<<"]: the key "<<" is not known: ${CLUSTER_KEYS}. Remove it.`],
  ],
];

describe("an unknown key", () => {
  test.each(unknown)("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});

describe("the key __proto__", () => {
  test.each<[string, string, string]>([
    ["at the top", "version: 1\n__proto__: { x: 1 }\nclusters: { prod: { region: eu-west-1 } }\n", "2:1"],
    [
      "as a cluster",
      "version: 1\nclusters:\n  prod: { region: eu-west-1 }\n  __proto__: { region: eu-west-1 }\n",
      "4:3",
    ],
    ["in a cluster", inCluster("__proto__: { polluted: true }"), "5:5"],
    ["in a workload", inWorkload("__proto__: { polluted: true }"), "8:9"],
    ["as a tag", inCluster("tags: { __proto__: x }"), "5:13"],
    ["in chart values", inCluster("certManager:\n  values:\n    global: { __proto__: { polluted: true } }"), "7:19"],
  ])("%s is told, never dropped", (_where, text, place) => {
    const [problem, ...others] = problemsOf(text);
    expect(problem).toMatch(new RegExp(`^eks-irsa\\.yaml:${place}: .*__proto__`));
    expect(others).toEqual([]);
  });

  test("changes no object", () => {
    problemsOf(inCluster("__proto__: { polluted: true }\ncertManager: { values: { __proto__: { polluted: true } } }"));
    expect("polluted" in {}).toBe(false);
  });
});

const typed: [string, string, string[]][] = [
  [
    "a number for a cluster's name",
    inCluster("cluster: 12345"),
    ["eks-irsa.yaml:5:5: clusters.prod.cluster: 12345 is a number: text is expected. Put it in quotes."],
  ],
  [
    "a truth for a tag",
    inCluster("tags: { critical: true }"),
    ["eks-irsa.yaml:5:13: clusters.prod.tags.critical: true is true or false: text is expected. Put it in quotes."],
  ],
  [
    "a list for tags",
    inCluster("tags: [team]"),
    ['eks-irsa.yaml:5:5: clusters.prod.tags: ["team"] is a list: a mapping is expected. Write a mapping.'],
  ],
  [
    "a mapping for workloads",
    inCluster("workloads: {}"),
    ["eks-irsa.yaml:5:5: clusters.prod.workloads: {} is a mapping: a list is expected. Write a list."],
  ],
  [
    "text for a truth",
    inWorkload('createNamespace: "true"'),
    [
      'eks-irsa.yaml:8:9: clusters.prod.workloads[0].createNamespace: "true" is text: true or false is expected. Write true or false.',
    ],
  ],
  [
    "text for a number",
    inWorkload('role: { maxSessionDuration: "3600" }'),
    [
      'eks-irsa.yaml:8:17: clusters.prod.workloads[0].role.maxSessionDuration: "3600" is text: a number is expected. Write a number.',
    ],
  ],
  [
    "text for a list",
    inWorkload("policyArns: arn:aws:iam::aws:policy/P"),
    [
      'eks-irsa.yaml:8:9: clusters.prod.workloads[0].policyArns: "arn:aws:iam::aws:policy/P" is text: a list is expected. Write a list.',
    ],
  ],
  [
    "text for a cluster",
    "version: 1\nclusters:\n  prod: ap-northeast-2\n",
    ['eks-irsa.yaml:3:3: clusters.prod: "ap-northeast-2" is text: a mapping is expected. Write a mapping.'],
  ],
  [
    "a list for clusters",
    "version: 1\nclusters: [prod]\n",
    ['eks-irsa.yaml:2:1: clusters: ["prod"] is a list: a mapping is expected. Write a mapping.'],
  ],
  [
    "nothing for a section",
    inCluster("certManager:"),
    [
      "eks-irsa.yaml:5:5: clusters.prod.certManager: nothing is given: a mapping is expected. Write {} for the defaults, or leave the key out.",
    ],
  ],
  [
    "nothing for a text",
    inCluster("cluster:"),
    [
      "eks-irsa.yaml:5:5: clusters.prod.cluster: nothing is given: text is expected. Write a value, or leave the key out.",
    ],
  ],
  [
    "nothing for the defaults",
    "version: 1\ndefaults:\nclusters: { prod: { region: eu-west-1 } }\n",
    [
      "eks-irsa.yaml:2:1: defaults: nothing is given: a mapping is expected. Write {} for the defaults, or leave the key out.",
    ],
  ],
  [
    "a word that is none of the choices",
    inCluster("partition: aws-ch"),
    [
      'eks-irsa.yaml:5:5: clusters.prod.partition: "aws-ch": one of aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f is expected. Did you mean aws-cn? Write that.',
    ],
  ],
  [
    "an effect in lower case",
    inWorkload('statements: [{ effect: deny, actions: ["s3:*"], resources: ["*"] }]'),
    [
      'eks-irsa.yaml:8:24: clusters.prod.workloads[0].statements[0].effect: "deny": one of Allow, Deny is expected. Did you mean Deny? Write that.',
    ],
  ],
];

describe("a value of the wrong type", () => {
  test.each(typed)("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test.each<[string, string]>([
    ["a version with a zero at its end", ATTRIBUTES.replace('version: "1.34"', "version: 1.30")],
    ["an account with a zero in front", ATTRIBUTES.replace('"111122223333"', "012345678901")],
  ])("no other value is proposed for a number that YAML reads differently: %s", (_what, attributes) => {
    const [problem, ...others] = problemsOf(inCluster(attributes));
    expect(problem).toMatch(/is a number: text is expected\. Put it in quotes/);
    expect(problem).not.toMatch(/quotes: "(1\.3|12345678901)"/);
    expect(others).toEqual([]);
  });
});

const missing: [string, string, string[]][] = [
  [
    "the clusters",
    "version: 1\n",
    ["eks-irsa.yaml: clusters: clusters is missing: it has to be a mapping. Add clusters."],
  ],
  [
    "any cluster",
    "version: 1\nclusters: {}\n",
    ["eks-irsa.yaml:2:1: clusters: there is no cluster: at least one cluster is needed. Add one."],
  ],
  [
    "a workload's ServiceAccount",
    inCluster("workloads: [{ namespace: shop, policyArns: [arn:aws:iam::aws:policy/P] }]"),
    [
      "eks-irsa.yaml:5:17: clusters.prod.workloads[0].serviceAccount: serviceAccount is missing: a role is for a ServiceAccount, or for trust.subjectPatterns. Add serviceAccount.",
    ],
  ],
  [
    "a state's key",
    inCluster("backend: { s3: { bucket: states } }"),
    ["eks-irsa.yaml:5:16: clusters.prod.backend.s3.key: key is missing: it has to be text. Add key."],
  ],
  [
    "account and issuer of given attributes",
    inCluster("attributes: {}\nauth: { kubeconfig: {} }"),
    [
      "eks-irsa.yaml:5:5: clusters.prod.attributes.accountId: accountId is missing: it has to be text. Add accountId.",
      "eks-irsa.yaml:5:5: clusters.prod.attributes.oidcIssuer: oidcIssuer is missing: it has to be text. Add oidcIssuer.",
    ],
  ],
  [
    "any action",
    inWorkload('statements: [{ actions: [], resources: ["*"] }]'),
    [
      "eks-irsa.yaml:8:24: clusters.prod.workloads[0].statements[0].actions: there is no entry: at least one entry is needed. Add one.",
    ],
  ],
];

describe("something missing", () => {
  test.each(missing)("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test("the contract's version, which hides no other problem", () => {
    const found = problemsOf("clusters:\n  prod: { region: seoul }\n");
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^eks-irsa\.yaml: version: version is missing/);
    expect(found[1]).toMatch(/^eks-irsa\.yaml:2:11: clusters\.prod\.region: "seoul": a region has the form/);
  });
});

describe("the contract's version", () => {
  test.each<[string, string]>([
    ["2", "2"],
    ['"1"', '"1"'],
    ["1.1", "1.1"],
  ])("is not %s", (written, shown) => {
    expect(problemsOf(`version: ${written}\nclusters: { prod: { region: eu-west-1 } }\n`)).toEqual([
      `eks-irsa.yaml:1:1: version: version is ${shown}: this release reads configurations of version 1. Write version: 1.`,
    ]);
  });
});

const names: [string, string, string][] = [
  [
    "a namespace of 64 characters",
    inCluster(
      `workloads: [{ namespace: ${long(64)}, serviceAccount: reader, policyArns: [arn:aws:iam::aws:policy/P] }]`,
    ),
    `eks-irsa.yaml:5:19: clusters.prod.workloads[0].namespace: "${long(64)}" has 64 characters: a namespace has at most 63. Shorten it.`,
  ],
  [
    "a ServiceAccount name of 254 characters",
    inCluster(
      `workloads: [{ namespace: shop, serviceAccount: ${long(254)}, policyArns: [arn:aws:iam::aws:policy/P] }]`,
    ),
    `eks-irsa.yaml:5:36: clusters.prod.workloads[0].serviceAccount: "${long(75)} ... has 254 characters: a ServiceAccount name has at most 253. Shorten it.`,
  ],
  [
    "a role name of 65 characters",
    inWorkload(`role: { name: ${long(65)} }`),
    `eks-irsa.yaml:8:17: clusters.prod.workloads[0].role.name: "${long(65)}" has 65 characters: a role name has at most 64. Shorten it.`,
  ],
  [
    "a role's name prefix of 39 characters",
    inWorkload(`role: { namePrefix: ${long(39)} }`),
    `eks-irsa.yaml:8:17: clusters.prod.workloads[0].role.namePrefix: "${long(39)}" has 39 characters: a role's name prefix has at most 38. Shorten it.`,
  ],
  [
    "a stack name that is a path",
    "version: 1\nclusters:\n  ../prod: { region: eu-west-1 }\n",
    'eks-irsa.yaml:3:3: clusters["../prod"]: "../prod": a stack name is letters, digits, hyphens and underscores, with a letter or digit first. Rename it.',
  ],
  [
    "a cluster name with a template in it",
    inCluster("cluster: ${CLUSTER}"),
    'eks-irsa.yaml:5:5: clusters.prod.cluster: "${CLUSTER}": an EKS cluster name is letters, digits, hyphens and underscores, with a letter or digit first. Rename it.',
  ],
  [
    "a hosted zone with its path",
    inCluster("certManager: { hostedZones: [/hostedzone/Z0123456789] }"),
    'eks-irsa.yaml:5:34: clusters.prod.certManager.hostedZones[0]: "/hostedzone/Z0123456789": a hosted zone ID is Z and up to 31 capital letters and digits. Write only the ID, without /hostedzone/ and without a domain name.',
  ],
  [
    "a tag that AWS keeps for itself",
    inCluster("tags: { aws:team: platform }"),
    'eks-irsa.yaml:5:13: clusters.prod.tags["aws:team"]: the tag key "aws:team": AWS keeps keys that start with aws: for itself. Rename the tag.',
  ],
];

describe("a name or a number past its limit", () => {
  test.each(names)("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test.each(["3599", "43201", "3600.5", "-3600"])("a session of %s seconds", (seconds) => {
    expect(problemsOf(inWorkload(`role: { maxSessionDuration: ${seconds} }`))).toEqual([
      `eks-irsa.yaml:8:17: clusters.prod.workloads[0].role.maxSessionDuration: ${seconds}: a whole number from 3600 to 43200 seconds is expected. Write one in this range.`,
    ]);
  });

  test("21 policies", () => {
    expect(problemsOf(inWorkload(policies(21)))).toEqual([
      "eks-irsa.yaml:8:9: clusters.prod.workloads[0].policyArns: 21 entries: there are at most 20. Remove some.",
    ]);
  });
});

describe("a name or a number at its limit is taken", () => {
  const dotted = [long(63), long(63), long(63), long(61)].join(".");

  test.each<[string, string]>([
    [
      "a namespace of 63 characters",
      inCluster(
        `workloads: [{ namespace: ${long(63)}, serviceAccount: reader, policyArns: [arn:aws:iam::aws:policy/P] }]`,
      ),
    ],
    [
      `a ServiceAccount name of ${dotted.length} characters, with dots`,
      inCluster(`workloads: [{ namespace: shop, serviceAccount: ${dotted}, policyArns: [arn:aws:iam::aws:policy/P] }]`),
    ],
    ["a role name of 64 characters", inWorkload(`role: { name: ${long(64)} }`)],
    ["a role's name prefix of 38 characters", inWorkload(`role: { namePrefix: ${long(38)} }`)],
    ["a session of 3600 seconds", inWorkload("role: { maxSessionDuration: 3600 }")],
    ["a session of 43200 seconds", inWorkload("role: { maxSessionDuration: 43200 }")],
    ["20 policies", inWorkload(policies(20))],
  ])("%s", (_what, text) => {
    expect(clusterOf(text).workloads).toHaveLength(1);
  });

  test("the name with dots is as long as Kubernetes allows", () => {
    expect(dotted).toHaveLength(253);
  });
});
