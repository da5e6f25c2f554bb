/**
 * The pods' copy of their role's ARN. Kubernetes gives a pod its role when it starts, and Helm
 * restarts no pod for a change of its ServiceAccount: with this annotation a new role means new pods.
 */
export const podAnnotationsFor = (role: { readonly arn: string } | undefined): Record<string, string> =>
  role ? { "cdktf-eks-irsa/role-arn": role.arn } : {};
