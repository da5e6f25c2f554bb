/**
 * The library: constructs for CDKTF authors, what their props are made of, and what runs a
 * configuration file from an app of one's own. What is not exported here may change at any time.
 *
 * @packageDocumentation
 */

// Identity: one ServiceAccount, one role.
export { EksCluster } from "./identity/eks-cluster";
export type { EksClusterAttributes, EksClusterPlace } from "./identity/eks-cluster";
export { EksOidcProvider } from "./identity/eks-oidc-provider";
export type { EksOidcProviderProps, OidcProvider } from "./identity/eks-oidc-provider";
export { IrsaRole } from "./identity/irsa-role";
export type { IrsaRoleBaseProps, IrsaRoleProps, RoleOptions, RoleReference } from "./identity/irsa-role";
export type { Identity, IdentityKind, IrsaIdentity, PodIdentityOnly } from "./identity/kinds";
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
export type { OwnPolicy, Permissions } from "./identity/role-policies";
export type { Acknowledgement, StatementRule } from "./iam/rules";
export { ServiceAccount } from "./identity/service-account";
export type {
  ServiceAccountOptions,
  ServiceAccountProps,
  ServiceAccountReference,
  TokenOptions,
} from "./identity/service-account";
export type { SharedRoleOptions } from "./identity/shared-role";
export type { PodIdentitySources, TrustOptions } from "./identity/trust";
export { WorkloadIdentity } from "./identity/workload-identity";
export type { WorkloadIdentityBaseProps, WorkloadIdentityProps } from "./identity/workload-identity";

// Add-ons: what stands on such roles.
export { CertManager } from "./addons/cert-manager/cert-manager";
export type { CertManagerBaseProps, CertManagerProps } from "./addons/cert-manager/cert-manager";
export type {
  AcmeIssuer,
  CaIssuer,
  CertIssuer,
  Http01,
  IssuerBase,
  IssuerDns01,
  SelfSignedIssuer,
} from "./addons/cert-manager/issuers";
export type { HostedZone } from "./addons/cert-manager/zones";
export { route53Statements } from "./addons/cert-manager/policy";
export type { Route53Options } from "./addons/cert-manager/policy";
export type { CertManagerOptions } from "./addons/cert-manager/values";
export type { AccountPaths } from "./addons/account-paths";
export type { Addon } from "./addons/definition";
export { HelmAddon } from "./addons/helm-addon";
export type {
  AddonIdentity,
  AddonServiceAccount,
  AwsAccess,
  Chart,
  ChartCredentials,
  FolderChart,
  GitOps,
  HelmAddonProps,
  ReleaseOptions,
  RepositoryChart,
} from "./addons/helm-addon";
export type { ImageRegistry } from "./addons/load-balancer-controller/images";
export { LoadBalancerController } from "./addons/load-balancer-controller/load-balancer-controller";
export type {
  LoadBalancerControllerBaseProps,
  LoadBalancerControllerProps,
} from "./addons/load-balancer-controller/load-balancer-controller";
export type { ControllerOptions, WebhookCertificate } from "./addons/load-balancer-controller/options";
export { controllerStatements } from "./addons/load-balancer-controller/policy";
export type { ControllerPlace, ControllerPolicyOptions } from "./addons/load-balancer-controller/policy";

// A configuration file, and the stacks that come of it.
export { configurationFile, loadConfiguration } from "./configuration/load";
export type { LoadResult } from "./configuration/load";
export type { ClusterConfiguration, Configuration, GlobalConfiguration } from "./configuration/configuration";
export { ClusterStack } from "./stacks/cluster-stack";
export { GlobalStack } from "./stacks/global-stack";
export type { PodRole } from "./stacks/outputs";
export { synthesize } from "./stacks/synthesize";
export type { Synthesis } from "./stacks/synthesize";

// A stack of one's own: readable addresses, checked for clashes, and policies that may hold tokens.
export { AddressedStack } from "./hcl/addressed-stack";
export { jsonText } from "./hcl/json";

// Facts.
export { InvalidInputError } from "./facts/error";
export type { Problem } from "./facts/problems";
export type { Data } from "./facts/merge";
export { PARTITIONS } from "./facts/partitions";
export type { Partition, PartitionName } from "./facts/partitions";
export type { Encrypted, GrantBase } from "./facts/grants/grant";
export type { BedrockGrant } from "./facts/grants/bedrock";
export type { CloudwatchGrant } from "./facts/grants/cloudwatch";
export type { DynamodbGrant } from "./facts/grants/dynamodb";
export type { EcrGrant } from "./facts/grants/ecr";
export type { EventBridgeGrant } from "./facts/grants/event-bridge";
export type { KinesisGrant } from "./facts/grants/kinesis";
export type { KmsGrant } from "./facts/grants/kms";
export type { LogsGrant } from "./facts/grants/logs";
export type { MskGrant } from "./facts/grants/msk";
export type { RdsGrant } from "./facts/grants/rds";
export type { S3Grant } from "./facts/grants/s3";
export type { SecretsManagerGrant } from "./facts/grants/secrets-manager";
export type { Grant } from "./facts/grants/services";
export type { SnsGrant } from "./facts/grants/sns";
export type { SqsGrant } from "./facts/grants/sqs";
export type { SsmParametersGrant } from "./facts/grants/ssm-parameters";
export type {
  OneOrMany,
  PolicyConditions,
  PolicyStatement,
  StatementActions,
  StatementBase,
  StatementResources,
} from "./facts/policy";
export type { Subject, SubjectPattern, TrustStatement, TrustedProvider } from "./facts/trust";
