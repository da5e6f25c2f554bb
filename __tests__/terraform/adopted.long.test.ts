import { synthesizeIn } from "../support/terraform";
import { describeWithWorld, providersOf, useWorld } from "../support/world";
import type { World } from "../support/world";

const region = "ap-northeast-2";
const attributes = {
  accountId: "111122223333",
  oidcIssuer: `https://oidc.eks.${region}.amazonaws.com/id/EXAMPLE`,
  endpoint: `https://EXAMPLE.gr7.${region}.eks.amazonaws.com`,
  certificateAuthority: "LS0tLS1CRUdJTg==",
  vpcId: "vpc-0abc",
};
const chart = { name: "tool", path: "charts/tool" };
const S3_READ = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";

/** What eksctl, Helm and kubectl made: everything that a workload and an add-on have. */
const MADE = {
  aws_iam_openid_connect_provider: { it: { url: attributes.oidcIssuer, client_id_list: ["sts.amazonaws.com"] } },
  aws_iam_role: Object.fromEntries(
    ["reader", "tool"].map((name) => [name, { name: `eksctl-${name}`, assume_role_policy: "{}" }]),
  ),
  kubernetes_namespace_v1: { it: { metadata: { name: "shop" } } },
  kubernetes_service_account_v1: Object.fromEntries(
    ["reader", "tool"].map((name) => [
      name,
      { metadata: { name, namespace: "shop" }, depends_on: ["kubernetes_namespace_v1.it"] },
    ]),
  ),
  helm_release: {
    it: { name: "tool", namespace: "shop", chart: "charts/tool", depends_on: ["kubernetes_namespace_v1.it"] },
  },
};

const cluster = (kinds: object): object => {
  const statements = [{ actions: ["s3:ListBucket"], resources: ["*"] }];
  const shop = { namespace: "shop", createNamespace: true, ...kinds };
  return {
    region,
    attributes,
    addons: [
      { ...shop, name: "tool", chart, serviceAccount: { name: "tool", statements, role: { name: "eksctl-tool" } } },
    ],
    workloads: [
      { ...shop, serviceAccount: "reader", policyArns: [S3_READ], statements, role: { name: "eksctl-reader" } },
    ],
  };
};

/** A synthesized stack, ready to be applied. */
function stackIn(world: World, prod: object, folder = world.folder()): string {
  const stack = synthesizeIn(folder, { version: 1, clusters: { prod } })("prod");
  world.terraform(stack, "init");
  return stack;
}

describeWithWorld("what others made", () => {
  const world = useWorld();

  test("is in the way of a first apply, and nothing of it is changed", () => {
    const stack = stackIn(world(), cluster({}));
    world().put(providersOf(stack), MADE);
    const { status, output } = world().apply(stack);
    expect(status).toBe(1);
    expect(output).toContain("EntityAlreadyExists");
    expect(output).toContain('namespaces "shop" already exists');
  });

  test("comes under management where it is adopted, without being made anew", () => {
    const adopted = cluster({ adopt: ["namespace", "role", "service-account"] }) as { addons: object[] };
    const addons = adopted.addons.map((one) => ({ ...one, adopt: ["role", "service-account", "release"] }));
    const stack = stackIn(world(), { ...adopted, addons, oidcProvider: "adopt" });
    world().put(providersOf(stack), MADE);
    const { output } = world().apply(stack);
    expect(output).toContain("Apply complete! Resources: 7 imported, 3 added");
    expect(output).toMatch(/\b0 destroyed/);
    expect(world().plan(stack).changes).toEqual({});
  });

  test("may be an `existing` ServiceAccount of before, whose annotation stays", () => {
    const folder = world().folder();
    const account = { namespace: "shop", serviceAccount: "reader", policyArns: [S3_READ] };
    const before = stackIn(world(), { region, attributes, workloads: [{ ...account, existing: true }] }, folder);
    world().put(providersOf(before), {
      kubernetes_namespace_v1: MADE.kubernetes_namespace_v1,
      kubernetes_service_account_v1: { reader: MADE.kubernetes_service_account_v1["reader"] },
    });
    world().terraform(before, "apply", "-auto-approve");
    const after = stackIn(
      world(),
      { region, attributes, workloads: [{ ...account, adopt: ["service-account"] }] },
      folder,
    );
    expect(Object.values(world().plan(after).changes)).not.toContain("delete");
    expect(world().apply(after).output).toMatch(
      /Apply complete! Resources: 1 imported, 0 added, [01] changed, 0 destroyed/,
    );
    expect(world().plan(after).changes).toEqual({});
  });
});
