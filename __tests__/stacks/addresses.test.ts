import { EXAMPLE, addresses, synthesized } from "../support/cluster-stack";
import { inCluster } from "../support/configuration";
import { resources } from "../support/synth";

/**
 * Addresses are public API: with another one, Terraform destroys what is there and makes it anew.
 * Who changes this list adds a `moved` block and a line in the changelog.
 */
const ADDRESSES = [
  "aws_iam_openid_connect_provider.oidc-provider",
  "aws_iam_policy.load-balancer-controller_role_load-balancer-controller",
  "aws_iam_role.cert-manager_role",
  "aws_iam_role.load-balancer-controller_role",
  "aws_iam_role.workload_order-worker_role",
  "aws_iam_role.workload_s3-reader_role",
  "aws_iam_role_policy.cert-manager_role_inline",
  "aws_iam_role_policy.workload_order-worker_role_inline",
  "aws_iam_role_policy_attachment.load-balancer-controller_role_load-balancer-controller-attachment",
  "aws_iam_role_policy_attachment.workload_s3-reader_role_AmazonS3ReadOnlyAccess",
  "data.aws_eks_cluster.cluster",
  "helm_release.cert-manager",
  "helm_release.load-balancer-controller",
  "kubernetes_namespace_v1.namespace_cert-manager",
  "kubernetes_namespace_v1.namespace_orders",
  "kubernetes_namespace_v1.namespace_shop",
  "kubernetes_service_account_v1.cert-manager_service-account",
  "kubernetes_service_account_v1.load-balancer-controller_service-account",
  "kubernetes_service_account_v1.workload_order-worker_service-account",
  "kubernetes_service_account_v1.workload_s3-reader_service-account",
  "local.cluster-issuer",
  "output.cert_manager_role_arn",
  "output.load_balancer_controller_role_arn",
  "output.oidc_provider_arn",
  "output.release_namespaces",
  "output.release_versions",
  "output.workload_role_arns",
  "output.workload_role_names",
];

test("the addresses of the example stay", () => {
  expect(addresses(synthesized(EXAMPLE))).toEqual(ADDRESSES);
});

describe("the addresses of a workload", () => {
  const workloads = (...names: string[]): string =>
    inCluster(
      `workloads:\n${names.map((name) => `  - { namespace: shop, serviceAccount: ${name}, policyArns: [arn:aws:iam::aws:policy/P] }`).join("\n")}`,
    );

  test("follow from its name, dots included, and Terraform takes them", () => {
    const names = Object.keys(resources(synthesized(workloads("s3.reader", "1.2-x")), "kubernetes_service_account_v1"));
    expect(names.sort()).toEqual(["workload_1__2-x_service-account", "workload_s3__reader_service-account"]);
    for (const name of names) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
  });

  test("stay where another namespace gets a ServiceAccount of that name", () => {
    const both = workloads("app", "app").replace(/shop(?![^]*shop)/, "till");
    const [before, after] = [workloads("app"), both].map((text) => addresses(synthesized(text)));
    expect(after).toEqual(expect.arrayContaining(before ?? []));
    expect(after).toContain("kubernetes_service_account_v1.workload_till-app_service-account");
  });

  test("tell a dot from a hyphen", () => {
    expect(addresses(synthesized(workloads("a.b", "a-b")))).toEqual(
      expect.arrayContaining(["aws_iam_role.workload_a__b_role", "aws_iam_role.workload_a-b_role"]),
    );
  });

  test("depend on no other workload, nor on the order", () => {
    const some = addresses(synthesized(workloads("a", "b")));
    const others = addresses(synthesized(workloads("c", "b", "a")));
    expect(others).toEqual(expect.arrayContaining(some));
  });

  test("stay when a policy is added before another", () => {
    const arns = (list: string): string =>
      inCluster(`workloads:\n  - { namespace: shop, serviceAccount: a, policyArns: [${list}] }`);
    const attachments = (list: string): string[] =>
      Object.keys(resources(synthesized(arns(list)), "aws_iam_role_policy_attachment"));
    const b = '"arn:aws:iam::aws:policy/B"';
    const mine = '"arn:aws:iam::111122223333:policy/A"';
    expect(attachments(b)).toEqual(["workload_a_role_B"]);
    expect(attachments(`${mine}, ${b}`).sort()).toEqual(["workload_a_role_111122223333_A", "workload_a_role_B"]);
  });

  test("tell policies apart whose names differ in what an address cannot hold", () => {
    const policies = ["team/A", "team_A", "team+A", "team=A", "team.A"].map(
      (name) => `"arn:aws:iam::aws:policy/${name}"`,
    );
    const text = inCluster(`workloads: [{ namespace: shop, serviceAccount: a, policyArns: [${policies.join(", ")}] }]`);
    const names = Object.keys(resources(synthesized(text), "aws_iam_role_policy_attachment"));
    expect(names).toHaveLength(policies.length);
    for (const name of names) expect(name).toMatch(/^workload_a_role_team_+A/);
  });
});
