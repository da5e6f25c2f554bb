import type { ClusterInput, WorkloadInput } from "./schema";

/** A workload, with its name filled in. */
export type WorkloadConfiguration = Omit<WorkloadInput, "name"> & { readonly name: string };

/** Where a stack's state is; one of them. */
export type BackendConfiguration =
  | { readonly kind: "local"; readonly path: string }
  | ({ readonly kind: "s3"; readonly region: string } & Omit<
      NonNullable<NonNullable<ClusterInput["backend"]>["s3"]>,
      "region"
    >)
  | { readonly kind: "none" };

/** How Terraform reaches a cluster; one of them. */
export type AuthConfiguration =
  | { readonly kind: "token" }
  | { readonly kind: "exec" }
  | { readonly kind: "kubeconfig"; readonly path: string; readonly context: string | undefined };

/** The cluster's OIDC provider in IAM; one of them. */
export type OidcProviderConfiguration =
  { readonly kind: "create" | "lookup" } | { readonly kind: "arn"; readonly arn: string };

/** One cluster as the stack takes it: checked, with all defaults filled in. Texts are plain, not Terraform's. */
export interface ClusterConfiguration extends Pick<
  ClusterInput,
  "attributes" | "certManager" | "loadBalancerController" | "tags"
> {
  /** The stack's name. */
  readonly stack: string;
  /** The EKS cluster's name. */
  readonly cluster: string;
  readonly region: string;
  readonly partition: string;
  readonly backend: BackendConfiguration;
  readonly auth: AuthConfiguration;
  readonly oidcProvider: OidcProviderConfiguration;
  readonly workloads: readonly WorkloadConfiguration[];
}

/** A whole file. */
export interface Configuration {
  /** The folder that relative paths start from: the file's own. */
  readonly folder: string;
  readonly clusters: readonly ClusterConfiguration[];
}
