import { synthesized } from "../support/cluster-stack";
import { PERMISSION, inCluster, problemsOf } from "../support/configuration";
import { resources } from "../support/synth";

/** Namespaces that a cluster lists, with labels and annotations. */

const RESTRICTED = '"pod-security.kubernetes.io/enforce": restricted';

const namespacesOf = (text: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(resources(synthesized(text), "kubernetes_namespace_v1")).map(([name, { metadata }]) => [
      name,
      metadata,
    ]),
  );

describe("namespaces of a cluster", () => {
  test("are made with their labels and annotations, whether anyone is in them or not", () => {
    const text = inCluster(`namespaces:
  shop: { labels: { ${RESTRICTED} }, annotations: { owner: "\${x}" } }
  nobody: {}`);
    expect(namespacesOf(text)).toEqual({
      namespace_nobody: { name: "nobody" },
      namespace_shop: {
        name: "shop",
        labels: { "pod-security.kubernetes.io/enforce": "restricted" },
        annotations: { owner: "$${x}" },
      },
    });
  });

  test("are made once where workloads and add-ons ask for them, too", () => {
    const text = inCluster(`namespaces: { shop: { labels: { ${RESTRICTED} } }, cert-manager: { labels: { a: b } } }
certManager: {}
addons: [{ name: a, namespace: shop, createNamespace: true, chart: { name: c, path: c } }]
workloads: [{ namespace: shop, serviceAccount: b, createNamespace: true, ${PERMISSION} }]`);
    expect(namespacesOf(text)).toEqual({
      "namespace_cert-manager": { name: "cert-manager", labels: { a: "b" } },
      namespace_shop: { name: "shop", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
    });
  });

  test("are there before what is in them, though it does not ask for them", () => {
    const json = synthesized(
      inCluster(`namespaces: { shop: {} }\nworkloads: [{ namespace: shop, serviceAccount: b, ${PERMISSION} }]`),
    );
    const [account = {}] = Object.values(resources(json, "kubernetes_service_account_v1"));
    expect(account["depends_on"]).toContain("kubernetes_namespace_v1.namespace_shop");
  });

  test("come from the defaults, too, merged key by key", () => {
    const text = `version: 1
defaults: { namespaces: { shop: { labels: { a: "1", b: "1" } }, all: {} } }
clusters: { prod: { region: eu-west-1, namespaces: { shop: { labels: { b: "2" } } } } }
`;
    expect(namespacesOf(text)).toEqual({
      namespace_all: { name: "all" },
      namespace_shop: { name: "shop", labels: { a: "1", b: "2" } },
    });
  });

  test.each<[string, string, string]>([
    [
      "one that every cluster has",
      "{ kube-system: {} }",
      '5:19: clusters.prod.namespaces.kube-system: "kube-system": ',
    ],
    ["a name with a dot", "{ a.b: {} }", '5:19: clusters.prod.namespaces["a.b"]: "a.b": '],
    [
      "a label's value that is none",
      '{ a: { labels: { b: "c d" } } }',
      '5:34: clusters.prod.namespaces.a.labels.b: "c d": ',
    ],
    ["a key that is not known", "{ a: { label: {} } }", "5:24: clusters.prod.namespaces.a.label: the key"],
  ])("may not be %s", (_what, namespaces, told) => {
    const [problem, ...others] = problemsOf(inCluster(`namespaces: ${namespaces}`));
    expect(problem?.slice(0, 14 + told.length)).toBe(`eks-irsa.yaml:${told}`);
    expect(others).toEqual([]);
  });
});
