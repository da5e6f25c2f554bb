import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { namespaceName } from "../facts/names";
import { check, checkLabels, refuse } from "../contract/check";
import { literals, problemsOf } from "../contract/rule";
import { newNamespace } from "../contract/rules/service-account";
import { and, equals } from "../hcl/combine";
import type { Condition, Flag } from "../hcl/combine";
import { instancesOf } from "../hcl/instances";
import { any } from "../hcl/lift";

/** A namespace, made here or there already. */
export interface NamespaceReference {
  /** The namespace's name. */
  readonly name: string;
  /** What has to be there before anything is made in it: the namespace, where it is made here. */
  readonly dependables: readonly ITerraformDependable[];
}

/** Whether a workload has the ServiceAccount that Kubernetes makes in each namespace, some time after the namespace. */
export const usesDefaultAccount = (of: { readonly existing?: Flag; readonly serviceAccount: string }): Condition =>
  and(of.existing ?? false, equals(of.serviceAccount, "default"));

/** What makes a namespace. */
export interface NamespaceProps {
  /** An RFC 1123 label, at most 63 characters; none of those that every cluster has. */
  readonly name: string;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Whether it is made. @default true */
  readonly when?: Condition;
  /** Whether it is complete only when Kubernetes has made its ServiceAccount `default`. @default false */
  readonly waitForDefaultAccount?: Condition;
  /** What has to be there first. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A Kubernetes namespace.
 *
 * @throws InvalidInputError for a bad name, and for a namespace that every cluster has
 */
export class Namespace extends Construct implements NamespaceReference {
  public readonly name: string;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: NamespaceProps) {
    super(scope, id);
    check(this, "name", props.name, namespaceName);
    const made = literals({ createNamespace: true, namespace: props.name });
    for (const { problem } of problemsOf([newNamespace], made)) refuse(this, "name", problem);
    checkLabels(this, props.labels);
    this.name = props.name;
    const instances = instancesOf(this);
    const { waitForDefaultAccount: waits = false } = props;
    this.dependables = instances.waitable(
      [
        new NamespaceV1(this, "Resource", {
          metadata: {
            name: props.name,
            labels: props.labels && { ...props.labels },
            annotations: props.annotations && { ...props.annotations },
          },
          waitForDefaultServiceAccount: waits === false ? undefined : any(waits),
          dependsOn: props.dependsOn && [...props.dependsOn],
          ...instances.where(props.when ?? true, "made"),
        }),
      ],
      "ready",
    );
  }

  /** A namespace that is expected to be there. */
  public static existing(name: string): NamespaceReference {
    return { name, dependables: [] };
  }
}
