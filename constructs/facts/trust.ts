import { LIMITS } from "./limits";
import type { PolicyDocument } from "./policy";
import { policySize } from "./policy";
import * as problems from "./problems";
import type { Problem } from "./problems";

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
  readonly arn: string;
  readonly issuer: string;
}

/**
 * Who may assume the role: just these ServiceAccounts, with a token meant for STS. Both `aud` and
 * `sub` are checked, and both to the letter.
 */
export function trustPolicy(provider: TrustedProvider, subjects: readonly Subject[]): PolicyDocument {
  const names = [...new Set(subjects.map(subjectText))].sort();
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: provider.arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${provider.issuer}:aud`]: IRSA_AUDIENCE,
            [`${provider.issuer}:sub`]: names.length === 1 ? names[0] : names,
          },
        },
      },
    ],
  };
}

/** IAM's limit for a trust policy; white space is not counted. */
export function trustPolicySize(document: PolicyDocument): Problem | undefined {
  const size = policySize(document);
  return size > LIMITS.trustPolicy ? problems.trustPolicyTooLarge(size, LIMITS.trustPolicy) : undefined;
}

/** An issuer without its scheme, as IAM writes it in condition keys and provider ARNs. */
export const withoutScheme = (issuer: string): string => issuer.replace(/^https:\/\//, "");

/** An issuer as EKS gives it: https, a host, a path, nothing else. */
export const oidcIssuer = (value: string): Problem | undefined =>
  /^https:\/\/[A-Za-z0-9.-]+(\/[A-Za-z0-9._~-]+)*$/.test(value) ? undefined : problems.issuerNotHttps(value);

/** The ARN of an issuer's provider in an account. */
export const providerArn = (partition: string, accountId: string, issuer: string): string =>
  `arn:${partition}:iam::${accountId}:oidc-provider/${withoutScheme(issuer)}`;

/** A given provider's ARN has to be of this issuer: of another one, no pod could assume a role. */
export const providerOfIssuer = (arn: string, issuer: string): Problem | undefined =>
  arn.endsWith(`:oidc-provider/${withoutScheme(issuer)}`)
    ? undefined
    : problems.providerOfAnotherIssuer(arn, withoutScheme(issuer));
