/** The annotation by which a pod gets its role (amazon-eks-pod-identity-webhook). */
export const ROLE_ARN_ANNOTATION = "eks.amazonaws.com/role-arn";

/** Namespaces that every cluster has. */
export const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set([
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
]);
