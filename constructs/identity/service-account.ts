import { Annotations } from "@cdktf/provider-kubernetes/lib/annotations";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { check, checkLabels, checkNumber, refuse } from "../contract/check";
import { LIMITS } from "../facts/limits";
import { namespaceName, qualifiedName, serviceAccountName } from "../facts/names";
import { literals, problemsOf } from "../contract/rule";
import { existingAccount, newAccount } from "../contract/rules/service-account";
import * as problems from "../facts/problems";
import {
  AUDIENCE_ANNOTATION,
  ROLE_ARN_ANNOTATION,
  STS_REGIONAL_ANNOTATION,
  TOKEN_EXPIRATION_ANNOTATION,
} from "../facts/service-accounts";
import { IRSA_AUDIENCE } from "../facts/trust";
import {
  and,
  choose,
  compare,
  flagOr,
  hasAny,
  isGiven,
  isListOf,
  merged,
  not,
  onlyIf,
  or,
  orElse,
} from "../hcl/combine";
import type { Condition, Flag, List } from "../hcl/combine";
import { addDynamicBlock } from "../hcl/dynamic-block";
import { call, isExpression, isObject, kept } from "../hcl/expression";
import { instancesOf } from "../hcl/instances";
import { any, isLiteral, lift, map, textOrNone } from "../hcl/lift";
import { escapeTemplate } from "../hcl/template";
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
  readonly imagePullSecrets?: List<string>;
  /** The ServiceAccount is there already, made by a chart or by hand: only its annotations are ours. @default false */
  readonly existing?: Flag;
}

/** What makes a ServiceAccount. */
export interface ServiceAccountProps extends ServiceAccountOptions {
  /** An RFC 1123 subdomain, at most 253 characters. */
  readonly name: string;
  /** The namespace that it is in. */
  readonly namespace: NamespaceReference;
  /** @default - no role by annotation: no AWS permissions, or those of a Pod Identity association */
  readonly role?: Pick<RoleReference, "arn" | "dependables"> & {
    /** Whether the role is annotated, for Terraform to know before its ARN. @default - where there is an ARN */
    readonly annotated?: Condition;
  };
  /** Whether anything is made of it. @default true */
  readonly when?: Condition;
  /**
   * Releases that may make an existing ServiceAccount: it is annotated after them. What the cluster
   * itself makes waits for none. @default - none
   */
  readonly makers?: readonly ITerraformDependable[];
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
  /** The same, but for what waits for a release that makes the ServiceAccount. @internal */
  public readonly beforeReleases: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: ServiceAccountProps) {
    super(scope, id);
    checkServiceAccount(this, props);
    this.name = props.name;
    this.namespace = props.namespace.name;

    const annotations = this.annotations(props);
    const first = [...props.namespace.dependables, ...(props.role?.dependables ?? []), ...(props.dependsOn ?? [])];
    const { existing = false, makers = [] } = props;
    const made = existing === true ? [] : [this.make(props, annotations, first)];
    const annotated = (
      place: string,
      when: Condition,
      after: readonly ITerraformDependable[],
    ): ITerraformDependable[] =>
      annotations === undefined || and(existing, when) === false
        ? []
        : [this.annotate(place, { ...props, when: and(props.when ?? true, when) }, annotations, after)];
    // One that the cluster itself makes is there before any release, which may even need its role.
    const early =
      makers.length === 0 || instancesOf(this).named<Condition>("of-cluster", isOfCluster(props), OF_CLUSTER);
    const last = existing === true ? "Resource" : "annotations";
    const before = [...made, ...annotated(early === true ? last : "of-cluster", early, first)];
    const after = annotated(last, not(early), [...first, ...makers]);
    const { waitable } = instancesOf(this);
    this.beforeReleases = before.length > 0 ? waitable(before, "service-account-first") : first;
    const all = [...before, ...after];
    this.dependables =
      after.length === 0 ? this.beforeReleases : all.length > 0 ? waitable(all, "service-account-ready") : first;
  }

  /** The user's annotations and ours; undefined where there are none. */
  private annotations(props: ServiceAccountProps): Record<string, string> | undefined {
    const all = merged(orElse(props.annotations, {}), ourAnnotations(props));
    if (isObject(all) && Object.keys(all).length === 0) return undefined;
    return map(instancesOf(this).named("annotations", all));
  }

  private make(
    { when = true, existing = false, ...props }: ServiceAccountProps,
    annotations: Record<string, string> | undefined,
    first: readonly ITerraformDependable[],
  ): ITerraformDependable {
    const secrets = props.imagePullSecrets;
    const account = new ServiceAccountV1(this, "Resource", {
      metadata: {
        name: this.name,
        namespace: this.namespace,
        annotations,
        labels: props.labels && { ...props.labels },
      },
      automountServiceAccountToken: any(flagOr(props.automountServiceAccountToken, true)),
      imagePullSecret: secrets && !isListOf(secrets) ? secrets.map((name) => ({ name })) : undefined,
      dependsOn: first.length > 0 ? [...first] : undefined,
      ...instancesOf(this).where(and(when, not(existing)), "service-account-made"),
    });
    if (secrets && isListOf(secrets)) addDynamicBlock(account, "image_pull_secret", secrets, "name");
    return account;
  }

  /** Of a ServiceAccount that is there already, only its annotations are ours. */
  private annotate(
    id: string,
    { when = true, existing = false, ...props }: ServiceAccountProps,
    annotations: Record<string, string>,
    first: readonly ITerraformDependable[],
  ): ITerraformDependable {
    const { [ROLE_ARN_ANNOTATION]: arn, ...ours } = ourAnnotations(props);
    const others = or(...Object.values(ours).map(isGiven), hasAny(orElse(props.annotations, {})));
    // Where the role is annotated, what may not be known yet of the others need not be asked for.
    const some = choose(props.role?.annotated ?? isGiven(arn), true, others) as Condition;
    return new Annotations(this, id, {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: this.name, namespace: this.namespace },
      annotations,
      dependsOn: first.length > 0 ? [...first] : undefined,
      ...instancesOf(this).where(
        and(when, existing, some),
        id === "of-cluster" ? "annotated-before-releases" : "annotated",
      ),
    });
  }
}

