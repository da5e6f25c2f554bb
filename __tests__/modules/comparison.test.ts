import { canonical } from "../support/canonical";
import { helmMerge } from "../support/helm-merge";
import { iamDocument } from "../support/iam-document";
import { offered, variablesOf } from "../support/module-variables";
import type { Values } from "../support/terraform-json";

/** What the comparison of app and module takes for the same, and what not. */

const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = { Effect: "Allow", Action: ["a:B", "a:C"], Resource: "*" };

describe("an IAM document", () => {
  test.each([
    ["a list of one, and the one", { ...allow, Resource: ["*"] }],
    ["a list in another order", { ...allow, Action: ["a:C", "a:B"] }],
    ["a list that says something twice", { ...allow, Action: ["a:B", "a:C", "a:B"] }],
    ["other keys first", { Resource: "*", Action: ["a:B", "a:C"], Effect: "Allow" }],
    ["no conditions", { ...allow, Condition: {} }],
  ])("is the same with %s", (_what, statement) => {
    expect(iamDocument(policy(statement))).toEqual(iamDocument(policy(allow)));
  });

  test("is the same with its statements in another order, or alone without a list", () => {
    const deny = { ...allow, Effect: "Deny" };
    expect(iamDocument(policy(deny, allow))).toEqual(iamDocument(policy(allow, deny)));
    expect(iamDocument(JSON.stringify({ Version: "2012-10-17", Statement: allow }))).toEqual(
      iamDocument(policy(allow)),
    );
  });

  test.each([
    ["effect", { ...allow, Effect: "Deny" }],
    ["action", { ...allow, Action: ["a:B"] }],
    ["resource", { ...allow, Resource: "arn:*" }],
    ["condition", { ...allow, Condition: { StringEquals: { "a:b": "c" } } }],
    ["Sid", { ...allow, Sid: "One" }],
  ])("is another one with another %s", (_what, statement) => {
    expect(iamDocument(policy(statement))).not.toEqual(iamDocument(policy(allow)));
  });

  test("is another one with a condition on another value or key", () => {
    const under = (condition: object): unknown => iamDocument(policy({ ...allow, Condition: condition }));
    const base = under({ StringEquals: { "x:aud": ["sts"], "x:sub": "a" } });
    expect(under({ StringEquals: { "x:sub": ["a"], "x:aud": "sts" } })).toEqual(base);
    expect(under({ StringEquals: { "x:aud": "sts", "x:sub": "b" } })).not.toEqual(base);
    expect(under({ StringLike: { "x:aud": "sts", "x:sub": "a" } })).not.toEqual(base);
    expect(under({ StringEquals: { "x:aud": "sts" } })).not.toEqual(base);
  });
});

test("chart values are merged as Helm merges them: mappings all the way down, anything else replaced", () => {
  const documents = ["a: { b: 1, c: [1, 2], d: { e: 1 } }\nf: 1", '{"a":{"c":[3],"d":null,"g":{}},"f":{"h":1}}', "{}"];
  expect(helmMerge(documents)).toEqual({ a: { b: 1, c: [3], d: null, g: {} }, f: { h: 1 } });
});

describe("a state", () => {
  const place = { folder: "/", defaultTags: { team: "platform" } };
  const of = (resources: Readonly<Record<string, Values>>) => canonical(new Map(Object.entries(resources)), {}, place);
  const role = { arn: "arn:aws:iam::1:role/a", name: "a", assume_role_policy: policy(allow), tags: null, tags_all: {} };

  test("is the same at other addresses, in a module or not, whatever providers make up", () => {
    const [first, other] = [
      of({ "aws_iam_role.a_role": role, "data.aws_eks_cluster.cluster": {} }),
      of({
        'module.it.aws_iam_role.role["a"]': { ...role, unique_id: "AROA" },
        "module.it.data.aws_eks_cluster.c[0]": {},
      }),
    ];
    expect(other.resources).toEqual(first.resources);
    expect(Object.keys(first.resources)).toEqual(["aws_iam_role a"]);
  });

  test("has the provider's tags on all that takes tags, under its own", () => {
    const tags = (own: Values | null): unknown => of({ "aws_iam_role.a": { ...role, tags: own } }).resources;
    expect(tags({ team: "platform" })).toEqual(tags(null));
    expect(tags({ team: "shop" })).not.toEqual(tags(null));
  });

  test("does not depend on how AWS completes a name, wherever it stands", () => {
    const completed = (name: string): unknown =>
      of({
        "aws_iam_role.a": { ...role, name, name_prefix: "shop-", arn: `arn:aws:iam::1:role/${name}` },
        "aws_iam_role_policy.a": { name: "inline", role: name, policy: policy(allow) },
        "kubernetes_service_account_v1.a": {
          metadata: [{ namespace: "a", name: "a", annotations: { "role-arn": `arn:aws:iam::1:role/${name}` } }],
        },
      }).resources;
    expect(completed("shop-1")).toEqual(completed("shop-2"));
  });

  test("is refused where two resources are one thing, or where nobody says what a type is called", () => {
    expect(() => of({ "aws_iam_role.a": role, "aws_iam_role.b": role })).toThrow("are both the aws_iam_role a");
    expect(() => of({ "aws_s3_bucket.a": {} })).toThrow("what is a aws_s3_bucket called?");
  });
});

