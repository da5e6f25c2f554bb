import { EXAMPLE, synthesized } from "../support/cluster-stack";
import { inCluster, inWorkload } from "../support/configuration";
import { comesBefore, dependencyGraph } from "../support/graph";

const graph = dependencyGraph(synthesized(EXAMPLE));

const PROVIDER = "aws_iam_openid_connect_provider.oidc-provider";
const CERT_MANAGER = "helm_release.cert-manager";
const CONTROLLER = "helm_release.load-balancer-controller";
const serviceAccount = (of: string): string => `kubernetes_service_account_v1.${of}_service-account`;
const namespace = (name: string): string => `kubernetes_namespace_v1.namespace_${name}`;

/** Each line an order of creation, the reverse of which is the order of destruction. */
const ORDERS: [string, string[]][] = [
  [
    "cert-manager",
    [
      PROVIDER,
      "aws_iam_role.cert-manager_role",
      "aws_iam_role_policy.cert-manager_role_inline",
      serviceAccount("cert-manager"),
      CERT_MANAGER,
      CONTROLLER,
    ],
  ],
  ["cert-manager's namespace", [namespace("cert-manager"), serviceAccount("cert-manager"), CERT_MANAGER]],
  [
    "the load balancer controller",
    [
      PROVIDER,
      "aws_iam_role.load-balancer-controller_role",
      "aws_iam_role_policy_attachment.load-balancer-controller_role_load-balancer-controller-attachment",
      serviceAccount("load-balancer-controller"),
      CONTROLLER,
    ],
  ],
  [
    "the load balancer controller's own policy",
    [
      "aws_iam_policy.load-balancer-controller_role_load-balancer-controller",
      "aws_iam_role_policy_attachment.load-balancer-controller_role_load-balancer-controller-attachment",
    ],
  ],
  [
    "a workload with a managed policy",
    [
      PROVIDER,
      "aws_iam_role.workload_s3-reader_role",
      "aws_iam_role_policy_attachment.workload_s3-reader_role_AmazonS3ReadOnlyAccess",
      serviceAccount("workload_s3-reader"),
    ],
  ],
  ["a workload's namespace", [namespace("shop"), serviceAccount("workload_s3-reader")]],
  [
    "a workload with statements",
    [
      PROVIDER,
      "aws_iam_role.workload_order-worker_role",
      "aws_iam_role_policy.workload_order-worker_role_inline",
      serviceAccount("workload_order-worker"),
    ],
  ],
];

const steps = ORDERS.flatMap(([what, order]) =>
  order.slice(1).map((later, index): [string, string, string] => [what, order[index] ?? "", later]),
);

describe("the order of creation", () => {
  test.each(steps)("of %s: %s, then %s", (_what, first, later) => {
    expect(graph.has(first)).toBe(true);
    expect(comesBefore(graph, first, later)).toBe(true);
    expect(comesBefore(graph, later, first)).toBe(false);
  });

  test("has no circle", () => {
    for (const address of graph.keys())
      expect([address, comesBefore(graph, address, address)]).toEqual([address, false]);
  });

  test("leaves workloads and add-ons independent of each other", () => {
    expect(comesBefore(graph, CONTROLLER, serviceAccount("workload_s3-reader"))).toBe(false);
    expect(comesBefore(graph, serviceAccount("workload_s3-reader"), CONTROLLER)).toBe(false);
    expect(comesBefore(graph, serviceAccount("workload_s3-reader"), serviceAccount("workload_order-worker"))).toBe(
      false,
    );
  });

  test("has a ServiceAccount wait for its role where the role has no policy", () => {
    const bare = dependencyGraph(
      synthesized(inWorkload("acknowledge: [{ rule: role-without-permissions, reason: a queue's policy names it }]")),
    );
    expect(bare.get(serviceAccount("workload_reader"))).toContain("aws_iam_role.workload_reader_role");
  });

  test("has charts waited for", () => {
    const releases = synthesized(EXAMPLE)["resource"]?.["helm_release"] ?? {};
    expect(Object.values(releases).map(({ wait }) => wait)).toEqual([true, true]);
  });
});

describe("a namespace that several want", () => {
  const json = synthesized(
    inCluster(`certManager: { namespace: shop }
workloads:
  - { namespace: shop, createNamespace: true, serviceAccount: a, policyArns: [arn:aws:iam::aws:policy/P] }
  - { namespace: shop, createNamespace: true, serviceAccount: b, policyArns: [arn:aws:iam::aws:policy/P] }
  - { namespace: shop, createNamespace: true, serviceAccount: c, policyArns: [arn:aws:iam::aws:policy/P] }
  - { namespace: there, serviceAccount: d, policyArns: [arn:aws:iam::aws:policy/P] }`),
  );
  const shared = dependencyGraph(json);

  test("is made once, and one that is expected is not made", () => {
    expect(json["resource"]?.["kubernetes_namespace_v1"]).toMatchObject({
      namespace_shop: { metadata: { name: "shop" } },
    });
    expect([...shared.keys()].filter((address) => address.startsWith("kubernetes_namespace"))).toEqual([
      namespace("shop"),
    ]);
  });

  test.each(["workload_a", "workload_b", "workload_c", "cert-manager"])("comes before %s", (of) => {
    expect(shared.get(serviceAccount(of))).toContain(namespace("shop"));
  });

  test("does not come before what lies in another", () => {
    expect(comesBefore(shared, namespace("shop"), serviceAccount("workload_d"))).toBe(false);
  });
});
