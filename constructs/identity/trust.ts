import type { PolicyConditions } from "../facts/policy";
import { parseArn } from "../facts/arn";
import { LIMITS } from "../facts/limits";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { IRSA_AUDIENCE, subjectText } from "../facts/trust";
import type { Subject, SubjectPattern, TrustStatement, TrustedProvider } from "../facts/trust";
import {
  ListOf,
  and,
  choose,
  compare,
  concat,
  concatLists,
  each,
  equals,
  flagOr,
  hasAny,
  isGiven,
  isListOf,
  not,
  oneOrMany,
  onlyIf,
  orElse,
  sorted,
  textOr,
} from "../hcl/combine";
import type { Condition, Flag, List } from "../hcl/combine";
import { Expression, asValue, attribute, isExpression, isObject, variable } from "../hcl/expression";
import type { ObjectValue, Value } from "../hcl/expression";
import type { Naming } from "../hcl/instances";
import { lift, text } from "../hcl/lift";
import { document, policySize } from "./policy-document";
import type { PolicyDocument } from "./policy-document";

/** Who may assume a role besides its ServiceAccounts, and how strictly. */
export interface TrustOptions {
  /** Further ServiceAccounts of the cluster. @default - none */
  readonly otherSubjects?: List<Subject>;
  /** Other clusters' OIDC providers, for a role that clusters share. @default - none */
  readonly otherProviders?: List<TrustedProvider>;
  /** Subjects with wildcards: every pod that they match may assume the role. IRSA only. @default - none */
  readonly subjectPatterns?: readonly SubjectPattern[] | ListOf<SubjectPatternFields>;
  /** The audience of the tokens, which the OIDC provider has to know. @default "sts.amazonaws.com" */
  readonly audience?: string;
  /** @default - none */
  readonly extraStatements?: readonly TrustStatement[] | ListOf<TrustStatementFields>;
  /** The account's quota: 2,048 to 8,192 characters. @default 2048 */
  readonly maxSize?: number;
  /** Whether Pod Identity is held to its source: this account and cluster. @default true */
  readonly podIdentitySource?: Flag;
  /** In the place of this account and cluster, for a role that clusters share. @default - none */
  readonly podIdentitySources?: PodIdentitySources;
  /** Whether Pod Identity sessions are tagged, and held to namespace and ServiceAccount. @default true */
  readonly podIdentitySessionTags?: Flag;
}

/** Where Pod Identity sessions of a shared role may come from: clusters by ARN, all of an account, or of an organization. */
export type PodIdentitySources =
  | {
      /** EKS clusters' ARNs. */
      readonly clusters: readonly string[];
    }
  | {
      /** Twelve digits. */
      readonly account: string;
    }
  | {
      /** The ID of an AWS organization. */
      readonly organization: string;
    };

/** A pattern of which Terraform may know any part. */
export interface SubjectPatternFields {
  /** @default - any */
  readonly namespace?: string | undefined;
  readonly serviceAccount: string;
}

const patternText = ({ namespace, serviceAccount }: SubjectPatternFields): string =>
  subjectText({ namespace: textOr(namespace, "*"), serviceAccount });

/** A statement of which Terraform may know any part. */
export interface TrustStatementFields {
  readonly sid?: string;
  readonly effect?: string;
  readonly principals: object;
  readonly actions: List<string>;
  readonly conditions?: PolicyConditions | Expression;
}

/** Whom a role trusts. */
export interface Trust extends TrustOptions {
  readonly subjects: List<Subject>;
  /** Whether there are any, where Terraform knows. @default - where some are given */
  readonly hasSubjects?: Condition;
  /** The cluster's OIDC provider. */
  readonly provider: TrustedProvider;
  readonly usesIrsa: Condition;
  readonly usesPodIdentity: Condition;
  /** The cluster and its account, which Pod Identity is held to. */
  readonly cluster: { readonly accountId: string; readonly arn: string };
}

const UNNAMED: Naming = (_name, value) => value;

/** A list under a name. */
function namedList<T>(named: Naming, name: string, list: List<T>, comment?: string): List<T> {
  if (!isListOf(list)) return list;
  const found = named(name, list as Expression, comment);
  return new ListOf(found.node, list.element);
}

