import { CertManager } from "../../constructs/addons/cert-manager/cert-manager";
import { HelmAddon } from "../../constructs/addons/helm-addon";
import { LoadBalancerController } from "../../constructs/addons/load-balancer-controller/load-balancer-controller";
import { EksOidcProvider } from "../../constructs/identity/eks-oidc-provider";
import { Namespace } from "../../constructs/identity/namespace";
import { comesBefore, dependencyGraph } from "../support/graph";
import type { Graph } from "../support/graph";
import { literalCluster, synth, testStack } from "../support/synth";

/** Provider, cert-manager, controller, and one more release that depends on the controller. */
function wholeGraph(): Graph {
  const stack = testStack();
  const provider = new EksOidcProvider(stack, "oidc-provider", { cluster: literalCluster() });
  const certManager = new CertManager(stack, "cert-manager", { provider, hostedZones: ["Z1"] });
  const controller = new LoadBalancerController(stack, "controller", { provider, certManager });
  new HelmAddon(stack, "shop", {
    chart: { name: "shop", repository: "https://example.com", version: "1.0.0" },
    namespace: Namespace.existing("default"),
    dependsOn: controller.dependables,
  });
  return dependencyGraph(synth(stack));
}

/** Each thing after the one before it. */
const CHAINS = {
  "cert-manager's way": [
    "aws_iam_openid_connect_provider.oidc-provider",
    "aws_iam_role.cert-manager_role",
    "aws_iam_role_policy.cert-manager_role_inline",
    "kubernetes_service_account_v1.cert-manager_service-account",
    "helm_release.cert-manager",
    "helm_release.controller",
    "helm_release.shop",
  ],
  "the controller's way": [
    "aws_iam_openid_connect_provider.oidc-provider",
    "aws_iam_role.controller_role",
    "aws_iam_role_policy_attachment.controller_role_controller-attachment",
    "kubernetes_service_account_v1.controller_service-account",
    "helm_release.controller",
    "helm_release.shop",
  ],
};

describe("the order in which Terraform makes the path", () => {
  const graph = wholeGraph();
  const pairs = Object.entries(CHAINS).flatMap(([way, chain]) =>
    chain.slice(1).map((later, i) => [way, chain[i] ?? "", later] as const),
  );

  test("has all of these resources", () => {
    expect([...graph.keys()]).toEqual(expect.arrayContaining(Object.values(CHAINS).flat()));
  });

  test.each(pairs)("on %s has %s before %s, and destroys it after", (_way, first, later) => {
    expect(comesBefore(graph, first, later)).toBe(true);
    expect(comesBefore(graph, later, first)).toBe(false);
  });

  test("has everything before what comes last", () => {
    const others = [...graph.keys()].filter((address) => address !== "helm_release.shop");
    expect(others.filter((address) => !comesBefore(graph, address, "helm_release.shop"))).toEqual([]);
  });

  test("has the namespace before the ServiceAccount in it", () => {
    expect(
      comesBefore(
        graph,
        "kubernetes_namespace_v1.cert-manager_namespace",
        "kubernetes_service_account_v1.cert-manager_service-account",
      ),
    ).toBe(true);
  });

  test("has no circle", () => {
    expect([...graph.keys()].filter((address) => comesBefore(graph, address, address))).toEqual([]);
  });
});
