import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CERT_MANAGER_VERSION } from "../../constructs/addons/cert-manager/releases";
import { chartValuesOf, issuerOf, metadataOf, trustIn, trustOf } from "../support/irsa";
import { describeWithTerraform, newFolder, removeFolder, synthesizeIn } from "../support/terraform";
import { at, doneBefore } from "../support/terraform-json";
import type { Journal, State } from "../support/terraform-json";
import { live } from "../support/terraform-stacks";
import type { Life } from "../support/terraform-stacks";

const OIDC_PROVIDER = "aws_iam_openid_connect_provider.oidc-provider";

/** Each ServiceAccount of the example, the addresses that belong to it, and what waits for it. */
const IDENTITIES = [
  {
    namespace: "cert-manager",
    name: "cert-manager",
    address: "cert-manager",
    policies: ["aws_iam_role_policy.cert-manager_role_inline"],
    home: "kubernetes_namespace_v1.namespace_cert-manager",
    release: "helm_release.cert-manager",
  },
  {
    namespace: "kube-system",
    name: "aws-load-balancer-controller",
    address: "load-balancer-controller",
    policies: ["aws_iam_role_policy_attachment.load-balancer-controller_role_load-balancer-controller-attachment"],
    release: "helm_release.load-balancer-controller",
  },
  {
    namespace: "shop",
    name: "s3-reader",
    address: "workload_s3-reader",
    policies: ["aws_iam_role_policy_attachment.workload_s3-reader_role_AmazonS3ReadOnlyAccess"],
    home: "kubernetes_namespace_v1.namespace_shop",
  },
  {
    namespace: "orders",
    name: "order-worker",
    address: "workload_order-worker",
    policies: ["aws_iam_role_policy.workload_order-worker_role_inline"],
    home: "kubernetes_namespace_v1.namespace_orders",
  },
];

const roleOf = (address: string): string => `aws_iam_role.${address}_role`;
const serviceAccountOf = (address: string): string => `kubernetes_service_account_v1.${address}_service-account`;

/** What has to be wholly there before the other is begun, and may go only after the other is gone. */
const ORDER: [string, string][] = [
  ...IDENTITIES.flatMap(({ address, policies, home, release }): [string, string][] => [
    [OIDC_PROVIDER, roleOf(address)],
    ...policies.map((policy): [string, string] => [roleOf(address), policy]),
    ...policies.map((policy): [string, string] => [policy, serviceAccountOf(address)]),
    ...(home ? [[home, serviceAccountOf(address)] as [string, string]] : []),
    ...(home && release ? [[home, release] as [string, string]] : []),
    ...(release ? [[serviceAccountOf(address), release] as [string, string]] : []),
  ]),
  [
    "aws_iam_policy.load-balancer-controller_role_load-balancer-controller",
    "aws_iam_role_policy_attachment.load-balancer-controller_role_load-balancer-controller-attachment",
  ],
  ["helm_release.cert-manager", "helm_release.load-balancer-controller"],
];