describe("a cluster of a configuration, as variables", () => {
  const caller = {
    stack: "prod",
    toConfiguration: "..",
    credentials: (addon: string) => ({ username: addon, password: "x" }),
  };

  test("has the module's names and types", () => {
    const cluster = {
      region: "eu-west-1",
      oidcProvider: { arn: "arn:provider" },
      attributes: { accountId: "1", oidcIssuer: "https://a", endpoint: "https://b", version: "1.34" },
      tags: { costCenter: "a" },
      certManager: {
        hostedZones: ["Z1", { id: "Z2", name: "a.b" }],
        acmeChallengeOnly: true,
        values: { podLabels: {} },
      },
      loadBalancerController: { chart: { path: "charts/a", credentials: true } },
      addons: [
        { name: "dns", chart: { name: "dns", repository: "https://c" }, dependsOn: ["x"], values: { logLevel: 1 } },
      ],
      workloads: [
        {
          serviceAccount: "a.b",
          roleArn: "arn:role",
          statements: [{ notActions: ["a:B"], conditions: { StringLike: { "a:keyName": "b" } } }],
          trust: { statements: [{ principals: { AWS: "arn:c" }, actions: ["a:B"] }], maxSize: 4096 },
        },
        { name: "two", serviceAccount: "c", annotations: { "a/camelCase": "b" } },
      ],
    };
    expect(variablesOf(cluster, caller)).toEqual({
      cluster_name: "prod",
      region: "eu-west-1",
      oidc_provider: "existing",
      oidc_provider_arn: "arn:provider",
      cluster_attributes: { account_id: "1", oidc_issuer: "https://a" },
      tags: { costCenter: "a" },
      cert_manager: {
        hosted_zone_ids: ["Z1"],
        hosted_zones: [{ id: "Z2", name: "a.b" }],
        acme_challenge_only: true,
        values: { podLabels: {} },
      },
      load_balancer_controller: { chart: { path: "../charts/a" } },
      chart_credentials: { "load-balancer-controller": { username: "load-balancer-controller", password: "x" } },
      addons: { dns: { chart: { name: "dns", repository: "https://c" }, values: ['{"logLevel":1}'] } },
      workloads: {
        "a.b": {
          service_account: "a.b",
          create_role: false,
          role_arn: "arn:role",
          statements: [{ not_actions: ["a:B"], conditions: { StringLike: { "a:keyName": ["b"] } } }],
          trust: { statements: [{ principals: { AWS: ["arn:c"] }, actions: ["a:B"] }], max_size: 4096 },
        },
        two: { service_account: "c", annotations: { "a/camelCase": "b" } },
      },
    });
  });

  test("is without what is its caller's business", () => {
    const cluster = {
      region: "eu-west-1",
      backend: { none: {} },
      auth: "exec",
      assumeRole: {},
      accounts: {},
      proxy: true,
      addons: [{ name: "a", dependsOn: ["cert-manager", "b"] }],
      workloads: [{ serviceAccount: "a", account: "other" }, { serviceAccount: "b" }],
    };
    expect(offered(cluster)).toEqual({
      region: "eu-west-1",
      addons: [{ name: "a", dependsOn: ["cert-manager"] }],
      workloads: [{ serviceAccount: "b" }],
    });
  });
});
