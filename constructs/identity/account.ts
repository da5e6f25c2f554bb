import { parseArn } from "../facts/arn";
import type { PodIdentitySources } from "./trust";

/** Whom a role that clusters share trusts. */
interface SharedBy {
  /** OIDC providers' ARNs. */
  readonly providers: readonly string[];
  readonly sources?: PodIdentitySources | undefined;
}

/**
 * The account of a role that clusters share: that of its OIDC providers; with Pod Identity, that of its clusters, for
 * EKS takes a role of the cluster's account alone. Undefined where all that is said is an organization.
 */
export function accountOf({ providers: [provider], sources = { organization: "" } }: SharedBy): string | undefined {
  if (provider !== undefined) return parseArn(provider)?.account;
  if ("account" in sources) return sources.account;
  return "clusters" in sources ? parseArn(sources.clusters[0] ?? "")?.account : undefined;
}
