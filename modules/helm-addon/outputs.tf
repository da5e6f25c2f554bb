output "role_arn" {
  description = "The role's ARN; null where it has none"
  value       = local.role_arn
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
