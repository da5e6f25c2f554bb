import { PERMISSION, inCluster, problemsOf } from "../support/configuration";

const IN_USE = "a former name is nobody's any more, and one element's only. Remove it.";
const NOTHING = "only what is made here, under a name that is known, can be adopted. Remove it.";
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
