import type { OneOrMany, PolicyConditions } from "./policy";
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

/** ServiceAccounts by wildcards, `*` and `?`: in some namespaces, or in so many words in all. */
export type SubjectPattern = {
  /** A name, with wildcards; not wildcards alone in all namespaces. */
  readonly serviceAccount: string;
} & (
  | {
      /** With wildcards, but not alone. */
      readonly namespace: string;
      /** @default false */
      readonly anyNamespace?: false | undefined;
    }
  | {
      /** @default - none */
      readonly namespace?: undefined;
      /** All namespaces. */
      readonly anyNamespace: true;
    }
);

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

/** An issuer without its scheme, as IAM writes it in condition keys and provider ARNs. */
export const withoutScheme = (issuer: string): string => issuer.replace(/^https:\/\//, "");

/** An issuer as EKS gives it: https, a host, a path, nothing else. */
export const oidcIssuer: TextRule = formRule({
  what: "an OIDC issuer",
  pattern: "^https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*$",
  says: "an https URL without port, query or trailing slash",
  fix: "Put https:// in front, or copy it from the cluster (identity.oidc.issuer)",
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
