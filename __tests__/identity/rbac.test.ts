import { Namespace } from "../../constructs/identity/namespace";
import { Rbac } from "../../constructs/identity/rbac";
import type { RbacProps, RbacRule } from "../../constructs/identity/rbac";
import { addresses } from "../support/addresses";
import { deepFreeze } from "../support/freeze";
import { comesBefore, dependencyGraph } from "../support/graph";
import { only, resources, synth, testStack } from "../support/synth";

const API_GROUP = "rbac.authorization.k8s.io";

const rules: readonly RbacRule[] = deepFreeze([
  { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list"] },
  { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"], resourceNames: ["shop"] },
]);

const asTerraform = [
  { api_groups: [""], resources: ["configmaps"], verbs: ["get", "list"] },
  { api_groups: ["apps"], resources: ["deployments"], verbs: ["get"], resource_names: ["shop"] },
];

function synthWith(props: Partial<RbacProps>) {
  const stack = testStack();
  const namespace = new Namespace(stack, "shop", { name: "shop" });
  const rbac = new Rbac(stack, "rbac", { serviceAccount: { name: "reader", namespace: "shop" }, namespace, ...props });
  return { rbac, json: synth(stack) };
}

/** A binding of the ServiceAccount to a role. */
const binding = (metadata: object, kind: string, name: string): object => ({
  metadata,
  role_ref: { api_group: API_GROUP, kind, name },
  subject: [{ kind: "ServiceAccount", name: "reader", namespace: "shop" }],
});

describe("an Rbac's rules", () => {
  test("in the namespace are a Role and its binding, named after the ServiceAccount", () => {
    const { rbac, json } = synthWith({ rules });
    const metadata = { name: "reader", namespace: "shop" };
    expect(only(json, "kubernetes_role_v1")).toMatchObject({ metadata, rule: asTerraform });
    expect(only(json, "kubernetes_role_binding_v1")).toMatchObject(binding(metadata, "Role", "reader"));
    expect(resources(json, "kubernetes_cluster_role_v1")).toEqual({});
    expect(addresses(rbac.dependables)).toEqual(["kubernetes_role_binding_v1.rbac_role-binding"]);
    const graph = dependencyGraph(json);
    const namespace = "kubernetes_namespace_v1.shop";
    expect(comesBefore(graph, namespace, "kubernetes_role_v1.rbac_role")).toBe(true);
    expect(comesBefore(graph, "kubernetes_role_v1.rbac_role", "kubernetes_role_binding_v1.rbac_role-binding")).toBe(
      true,
    );
  });

  test("in the whole cluster are a ClusterRole and its binding, named after namespace and ServiceAccount", () => {
    const { rbac, json } = synthWith({ clusterRules: rules });
    const role = only(json, "kubernetes_cluster_role_v1");
    const name = "shop:reader";
    expect(role).toMatchObject({ metadata: { name }, rule: asTerraform });
    expect(only(json, "kubernetes_cluster_role_binding_v1")).toMatchObject(binding({ name }, "ClusterRole", name));
    expect(resources(json, "kubernetes_role_v1")).toEqual({});
    expect(addresses(rbac.dependables)).toEqual(["kubernetes_cluster_role_binding_v1.rbac_cluster-role-binding"]);
  });

  test("may be of both kinds", () => {
    const { rbac } = synthWith({ rules, clusterRules: rules });
    expect(rbac.dependables).toHaveLength(2);
  });

  test("make nothing where there are none", () => {
    for (const props of [{}, { rules: [], clusterRules: [] }]) {
      const { rbac, json } = synthWith(props);
      expect(Object.keys(json["resource"] ?? {})).toEqual(["kubernetes_namespace_v1"]);
      expect(rbac.dependables).toEqual([]);
    }
  });
});
