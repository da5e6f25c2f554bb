import { podIdentityStatements, trustDocument, webIdentityStatements } from "../facts/trust";
import type { Subject, TrustStatement, TrustedProvider } from "../facts/trust";
import type { PolicyDocument } from "../facts/policy";
import type { EksCluster } from "./eks-cluster";
import type { OidcProvider } from "./eks-oidc-provider";

/**
 * How pods get their role: by a web identity token (IRSA), by an EKS Pod Identity association, or by
 * both while one moves to the other. Where both are there, pods use the association. Pod Identity
 * does not work on Fargate.
 */
export type IdentityKind = "irsa" | "pod-identity" | "both";

/** A kind of identity with what it needs: IRSA needs the OIDC provider, Pod Identity only the cluster. */
export type Identity =
  | { readonly identity?: "irsa" | "both"; readonly provider: OidcProvider }
  | { readonly identity: "pod-identity"; readonly cluster: EksCluster };

export const clusterOf = (identity: Identity): EksCluster =>
  identity.identity === "pod-identity" ? identity.cluster : identity.provider.cluster;

export const usesIrsa = ({ identity }: Identity): boolean => identity !== "pod-identity";
export const usesPodIdentity = ({ identity }: Identity): boolean => identity === "pod-identity" || identity === "both";

/** The same identity for something else. */
export const identityOf = (props: Identity): Identity =>
  props.identity === "pod-identity"
    ? { identity: props.identity, cluster: props.cluster }
    : { identity: props.identity, provider: props.provider };

/** Who may assume a role besides its ServiceAccounts, and how strictly. */
export interface TrustOptions {
  /** Other clusters' OIDC providers, for a role that clusters share. @default - none */
  readonly otherProviders?: readonly TrustedProvider[];
  /** Subjects with wildcards: every pod that they match may assume the role. IRSA only. @default - none */
  readonly subjectPatterns?: readonly Subject[];
  /** The audience of the tokens, which the OIDC provider has to know. @default "sts.amazonaws.com" */
  readonly audience?: string;
  /** @default - none */
  readonly extraStatements?: readonly TrustStatement[];
  /** The account's quota: 2,048 to 4,096 characters. @default 2048 */
  readonly maxSize?: number;
  /** Whether Pod Identity is held to this account and cluster. @default true */
  readonly podIdentitySource?: boolean;
  /** Whether Pod Identity sessions are tagged, and held to namespace and ServiceAccount. @default true */
  readonly podIdentitySessionTags?: boolean;
}

/** The whole trust policy of a role. */
export function trustOf(identity: Identity, subjects: readonly Subject[], options: TrustOptions): PolicyDocument {
  const cluster = clusterOf(identity);
  const providers = [
    ...(identity.identity === "pod-identity" ? [] : [{ arn: identity.provider.arn, issuer: cluster.issuer }]),
    ...(options.otherProviders ?? []),
  ];
  const { subjectPatterns: patterns, audience } = options;
  const source = { accountId: cluster.accountId, clusterArn: cluster.arn };
  return trustDocument([
    ...providers.flatMap((provider) => webIdentityStatements(provider, { subjects, patterns, audience })),
    ...(usesPodIdentity(identity)
      ? podIdentityStatements({
          subjects,
          source: options.podIdentitySource === false ? undefined : source,
          sessionTags: options.podIdentitySessionTags ?? true,
        })
      : []),
    ...(options.extraStatements ?? []),
  ]);
}
