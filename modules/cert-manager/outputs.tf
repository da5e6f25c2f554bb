output "role_arn" {
  description = "cert-manager's role; null without hosted zones"
  value       = local.cert_manager_role_arn
}

output "release_version" {
  description = "The chart's version"
  value       = var.chart_version
}

output "gitops" {
  description = "What another tool needs to install cert-manager; null where it is installed here"
  value       = !var.install ? { chart = "cert-manager", namespace = var.namespace, release = "cert-manager", repository = coalesce(var.chart.path, coalesce(var.chart.repository, "oci://quay.io/jetstack/charts")), role_arn = local.cert_manager_role_arn, service_account = "cert-manager", values = concat([jsonencode({ for key, value in local.cert_manager_values : key => value if value != null })], [for there in [true] : jsonencode(var.values) if length(var.values) > 0]), version = var.chart_version } : null
}