const OF_CLUSTER = "ServiceAccounts that Kubernetes or EKS makes: they are there before any release.";

/** Whether Kubernetes or EKS makes a ServiceAccount. */
const isOfCluster = ({ name, namespace }: ServiceAccountProps): Condition =>
  not(newAccount.holds(literals({ serviceAccount: lift(name), namespace: lift(namespace.name) })));

/** Texts that are known now, in which Terraform is to read no template. */
const asData = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, isLiteral(text) ? escapeTemplate(text) : text]));

const ourAnnotations = (props: Pick<ServiceAccountProps, "role"> & TokenOptions): Record<string, string> => ({
  // An audience is data, and an argument of CDKTF's a template.
  ...asData(tokenAnnotations(props)),
  ...(props.role && { [ROLE_ARN_ANNOTATION]: props.role.arn }),
});

/** All annotation values are text. */
export function tokenAnnotations({
  stsRegionalEndpoints,
  tokenExpiration,
  audience,
}: TokenOptions): Record<string, string> {
  const named =
    audience === undefined
      ? undefined
      : textOrNone(onlyIf(compare(orElse(audience, IRSA_AUDIENCE), "!=", IRSA_AUDIENCE), audience));
  return {
    ...(stsRegionalEndpoints !== undefined && { [STS_REGIONAL_ANNOTATION]: annotationText(stsRegionalEndpoints) }),
    ...(tokenExpiration !== undefined && { [TOKEN_EXPIRATION_ANNOTATION]: annotationText(tokenExpiration) }),
    ...(named !== undefined && { [AUDIENCE_ANNOTATION]: named }),
  };
}

function annotationText(value: number | Flag): string {
  const given = lift(value);
  return isExpression(given)
    ? (textOrNone(onlyIf(isGiven(given), call("tostring", kept(given)))) ?? "")
    : JSON.stringify(given);
}

function checkServiceAccount(scope: Construct, props: ServiceAccountProps): void {
  check(scope, "name", props.name, serviceAccountName);
  check(scope, "namespace", props.namespace.name, namespaceName);
  const ours = asData(tokenAnnotations(props));
  const theirs = props.annotations ?? {};
  for (const [key, value] of isExpression(lift(theirs)) ? [] : Object.entries(theirs)) {
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
  checkNumber(scope, "tokenExpiration", props.tokenExpiration, LIMITS.tokenExpiration, "seconds");
  const { existing } = props;
  const account = literals({ existing, serviceAccount: lift(props.name), namespace: lift(props.namespace.name) });
  for (const { problem } of problemsOf([newAccount], account)) refuse(scope, "name", problem);
  for (const { path, problem } of problemsOf(existingAccount, literals(props))) refuse(scope, path, problem);
}
