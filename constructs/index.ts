/** The library: constructs for CDKTF authors, and the plain functions that they stand on. */

// Identity: one ServiceAccount, one role.
export { EksCluster } from "./identity/eks-cluster";
export type { EksClusterAttributes, EksClusterPlace } from "./identity/eks-cluster";
export { EksOidcProvider } from "./identity/eks-oidc-provider";
export type { EksOidcProviderProps, OidcProvider } from "./identity/eks-oidc-provider";
export { IrsaRole } from "./identity/irsa-role";
export type { IrsaRoleProps, RoleOptions, RoleReference } from "./identity/irsa-role";
export type { OwnPolicy, Permissions } from "./identity/role-policies";
export { Namespace } from "./identity/namespace";
export type { NamespaceProps, NamespaceReference } from "./identity/namespace";
export { PodIdentityAssociation } from "./identity/pod-identity-association";
export type {
  PodIdentityAssociationOptions,
  PodIdentityAssociationProps,
  PodIdentityOptions,
} from "./identity/pod-identity-association";
export { Rbac } from "./identity/rbac";
export type { RbacProps, RbacRule } from "./identity/rbac";
export { ServiceAccount } from "./identity/service-account";
export type { ServiceAccountOptions, ServiceAccountProps, TokenOptions } from "./identity/service-account";
export type { Identity, IdentityKind } from "./identity/kinds";
export type { TrustOptions } from "./identity/trust";
export { WorkloadIdentity } from "./identity/workload-identity";
export type { WorkloadIdentityProps } from "./identity/workload-identity";

// Add-ons: what stands on such roles.
export { CertManager } from "./addons/cert-manager/cert-manager";
export type { CertManagerProps } from "./addons/cert-manager/cert-manager";
export { HelmAddon } from "./addons/helm-addon";
export type {
  AddonServiceAccount,
  AwsAccess,
  Chart,
  GitOps,
  HelmAddonProps,
  ReleaseOptions,
} from "./addons/helm-addon";
export { LoadBalancerController } from "./addons/load-balancer-controller/load-balancer-controller";
export type { LoadBalancerControllerProps } from "./addons/load-balancer-controller/load-balancer-controller";
export type { WebhookCertificate } from "./addons/load-balancer-controller/options";

// Choices that a construct may leave to Terraform.
export type { Condition, Flag } from "./hcl/combine";

// Facts.
export { InvalidInputError } from "./facts/error";
export type { Problem } from "./facts/problems";
export type { PartitionName } from "./facts/partitions";
export type { PolicyConditions, PolicyStatement } from "./facts/policy";
export type { Subject, TrustStatement, TrustedProvider } from "./facts/trust";

// Stacks and terraform: readable addresses, checked for clashes, and policies that may hold tokens.
export { AddressedStack } from "./hcl/addressed-stack";
export { jsonText } from "./hcl/json";
