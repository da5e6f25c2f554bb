import { withDefaults } from "../../constructs/configuration/defaults";
import { clustersOf, problemsOf } from "../support/configuration";
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
      "have their lists replaced",
      { certManager: { hostedZones: ["Z1", "Z2"] }, workloads: [{ name: "a" }] },
      { certManager: { hostedZones: ["Z3"] }, workloads: [] },
      { certManager: { hostedZones: ["Z3"] }, workloads: [] },
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
      'eks-irsa.yaml:2:13: defaults.tagz: the key "tagz" is not known: the keys here are cluster, region, partition, attributes, backend, auth, oidcProvider, identity, assumeRole, accounts, proxy, tags, ignoreLabels, ignoreAnnotations, certManager, loadBalancerController, addons, workloads. Did you mean "tags"? Rename or remove it.',
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
});
