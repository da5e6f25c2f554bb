import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Token } from "cdktf";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { isDeferred } from "../facts/deferred";
import type { Deferred } from "../facts/deferred";
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
import { all, any, flagOrElse, isGiven, not, textIf } from "../terraform/condition";
import type { Condition, Flag } from "../terraform/condition";
import { asJson, expr, isMapToken, isOptional, optional, raw } from "../terraform/expression";
import { instancesOf } from "../terraform/instances";
import type { RoleReference } from "./irsa-role";
import type { NamespaceReference } from "./namespace";

/** How the pods' web identity token is made (amazon-eks-pod-identity-webhook). */
export interface TokenOptions {
  /** Whether the SDKs use STS in the cluster's region. @default - EKS's own: they do */
  readonly stsRegionalEndpoints?: Flag;
  /** How long a token lives, in seconds: 600 to 86400. @default 86400 */
  readonly tokenExpiration?: number;
  /** Whom the token is meant for. The trust policy and the OIDC provider have to agree. @default "sts.amazonaws.com" */
  readonly audience?: string;
}

/** What may be chosen of any ServiceAccount. */
export interface ServiceAccountOptions extends TokenOptions {
  /** @default - none but the role's */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Not with `existing`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether pods get a token for the Kubernetes API. Not with `existing`. @default true */
  readonly automountServiceAccountToken?: Flag;
  /** Names of Secrets to pull images with. Not with `existing`. @default - none */
  readonly imagePullSecrets?: readonly string[] | Deferred;
  /** The ServiceAccount is there already, made by a chart or by hand: only its annotations are ours. @default false */
  readonly existing?: Condition;
}

/** What makes a ServiceAccount. */
export interface ServiceAccountProps extends ServiceAccountOptions {
  /** An RFC 1123 subdomain, at most 253 characters. */
  readonly name: string;
  /** The namespace that it is in. */
  readonly namespace: NamespaceReference;
  /** @default - no role by annotation: no AWS permissions, or those of a Pod Identity association */
  readonly role?: Pick<RoleReference, "arn" | "dependables">;
  /** Whether anything is made of it. @default true */
  readonly when?: Condition;
  /** What has to be there first. @default - the namespace, and the role with its policies */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** A ServiceAccount by its name. */
export interface ServiceAccountReference {
  /** The namespace's name. */
  readonly namespace: string;
  /** The ServiceAccount's name. */
  readonly name: string;
}

/**
 * A Kubernetes ServiceAccount. It is made after its role's policies are attached, for a pod that
 * starts earlier would have no permissions, or no credentials at all.
 *
 * @throws InvalidInputError for bad names, and for an annotation that contradicts an option
 */
export class ServiceAccount extends Construct implements ServiceAccountReference {
  public readonly name: string;
  public readonly namespace: string;
  /** What has to be there before a pod starts: the ServiceAccount with its annotations. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    checkServiceAccount(this, props);
    this.name = props.name;
    this.namespace = props.namespace.name;

    const annotations = withOurs(props);
    const first = [...props.namespace.dependables, ...(props.role?.dependables ?? []), ...(props.dependsOn ?? [])];
    const dependsOn = first.length > 0 ? first : undefined;
    const { existing = false } = props;
    const made = [
      ...(existing === true ? [] : [this.make(props, annotations, dependsOn)]),
      ...(existing === false || annotations === undefined ? [] : [this.annotate(props, annotations, dependsOn)]),
    ];
    this.dependables = made.length > 0 ? instancesOf(this).waitable(made) : first;
  }

  private make(
    { when = true, existing = false, ...props }: ServiceAccountProps,
    annotations: Record<string, string> | undefined,
    dependsOn: ITerraformDependable[] | undefined,
  ): ITerraformDependable {
    const secrets = props.imagePullSecrets;
    const account = new ServiceAccountV1(this, "Resource", {
      metadata: {
        name: this.name,
        namespace: this.namespace,
        annotations,
        labels: props.labels && { ...props.labels },
      },
      automountServiceAccountToken: flagOrElse(props.automountServiceAccountToken, true),
      imagePullSecret: isDeferred(secrets) ? undefined : secrets?.map((name) => ({ name })),
      dependsOn,
      ...instancesOf(this).where(all(when, not(existing))),
    });
    if (isDeferred(secrets)) {
      account.addOverride("dynamic.image_pull_secret", {
        for_each: asJson(secrets),
        content: { name: raw("image_pull_secret.value") },
      });
    }
    return account;
  }

  /** Of a ServiceAccount that is there already, only its annotations are ours. */
  private annotate(
    { when = true, existing = false, ...props }: ServiceAccountProps,
    annotations: Record<string, string>,
    dependsOn: ITerraformDependable[] | undefined,
  ): ITerraformDependable {
    const theirs = props.annotations ?? {};
    const ours = ourAnnotations(props);
    const some = any(
      ...Object.values(ours).map(isGiven),
      isMapToken(theirs) ? expr`length(coalesce(${theirs}, {})) > 0` : Object.keys(theirs).length > 0,
    );
    // A role's annotation is there in any case, and what is not known yet of the others need not be asked.
    const byRole = isGiven(ours[ROLE_ARN_ANNOTATION]);
    const annotated =
      typeof existing === "boolean" || typeof some === "boolean"
        ? all(existing, some)
        : expr`${existing} ? (${byRole} ? true : ${some}) : false`;
    return new Annotations(this, existing === true ? "Resource" : "annotations", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: this.name, namespace: this.namespace },
      annotations,
      force: true,
      dependsOn,
      ...instancesOf(this).where(all(when, annotated), "annotated"),
    });
  }
}