/** Providers under a name, as objects. */
function namedProviders(named: Naming, { usesIrsa, provider, otherProviders = [] }: Trust): List<TrustedProvider> {
  if (usesIrsa === true && !isListOf(otherProviders)) return [provider, ...otherProviders];
  if (usesIrsa === false && !isListOf(otherProviders)) return otherProviders;
  const own = choose(usesIrsa, [asValue(provider)], []);
  const others = each(otherProviders, "arn", asValue);
  const all = new ListOf((concat(own, others) as Expression).node, providerOf);
  return namedList(
    named,
    "oidc_providers",
    all,
    "The cluster's own OIDC provider, and those of other clusters. A provider's ARN ends with its issuer.",
  );
}

const providerOf = (one: Expression): TrustedProvider => ({
  arn: text(attribute(one, "arn")),
  issuer: text(attribute(one, "issuer")),
});

/** A statement for each subject list of each provider, subjects to the letter or by wildcards. */
function webIdentityStatement(
  provider: TrustedProvider,
  subjects: Value,
  { audience, operator }: { readonly audience: string | undefined; readonly operator: "StringEquals" | "StringLike" },
): ObjectValue {
  const aud = { [`${provider.issuer}:aud`]: orElse(audience, IRSA_AUDIENCE) };
  const sub = { [`${provider.issuer}:sub`]: oneOrMany(subjects) };
  return statement(
    { Federated: provider.arn },
    "sts:AssumeRoleWithWebIdentity",
    operator === "StringEquals" ? { StringEquals: { ...aud, ...sub } } : { StringEquals: aud, StringLike: sub },
  );
}

const statement = (principal: ObjectValue, actions: Value, conditions: Value): ObjectValue => ({
  Effect: "Allow",
  Principal: principal,
  Action: actions,
  Condition: conditions,
});

/**
 * IRSA: just these ServiceAccounts, with a token of one of the providers that is meant for STS. Both
 * `aud` and `sub` are checked, and both to the letter; only wildcards, where asked for, use StringLike,
 * and on `sub` alone.
 */
function webIdentity(trust: Trust, subjects: List<Subject>, named: Naming): Value[] {
  const providers = namedProviders(named, trust);
  const { audience } = trust;
  const subjectPatterns = (trust.subjectPatterns ?? []) as List<SubjectPatternFields>;
  const patterns = each(subjectPatterns, "subject", patternText);
  const exact = each(subjects, "subject", subjectText);
  return [
    named(
      "trust_subjects",
      each(
        providers,
        "provider",
        (one) => webIdentityStatement(one, exact, { audience, operator: "StringEquals" }),
        // A role may be for patterns alone.
        () => trust.hasSubjects ?? (isListOf(subjects) || subjects.length > 0),
      ),
      "IRSA: a token of these ServiceAccounts, to the letter, meant for STS.",
    ),
    named(
      "trust_patterns",
      each(
        providers,
        "provider",
        (one) => webIdentityStatement(one, patterns, { audience, operator: "StringLike" }),
        () => hasAny(subjectPatterns),
      ),
      "IRSA: ServiceAccounts that match a pattern, where patterns were asked for.",
    ),
  ];
}

/**
 * EKS Pod Identity, on behalf of these ServiceAccounts (EKS user guide, "Create IAM role with trust
 * policy"). With session tags there is a statement for each namespace: in one for all, each name would
 * go with each namespace. Without them, nothing but the source can be asked for.
 */
