import { withDefaults } from "../../constructs/configuration/defaults";
import { PERMISSION, clustersOf, problemsOf } from "../support/configuration";
import { deepFreeze } from "../support/freeze";

describe("defaults under a cluster", () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>]>([
    [
      "fill in what the cluster leaves out",
      { region: "eu-west-1" },
      { cluster: "a" },
      { region: "eu-west-1", cluster: "a" },
    ],
    ["give way to the cluster", { region: "eu-west-1" }, { region: "eu-west-2" }, { region: "eu-west-2" }],
    [
      "are merged with mappings, all the way down",
      { tags: { a: "1", b: "1" }, certManager: { values: { global: { x: 1, y: 1 } } } },
      { tags: { b: "2" }, certManager: { values: { global: { y: 2 } } } },
      { tags: { a: "1", b: "2" }, certManager: { values: { global: { x: 1, y: 2 } } } },
    ],
    [
      "have their lists of what has no name replaced",
      { certManager: { hostedZones: ["Z1", "Z2"] }, workloads: [{ name: "a", policyArns: ["1"] }] },
      { certManager: { hostedZones: ["Z3"] }, workloads: [{ name: "a", policyArns: ["2"] }] },
      { certManager: { hostedZones: ["Z3"] }, workloads: [{ name: "a", policyArns: ["2"] }] },
    ],
    [
      "have workloads merged by their names, which may be their ServiceAccounts'",
      {
        workloads: [
          { serviceAccount: "a", role: { path: "/p/", tags: { a: "1" } } },
          { name: "b", serviceAccount: "x", identity: "both" },
          { name: "c", serviceAccount: "c" },
        ],
      },
      {
        workloads: [
          { serviceAccount: "new" },
          { name: "b", identity: "irsa" },
          { name: "a", serviceAccount: "y", role: { tags: { b: "2" } } },
        ],
      },
      {
        workloads: [
          { serviceAccount: "new" },
          { name: "b", serviceAccount: "x", identity: "irsa" },
          { name: "a", serviceAccount: "y", role: { path: "/p/", tags: { a: "1", b: "2" } } },
          { name: "c", serviceAccount: "c" },
        ],
      },
    ],
    [
      "have add-ons merged by their names",
      { addons: [{ name: "a", values: { x: 1, y: 1 } }, { name: "b" }] },
      { addons: [{ name: "a", values: { y: 2 } }] },
      { addons: [{ name: "a", values: { x: 1, y: 2 } }, { name: "b" }] },
    ],
    [
      "have issuers merged by namespace and name, and another kind of an issuer in the place of theirs",
      {
        certManager: {
          issuers: [
            { name: "a", acme: { email: "x", staging: true } },
            { name: "b", acme: { email: "x" } },
            { name: "c", namespace: "n", selfSigned: {} },
          ],
        },
      },
      {
        certManager: {
          issuers: [
            { name: "a", acme: { email: "y" } },
            { name: "b", selfSigned: {} },
            { name: "c", ca: { secretName: "s" } },
          ],
        },
      },
      {
        certManager: {
          issuers: [
            { name: "a", acme: { email: "y", staging: true } },
            { name: "b", selfSigned: {} },
            { name: "c", ca: { secretName: "s" } },
            { name: "c", namespace: "n", selfSigned: {} },
          ],
        },
      },
    ],
    [
      "have all of a list taken away by an empty one",
      { workloads: [{ name: "a" }], addons: [{ name: "a" }], certManager: { issuers: [{ name: "a" }] } },
      { workloads: [], addons: [], certManager: { issuers: [] } },
      { workloads: [], addons: [], certManager: { issuers: [] } },
    ],
    [
      "are left as they are where what should be a list is none",
      { workloads: [{ name: "a" }], addons: ["a"] },
      { workloads: { name: "a" }, addons: [{ name: "a" }, "b"] },
      { workloads: { name: "a" }, addons: [{ name: "a" }, "b", "a"] },
    ],
    [
      "have another backend replaced",
      { backend: { s3: { bucket: "b", key: "k" } } },
      { backend: { local: { path: "p" } } },
      { backend: { local: { path: "p" } } },
    ],
    [
      "are merged with a backend of the same kind",
      { backend: { s3: { bucket: "b", encrypt: false } } },
      { backend: { s3: { key: "k" } } },
      { backend: { s3: { bucket: "b", encrypt: false, key: "k" } } },
    ],
    [
      "have a word replaced by a mapping, and the other way round",
      { auth: { kubeconfig: { path: "a" } }, oidcProvider: "lookup" },
      { auth: "exec", oidcProvider: { arn: "arn" } },
      { auth: "exec", oidcProvider: { arn: "arn" } },
    ],
    [
      "are merged with a kubeconfig",
      { auth: { kubeconfig: { path: "a" } } },
      { auth: { kubeconfig: { context: "c" } } },
      { auth: { kubeconfig: { path: "a", context: "c" } } },
    ],
  ])("%s", (_what, defaults, cluster, expected) => {
    expect(withDefaults(deepFreeze(defaults), deepFreeze(cluster))).toEqual(expected);
  });

  test("reach every cluster", () => {
    const text = `version: 1
defaults: { region: eu-west-1, tags: { team: platform }, certManager: { hostedZones: [Z1] } }
clusters:
  a: { tags: { env: a } }
  b: { region: cn-north-1, certManager: { hostedZones: [] } }
`;
    expect(clustersOf(text)).toMatchObject([
      { region: "eu-west-1", tags: { team: "platform", env: "a" }, addons: [{ input: { hostedZones: ["Z1"] } }] },
      {
        region: "cn-north-1",
        partition: "aws-cn",
        tags: { team: "platform" },
        addons: [{ input: { hostedZones: [] } }],
      },
    ]);
  });
});

