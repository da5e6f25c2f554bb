import type { Deferred } from "../facts/deferred";
import { isDeferred } from "../facts/deferred";
import { podIdentityStatements, trustDocument, webIdentityStatements } from "../facts/trust";
import type { Subject, TrustStatement, TrustedProvider } from "../facts/trust";
import type { PolicyDocument } from "../facts/policy";
import type { Flag } from "../terraform/condition";
import { clusterOf, isOpen, usesPodIdentity } from "./kinds";
import type { Identity } from "./kinds";
import { openTrust } from "./open-trust";

/**
 * Who may assume a role besides its ServiceAccounts, and how strictly. Lists that only Terraform
 * knows hold objects with the keys of the modules' variables (`namespace`, `service_account`), or ARNs.
 */
export interface TrustOptions {
  /** Further ServiceAccounts, which only Terraform knows. @default - none */
  readonly otherSubjects?: Deferred;
  /** Other clusters' OIDC providers, for a role that clusters share. @default - none */
  readonly otherProviders?: readonly TrustedProvider[] | Deferred;
  /** Subjects with wildcards: every pod that they match may assume the role. IRSA only. @default - none */
  readonly subjectPatterns?: readonly Subject[] | Deferred;
  /** The audience of the tokens, which the OIDC provider has to know. @default "sts.amazonaws.com" */
  readonly audience?: string;
  /** @default - none */
  readonly extraStatements?: readonly TrustStatement[] | Deferred;
  /** The account's quota: 2,048 to 4,096 characters. @default 2048 */
  readonly maxSize?: number;
  /** Whether Pod Identity is held to this account and cluster. @default true */
  readonly podIdentitySource?: Flag;
  /** Whether Pod Identity sessions are tagged, and held to namespace and ServiceAccount. @default true */
  readonly podIdentitySessionTags?: Flag;
}

const literal = <T>(list: readonly T[] | Deferred | undefined): readonly T[] =>
  list === undefined || isDeferred(list) ? [] : list;

/** The whole trust policy of a role. */
export function trustOf(identity: Identity, subjects: readonly Subject[], options: TrustOptions): PolicyDocument {
  if (isOpen(identity)) return openTrust(identity, subjects, options);
  const cluster = clusterOf(identity);
  const providers = [
    ...(identity.identity === "pod-identity" ? [] : [{ arn: identity.provider.arn, issuer: cluster.issuer }]),
    ...literal(options.otherProviders),
  ];
  const { audience } = options;
  const patterns = literal(options.subjectPatterns);
  const source = { accountId: cluster.accountId, clusterArn: cluster.arn };
  return trustDocument([
    ...providers.flatMap((provider) => webIdentityStatements(provider, { subjects, patterns, audience })),
    ...(usesPodIdentity(identity) === true
      ? podIdentityStatements({
          subjects,
          source: options.podIdentitySource === false ? undefined : source,
          sessionTags: options.podIdentitySessionTags !== false,
        })
      : []),
    ...literal(options.extraStatements),
  ]);
}
