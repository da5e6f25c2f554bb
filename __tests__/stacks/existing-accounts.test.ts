import { synthesized } from "../support/cluster-stack";
import { PERMISSION, inCluster } from "../support/configuration";
import { comesBefore, dependencyGraph } from "../support/graph";
import { resources } from "../support/synth";

const grafana = (namespace: string): string => `
addons:
  - name: grafana
    chart: { name: grafana, repository: "https://charts.example.com", version: 1.0.0 }
    namespace: monitoring
workloads:
  - { namespace: ${namespace}, serviceAccount: grafana, existing: true, ${PERMISSION} }`;

const ANNOTATIONS = "kubernetes_annotations.workload_grafana_service-account";

describe("a ServiceAccount that is there already", () => {
  test("is annotated after the releases of its namespace, one of which may make it", () => {
    const graph = dependencyGraph(synthesized(inCluster(grafana("monitoring"))));
    expect(comesBefore(graph, "helm_release.addon_grafana", ANNOTATIONS)).toBe(true);
  });

  test("does not wait for those of other namespaces", () => {
    const graph = dependencyGraph(synthesized(inCluster(grafana("shop"))));
    expect(comesBefore(graph, "helm_release.addon_grafana", ANNOTATIONS)).toBe(false);
  });
});

describe("the ServiceAccount `default`", () => {
  const waits = (workload: string): unknown =>
    resources(
      synthesized(inCluster(`workloads:\n  - { namespace: shop, createNamespace: true, ${workload}, ${PERMISSION} }`)),
      "kubernetes_namespace_v1",
    )["namespace_shop"]?.["wait_for_default_service_account"];

  test("is there before it is annotated: its new namespace waits for Kubernetes to make it", () => {
    expect(waits("serviceAccount: default, existing: true")).toBe(true);
  });

  test.each(["serviceAccount: reader, existing: true", "serviceAccount: reader"])(
    "is not waited for by { %s }",
    (one) => {
      expect(waits(one)).toBeUndefined();
    },
  );
});

test("ServiceAccounts for charts stay where Helm finds them no longer in its release", () => {
  const json = synthesized(
    inCluster(`certManager: { hostedZones: [Z0123456789ABCDEFGHIJ] }
loadBalancerController: { identity: pod-identity }
addons:
  - name: plain
    chart: { name: plain, repository: "https://charts.example.com", version: 1.0.0 }
    namespace: monitoring
    serviceAccount: { name: plain, ${PERMISSION} }
workloads:
  - { namespace: shop, serviceAccount: reader, ${PERMISSION} }`),
  );
  const kept = Object.entries(resources(json, "kubernetes_service_account_v1")).map(([name, { metadata }]) => [
    name,
    (metadata as { annotations?: Record<string, string> }).annotations?.["helm.sh/resource-policy"],
  ]);
  expect(Object.fromEntries(kept)).toEqual({
    "cert-manager_service-account": "keep",
    "load-balancer-controller_service-account": "keep",
    "addon_plain_service-account": "keep",
    "workload_reader_service-account": undefined,
  });
});
