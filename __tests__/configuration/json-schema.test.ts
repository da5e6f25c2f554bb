import Ajv from "ajv/dist/2020";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { contractSchema, jsonSchema } from "../../constructs/configuration/json-schema";
import { ATTRIBUTES, inCluster, inWorkload } from "../support/configuration";
import { snippetsIn } from "../support/documents";

const root = join(__dirname, "..", "..");
const committed = readFileSync(join(root, "eks-irsa.schema.json"), "utf8");
const validate = new Ajv({ strictTypes: false }).compile(JSON.parse(committed) as object);

test("the committed JSON Schema is what `npm run update` writes", () => {
  expect(committed).toBe(jsonSchema());
});

/** All mappings of the schema, by where they stand. */
function mappingsOf(node: unknown, path = "#"): (readonly [string, { readonly description?: string }])[] {
  if (typeof node !== "object" || node === null) return [];
  const below = Object.entries(node).flatMap(([key, value]) => mappingsOf(value, `${path}/${key}`));
  return "additionalProperties" in node && node.additionalProperties === false
    ? [[path, node as object], ...below]
    : below;
}

const mappings = mappingsOf(JSON.parse(committed));

describe("the JSON Schema, for editors,", () => {
  test("is small, as shapes that stand in several places are said once", () => {
    const seen = new Map<string, number>();
    let keys = 0;
    const count = (node: unknown): void => {
      if (typeof node !== "object" || node === null) return;
      if ("properties" in node) keys += Object.keys(node.properties as object).length;
      const text = JSON.stringify(node);
      seen.set(text, (seen.get(text) ?? 0) + 1);
      Object.values(node).forEach(count);
    };
    count(JSON.parse(committed));
    expect([...seen].filter(([text, times]) => text.length > 200 && times > 1)).toEqual([]);
    // It grows with the keys alone, for an editor reads it anew with each file: their names, descriptions and forms.
    expect(keys).toBeGreaterThan(300);
    expect(Buffer.byteLength(committed) / keys).toBeLessThan(200);
  });

  test("names its shared shapes after keys", () => {
    expect(Object.keys(contractSchema().$defs ?? {}).filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
  });

  test("says of each mapping what it is", () => {
    const shared = ["#", "#/$defs/cluster"];
    expect(mappings.map(([path]) => path)).toEqual(expect.arrayContaining(shared));
    expect(mappings.filter(([, { description }]) => !description).map(([path]) => path)).toEqual(["#"]);
  });
});

describe("the JSON Schema", () => {
  test.each([
    "eks-irsa.yaml",
    ...readdirSync(join(root, "examples"))
      .filter((file) => file.endsWith(".yaml"))
      .map((file) => `examples/${file}`),
    "__tests__/terraform/everything.yaml",
  ])("takes %s", (file) => {
    validate(parse(readFileSync(join(root, file), "utf8")));
    expect(validate.errors).toBeNull();
  });

  test.each(snippetsIn("yaml"))("takes $name", ({ text }) => {
    validate(parse(text));
    expect(validate.errors).toBeNull();
  });

  test.each<[string, string]>([
    ["given attributes", inCluster(ATTRIBUTES)],
    ["the bucket with its defaults left out", inCluster("backend: { s3: { bucket: b, key: k } }")],
    ["a kubeconfig", inCluster("auth: { kubeconfig: { path: ~/.kube/config, context: prod } }")],
    ["an add-on with its defaults", inCluster("certManager: {}")],
    [
      "defaults in part",
      "version: 1\ndefaults: { certManager: { hostedZones: [Z1] } }\nclusters: { a: { region: eu-west-1 } }",
    ],
    [
      "entries of lists that are merged by name, of which the defaults may have the rest",
      inCluster("workloads: [{ serviceAccount: a }]\naddons: [{ name: b, values: {} }]"),
    ],
  ])("takes %s", (_what, text) => {
    validate(parse(text));
    expect(validate.errors).toBeNull();
  });

  test.each<[string, string]>([
    ["an unknown key at the top", "version: 1\nclusterz: {}\nclusters: {}\n"],
    ["an unknown key in a cluster", inCluster("certManger: {}")],
    ["an unknown key in the defaults", "version: 1\ndefaults: { tagz: {} }\nclusters: {}\n"],
    ["an unknown key in a workload", inWorkload("policies: []")],
    ["a number for a text", inCluster("cluster: 12345")],
    ["a session of 3599 seconds", inWorkload("role: { maxSessionDuration: 3599 }")],
    ["a session of 43201 seconds", inWorkload("role: { maxSessionDuration: 43201 }")],
    ["another version", "version: 2\nclusters: {}\n"],
    ["a word that is no choice", inCluster("auth: tokn")],
    ["a domain for a hosted zone's ID", inCluster("certManager: { hostedZones: [example.com] }")],
    ["a path that is empty", inCluster('backend: { local: { path: "" } }')],
    ["a name prefix of 39 characters", inWorkload(`role: { namePrefix: ${"a".repeat(39)} }`)],
    ["a label key with two slashes", inWorkload("labels: { a/b/c: d }")],
    ["a tag with a comma", inCluster('tags: { team: "a,b" }')],
    ["51 tags", inCluster(`tags: { ${Array.from({ length: 51 }, (_, index) => `t${index}: a`).join(", ")} }`)],
    [
      "a ServiceAccount of a trust policy without a namespace, in the defaults, too",
      "version: 1\ndefaults: { workloads: [{ serviceAccount: a, trust: { subjects: [{ serviceAccount: b }] } }] }\nclusters: {}\n",
    ],
    [
      "a ServiceAccount of a trust policy without a namespace",
      inCluster("workloads: [{ serviceAccount: a, trust: { subjects: [{ serviceAccount: b }] } }]"),
    ],
  ])("rejects %s", (_what, text) => {
    expect(validate(parse(text))).toBe(false);
  });
});
