import { isDeferred } from "./deferred";
import type { Deferred } from "./deferred";
import { LIMITS } from "./limits";
import { policySize } from "./policy";
import type { OneOrMany, PolicyConditions, PolicyDocument } from "./policy";
import * as problems from "./problems";
import type { Problem } from "./problems";
import { formRule } from "./text-rule";
import type { TextRule } from "./text-rule";

/** A ServiceAccount as a role's trust policy names it. */
export interface Subject {
  /** An RFC 1123 label, at most 63 characters. */
  readonly namespace: string;
  /** An RFC 1123 subdomain, at most 253 characters. */
  readonly serviceAccount: string;
}

/**
 * The audience of the tokens that EKS gives to pods: the same in every partition, China included
 * (amazon-eks-pod-identity-webhook, "Default audience").
 */
export const IRSA_AUDIENCE = "sts.amazonaws.com";

export const subjectText = ({ namespace, serviceAccount }: Subject): string =>
  `system:serviceaccount:${namespace}:${serviceAccount}`;

/** An OIDC provider as a trust policy names it: its ARN, and its issuer without https:// . */
export interface TrustedProvider {
  /** The provider's ARN in IAM. */
  readonly arn: string;
  /** The issuer's URL without https://, which the ARN ends with. */
  readonly issuer: string;
}

/** A statement of a trust policy. */
export interface TrustStatement {
  /** @default - none */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** By kind, as in IAM's JSON: AWS, Service or Federated. */
  readonly principals: Readonly<Partial<Record<"AWS" | "Service" | "Federated", OneOrMany>>>;
  /** As in `sts:AssumeRole`. */
  readonly actions: readonly string[];
  /** @default - the statement holds always */
  readonly conditions?: PolicyConditions;
}

/** A statement of which Terraform alone knows what it says: what it finds to be null is left out. */
export interface DeferredTrustStatement {
  readonly sid: Deferred;
  readonly effect: Deferred;
  readonly principals: Deferred;
  readonly actions: Deferred;
  readonly conditions: Deferred;
}

/** Several values sorted and each once; one alone. */
function values(texts: readonly string[] | Deferred): OneOrMany | Deferred {
  if (isDeferred(texts)) return texts;
  const sorted = [...new Set(texts)].sort();
  const [only, ...others] = sorted;
  return only !== undefined && others.length === 0 ? only : sorted;
}

/** What a web identity token has to say, besides being the provider's. */
export interface WebIdentityToken {
  /** Whose token it is: `system:serviceaccount:<namespace>:<name>`. */
  readonly subjects: readonly string[] | Deferred;
  /** Whether `*` and `?` in subjects stand for any characters. @default false */
  readonly wildcards?: boolean;
  /** @default "sts.amazonaws.com" */
  readonly audience?: string;
}

/**
 * Just these subjects, with a token of this provider that is meant for STS. Both `aud` and `sub` are
 * checked, and both to the letter; only wildcards, where asked for, use StringLike, and on `sub` alone.
 */
export function webIdentityStatement(
  provider: TrustedProvider,
  { subjects, wildcards = false, audience = IRSA_AUDIENCE }: WebIdentityToken,
): TrustStatement {
  const aud = { [`${provider.issuer}:aud`]: audience };
  const sub = { [`${provider.issuer}:sub`]: values(subjects) };
  return {
    principals: { Federated: provider.arn },
    actions: ["sts:AssumeRoleWithWebIdentity"],
    conditions: wildcards ? { StringEquals: aud, StringLike: sub } : { StringEquals: { ...aud, ...sub } },
  };
}

/** Who may come with a web identity token. */
export interface WebIdentity {
  readonly subjects: readonly Subject[];
  /** Subjects in which `*` and `?` stand for any characters. @default - none */
  readonly patterns?: readonly Subject[];
  /** @default "sts.amazonaws.com" */
  readonly audience?: string;
}

/** These ServiceAccounts, and those that the patterns match, as far as there are any. */
export function webIdentityStatements(
  provider: TrustedProvider,
  { subjects, patterns = [], audience }: WebIdentity,
): TrustStatement[] {
  const statement = (of: readonly Subject[], wildcards: boolean): TrustStatement[] =>
    of.length > 0 ? [webIdentityStatement(provider, { subjects: of.map(subjectText), wildcards, audience })] : [];
  return [...statement(subjects, false), ...statement(patterns, true)];
}

