import { join } from "node:path";
import { PERMISSION, clusterOf, inCluster, load, problemsOf } from "../support/configuration";

const IN_USE = "a former name is nobody's any more, and one element's only. Remove it.";
const NOTHING = "only what is made here, under a name that is known, can be adopted. Remove it.";
const UNIQUE = "a workload's name is unique. Rename or remove one of the two.";
const places = (keys: string): string[] =>
  problemsOf(inCluster(keys)).map((problem) => problem.replace(/^[^ ]+ clusters\.prod\./, ""));

const chart = 'chart: { name: c, repository: "https://charts.example.com", version: 1.0.0 }, namespace: tools';

describe("a former name", () => {
  test("is none that another workload has or had, nor the workload's own", () => {
    const workloads = `workloads:
  - { namespace: a, serviceAccount: reader, formerly: [old, reader], ${PERMISSION} }
  - { namespace: a, serviceAccount: writer, formerly: [reader, old, older], ${PERMISSION} }`;
    expect(places(workloads)).toEqual([
      `workloads[0].formerly[1]: "reader": ${IN_USE}`,
      `workloads[1].formerly[0]: "reader": ${IN_USE}`,
      `workloads[1].formerly[1]: "old": ${IN_USE}`,
    ]);
  });

  test("is none of another add-on or account", () => {
    const role = 'roleArn: "arn:aws:iam::444455556666:role/r"';
    const keys = `accounts: { a: { ${role} }, b: { ${role}, formerly: [a] } }
addons: [{ name: x, ${chart} }, { name: "y", ${chart}, formerly: [x] }]`;
    expect(places(keys).sort()).toEqual([
      `accounts.b.formerly[0]: "a": ${IN_USE}`,
      `addons[1].formerly[0]: "x": ${IN_USE}`,
    ]);
  });

  test("may be one of another kind of element, and its generated role's name is nobody else's", () => {
    expect(places(`workloads: [{ namespace: a, serviceAccount: b, formerly: [external-dns], ${PERMISSION} }]`)).toEqual(
      [],
    );
    const taken = `workloads:
  - { namespace: a, serviceAccount: b, formerly: [c], ${PERMISSION} }
  - { namespace: a, serviceAccount: d, role: { name: prod-ap-northeast-2-c }, ${PERMISSION} }`;
    expect(places(taken)).toEqual([expect.stringContaining("a role's name (in any case) is unique")]);
  });
});

describe("a cluster's former name", () => {
  test("stays that of the EKS cluster and of its state", () => {
    const renamed = "version: 1\nclusters:\n  live: { region: ap-northeast-2, formerly: [prod, main] }\n";
    const { folder, ...loaded } = load(renamed);
    if ("problems" in loaded) throw new Error(loaded.problems.join("\n"));
    expect(loaded.configuration.clusters).toEqual([
      expect.objectContaining({
        stack: "live",
        cluster: "prod",
        backend: { kind: "local", path: join(folder, "terraform.prod.tfstate") },
      }),
    ]);
    const otherwise = renamed.replace("formerly", "cluster: eks, backend: { local: { path: x } }, formerly");
    expect(clusterOf(otherwise)).toMatchObject({ cluster: "eks", backend: { kind: "local" } });
  });

  test("is no other stack's, former ones and the clusters' common one included", () => {
    const file = `version: 1
global: { region: eu-west-1 }
defaults: { region: eu-west-1, backend: { none: {} } }
clusters:
  a: { formerly: [b, c] }
  b: { formerly: [c, global] }
`;
    const path = "eks-irsa.yaml:";
    expect(problemsOf(file).filter((problem) => problem.includes("formerly"))).toEqual([
      `${path}5:19: clusters.a.formerly[0]: "b": ${IN_USE}`,
      `${path}6:19: clusters.b.formerly[0]: "c": ${IN_USE}`,
      `${path}6:22: clusters.b.formerly[1]: "global": ${IN_USE}`,
    ]);
  });
});

describe("two ServiceAccounts of one name", () => {
  const names = (...workloads: string[]): string[] =>
    clusterOf(
      inCluster(`workloads:\n${workloads.map((keys) => `  - { ${keys}, ${PERMISSION} }`).join("\n")}`),
    ).workloads.map(({ name }) => name);
  const [a, b, c] = ["a", "b", "c"].map((namespace) => `namespace: ${namespace}, serviceAccount: app`) as [
    string,
    string,
    string,
  ];

  test("have different names, and the second one does not rename the first", () => {
    expect(names(a)).toEqual(["app"]);
    expect(names(a, b, c)).toEqual(["app", "b-app", "c-app"]);
  });

  test("may have names of their own", () => {
    expect(names(`${a}, name: x`, b, c)).toEqual(["x", "app", "c-app"]);
    expect(names(a, `${b}, name: x`, c)).toEqual(["app", "x", "c-app"]);
    expect(names(`${a}, name: app`, b)).toEqual(["app", "b-app"]);
  });

  test("have one that nobody else has", () => {
    expect(
      places(`workloads:
  - { ${a}, ${PERMISSION} }
  - { ${b}, ${PERMISSION} }
  - { namespace: d, serviceAccount: b-app, ${PERMISSION} }
  - { namespace: d, serviceAccount: other, name: app, ${PERMISSION} }`),
    ).toEqual([
      `workloads[2].name: "b-app" is also at workloads[1]: ${UNIQUE}`,
      `workloads[3].name: "app" is also at workloads[0]: ${UNIQUE}`,
    ]);
  });
});

describe("what is adopted", () => {
  test.each([
    ["adopt: [namespace]", PERMISSION, "namespace"],
    ["adopt: [role], role: { namePrefix: x }", PERMISSION, "role"],
    ["adopt: [role]", 'roleArn: "arn:aws:iam::111122223333:role/r"', "role"],
  ])("of the workload { %s, %s } is made here", (keys, may, kind) => {
    expect(places(`workloads: [{ namespace: a, serviceAccount: b, ${keys}, ${may} }]`)).toEqual([
      `workloads[0].adopt[0]: "${kind}": ${NOTHING}`,
    ]);
  });

  test("of an add-on is, too", () => {
    const kinds = "adopt: [namespace, role, service-account, release]";
    const told = (path: string, ...indices: number[]): string[] => indices.map((index) => `${path}.adopt[${index}]: `);
    const found = places(`certManager: { install: false, ${kinds} }
addons: [{ name: x, ${chart}, ${kinds} }]`);
    expect(found.map((problem) => problem.replace(/".*/, ""))).toEqual([
      ...told("certManager", 0, 1, 2, 3),
      ...told("addons[0]", 0, 1, 2),
    ]);
  });
});
