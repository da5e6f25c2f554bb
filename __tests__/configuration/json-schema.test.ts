import Ajv from "ajv/dist/2020";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { jsonSchema } from "../../constructs/configuration/json-schema";
import { ATTRIBUTES, inCluster, inWorkload } from "../support/configuration";

const root = join(__dirname, "..", "..");
const committed = readFileSync(join(root, "eks-irsa.schema.json"), "utf8");
const validate = new Ajv({ strictTypes: false }).compile(JSON.parse(committed) as object);

test("the committed JSON Schema is the one that the code makes", () => {
  expect(committed).toBe(jsonSchema());
});

describe("the JSON Schema", () => {
  test("takes the example", () => {
    validate(parse(readFileSync(join(root, "eks-irsa.yaml"), "utf8")));
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
    ["a workload without a namespace", inCluster("workloads: [{ serviceAccount: a }]")],
  ])("rejects %s", (_what, text) => {
    expect(validate(parse(text))).toBe(false);
  });
});