/** Who may come by an EKS Pod Identity association. */
export interface PodIdentity {
  readonly subjects: readonly Subject[];
  /** The cluster and its account, without which any association of any cluster will do. @default - not checked */
  readonly source?: { readonly accountId: string; readonly clusterArn: string };
  /** Whether associations tag their sessions: then namespace and ServiceAccount are checked, too. */
  readonly sessionTags: boolean;
}

/** What an association's session has to say. */
export interface PodIdentitySession {
  /** @default - not checked */
  readonly source?: PodIdentity["source"];
  /** The tags that name its ServiceAccount. @default - not checked: it has none */
  readonly tags?: { readonly namespace: string; readonly serviceAccounts: readonly string[] | Deferred };
}

/** The Pod Identity service, for one namespace's ServiceAccounts (EKS user guide, "Create IAM role with trust policy"). */
export function podIdentityStatement({ source, tags }: PodIdentitySession): TrustStatement {
  const equals = {
    ...(source && { "aws:SourceAccount": source.accountId }),
    ...(tags && {
      "aws:RequestTag/kubernetes-namespace": tags.namespace,
      "aws:RequestTag/kubernetes-service-account": values(tags.serviceAccounts),
    }),
  };
  const conditions: PolicyConditions = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(source && { ArnEquals: { "aws:SourceArn": source.clusterArn } }),
  };
  return {
    principals: { Service: "pods.eks.amazonaws.com" },
    actions: ["sts:AssumeRole", "sts:TagSession"],
    ...(Object.keys(conditions).length > 0 && { conditions }),
  };
}

/**
 * The Pod Identity service, on behalf of these ServiceAccounts. With tags there is a statement for
 * each namespace: in one for all, each name would go with each namespace.
 */
export function podIdentityStatements({ subjects, source, sessionTags }: PodIdentity): TrustStatement[] {
  if (!sessionTags) return [podIdentityStatement({ source })];
  const namespaces = [...new Set(subjects.map(({ namespace }) => namespace))].sort();
  return namespaces.map((namespace) => {
    const serviceAccounts = subjects
      .filter((subject) => subject.namespace === namespace)
      .map(({ serviceAccount }) => serviceAccount);
    return podIdentityStatement({ source, tags: { namespace, serviceAccounts } });
  });
}

/** Statements as a trust policy. */
export const trustDocument = (statements: readonly TrustStatement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements.map(iamTrustStatement),
});

/** A statement of a trust policy in IAM's own words. */
export const iamTrustStatement = ({
  sid,
  effect = "Allow",
  principals,
  actions,
  conditions,
}: TrustStatement | DeferredTrustStatement): Readonly<Record<string, unknown>> => ({
  ...(sid !== undefined && { Sid: sid }),
  Effect: effect,
  Principal: principals,
  Action: values(actions),
  ...(conditions && { Condition: conditions }),
});

/** The trust policy of a role for just these ServiceAccounts of one cluster. */
export const trustPolicy = (provider: TrustedProvider, subjects: readonly Subject[]): PolicyDocument =>
  trustDocument(webIdentityStatements(provider, { subjects }));

/** IAM's limit for a trust policy; white space is not counted. */
export function trustPolicySize(document: PolicyDocument, limit: number = LIMITS.trustPolicy): Problem | undefined {
  const size = policySize(document);
  return size > limit ? problems.trustPolicyTooLarge(size, limit) : undefined;
}

/** An issuer without its scheme, as IAM writes it in condition keys and provider ARNs. */
export const withoutScheme = (issuer: string): string => issuer.replace(/^https:\/\//, "");

/** An issuer as EKS gives it: https, a host, a path, nothing else. */
export const oidcIssuer: TextRule = formRule({
  what: "an OIDC issuer",
  pattern: "^https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*$",
  says: "an https URL without port, query or trailing slash",
  fix: "Copy it from the cluster (identity.oidc.issuer)",
});

/** The ARN of an issuer's provider in an account. */
export const providerArn = (partition: string, accountId: string, issuer: string): string =>
  `arn:${partition}:iam::${accountId}:oidc-provider/${withoutScheme(issuer)}`;

/** A provider by its literal ARN, which ends with its issuer. */
export const trustedProvider = (arn: string): TrustedProvider => ({
  arn,
  issuer: arn.slice(arn.indexOf(":oidc-provider/") + ":oidc-provider/".length),
});

/** A given provider's ARN has to be of this issuer: of another one, no pod could assume a role. */
export const providerOfIssuer = (arn: string, issuer: string): Problem | undefined =>
  arn.endsWith(`:oidc-provider/${withoutScheme(issuer)}`)
    ? undefined
    : problems.providerOfAnotherIssuer(arn, withoutScheme(issuer));
