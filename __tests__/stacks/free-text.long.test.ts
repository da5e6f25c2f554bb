import { z } from "zod";
import { clusterSchema } from "../../constructs/configuration/schema";
import { written } from "../support/cluster-stack";
import { load } from "../support/configuration";

/** What Terraform would evaluate if it stood in an argument as it is. */
const TRICKY = "${path.root} %{if true}x%{endif} $${y}";

/** Paths of all texts of a schema that take anything, and a value of the schema with a text there. */
function* freeTexts(schema: z.ZodType, path: readonly string[] = []): Generator<readonly string[]> {
  if (path.length > 8) return;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    yield* freeTexts(schema.unwrap() as z.ZodType, path);
  else if (schema instanceof z.ZodPipe) yield* freeTexts(schema.in as z.ZodType, path);
  else if (schema instanceof z.ZodObject)
    for (const [key, inner] of Object.entries(schema.shape)) yield* freeTexts(inner as z.ZodType, [...path, key]);
  else if (schema instanceof z.ZodArray) yield* freeTexts(schema.element as z.ZodType, [...path, "[]"]);
  else if (schema instanceof z.ZodRecord) yield* freeTexts(schema.valueType as z.ZodType, [...path, "{}"]);
  else if (schema instanceof z.ZodUnion)
    for (const option of schema.options) yield* freeTexts(option as z.ZodType, path);
  else if (schema instanceof z.ZodString && schema.safeParse(TRICKY).success) yield path;
}

const subject = { namespace: "shop", serviceAccount: "other" };
const rule = { apiGroups: [""], resources: ["pods"], verbs: ["get"], resourceNames: ["one"] };
const statement = { sid: "One", actions: ["s3:*"], resources: ["*"], conditions: { StringLike: { "s3:prefix": "a" } } };
const grant = { service: "s3", verbs: ["read"], resources: ["shop-assets"], prefixes: ["incoming/"] };
const principals = { AWS: "arn:aws:iam::111122223333:root" };
const role = { description: "One", tags: { note: "one" } };
const trust = { subjects: [subject], statements: [{ principals, actions: ["sts:AssumeRole"] }] };

/** A cluster with something around each text of the contract. */
const CLUSTER = {
  region: "ap-northeast-2",
  assumeRole: { roleArn: "arn:aws:iam::111122223333:role/terraform" },
  certManager: {
    hostedZones: [{ id: "Z0123456789ABCDEFGHIJ", name: "example.com" }],
    issuers: [{ name: "letsencrypt", acme: { email: "ops@example.com" } }],
    role,
    trust,
  },
  loadBalancerController: { grants: [grant], role, trust, defaultTags: { note: "one" }, ingressClass: { name: "alb" } },
  addons: [
    {
      name: "dns",
      namespace: "dns",
      chart: { name: "dns", repository: "https://charts.example.com", version: "1.0.0" },
      serviceAccount: { name: "dns", statements: [statement], grants: [grant], role, trust },
    },
  ],
  workloads: [
    {
      namespace: "shop",
      serviceAccount: "reader",
      statements: [statement],
      grants: [grant],
      role,
      trust,
      annotations: { note: "one" },
      labels: { note: "one" },
      rules: [rule],
      clusterRules: [rule],
    },
  ],
};

/** The same data with a text at a path; what is on the way is made where it is not there. */
function withText(data: unknown, [key, ...rest]: readonly string[], text: string): unknown {
  if (key === undefined) return text;
  if (key === "[]") return [withText(Array.isArray(data) ? data[0] : undefined, rest, text)];
  const object =
    typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {};
  const name = key === "{}" ? (Object.keys(object)[0] ?? "key") : key;
  return { ...object, [name]: withText(object[name], rest, text) };
}

/** Where Terraform would evaluate something: `${` and `%{` that are not escaped. */
function live(data: unknown, path = ""): string[] {
  if (typeof data === "string") {
    const found = [...data.matchAll(/(?<![$%])(?:\$\$|%%)*([$%])\{(path\.root|if true)/g)];
    return found.length > 0 ? [`${path}: ${data}`] : [];
  }
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, inner]) => [
    ...live(key, `${path} (key)`),
    ...live(inner, `${path}.${key}`),
  ]);
}

describe("free text of a configuration", () => {
  const paths = [...freeTexts(clusterSchema)];
  /** What becomes of a text at each path: it is refused, or nothing of it is live. */
  const outcomes = paths.map((path) => {
    const cluster = withText(CLUSTER, path, TRICKY);
    const text = JSON.stringify({ version: 1, clusters: { prod: cluster } });
    if ("problems" in load(text)) return { path: path.join("."), accepted: false, live: [] };
    return { path: path.join("."), accepted: true, live: live(written(text)) };
  });

  test("reaches AWS and Kubernetes as it was written: nothing of it is live in Terraform", () => {
    expect(outcomes.filter((one) => one.live.length > 0)).toEqual([]);
  });

  test("is accepted under most keys that take any text", () => {
    const accepted = outcomes.filter((one) => one.accepted).map(({ path }) => path);
    expect(accepted).toEqual(
      expect.arrayContaining([
        "addons.[].chart.name",
        "addons.[].serviceAccount.audience",
        "workloads.[].audience",
        "workloads.[].annotations.{}",
        "workloads.[].role.description",
        "workloads.[].statements.[].conditions.{}.{}",
        "workloads.[].grants.[].prefixes.[]",
      ]),
    );
    // Of a grant's texts, each service takes but a few.
    const others = outcomes.filter(({ path }) => !path.includes(".grants."));
    expect(others.filter((one) => one.accepted).length).toBeGreaterThan(others.length / 2);
  });

  test("is told of wherever it is live", () => {
    expect(live({ a: ["${path.root}", "$${path.root}", "x $$${path.root}"] })).toHaveLength(2);
  });
});
