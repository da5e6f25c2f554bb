import fc from "fast-check";
import { App } from "cdktf";
import { join } from "node:path";
import { stringify } from "yaml";
import { ClusterStack } from "../../constructs/stacks/cluster-stack";
import { addresses } from "../support/cluster-stack";
import { ATTRIBUTES, load } from "../support/configuration";
import { synth, withFolder } from "../support/synth";
import { parse } from "yaml";

const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,6}[a-z0-9])?$/);
/** Names that could meet in one address: dots, hyphens, digits first, one letter. */
const subdomain = fc.oneof(
  fc.constantFrom("a.b", "a-b", "a--b", "1a", "1.a", "role", "a.role", "s3-reader", "service-account", "resource"),
  fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(".")),
);
const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

const policyArn = fc
  .tuple(fc.constantFrom("aws", "111122223333"), fc.constantFrom("A", "B", "team/A", "team_A", "a+b=c", "A.b"))
  .map(([account, name]) => `arn:aws:iam::${account}:policy/${name}`);
const statement = fc.record({
  actions: fc.constantFrom(["s3:GetObject"], ["sqs:*", "s3:List*"], ["*"]),
  resources: fc.constantFrom(["*"], ["arn:aws:s3:::bucket/${aws:username}/*"]),
});
const workload = fc.record(
  {
    name: subdomain,
    namespace: fc.constantFrom("shop", "orders", "cert-manager", "1st"),
    createNamespace: fc.boolean(),
    serviceAccount: subdomain,
    policyArns: fc.uniqueArray(policyArn, { maxLength: 3 }),
    statements: fc.array(statement, { maxLength: 2 }),
    role: fc.record({
      path: fc.constantFrom("/", "/pods/"),
      maxSessionDuration: fc.integer({ min: 3600, max: 43200 }),
    }),
    labels: fc.constant({ app: "x" }),
  },
  { requiredKeys: ["namespace", "serviceAccount"] },
);
const cluster = fc.record(
  {
    region: fc.constant("eu-west-1"),
    cluster: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,30}$/),
    auth: fc.constantFrom<unknown>("ephemeral", "token", "exec", { kubeconfig: {} }),
    oidcProvider: fc.constantFrom("create", "lookup"),
    attributes: optional(fc.constant((parse(ATTRIBUTES) as { attributes: unknown }).attributes)),
    backend: optional(fc.constantFrom({ none: {} }, { s3: { bucket: "b", key: "k" } }, { local: {} })),
    tags: optional(fc.constant({ team: "platform" })),
    certManager: optional(fc.constantFrom({}, { hostedZones: ["Z1"] }, { namespace: "shop", createNamespace: false })),
    loadBalancerController: optional(fc.constantFrom({}, { version: "1.17.1" }, { replicas: 1, shield: false })),
    workloads: fc.array(workload, { maxLength: 6 }),
  },
  { requiredKeys: ["region"] },
);

/** Undefined is no YAML: such keys are left out. */
const yaml = (data: object): string => stringify(JSON.parse(JSON.stringify(data)));

test("what loads without problems synthesizes, with each address once and each name as Terraform takes it", () => {
  let synthesized = 0;
  fc.assert(
    fc.property(cluster, (data) => {
      const result = load(yaml({ version: 1, clusters: { prod: data } }));
      if ("problems" in result) return;
      const [configuration] = result.configuration.clusters;
      if (configuration === undefined) throw new Error("no cluster");
      const found = withFolder((folder) => {
        const stack = new ClusterStack(new App({ outdir: join(folder, "out") }), configuration);
        return { stack, json: synth(stack) };
      });
      const names = addresses(found.json);
      // CDKTF would merge two elements of one address into one.
      expect(Object.keys(found.json["resource"]?.["kubernetes_service_account_v1"] ?? {})).toHaveLength(
        found.stack.installed.length,
      );
      expect(Object.keys(found.json["resource"]?.["aws_iam_role"] ?? {})).toHaveLength(
        found.stack.installed.flatMap(({ identities }) => identities).filter(({ role }) => role).length,
      );
      for (const address of names) expect(address).toMatch(/^(data\.)?[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*$/);
      synthesized += 1;
    }),
    { seed: 20_240_817, numRuns: 80 },
  );
  // Not all are refused.
  expect(synthesized).toBeGreaterThan(15);
});
