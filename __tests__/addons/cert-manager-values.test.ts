import Ajv from "ajv";
import { certManagerValueProblems, certManagerValues } from "../../constructs/addons/cert-manager/values";
import type { ValueProblem } from "../../constructs/addons/values";
import type { Data } from "../../constructs/facts/merge";
import { readUpstream, testWithUpstream } from "../support/upstream";

const choices = (version: string) => ({ version, namespace: "cert-manager", serviceAccount: "cert-manager" });
const refused = (values: Data, version = "v1.21.1"): string[] =>
  certManagerValueProblems(values, choices(version)).map(({ path }) => path);

/** Nested data with one value at a dotted path. */
const at = (path: string, value: unknown): Data =>
  path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Data;

describe("cert-manager's values", () => {
  test.each([
    ["crds.enabled", false],
    ["crds.enabled", null],
    ["crds.keep", false],
    ["installCRDs", true],
    ["namespace", "elsewhere"],
    ["serviceAccount.create", true],
    ["serviceAccount.name", "other"],
    ["serviceAccount.annotations", { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/a" }],
  ])("may not contradict ours: %s", (path, value) => {
    expect(refused(at(path, value))).toEqual([path]);
  });

  test("may repeat ours", () => {
    const values = {
      crds: { enabled: true, keep: true },
      namespace: "cert-manager",
      serviceAccount: { create: false },
    };
    expect(refused(values)).toEqual([]);
  });

  test.each([
    ["crds.enabled", "true"],
    ["prometheus.enabled", "false"],
    ["webhook.hostNetwork", "true"],
    ["podAnnotations", null],
    ["podLabels", []],
  ])("need the type that the schema asks for: %s", (path, value) => {
    expect(refused(at(path, value))).toContain(path);
  });

  test.each([
    ["networkPolicy", "v1.19.6", "v1.20.0"],
    ["extraContainers", "v1.19.6", "v1.20.0"],
    ["imageRegistry", "v1.19.6", "v1.20.0"],
    ["imageNamespace", "v1.19.6", "v1.20.0"],
    ["runtimeClassName", "v1.20.3", "v1.21.0"],
  ])("know %s not in %s, and in %s", (key, before, since) => {
    expect(refused({ [key]: {} }, before)).toEqual([key]);
    expect(refused({ [key]: {} }, since)).toEqual([]);
  });

  test.each(["prometheus.podmonitor.path", "prometheus.servicemonitor.path", "prometheus.servicemonitor.targetPort"])(
    "have no %s from v1.21 on",
    (path) => {
      expect(refused(at(path, "/metrics"), "v1.20.3")).toEqual([]);
      expect(refused(at(path, "/metrics"), "v1.21.0")).toEqual([path]);
    },
  );

  test.each(["podDisruptionBudget", "webhook.podDisruptionBudget", "cainjector.podDisruptionBudget"])(
    "have one kind of %s",
    (path) => {
      expect(refused(at(path, { minAvailable: 1, maxUnavailable: 1 }))).toEqual([path]);
      expect(refused(at(path, { minAvailable: 1 }))).toEqual([]);
    },
  );

  test("of a ServiceAccount that is made here would be lost", () => {
    const values = { serviceAccount: { labels: { team: "a" }, automountServiceAccountToken: false } };
    const lost = ["serviceAccount.labels", "serviceAccount.automountServiceAccountToken"];
    expect(refused(values)).toEqual(lost);
    const elsewhere = { ...choices("v1.21.1"), install: false };
    expect(certManagerValueProblems(values, elsewhere)).toEqual([]);
  });

  test("that are mistyped get a suggestion, and all problems are told at once", () => {
    const problems = certManagerValueProblems({ replicaCont: 2, crds: { keep: false }, x: 1 }, choices("v1.21.1"));
    expect(problems.map(({ path, problem }) => [path, problem.fix])).toEqual([
      ["replicaCont", "Did you mean replicaCount? Rename or remove it"],
      ["x", "Remove it"],
      ["crds.keep", "Remove it, and use certManager"],
    ]);
  });
});

interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface RootSchema extends Schema {
  readonly $defs: Readonly<Record<string, Schema>>;
}

const VERSIONS = ["v1.18.6", "v1.19.6", "v1.20.3", "v1.21.1"];
const schemaFile = (version: string): string => `cert-manager-chart/${version}/values.schema.json`;

const isUnknown = ({ problem }: ValueProblem): boolean => problem.rule.includes("has no such value");
const isWrongType = ({ problem }: ValueProblem): boolean => problem.rule.startsWith("the chart needs");

/** All paths of a schema, with their types. */
function pathsOf(root: RootSchema, schema: Schema = root, above = ""): { path: string; type: string | undefined }[] {
  if (schema.$ref !== undefined) {
    const definition = root.$defs[schema.$ref.replace("#/$defs/", "")];
    return definition ? pathsOf(root, definition, above) : [];
  }
  const here = above === "" ? [] : [{ path: above, type: schema.type }];
  const below = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    pathsOf(root, inner, above === "" ? key : `${above}.${key}`),
  );
  return [...here, ...below];
}

describe.each(VERSIONS)("the schema of cert-manager's chart %s", (version) => {
  const withSchema = (
    name: string,
    work: (accepts: (values: Data) => boolean, paths: ReturnType<typeof pathsOf>) => void,
  ): void => {
    testWithUpstream(name, schemaFile(version), (text) => {
      const schema = JSON.parse(text) as RootSchema;
      const validate = new Ajv({ strict: false }).compile(schema);
      work((values) => validate(values), pathsOf(schema));
    });
  };

  withSchema("takes our values", (accepts) => {
    const account = { serviceAccount: { create: false, name: "cert-manager" } };
    const podAnnotations = { "cdktf-eks-irsa/role-arn": "arn" };
    expect(accepts({ ...certManagerValues({}), ...account, podAnnotations })).toBe(true);
    expect(accepts({ unheardOf: 1 })).toBe(false);
  });

  withSchema("has just the top-level keys that we know", () => {
    const keysOf = (of: string): string[] => {
      const schema = JSON.parse(readUpstream(schemaFile(of))) as RootSchema;
      return Object.keys(schema.$defs["helm-values"]?.properties ?? {});
    };
    const all = [...new Set([...VERSIONS.flatMap(keysOf), "unheardOf"])];
    const known = all.filter((key) => !certManagerValueProblems({ [key]: {} }, choices(version)).some(isUnknown));
    expect(known.sort()).toEqual(keysOf(version).sort());
  });

  withSchema("refuses every value that we refuse for its type", (accepts, paths) => {
    const wrong = ["false", 1]
      .flatMap((value) => paths.map(({ path }) => at(path, value)))
      .filter((values) => certManagerValueProblems(values, choices(version)).some(isWrongType));
    expect(wrong.length).toBeGreaterThan(40);
    expect(wrong.filter(accepts)).toEqual([]);
  });

  withSchema("refuses text in place of what enables something, and so do we", (accepts, paths) => {
    // Network policies of parts, and what Kubernetes has no more: Helm tells at apply.
    const left = /^(cainjector|webhook)\.networkPolicy\.|^global\.|^enabled$/;
    const switches = paths.map(({ path }) => path).filter((path) => /(^|\.)enabled$/.test(path) && !left.test(path));
    expect(switches.length).toBeGreaterThan(8);
    expect(switches.filter((path) => accepts(at(path, "false")))).toEqual([]);
    expect(switches.filter((path) => refused(at(path, "false"), version).length === 0)).toEqual([]);
  });

  withSchema("takes real switches, and so do we but for our own", (accepts, paths) => {
    const switches = paths.filter(({ type }) => type === "boolean").map(({ path }) => path);
    const ofAccount = ["serviceAccount.create", "serviceAccount.automountServiceAccountToken"];
    const own = ["crds.enabled", "crds.keep", "installCRDs", ...ofAccount];
    expect(switches.filter((path) => !accepts(at(path, true)))).toEqual([]);
    const stopped = switches.filter((path) =>
      [true, false].some((value) => refused(at(path, value), version).length > 0),
    );
    expect(stopped.sort()).toEqual(own.sort());
  });
});