describe("a problem in the defaults", () => {
  const THREE = "clusters:\n  a: {}\n  b: {}\n  c: {}\n";

  test.each<[string, string, string]>([
    [
      "of the shape",
      "tagz: {}, region: eu-west-1",
      'eks-irsa.yaml:2:13: defaults.tagz: the key "tagz" is not known: the keys here are cluster, formerly, region, partition, attributes, backend, auth, oidcProvider, identity, podIdentityWait, preflight, assumeRole, accounts, proxy, tags, ignoreLabels, ignoreAnnotations, role, guardrails, namespaces, certManager, loadBalancerController, addons, workloads. Did you mean "tags"? Rename or remove it.',
    ],
    [
      "of a limit",
      "region: seoul",
      'eks-irsa.yaml:2:13: defaults.region: "seoul": a region has the form ap-northeast-2. Write the region\'s code, not its name or a zone.',
    ],
    [
      "of a rule",
      "region: eu-west-1, partition: aws-cn",
      'eks-irsa.yaml:2:32: defaults.partition: region "eu-west-1" with partition "aws-cn": this region belongs to aws. Leave `partition` out, or correct one of the two.',
    ],
    [
      "of a rule about ARNs",
      "region: eu-west-1, assumeRole: { roleArn: 'arn:aws-cn:iam::111122223333:role/r' }",
      'eks-irsa.yaml:2:46: defaults.assumeRole.roleArn: "arn:aws-cn:iam::111122223333:role/r": this is an ARN of the partition aws-cn, and the cluster is in aws. Write arn:aws:... here.',
    ],
  ])("%s is told once, in its place there", (_what, defaults, expected) => {
    expect(problemsOf(`version: 1\ndefaults: { ${defaults} }\n${THREE}`)).toEqual([expected]);
  });

  test("is none where each cluster says better", () => {
    expect(problemsOf("version: 1\ndefaults: { region: eu-west-1 }\nclusters:\n  a: { region: eu-west-2 }\n")).toEqual(
      [],
    );
  });

  test("that only one cluster has, with what it adds, is told in the cluster", () => {
    const text = "version: 1\ndefaults: { region: eu-west-1 }\nclusters:\n  a: {}\n  b: { partition: aws-cn }\n";
    expect(problemsOf(text)).toEqual([
      'eks-irsa.yaml:5:8: clusters.b.partition: region "eu-west-1" with partition "aws-cn": this region belongs to aws. Leave `partition` out, or correct one of the two.',
    ]);
  });

  describe("in a list that is merged by name", () => {
    const at = (place: string, path: string): string => `eks-irsa.yaml:${place}: ${path}: "a_b"`;
    const bad = "identity: a_b";

    test.each<[string, string, string, string]>([
      [
        "is told in its place there, where the cluster has other entries",
        `workloads:\n    - { namespace: n, serviceAccount: x, ${PERMISSION} }\n    - { namespace: n, serviceAccount: y, ${bad}, ${PERMISSION} }`,
        `[{ namespace: n, serviceAccount: z, ${PERMISSION} }, { namespace: n, serviceAccount: x, identity: irsa }]`,
        at("6:42", "defaults.workloads[1].identity"),
      ],
      [
        "is told in its place there, where the cluster has an entry of the name",
        `workloads:\n    - { namespace: n, serviceAccount: x, ${PERMISSION} }\n    - { namespace: n, serviceAccount: y, ${bad}, ${PERMISSION} }`,
        "[{ namespace: n, serviceAccount: y, automountServiceAccountToken: true }]",
        at("6:42", "defaults.workloads[1].identity"),
      ],
      [
        "is none where the cluster's entry says better, and is told there where it says worse",
        `workloads:\n    - { namespace: n, serviceAccount: x, ${PERMISSION} }\n    - { namespace: n, serviceAccount: y, identity: irsa, ${PERMISSION} }`,
        `[{ namespace: n, serviceAccount: z, ${PERMISSION} }, { namespace: n, serviceAccount: y, ${bad} }]`,
        at("9:154", "clusters.a.workloads[1].identity"),
      ],
    ])("%s", (_what, defaults, workloads, expected) => {
      const text = `version: 1
defaults:
  region: eu-west-1
  ${defaults}
clusters:
  # Another cluster has none of its own.
  a: { workloads: ${workloads} }
`;
      const [problem, ...others] = problemsOf(text);
      expect(problem?.slice(0, expected.length)).toBe(expected);
      expect(others).toEqual([]);
    });

    test("of a rule is told in its place there, once for all clusters", () => {
      const text = `version: 1
defaults:
  region: eu-west-1
  workloads:
    - { namespace: n, serviceAccount: x, ${PERMISSION} }
    - { namespace: kube-system, serviceAccount: y, createNamespace: true, ${PERMISSION} }
clusters:
  a: { workloads: [{ namespace: n, serviceAccount: z, ${PERMISSION} }] }
  b: {}
`;
      const problems = problemsOf(text);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain("eks-irsa.yaml:6:52: defaults.workloads[1].createNamespace: ");
    });

    test("of an issuer is told in its place there", () => {
      const text = `version: 1
defaults:
  region: eu-west-1
  certManager: { issuers: [{ name: x, selfSigned: {} }, { name: y, acme: { email: e } }] }
clusters:
  a: { certManager: { issuers: [{ name: z, selfSigned: {} }] } }
`;
      const problems = problemsOf(text);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain("eks-irsa.yaml:4:57: defaults.certManager.issuers[1]: ");
    });
  });
});
