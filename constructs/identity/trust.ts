import type { PolicyConditions } from "../facts/policy";
import { LIMITS } from "../facts/limits";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { IRSA_AUDIENCE, subjectText } from "../facts/trust";
import type { Subject, TrustStatement, TrustedProvider } from "../facts/trust";
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
  readonly subjectPatterns?: List<Subject>;
  /** The audience of the tokens, which the OIDC provider has to know. @default "sts.amazonaws.com" */
  readonly audience?: string;
  /** @default - none */
  readonly extraStatements?: readonly TrustStatement[] | ListOf<TrustStatementFields>;
  /** The account's quota: 2,048 to 8,192 characters. @default 2048 */
  readonly maxSize?: number;
  /** Whether Pod Identity is held to this account and cluster. @default true */
  readonly podIdentitySource?: Flag;
  /** Whether Pod Identity sessions are tagged, and held to namespace and ServiceAccount. @default true */
  readonly podIdentitySessionTags?: Flag;
}

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
  subjects: List<Subject>,
  { audience, operator }: { readonly audience: string | undefined; readonly operator: "StringEquals" | "StringLike" },
): ObjectValue {
  const aud = { [`${provider.issuer}:aud`]: orElse(audience, IRSA_AUDIENCE) };
  const sub = { [`${provider.issuer}:sub`]: oneOrMany(each(subjects, "subject", subjectText)) };
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
  const { audience, subjectPatterns = [] } = trust;
  return [
    named(
      "trust_subjects",
      each(
        providers,
        "provider",
        (one) => webIdentityStatement(one, subjects, { audience, operator: "StringEquals" }),
        // A role may be for patterns alone.
        () => isListOf(subjects) || subjects.length > 0,
      ),
      "IRSA: a token of these ServiceAccounts, to the letter, meant for STS.",
    ),
    named(
      "trust_patterns",
      each(
        providers,
        "provider",
        (one) => webIdentityStatement(one, subjectPatterns, { audience, operator: "StringLike" }),
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
  const { usesPodIdentity, cluster } = trust;
  if (usesPodIdentity === false) return [];
  const held = flagOr(trust.podIdentitySource, true);
  const tagged = flagOr(trust.podIdentitySessionTags, true);
  const account = onlyIf(held, cluster.accountId);
  const source = onlyIf(held, { "aws:SourceArn": cluster.arn });
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
              "aws:SourceAccount": account,
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
            ArnEquals: source,
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
              StringEquals: { "aws:SourceAccount": cluster.accountId },
              ArnEquals: { "aws:SourceArn": cluster.arn },
            }),
          ),
        ),
      ].filter((one) => one !== undefined),
      "EKS Pod Identity without session tags: nothing but the source can be asked for.",
    ),
  ];
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
