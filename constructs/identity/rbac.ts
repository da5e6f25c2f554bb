import { ClusterRoleBindingV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-binding-v1";
import { ClusterRoleV1 } from "@cdktf/provider-kubernetes/lib/cluster-role-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { and, hasAny, isListOf } from "../hcl/combine";
import type { Condition, ListOf } from "../hcl/combine";
import { addDynamicBlock } from "../hcl/dynamic-block";
import { instancesOf } from "../hcl/instances";
import type { NamespaceReference } from "./namespace";
import type { ServiceAccount, ServiceAccountReference } from "./service-account";

/** A Kubernetes rule: what may be done with which objects. */
export interface RbacRule {
  /** `""` is the core group. */
  readonly apiGroups: readonly string[];
  /** Kinds of objects in the plural, as in `configmaps`; `*` for all. */
  readonly resources: readonly string[];
  /** What may be done, as in `get`; `*` for all. */
  readonly verbs: readonly string[];
  /** @default - all objects of these resources */
  readonly resourceNames?: readonly string[];
}

/** What makes the rules of one ServiceAccount. */
export interface RbacProps {
  /** The ServiceAccount that may do what the rules say. */
  readonly serviceAccount: Pick<ServiceAccount, "name" | "namespace">;
  /** The ServiceAccount's namespace, which the rules wait for. */
  readonly namespace: NamespaceReference;
  /** In the ServiceAccount's namespace: a Role and its RoleBinding. @default - none */
  readonly rules?: readonly RbacRule[] | ListOf<unknown>;
  /** In the whole cluster: a ClusterRole and its ClusterRoleBinding. @default - none */
  readonly clusterRules?: readonly RbacRule[] | ListOf<unknown>;
  /** Who may do it in the place of the ServiceAccount, whose name the objects have all the same. @default - the ServiceAccount */
  readonly subject?: ServiceAccountReference;
  /** Whether they are made. @default true */
  readonly when?: Condition;
}

const RBAC = "rbac.authorization.k8s.io";

/** What a ServiceAccount may do in Kubernetes. Objects are named after it, cluster-wide ones `<namespace>:<name>`. */
export class Rbac extends Construct {
  /** What has to be there before the rules hold: all their bindings. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: RbacProps) {
    super(scope, id);
    const { rules = [], clusterRules = [], when = true } = props;
    const { name, namespace } = props.serviceAccount;
    const who = props.subject ?? props.serviceAccount;
    const subject = [{ kind: "ServiceAccount", name: who.name, namespace: who.namespace }];
    const first = [...props.namespace.dependables];
    const dependsOn = first.length > 0 ? first : undefined;
    const instances = instancesOf(this);
    const made: ITerraformDependable[] = [];
    if (hasAny(rules) !== false) {
      const meta = instances.where(and(when, hasAny(rules)), "ruled");
      const metadata = { name, namespace };
      const role = new RoleV1(this, "role", { metadata, rule: literal(rules), dependsOn, ...meta });
      addRules(role, rules);
      const roleRef = { apiGroup: RBAC, kind: "Role", name };
      made.push(
        new RoleBindingV1(this, "role-binding", {
          metadata,
          roleRef,
          subject,
          dependsOn: instances.waitable([role], "rbac-role-ready"),
          ...meta,
        }),
      );
    }
    if (hasAny(clusterRules) !== false) {
      const meta = instances.where(and(when, hasAny(clusterRules)), "ruled-in-cluster");
      // A colon is in neither part, so that no two ServiceAccounts get one name.
      const metadata = { name: `${namespace}:${name}` };
      const role = new ClusterRoleV1(this, "cluster-role", { metadata, rule: literal(clusterRules), ...meta });
      addRules(role, clusterRules);
      const roleRef = { apiGroup: RBAC, kind: "ClusterRole", ...metadata };
      const binding = {
        metadata,
        roleRef,
        subject,
        dependsOn: instances.waitable([role], "rbac-cluster-role-ready"),
        ...meta,
      };
      made.push(new ClusterRoleBindingV1(this, "cluster-role-binding", binding));
    }
    this.dependables = instances.waitable(made, "rbac-ready");
  }
}

const literal = (rules: readonly RbacRule[] | ListOf<unknown>) => (isListOf<unknown>(rules) ? [] : rules.map(plain));

const plain = ({ apiGroups, resources, verbs, resourceNames }: RbacRule) => ({
  apiGroups: [...apiGroups],
  resources: [...resources],
  verbs: [...verbs],
  resourceNames: resourceNames && [...resourceNames],
});

/** One block for each rule that Terraform knows. */
function addRules(role: RoleV1 | ClusterRoleV1, rules: readonly RbacRule[] | ListOf<unknown>): void {
  if (isListOf<unknown>(rules))
    addDynamicBlock(role, "rule", rules, ["api_groups", "resources", "verbs", "resource_names"]);
}
