import type { IResolvable } from "cdktf";
import { equals, not } from "../hcl/combine";
import type { Condition } from "../hcl/combine";
import { lift } from "../hcl/lift";
import type { EksCluster } from "./eks-cluster";
import type { OidcProvider } from "./eks-oidc-provider";

/**
 * How pods get their role: by a web identity token (IRSA), by an EKS Pod Identity association, or by
 * both while one moves to the other. Where both are there, pods use the association. Pod Identity
 * does not work on Fargate.
 */
export type IdentityKind = "irsa" | "pod-identity" | "both";

/** One of the three kinds, and Terraform knows which. */
export interface OpenIdentity {
  readonly identity: IResolvable;
  readonly provider: OidcProvider;
}

/** By a web identity token, with or without a Pod Identity association beside it. */
export interface IrsaIdentity {
  /** @default "irsa" */
  readonly identity?: "irsa" | "both";
  /** The cluster's OIDC provider in IAM, which the role trusts. */
  readonly provider: OidcProvider;
}

/** By a Pod Identity association alone: the cluster needs no OIDC provider in IAM. */
export interface PodIdentityOnly {
  /** The choice of this kind. */
  readonly identity: "pod-identity";
  /** The cluster that the pods run in. */
  readonly cluster: EksCluster;
}

/** A kind of identity with what it needs: IRSA needs the OIDC provider, Pod Identity only the cluster. */
export type Identity = IrsaIdentity | PodIdentityOnly | OpenIdentity;

export const isOpen = (identity: Identity): identity is OpenIdentity => typeof identity.identity === "object";

export const clusterOf = (identity: Identity): EksCluster =>
  identity.identity === "pod-identity" ? identity.cluster : identity.provider.cluster;

export const usesIrsa = ({ identity = "irsa" }: Identity): Condition => not(equals(lift(identity), "pod-identity"));
export const usesPodIdentity = ({ identity = "irsa" }: Identity): Condition => not(equals(lift(identity), "irsa"));

/** The same identity for something else. */
export function identityOf(props: Identity): Identity {
  if (props.identity === "pod-identity") return { identity: props.identity, cluster: props.cluster };
  return isOpen(props)
    ? { identity: props.identity, provider: props.provider }
    : { identity: props.identity, provider: props.provider };
}