describeWithTerraform("the example, from nothing to nothing", () => {
  let folder: string;
  let stack: string;
  let life: Life;
  let created: Journal;
  let applied: State;
  let destroyed: Journal;
  let stateFile: string;

  beforeAll(() => {
    folder = newFolder();
    stack = synthesizeIn(folder, readFileSync(join(__dirname, "..", "..", "eks-irsa.yaml"), "utf8"))("prod-seoul");
    life = live(stack, () => {
      stateFile = readFileSync(join(folder, "terraform.prod-seoul.tfstate"), "utf8");
    });
    ({ created, applied, destroyed } = life);
  });

  afterAll(() => {
    removeFolder(folder);
  });

  const issuer = (): string => issuerOf(applied.resources);
  const roleArn = (address: string): unknown => at(applied.resources, roleOf(address))["arn"];
  test("is valid without a warning", () => {
    expect(life.validated).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
  });

  test("plans to make all that the stack has, and makes it", () => {
    const { resource } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as {
      resource: Record<string, Record<string, object>>;
    };
    const addresses = Object.entries(resource).flatMap(([type, byName]) =>
      Object.keys(byName).map((name) => `${type}.${name}`),
    );
    expect(life.planned.changes).toEqual(Object.fromEntries(addresses.map((address) => [address, "create"])));
    expect([...created.keys()].sort()).toEqual(addresses.sort());
  });

  test.each(IDENTITIES)("shows in the plan whom the role of $address trusts", ({ namespace, name, address }) => {
    const arn = `arn:aws:iam::111122223333:oidc-provider/${issuer()}`;
    expect(trustOf(life.planned.planned, roleOf(address))).toEqual(trustIn(arn, issuer(), namespace, name));
  });

  test("has nothing to change once it is applied", () => {
    expect(life.secondPlan).toBe(0);
  });

  test.each(ORDER)("%s is there before %s is begun", (first, later) => {
    expect(doneBefore(created, first, later)).toBe(true);
  });

  test.each(ORDER)("%s goes only after %s is gone", (first, later) => {
    expect(doneBefore(destroyed, later, first)).toBe(true);
  });

  test("destroys all that it made", () => {
    expect([...destroyed.keys()].sort()).toEqual([...created.keys()].sort());
    expect(life.left).toEqual({ resources: new Map(), outputs: {} });
  });

  test("gives IAM the cluster's issuer, with the audience of STS", () => {
    const provider = at(applied.resources, OIDC_PROVIDER);
    expect(provider).toMatchObject({ url: `https://${issuer()}`, client_id_list: ["sts.amazonaws.com"] });
    expect(provider["arn"]).toBe(`arn:aws:iam::111122223333:oidc-provider/${issuer()}`);
  });

  test.each(IDENTITIES)("only $namespace/$name may assume its role", ({ namespace, name, address }) => {
    const provider = at(applied.resources, OIDC_PROVIDER)["arn"];
    expect(trustOf(applied.resources, roleOf(address))).toEqual(trustIn(provider, issuer(), namespace, name));
  });

  test.each(IDENTITIES)("the ServiceAccount $namespace/$name names its role", ({ namespace, name, address }) => {
    expect(metadataOf(applied.resources, serviceAccountOf(address))).toMatchObject({
      namespace,
      name,
      annotations: { "eks.amazonaws.com/role-arn": roleArn(address) },
    });
  });

  test.each(IDENTITIES)("the policies of $namespace/$name are on its role", ({ address, policies }) => {
    const { name } = at(applied.resources, roleOf(address));
    expect(policies.map((policy) => at(applied.resources, policy)["role"])).toEqual([name]);
  });

  test("gives cert-manager's chart its CRDs, and the ServiceAccount that has the role", () => {
    expect(chartValuesOf(applied.resources, "helm_release.cert-manager")).toEqual({
      crds: { enabled: true, keep: true },
      serviceAccount: { create: false, name: "cert-manager" },
      podAnnotations: { "cdktf-eks-irsa/role-arn": roleArn("cert-manager") },
    });
  });

  test("gives the controller's chart the cluster, its VPC, and the ServiceAccount that has the role", () => {
    const [network] = at(applied.resources, "data.aws_eks_cluster.cluster")["vpc_config"] as [{ vpc_id: string }];
    expect(network.vpc_id).toMatch(/^vpc-/);
    expect(chartValuesOf(applied.resources, "helm_release.load-balancer-controller")).toEqual({
      clusterName: "prod",
      region: "ap-northeast-2",
      vpcId: network.vpc_id,
      serviceAccount: { create: false, name: "aws-load-balancer-controller" },
      replicaCount: 2,
      podDisruptionBudget: { maxUnavailable: 1 },
      enableCertManager: true,
      enableServiceMutatorWebhook: false,
      podAnnotations: { "cdktf-eks-irsa/role-arn": roleArn("load-balancer-controller") },
    });
  });

  test.each(["helm_release.cert-manager", "helm_release.load-balancer-controller"])("waits for %s", (address) => {
    expect(at(applied.resources, address)).toMatchObject({ wait: true, timeout: 600 });
  });

  test("puts out the provider, the roles and the releases", () => {
    expect(applied.outputs).toEqual({
      oidc_provider_arn: at(applied.resources, OIDC_PROVIDER)["arn"],
      workload_role_arns: {
        "s3-reader": roleArn("workload_s3-reader"),
        "order-worker": roleArn("workload_order-worker"),
      },
      workload_role_names: {
        "s3-reader": "prod-ap-northeast-2-s3-reader",
        "order-worker": "prod-ap-northeast-2-order-worker",
      },
      cert_manager_role_arn: roleArn("cert-manager"),
      load_balancer_controller_role_arn: roleArn("load-balancer-controller"),
      release_namespaces: { "cert-manager": "cert-manager", "aws-load-balancer-controller": "kube-system" },
      release_versions: { "cert-manager": CERT_MANAGER_VERSION, "aws-load-balancer-controller": "3.5.0" },
    });
  });

  test("keeps its state beside the configuration, and none in cdktf.out", () => {
    const { resources } = JSON.parse(stateFile) as { resources: object[] };
    expect(resources).not.toHaveLength(0);
    const written = readdirSync(join(folder, "cdktf.out"), { recursive: true, encoding: "utf8" });
    expect(written.filter((path) => path.includes("tfstate") && !path.includes(".terraform"))).toEqual([]);
  });
});
