import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../facts/limits";
import { namespaceName, qualifiedName, serviceAccountName } from "../facts/names";
import * as problems from "../facts/problems";
import {
  AUDIENCE_ANNOTATION,
  ROLE_ARN_ANNOTATION,
  STS_REGIONAL_ANNOTATION,
  TOKEN_EXPIRATION_ANNOTATION,
} from "../facts/service-accounts";
import { IRSA_AUDIENCE } from "../facts/trust";
import { check, checkLabels, refuse } from "../terraform/check";
import type { RoleReference } from "./irsa-role";
import type { NamespaceReference } from "./namespace";

/** How the pods' web identity token is made (amazon-eks-pod-identity-webhook). */
export interface TokenOptions {
  /** Whether the SDKs use STS in the cluster's region. @default - EKS's own: they do */
  readonly stsRegionalEndpoints?: boolean;
  /** How long a token lives, in seconds: 600 to 86400. @default 86400 */
  readonly tokenExpiration?: number;
  /** Whom the token is meant for. The trust policy and the OIDC provider have to agree. @default "sts.amazonaws.com" */
  readonly audience?: string;
}

export interface ServiceAccountOptions extends TokenOptions {
  /** @default - none but the role's */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Not with `existing`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether pods get a token for the Kubernetes API. Not with `existing`. @default true */
  readonly automountServiceAccountToken?: boolean;
  /** Names of Secrets to pull images with. Not with `existing`. @default - none */
  readonly imagePullSecrets?: readonly string[];
  /** The ServiceAccount is there already, made by a chart or by hand: only its annotations are ours. @default false */
  readonly existing?: boolean;
}

export interface ServiceAccountProps extends ServiceAccountOptions {
  /** An RFC 1123 subdomain, at most 253 characters. */
  readonly name: string;
  readonly namespace: NamespaceReference;
  /** @default - no role by annotation: no AWS permissions, or those of a Pod Identity association */
  readonly role?: Pick<RoleReference, "arn" | "dependables">;
  /** What has to be there first. @default - the namespace, and the role with its policies */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * A Kubernetes ServiceAccount. It is made after its role's policies are attached, for a pod that
 * starts earlier would have no permissions, or no credentials at all.
 *
 * @throws InvalidInputError for bad names, and for an annotation that contradicts an option
 */
export class ServiceAccount extends Construct {
  public readonly name: string;
  public readonly namespace: string;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    checkServiceAccount(this, props);
    this.name = props.name;
    this.namespace = props.namespace.name;

    const metadata = { name: props.name, namespace: props.namespace.name };
    const annotations = { ...props.annotations, ...tokenAnnotations(props) };
    if (props.role) annotations[ROLE_ARN_ANNOTATION] = props.role.arn;
    const hasAnnotations = Object.keys(annotations).length > 0;
    const first = [...props.namespace.dependables, ...(props.role?.dependables ?? []), ...(props.dependsOn ?? [])];
    const dependsOn = first.length > 0 ? first : undefined;
    if (props.existing) {
      this.dependables = hasAnnotations
        ? [
            new Annotations(this, "Resource", {
              apiVersion: "v1",
              kind: "ServiceAccount",
              metadata,
              annotations,
              force: true,
              dependsOn,
            }),
          ]
        : first;
      return;
    }
    this.dependables = [
      new ServiceAccountV1(this, "Resource", {
        metadata: {
          ...metadata,
          annotations: hasAnnotations ? annotations : undefined,
          labels: props.labels && { ...props.labels },
        },
        automountServiceAccountToken: props.automountServiceAccountToken ?? true,
        imagePullSecret: props.imagePullSecrets?.map((name) => ({ name })),
        dependsOn,
      }),
    ];
  }
}

/** All annotation values are text. */
export function tokenAnnotations({
  stsRegionalEndpoints,
  tokenExpiration,
  audience,
}: TokenOptions): Record<string, string> {
  return {
    ...(stsRegionalEndpoints !== undefined && { [STS_REGIONAL_ANNOTATION]: String(stsRegionalEndpoints) }),
    ...(tokenExpiration !== undefined && { [TOKEN_EXPIRATION_ANNOTATION]: String(tokenExpiration) }),
    ...(audience !== undefined && audience !== IRSA_AUDIENCE && { [AUDIENCE_ANNOTATION]: audience }),
  };
}

function checkServiceAccount(scope: Construct, props: ServiceAccountProps): void {
  check(scope, "name", props.name, serviceAccountName);
  check(scope, "namespace", props.namespace.name, namespaceName);
  const ours = tokenAnnotations(props);
  for (const [key, value] of Object.entries(props.annotations ?? {})) {
    check(scope, "annotations", key, qualifiedName);
    if (key === ROLE_ARN_ANNOTATION && value !== props.role?.arn) {
      refuse(scope, "annotations", problems.roleArnAnnotation(value));
    }
    const expected = ours[key];
    if (expected !== undefined && expected !== value) {
      refuse(scope, "annotations", problems.annotationContradicts(key, value, expected));
    }
  }
  checkLabels(scope, props.labels);
  const { min, max } = LIMITS.tokenExpiration;
  const seconds = props.tokenExpiration;
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= min && seconds <= max)) {
    refuse(scope, "tokenExpiration", problems.notBetween(seconds, min, max, "seconds"));
  }
  const notOurs = (["labels", "automountServiceAccountToken", "imagePullSecrets"] as const).find(
    (key) => props[key] !== undefined,
  );
  if (props.existing && notOurs !== undefined) refuse(scope, notOurs, problems.existingServiceAccount(notOurs));
}
