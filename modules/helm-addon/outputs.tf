output "role_arn" {
  description = "The role's ARN; null where it has none"
  value       = local.role_arn
}

output "pod_identity_external_id" {
  description = "The external ID of Pod Identity, which the trust policy of a target role asks for; null without one"
  value = var.service_account.pod_identity.target_role_arn != null ? try(
    one(aws_eks_pod_identity_association.this[*].external_id),
    null,
  ) : null
}

output "gitops" {
  description = "What another tool needs to install the chart; null where it is installed here"
  value = !var.install ? {
    chart      = var.chart.name
    repository = coalesce(var.chart.path, var.chart.repository)
    version    = var.chart.version
    release    = var.name
    namespace  = var.namespace
    service_account = (
      var.service_account.name != null
      ? var.service_account.name != null ? var.service_account.name : ""
      : ""
    )
    role_arn = local.role_arn
    values   = concat(["{}"], var.values)
    set      = local.set
  } : null
}