/** The user's annotations and ours; undefined where there are none. */
function withOurs(props: ServiceAccountProps): Record<string, string> | undefined {
  const ours = ourAnnotations(props);
  const theirs = props.annotations ?? {};
  if (isMapToken(theirs) || isOpen(ours)) {
    const given = isMapToken(theirs) || Object.keys(theirs).length > 0 ? [theirs, ours] : [ours];
    return Token.asStringMap(given.length > 1 ? expr`merge(${theirs}, ${ours})` : expr`${ours}`);
  }
  const annotations = { ...theirs, ...ours };
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}

const ourAnnotations = (props: Pick<ServiceAccountProps, "role"> & TokenOptions): Record<string, string> => ({
  ...tokenAnnotations(props),
  ...(props.role && { [ROLE_ARN_ANNOTATION]: props.role.arn }),
});

/** Whether Terraform decides which of the annotations there are. */
const isOpen = (annotations: Readonly<Record<string, string>>): boolean => Object.values(annotations).some(isOptional);

/** All annotation values are text. */
export function tokenAnnotations({
  stsRegionalEndpoints,
  tokenExpiration,
  audience,
}: TokenOptions): Record<string, string> {
  const named = audience === undefined ? undefined : textIf(differs(audience, IRSA_AUDIENCE), audience);
  return {
    ...(stsRegionalEndpoints !== undefined && { [STS_REGIONAL_ANNOTATION]: annotationText(stsRegionalEndpoints) }),
    ...(tokenExpiration !== undefined && { [TOKEN_EXPIRATION_ANNOTATION]: annotationText(tokenExpiration) }),
    ...(named !== undefined && { [AUDIENCE_ANNOTATION]: named }),
  };
}

const annotationText = (value: number | Flag): string =>
  isOptional(value) ? optional`${value} == null ? null : tostring(${value})`.toString() : String(value);

const differs = (text: string, other: string): Condition =>
  isOptional(text) ? expr`coalesce(${text}, ${other}) != ${other}` : text !== other;

function checkServiceAccount(scope: Construct, props: ServiceAccountProps): void {
  check(scope, "name", props.name, serviceAccountName);
  check(scope, "namespace", props.namespace.name, namespaceName);
  const ours = tokenAnnotations(props);
  const theirs = props.annotations ?? {};
  for (const [key, value] of isMapToken(theirs) ? [] : Object.entries(theirs)) {
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
  if (
    seconds !== undefined &&
    !Token.isUnresolved(seconds) &&
    !(Number.isInteger(seconds) && seconds >= min && seconds <= max)
  ) {
    refuse(scope, "tokenExpiration", problems.notBetween(seconds, min, max, "seconds"));
  }
  const notOurs = (["labels", "automountServiceAccountToken", "imagePullSecrets"] as const).find(
    (key) => props[key] !== undefined,
  );
  if (props.existing === true && notOurs !== undefined)
    refuse(scope, notOurs, problems.existingServiceAccount(notOurs));
}
