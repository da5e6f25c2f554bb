/** Limits that AWS, Kubernetes and Helm set. Lengths are in characters, times in seconds. */
export const LIMITS = {
  /** IAM quotas, "Name length": role name. */
  roleName: 64,
  /** The AWS provider adds 26 characters to a name prefix. */
  roleNamePrefix: 38,
  /** IAM quotas: role description. */
  roleDescription: 1000,
  /** IAM quotas: path, with both slashes. */
  rolePath: 512,
  /** IAM quotas: managed policy name. */
  policyName: 128,
  /** IAM quotas: managed policy document, white space not counted. */
  managedPolicy: 6144,
  /** IAM quotas: all inline policies of one role together, white space not counted. */
  inlinePolicies: 10240,
  /** IAM quotas: role trust policy, default; up to 8,192 on request. */
  trustPolicy: 2048,
  /** What an account may have asked for. */
  trustPolicyQuota: { min: 2048, max: 8192 },
  /** EKS API reference, CreatePodIdentityAssociation: policy. */
  sessionPolicy: 2048,
  /** IAM quotas: managed policies attached to a role, default. */
  attachedPolicies: 20,
  /** IAM: maximum session duration of a role. */
  sessionDuration: { min: 3600, max: 43200 },
  /** amazon-eks-pod-identity-webhook: a token's life. */
  tokenExpiration: { min: 600, max: 86400 },
  /** EKS API reference, CreateCluster: name. */
  clusterName: 100,
  /** Helm: release name. */
  helmRelease: 53,
  /** RFC 1123: label. */
  dnsLabel: 63,
  /** RFC 1123: subdomain. */
  dnsSubdomain: 253,
  /** Kubernetes, "Annotations": all keys and values of an object together, in bytes. */
  annotations: 262144,
  /** Kubernetes, "Labels": value. */
  labelValue: 63,
  /** AWS tagging: key, value, number of tags of a resource. */
  tagKey: 128,
  tagValue: 256,
  tags: 50,
} as const;
