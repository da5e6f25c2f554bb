import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { labelValue, namespaceName, qualifiedName, serviceAccountName } from "../facts/names";
import * as problems from "../facts/problems";
import { ROLE_ARN_ANNOTATION } from "../facts/service-accounts";
import { check, refuse } from "../terraform/check";
import type { IrsaRole } from "./irsa-role";
import type { NamespaceReference } from "./namespace";

export interface ServiceAccountOptions {
  /** @default - none but the role's */
  readonly annotations?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether pods get a token for the Kubernetes API. @default true */
  readonly automountServiceAccountToken?: boolean;
}

export interface ServiceAccountProps extends ServiceAccountOptions {
  /** An RFC 1123 subdomain, at most 253 characters. */
  readonly name: string;
  readonly namespace: NamespaceReference;
  /** @default - no AWS permissions */
  readonly role?: Pick<IrsaRole, "arn" | "dependables">;
}

/**
 * A Kubernetes ServiceAccount. It is made after its role's policies are attached, for a pod that
 * starts earlier would have no permissions, or no credentials at all.
 *
 * @throws InvalidInputError for bad names, and for a role-arn annotation other than the role's
 */
export class ServiceAccount extends Construct {
  public readonly name: string;
  public readonly namespace: string;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    check(this, "name", props.name, serviceAccountName);
    check(this, "namespace", props.namespace.name, namespaceName);
    for (const [key, value] of Object.entries(props.annotations ?? {})) {
      check(this, "annotations", key, qualifiedName);
      if (key === ROLE_ARN_ANNOTATION && value !== props.role?.arn) {
        refuse(this, "annotations", problems.roleArnAnnotation(value));
      }
    }
    for (const [key, value] of Object.entries(props.labels ?? {})) {
      check(this, "labels", key, qualifiedName);
      check(this, "labels", value, labelValue);
    }

    const annotations = { ...props.annotations, ...(props.role && { [ROLE_ARN_ANNOTATION]: props.role.arn }) };
    this.name = props.name;
    this.namespace = props.namespace.name;
    this.dependables = [
      new ServiceAccountV1(this, "Resource", {
        metadata: {
          name: props.name,
          namespace: props.namespace.name,
          annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
          labels: props.labels && { ...props.labels },
        },
        automountServiceAccountToken: props.automountServiceAccountToken ?? true,
        dependsOn: [...props.namespace.dependables, ...(props.role?.dependables ?? [])],
      }),
    ];
  }
}