function podIdentity(trust: Trust, subjects: List<Subject>, named: Naming): Value[] {
  const { usesPodIdentity } = trust;
  if (usesPodIdentity === false) return [];
  const held = flagOr(trust.podIdentitySource, true);
  const tagged = flagOr(trust.podIdentitySessionTags, true);
  const source = sourceConditions(trust);
  const namespaces = elementsOf(sorted(each(subjects, "subject", ({ namespace }) => namespace)));
  const allow = (conditions: Value): ObjectValue =>
    statement({ Service: "pods.eks.amazonaws.com" }, ["sts:AssumeRole", "sts:TagSession"], conditions);
  return [
    named(
      "trust_pod_identity",
      each(
        namespaces,
        "namespace",
        (namespace) =>
          allow({
            StringEquals: {
              ...Object.fromEntries(Object.entries(source.equals).map(([key, value]) => [key, onlyIf(held, value)])),
              "aws:RequestTag/kubernetes-namespace": namespace,
              "aws:RequestTag/kubernetes-service-account": oneOrMany(
                each(
                  subjects,
                  "subject",
                  ({ serviceAccount }) => serviceAccount,
                  (subject) => equals(subject.namespace, namespace),
                ),
              ),
            },
            ...(source.arns !== undefined && { ArnEquals: onlyIf(held, source.arns) }),
          }),
        () => and(usesPodIdentity, tagged),
      ),
      "EKS Pod Identity with session tags: one statement a namespace, its ServiceAccounts to the letter.",
    ),
    named(
      "trust_untagged",
      [
        onlyIf(
          and(usesPodIdentity, not(tagged)),
          allow(
            onlyIf(held, {
              StringEquals: source.equals,
              ...(source.arns !== undefined && { ArnEquals: source.arns }),
            }),
          ),
        ),
      ].filter((one) => one !== undefined),
      "EKS Pod Identity without session tags: nothing but the source can be asked for.",
    ),
  ];
}

/** What is asked of the source: which account and clusters it is of, or which organization. */
function sourceConditions({ podIdentitySources: sources, cluster }: Trust): {
  readonly equals: Readonly<Record<string, Value>>;
  readonly arns?: ObjectValue;
} {
  if (sources === undefined) {
    return { equals: { "aws:SourceAccount": cluster.accountId }, arns: { "aws:SourceArn": cluster.arn } };
  }
  if ("organization" in sources) return { equals: { "aws:SourceOrgID": sources.organization } };
  if ("account" in sources) return { equals: { "aws:SourceAccount": sources.account } };
  const accounts = sources.clusters.flatMap((arn) => parseArn(arn)?.account ?? []);
  return {
    equals: { "aws:SourceAccount": oneOrMany(accounts) },
    arns: { "aws:SourceArn": oneOrMany(sources.clusters) },
  };
}

/** Texts that are known now as they are, and those that Terraform knows as elements. */
const elementsOf = (texts: Value): List<string> =>
  isExpression(texts) ? new ListOf(texts.node, text) : (texts as readonly string[]);

/** By kind; those that Terraform finds to be null are left out. */
function principalsOf(principals: object): Value {
  const given = lift(principals);
  const [first] = isObject(given) ? Object.values(given).map(lift) : [];
  if (!isExpression(first) || first.node.kind !== "attribute") return given;
  const [key, value] = [variable("kind"), variable("names")];
  const where = compare(value, "!=", null);
  return new Expression({ kind: "object", loop: { key, value, over: first.node.of }, key, body: value, where });
}

/** A statement of a trust policy in IAM's own words. */
const iamTrustStatement = ({ sid, effect, principals, actions, conditions }: TrustStatementFields): ObjectValue => ({
  ...(sid !== undefined && { Sid: onlyIf(isGiven(sid), sid) }),
  Effect: orElse(effect, "Allow"),
  Principal: principalsOf(principals),
  Action: oneOrMany(lift(actions)),
  ...(conditions !== undefined && { Condition: onlyIf(isGiven(conditions), lift(conditions)) }),
});

/** The whole trust policy of a role. */
export function trustPolicy(trust: Trust, named: Naming = UNNAMED): PolicyDocument {
  const subjects = namedList(named, "subjects", concatLists(trust.subjects, trust.otherSubjects ?? []));
  const further = named(
    "trust_statements",
    each((trust.extraStatements ?? []) as List<TrustStatementFields>, "statement", iamTrustStatement),
  );
  return document(concat(...webIdentity(trust, subjects, named), ...podIdentity(trust, subjects, named), further));
}

/** IAM's limit for a trust policy; white space is not counted, and neither is what Terraform fills in. */
export const trustPolicySize = (policy: PolicyDocument, limit?: number): Problem | undefined =>
  trustSize(policySize(policy), limit);

/** The same for a size that is known already. */
export const trustSize = (size: number, limit: number = LIMITS.trustPolicy): Problem | undefined =>
  size > limit ? problems.trustPolicyTooLarge(size, limit) : undefined;
