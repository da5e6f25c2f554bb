output "role_arn" {
  description = "The role's ARN"
  value       = local.role_arn
}

output "role_name" {
  description = "The role's name"
  value       = var.create_role ? one(aws_iam_role.this[*].name) : try(element(split("/", var.role_arn), -1), null)
}

output "namespace" {
  description = "The ServiceAccount's namespace"
  value       = var.namespace
}

output "service_account" {
  description = "The ServiceAccount's name"
  value       = var.service_account
}

output "pod_identity_external_id" {
  description = "The external ID of Pod Identity, which the trust policy of a target role asks for; null without one"
  value = var.pod_identity.target_role_arn != null ? try(
    one(aws_eks_pod_identity_association.this[*].external_id),
    null,
  ) : null
}
