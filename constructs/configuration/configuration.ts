import type { ClusterAddon } from "../addons/cluster-addons";
import type { AddonInput, Resolved } from "../addons/definition";
import type { NamespaceProps } from "../identity/namespace";
import type { SharedRoleOptions } from "../identity/shared-role";
import type { Part } from "./rules/role-owners";
import type { ClusterInput, GlobalInput, WorkloadInput } from "./schema";

export type { Part };

/** A kind of identity, its default filled in. */
export type IdentityConfiguration = ClusterInput["identity"];

/** A workload, with its name and identity filled in. */
export type WorkloadConfiguration = Omit<WorkloadInput, "name" | "identity" | "namespace" | "serviceAccount"> & {
  readonly name: string;
  readonly identity: IdentityConfiguration;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** The last part of its role's generated name. */
  readonly purpose: string;
  /** Add-ons that come first, one of which may make the ServiceAccount, by name. */
  readonly after: readonly string[];
};

/** A role for ServiceAccounts by pattern alone. */
export type PatternRoleConfiguration = Pick<
  WorkloadInput,
  | "account"
  | "formerly"
  | "adopt"
  | "policyArns"
  | "statements"
  | "grants"
  | "assumeRoleArns"
  | "acknowledge"
  | "role"
  | "trust"
  | "podIdentity"
  | "audience"
> & {
  readonly name: string;
  /** The last part of its role's generated name. */
  readonly purpose: string;
  readonly identity: IdentityConfiguration;
};

/** An add-on, with its identity and, where it is a folder, the absolute path of its chart. */
export interface AddonConfiguration extends Omit<ClusterAddon, "path"> {
  /** Its keys. */
  readonly input: Resolved<AddonInput>;
}

type S3Input = NonNullable<NonNullable<ClusterInput["backend"]>["s3"]>;
type CloudInput = NonNullable<NonNullable<ClusterInput["backend"]>["cloud"]>;

/** Where a stack's state is; one of them. */
export type BackendConfiguration =
  | { readonly kind: "local"; readonly path: string }
  | ({ readonly kind: "s3"; readonly region: string } & Omit<S3Input, "region">)
  | ({ readonly kind: "cloud" } & CloudInput)
  | { readonly kind: "none" };

/** How Terraform reaches a cluster; one of them. */
export type AuthConfiguration =
  | { readonly kind: "ephemeral" | "token" | "exec" }
  | {
      readonly kind: "kubeconfig";
      readonly path: string;
      /** Whether the path stays as it is: absolute as it was written, or of the runner's home. */
      readonly fixed: boolean;
      readonly context: string | undefined;
    };

/** A cluster's OIDC provider in IAM; one of them. */
export type OidcProviderConfiguration =
  | {
      readonly kind: "create";
      /** Whether it is made only where a role needs it: nothing was written of it. */
      readonly ifNeeded: boolean;
      /** Whether it is there already, and is imported. */
      readonly adopt: boolean;
    }
  | { readonly kind: "lookup" }
  | { readonly kind: "arn"; readonly arn: string };

/** Another account, and the cluster's OIDC provider in it. */
export interface AccountConfiguration {
  readonly roleArn: string;
  /** Names that it had before, oldest first. @default - none */
  readonly formerly?: readonly string[];
  readonly oidcProvider: OidcProviderConfiguration;
}

/** One cluster as the stack takes it: checked, with all defaults filled in. Texts are plain, not Terraform's. */
export interface ClusterConfiguration {
  /** The stack's name. */
  readonly stack: string;
  /** The EKS cluster's name. */
  readonly cluster: string;
  /** The region's code. */
  readonly region: string;
  /** The partition's identifier, given or from the region. */
  readonly partition: string;
  /** What is known of the cluster. @default - Terraform reads it */
  readonly attributes?: ClusterInput["attributes"];
  /** Tags of all that is made in AWS. @default - none */
  readonly tags?: ClusterInput["tags"];
  /** Settings of all roles that are made. @default - each role's own */
  readonly role?: SharedRoleOptions;
  /** Namespaces to make, asked for by anyone or not, by name. */
  readonly namespaces: Readonly<Record<string, Pick<NamespaceProps, "labels" | "annotations">>>;
  /** The role that Terraform changes into. @default - its own */
  readonly assumeRole?: ClusterInput["assumeRole"];
  /** The proxy on the way to the cluster. @default - none */
  readonly proxy?: ClusterInput["proxy"];
  /** Labels that others may put on what is made in Kubernetes. @default - none */
  readonly ignoreLabels?: ClusterInput["ignoreLabels"];
  /** Annotations, in the same way. @default - none */
  readonly ignoreAnnotations?: ClusterInput["ignoreAnnotations"];
  /** Where the state is. */
  readonly backend: BackendConfiguration;
  /** How Terraform reaches the cluster. */
  readonly auth: AuthConfiguration;
  /** The cluster's OIDC provider in IAM. */
  readonly oidcProvider: OidcProviderConfiguration;
  /** Seconds from a Pod Identity association to what runs as it. */
  readonly podIdentityWait: number;
  /** Whether the live cluster is checked, and read for it. @default - checked, with what is read anyway */
  readonly preflight?: ClusterInput["preflight"];
  /** Whether anything is made in Kubernetes, or has been: an empty stack is on its way to either. */
  readonly inKubernetes: boolean;
  /** Other accounts with roles for workloads, by name. */
  readonly accounts: Readonly<Record<string, AccountConfiguration>>;
  /** Presets first, then the user's own. */
  readonly addons: readonly AddonConfiguration[];
  /** ServiceAccounts with roles of their own. */
  readonly workloads: readonly WorkloadConfiguration[];
  /** Roles without a ServiceAccount of their own. */
  readonly patternRoles: readonly PatternRoleConfiguration[];
  /** Roles that are made here and that others name, by ARN. */
  readonly sharedRoles: ReadonlyMap<string, Part>;
  /** ServiceAccounts with a Pod Identity association of their own, as `namespace/name`. */
  readonly associated: ReadonlySet<string>;
}

/** IAM that clusters share, as its stack takes it. */
export type GlobalConfiguration = Omit<GlobalInput, "backend" | "partition"> & {
  /** The partition's identifier, given or from the region. */
  readonly partition: string;
  /** Where the state is. */
  readonly backend: BackendConfiguration;
};

/** A whole file. */
export interface Configuration {
  /** The folder that relative paths start from: the file's own. */
  readonly folder: string;
  /** IAM that clusters share; undefined where they share none. */
  readonly global: GlobalConfiguration | undefined;
  /** Each is a stack. */
  readonly clusters: readonly ClusterConfiguration[];
}
