import * as problems from "../facts/problems";
import type { Assertion, Check } from "../hcl/check";
import { and, equals } from "../hcl/combine";
import { Expression, attribute, call, index, variable } from "../hcl/expression";
import type { Value } from "../hcl/expression";

/** What only the live cluster knows, and an add-on needs to know. */
export interface AddonPreflight {
  /** What it asks of the cluster's Kubernetes version. @default - nothing */
  readonly kubernetes?: (version: Value) => Assertion;
  /** What has to be read for it. */
  readonly checks: readonly Check[];
}

/** What an add-on's checks see of its cluster. */
export interface PreflightCluster {
  readonly region: string;
  readonly vpcId: string | undefined;
}

/** A release, and a label that its chart and upstream's manifests have on one kind of cluster-wide object. */
export interface OnlyRelease {
  /** In messages. */
  readonly label: string;
  readonly release: string;
  readonly namespace: string;
  readonly selector: string;
}

/** Helm writes on all that it makes whose it is. */
const OWNER = "meta.helm.sh/release-name";
const OWNER_NAMESPACE = "meta.helm.sh/release-namespace";

/** An annotation of an object. */
export const annotation = (object: Expression, name: string): Expression =>
  index(attribute(attribute(object, "metadata"), "annotations"), name);

/** Whether each of the objects that were read is as it should be. */
export function allObjects(
  read: Expression,
  holds: (object: Expression) => Value,
  where: (object: Expression) => Value = () => true,
): Expression {
  const one = variable("one");
  const loop = { value: one, over: attribute(read, "objects") };
  return call("alltrue", new Expression({ kind: "list", loop, body: holds(one), where: where(one) }));
}

/**
 * Whether what a chart installs is of this release alone. The provider lists one namespace or what has none:
 * ClusterRoleBindings tell of any namespace, and are small in a plan.
 */
export const installedOnce = ({ label, release, namespace, selector }: OnlyRelease): Check => ({
  name: "installed-once",
  reads: {
    type: "kubernetes_resources",
    arguments: {
      api_version: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRoleBinding",
      label_selector: selector,
    },
  },
  asserts: (read) => [
    {
      holds: allObjects(read, (one) =>
        call(
          "try",
          and(equals(annotation(one, OWNER), release), equals(annotation(one, OWNER_NAMESPACE), namespace)),
          false,
        ),
      ),
      problem: problems.installedTwice(label, release, namespace),
    },
  ],
});
