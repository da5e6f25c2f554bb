import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { NamespaceReference } from "./namespace";
import type { ServiceAccount } from "./service-account";

/** A Kubernetes rule: what may be done with which objects. */
export interface RbacRule {
  /** `""` is the core group. */
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** @default - all objects of these resources */
  readonly resourceNames?: readonly string[];
}

export interface RbacProps {
  readonly serviceAccount: Pick<ServiceAccount, "name" | "namespace">;
  readonly namespace: NamespaceReference;
  /** In the ServiceAccount's namespace: a Role and its RoleBinding. @default - none */
  readonly rules?: readonly RbacRule[];
  /** In the whole cluster: a ClusterRole and its ClusterRoleBinding. @default - none */
  readonly clusterRules?: readonly RbacRule[];
}

const RBAC = "rbac.authorization.k8s.io";

/** What a ServiceAccount may do in Kubernetes. Objects are named after it, cluster-wide ones `<namespace>:<name>`. */
export class Rbac extends Construct {
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: RbacProps) {
    super(scope, id);
    const { name, namespace } = props.serviceAccount;
    const subject = [{ kind: "ServiceAccount", name, namespace }];
    const first = [...props.namespace.dependables];
    const dependsOn = first.length > 0 ? first : undefined;
    const made: ITerraformDependable[] = [];
    if (props.rules && props.rules.length > 0) {
      const role = new RoleV1(this, "role", { metadata: { name, namespace }, rule: props.rules.map(plain), dependsOn });
      const roleRef = { apiGroup: RBAC, kind: "Role", name };
      made.push(
        new RoleBindingV1(this, "role-binding", { metadata: { name, namespace }, roleRef, subject, dependsOn: [role] }),
      );
    }
    if (props.clusterRules && props.clusterRules.length > 0) {
      // A colon is in neither part, so that no two ServiceAccounts get one name.
      const clusterName = `${namespace}:${name}`;
      const role = new ClusterRoleV1(this, "cluster-role", {
        metadata: { name: clusterName },
        rule: props.clusterRules.map(plain),
      });
      const roleRef = { apiGroup: RBAC, kind: "ClusterRole", name: clusterName };
      const metadata = { name: clusterName };
      made.push(
        new ClusterRoleBindingV1(this, "cluster-role-binding", { metadata, roleRef, subject, dependsOn: [role] }),
      );
    }
    this.dependables = made;
  }
}

const plain = ({ apiGroups, resources, verbs, resourceNames }: RbacRule) => ({
  apiGroups: [...apiGroups],
  resources: [...resources],
  verbs: [...verbs],
  resourceNames: resourceNames && [...resourceNames],
});
