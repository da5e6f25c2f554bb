import { ATTRIBUTES, clusterOf, inCluster, inWorkload, problemsOf } from "../support/configuration";

/** ARNs, policies, trust, regions: what IAM and AWS want. */

const of = (place: string, text: string): string => `eks-irsa.yaml:${place} ${text}`;
const elsewhere = (arn: string): string =>
  `"${arn}": this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.`;

describe("an ARN of another partition than the cluster's", () => {
  test.each<[string, string, string]>([
    [
      "a policy to attach",
      inWorkload("policyArns: ['arn:aws-cn:iam::aws:policy/P']"),
      of("8:22: clusters.prod.workloads[0].policyArns[0]:", elsewhere("arn:aws-cn:iam::aws:policy/P")),
    ],
    [
      "a statement's resource",
      inWorkload('statements:\n  - actions: ["s3:*"]\n    resources: ["arn:aws:s3:::a", "arn:aws-cn:s3:::b"]'),
      of("10:43: clusters.prod.workloads[0].statements[0].resources[1]:", elsewhere("arn:aws-cn:s3:::b")),
    ],
    [
      "a resource that a statement leaves out",
      inWorkload('statements:\n  - actions: ["s3:*"]\n    notResources: ["arn:aws-cn:s3:::b"]'),
      of("10:28: clusters.prod.workloads[0].statements[0].notResources[0]:", elsewhere("arn:aws-cn:s3:::b")),
    ],
    [
      "a workload's boundary",
      inWorkload("role:\n  permissionsBoundary: arn:aws-cn:iam::111122223333:policy/b"),
      of(
        "9:11: clusters.prod.workloads[0].role.permissionsBoundary:",
        elsewhere("arn:aws-cn:iam::111122223333:policy/b"),
      ),
    ],
    [
      "cert-manager's boundary",
      inCluster("certManager:\n  role:\n    permissionsBoundary: arn:aws-cn:iam::111122223333:policy/b"),
      of(
        "7:9: clusters.prod.certManager.role.permissionsBoundary:",
        elsewhere("arn:aws-cn:iam::111122223333:policy/b"),
      ),
    ],
    [
      "the controller's boundary",
      inCluster("loadBalancerController:\n  role:\n    permissionsBoundary: arn:aws-cn:iam::111122223333:policy/b"),
      of(
        "7:9: clusters.prod.loadBalancerController.role.permissionsBoundary:",
        elsewhere("arn:aws-cn:iam::111122223333:policy/b"),
      ),
    ],
    [
      "the OIDC provider",
      inCluster("oidcProvider:\n  arn: arn:aws-cn:iam::111122223333:oidc-provider/o"),
      of("6:7: clusters.prod.oidcProvider.arn:", elsewhere("arn:aws-cn:iam::111122223333:oidc-provider/o")),
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual([expected]);
  });

  test("is fine in a cluster of that partition", () => {
    const text = inWorkload("policyArns: ['arn:aws-cn:iam::aws:policy/P']").replace("ap-northeast-2", "cn-north-1");
    expect(clusterOf(text)).toMatchObject({ partition: "aws-cn" });
  });
});

const NO_ARN = "an ARN has six fields: arn:partition:service:region:account:resource. Write the full ARN.";

describe("a policy", () => {
  test.each<[string, string, string[]]>([
    [
      "is attached by its ARN, not by its name",
      inWorkload("policyArns: [AmazonS3ReadOnlyAccess]"),
      [of("8:22: clusters.prod.workloads[0].policyArns[0]:", `"AmazonS3ReadOnlyAccess": ${NO_ARN}`)],
    ],
    [
      "is attached by a policy's ARN",
      inWorkload("policyArns: ['arn:aws:iam::111122223333:role/reader']"),
      [
        of(
          "8:22: clusters.prod.workloads[0].policyArns[0]:",
          '"arn:aws:iam::111122223333:role/reader": the ARN of an IAM policy is expected. Check which ARN this is.',
        ),
      ],
    ],
    [
      "is attached once",
      inWorkload("policyArns: ['arn:aws:iam::aws:policy/P', 'arn:aws:iam::aws:policy/P']"),
      [
        of(
          "8:51: clusters.prod.workloads[0].policyArns[1]:",
          '"arn:aws:iam::aws:policy/P" is also at workloads[0].policyArns[0]: a policy of a role is unique. Rename or remove one of the two.',
        ),
      ],
    ],
    [
      "names resources by ARN",
      inWorkload('statements: [{ actions: ["s3:*"], resources: [my-bucket] }]'),
      [of("8:55: clusters.prod.workloads[0].statements[0].resources[0]:", `"my-bucket": ${NO_ARN}`)],
    ],
    [
      "names an action's service",
      inWorkload('statements: [{ actions: [GetObject], resources: ["*"] }]'),
      [
        of(
          "8:34: clusters.prod.workloads[0].statements[0].actions[0]:",
          '"GetObject": an action is service:Action, as in "s3:GetObject", or "*". Put the service\'s prefix in front.',
        ),
      ],
    ],
    [
      "has either actions or notActions in a statement",
      inWorkload('statements: [{ actions: ["s3:*"], notActions: ["s3:Put*"], resources: ["*"] }]'),
      [
        of(
          "8:22: clusters.prod.workloads[0].statements[0]:",
          "actions and notActions are both given: a statement has exactly one of actions and notActions. Keep one.",
        ),
      ],
    ],
    [
      "has actions and resources in a statement",
      inWorkload("statements: [{ effect: Deny }]"),
      [
        of(
          "8:22: clusters.prod.workloads[0].statements[0]:",
          "neither actions nor notActions is given: a statement has exactly one of actions and notActions. Add actions.",
        ),
        of(
          "8:22: clusters.prod.workloads[0].statements[0]:",
          "neither resources nor notResources is given: a statement has exactly one of resources and notResources. Add resources.",
        ),
      ],
    ],
  ])("%s", (_what, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });
});

describe("who may assume a role", () => {
  const subjects = (count: number): string =>
    inWorkload(
      `trust:\n  subjects:\n${Array.from({ length: count }, (_, index) => `    - { namespace: namespace-${index}, serviceAccount: service-account-${index} }`).join("\n")}`,
    );

  test("is a matter of 2,048 characters at most", () => {
    const [problem, ...others] = problemsOf(subjects(40));
    const size = /has (\d+) characters/.exec(problem ?? "")?.[1];
    expect(Number(size)).toBeGreaterThan(2048);
    expect(problem).toBe(
      `eks-irsa.yaml:8:9: clusters.prod.workloads[0].trust: the trust policy has ${size} characters: IAM accepts 2048. Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota.`,
    );
    expect(others).toEqual([]);
  });

  test("may be a dozen of ServiceAccounts", () => {
    expect(clusterOf(subjects(12)).workloads[0]?.trust?.subjects).toHaveLength(12);
  });

  test.each<[string, string, string, string]>([
    [
      "ServiceAccounts",
      "{ namespace: shop, serviceAccount: '*' }",
      '9:41: clusters.prod.workloads[0].trust.subjects[0].serviceAccount: ServiceAccount "*"',
      "ServiceAccount",
    ],
    [
      "namespaces",
      "{ namespace: 'shop-*', serviceAccount: reader }",
      '9:24: clusters.prod.workloads[0].trust.subjects[0].namespace: namespace "shop-*"',
      "namespace",
    ],
  ])("is no wildcard over %s", (_what, subject, expected, named) => {
    expect(problemsOf(inWorkload(`trust:\n  subjects: [${subject}]`))).toEqual([
      `eks-irsa.yaml:${expected}: a role is for named ServiceAccounts; a wildcard would let other pods assume it. Name the ${named}, or, if you mean it, use trust.subjectPatterns.`,
    ]);
  });

  test("is no wildcard in the workload itself", () => {
    expect(
      problemsOf(
        inCluster("workloads: [{ namespace: shop, serviceAccount: 's3-*', policyArns: [arn:aws:iam::aws:policy/P] }]"),
      ),
    ).toEqual([
      'eks-irsa.yaml:5:36: clusters.prod.workloads[0].serviceAccount: ServiceAccount "s3-*": a role is for named ServiceAccounts; a wildcard would let other pods assume it. Name the ServiceAccount, or, if you mean it, use trust.subjectPatterns.',
    ]);
  });
});

describe("an issuer", () => {
  test.each([
    "http://oidc.eks.eu-west-1.amazonaws.com/id/A",
    "oidc.eks.eu-west-1.amazonaws.com/id/A",
    "https://a/id/B/",
  ])("is not %s", (issuer) => {
    expect(problemsOf(inCluster(ATTRIBUTES.replace(/https:\/\/oidc\S+/, issuer)))).toEqual([
      `eks-irsa.yaml:7:7: clusters.prod.attributes.oidcIssuer: "${issuer}": an OIDC issuer is an https URL without port, query or trailing slash. Put https:// in front, or copy it from the cluster (identity.oidc.issuer).`,
    ]);
  });

  test("is that of the given provider", () => {
    const [problem, ...others] = problemsOf(
      inCluster(`oidcProvider: { arn: "arn:aws:iam::111122223333:oidc-provider/o.example.com/id/B" }\n${ATTRIBUTES}`),
    );
    expect(problem).toBe(
      "eks-irsa.yaml:5:21: clusters.prod.oidcProvider.arn: \"arn:aws:iam::111122223333:oidc-provider/o.example.com/id/B\": this cluster's issuer is oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE, and its provider's ARN ends with that. Give this cluster's provider, or leave oidcProvider out to create it.",
    );
    expect(others).toEqual([]);
  });

  test.each<[string, string]>([
    ["a role's ARN", "arn:aws:iam::111122223333:role/reader"],
    ["a provider of another kind", "arn:aws:iam::111122223333:saml-provider/o"],
  ])("has no provider in %s", (_what, arn) => {
    expect(problemsOf(inCluster(`oidcProvider: { arn: "${arn}" }`))).toEqual([
      `eks-irsa.yaml:5:21: clusters.prod.oidcProvider.arn: "${arn}": the ARN of an IAM OIDC provider is expected. Check which ARN this is.`,
    ]);
  });
});

describe("the annotation with the role's ARN", () => {
  const OURS = "arn:aws:iam::111122223333:role/prod-ap-northeast-2-reader";
  const workload = (arn: string, role = ""): string =>
    `workloads:\n  - namespace: shop\n    serviceAccount: reader\n    annotations: { eks.amazonaws.com/role-arn: "${arn}" }\n    policyArns: [arn:aws:iam::aws:policy/P]\n${role}`;
  const refusal = (line: number, arn: string): string[] => [
    `eks-irsa.yaml:${line}:24: clusters.prod.workloads[0].annotations["eks.amazonaws.com/role-arn"]: the annotation eks.amazonaws.com/role-arn is "${arn}": the ServiceAccount gets the ARN of the role that is made for it. Remove the annotation.`,
  ];

  test("may not be of another role", () => {
    const other = "arn:aws:iam::111122223333:role/other";
    expect(problemsOf(inCluster(`${ATTRIBUTES}\n${workload(other)}`))).toEqual(refusal(15, other));
  });

  test("may be of the role that is made, where that is known", () => {
    expect(problemsOf(inCluster(`${ATTRIBUTES}\n${workload(OURS)}`))).toEqual([]);
  });

  test("counts the role's path and name", () => {
    const arn = "arn:aws:iam::111122223333:role/pods/mine";
    const role = "    role: { path: /pods/, name: mine }";
    expect(problemsOf(inCluster(`${ATTRIBUTES}\n${workload(arn, role)}`))).toEqual([]);
    expect(problemsOf(inCluster(`${ATTRIBUTES}\n${workload(OURS, role)}`))).toEqual(refusal(15, OURS));
  });

  test("cannot be known where AWS completes the name", () => {
    const role = "    role: { namePrefix: prod-ap-northeast-2- }";
    expect(problemsOf(inCluster(`${ATTRIBUTES}\n${workload(OURS, role)}`))).toEqual(refusal(15, OURS));
  });

  test("cannot be known where the account is only read by Terraform", () => {
    expect(problemsOf(inCluster(workload(OURS)))).toEqual(refusal(8, OURS));
  });
});

describe("a cluster's place", () => {
  const region = (value: string, keys = ""): string => inCluster(keys).replace("ap-northeast-2", value);

  test.each(["seoul", "ap-northeast-2a", "AP-NORTHEAST-2", "ap_northeast_2", "northeast-2"])(
    "is a region's code, not %s",
    (value) => {
      expect(problemsOf(region(value))).toEqual([
        `eks-irsa.yaml:4:5: clusters.prod.region: "${value}": a region has the form ap-northeast-2. Write the region's code, not its name or a zone.`,
      ]);
    },
  );

  test("is in a partition that is known by the region's form", () => {
    expect(problemsOf(region("xx-north-1"))).toEqual([
      'eks-irsa.yaml:4:5: clusters.prod.region: "xx-north-1": no partition has regions of this form (known forms: ap-northeast-2, cn-north-1, us-gov-west-1, eusc-de-east-1, us-iso-east-1, us-isob-east-1, eu-isoe-west-1, us-isof-south-1). Correct it, or name its `partition`.',
    ]);
  });

  test("may be a new region of a partition that is named", () => {
    expect(clusterOf(region("xx-north-1", "partition: aws-iso"))).toMatchObject({ partition: "aws-iso" });
  });

  test("is of one partition", () => {
    expect(problemsOf(inCluster("partition: aws-cn"))).toEqual([
      'eks-irsa.yaml:5:5: clusters.prod.partition: region "ap-northeast-2" with partition "aws-cn": this region belongs to aws. Leave `partition` out, or correct one of the two.',
    ]);
  });

  test("has to be told", () => {
    expect(problemsOf("version: 1\nclusters:\n  prod: {}\n")).toEqual([
      "eks-irsa.yaml:3:3: clusters.prod.region: region is missing: a cluster has a region, its own or from defaults. Add region.",
    ]);
  });

  test.each<[string, string]>([
    ["ap-northeast-2", "aws"],
    ["cn-northwest-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["eusc-de-east-1", "aws-eusc"],
    ["us-iso-east-1", "aws-iso"],
    ["us-isob-east-1", "aws-iso-b"],
    ["eu-isoe-west-1", "aws-iso-e"],
    ["us-isof-south-1", "aws-iso-f"],
  ])("%s is in %s", (value, partition) => {
    expect(clusterOf(region(value)).partition).toBe(partition);
  });
});
