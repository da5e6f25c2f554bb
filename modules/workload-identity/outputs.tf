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
