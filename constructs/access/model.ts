import type { Policy } from "./document";

/** A role of the output. */
export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly trust: Policy;
  /** Inline and attached ones. */
  readonly policies: readonly Policy[];
  /** @default - none */
  readonly boundary?: Policy;
}

/** An OIDC provider of the output, by its issuer without https:// . */
export interface Provider {
  readonly arn: string;
  readonly issuer: string;
  readonly audiences: readonly string[];
}

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  /** Without https:// . */
  readonly issuer: string;
}

interface TieBase {
  /** What says it: an address, or a role's trust policy. */
  readonly by: string;
  readonly roleArn: string;
}

/** What gives a ServiceAccount a role. */
export type Tie = TieBase &
  (
    | {
        readonly kind: "irsa";
        /** Of the token that pods get. */
        readonly audience: string;
        /** A provider's issuer, where a trust policy alone says the tie. @default - the cluster's */
        readonly issuer?: string;
      }
    | {
        readonly kind: "pod-identity";
        readonly cluster: Cluster;
        readonly hasTags: boolean;
        /** The role that the pod's role changes into. @default - none */
        readonly target?: string;
        readonly sessionPolicy?: Policy;
      }
  );

export interface ServiceAccount {
  /** May hold wildcards where a trust policy has them, and so may the name. */
  readonly namespace: string;
  readonly name: string;
  readonly ties: readonly Tie[];
}

/** What an output says of who may do what. */
export interface Model {
  /** What was read: a stack's name, or a plan's file. */
  readonly source: string;
  readonly accounts: readonly ServiceAccount[];
  /** By ARN. */
  readonly roles: ReadonlyMap<string, Role>;
  /** Those that other roles may assume, as far as their trust policies are known. */
  readonly trusting: readonly Role[];
  readonly providers: readonly Provider[];
  /** Issuers of the tokens of its clusters' pods, without https:// . Empty where the output does not say. */
  readonly issuers: readonly string[];
}

export const nameOf = ({ namespace, name }: Pick<ServiceAccount, "namespace" | "name">): string =>
  `${namespace}/${name}`;
