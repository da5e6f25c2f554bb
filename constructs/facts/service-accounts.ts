/** The annotation by which a pod gets its role (amazon-eks-pod-identity-webhook). */
export const ROLE_ARN_ANNOTATION = "eks.amazonaws.com/role-arn";

/** "true" or "false": whether SDKs use the region's STS endpoint. */
export const STS_REGIONAL_ANNOTATION = "eks.amazonaws.com/sts-regional-endpoints";

/** Seconds: the webhook raises less than 600. */
export const TOKEN_EXPIRATION_ANNOTATION = "eks.amazonaws.com/token-expiration";

export const AUDIENCE_ANNOTATION = "eks.amazonaws.com/audience";

/** ServiceAccounts that Kubernetes makes in each namespace. */
export const ACCOUNTS_EVERYWHERE = ["default"] as const;

/** ServiceAccounts that EKS makes in kube-system. */
export const ACCOUNTS_OF_EKS = [
  "aws-cloud-provider",
  "aws-node",
  "coredns",
  "eks-vpc-resource-controller",
  "kube-proxy",
  "tagging-controller",
  "vpc-resource-controller",
] as const;

/** Helm deletes no object that has it, not even one that is no longer in its release. */
export const KEPT_BY_HELM = { "helm.sh/resource-policy": "keep" } as const;

/** Namespaces that every cluster has. */
export const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set([
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
]);
