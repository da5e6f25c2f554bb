output "role_arn" {
  description = "The controller's role"
  value       = local.role_arn
}

output "release_version" {
  description = "The chart's version"
  value       = var.chart_version
}

output "gitops" {
  description = "What another tool needs to install the controller; null where it is installed here"
  value = !var.install ? {
    chart           = "aws-load-balancer-controller"
    repository      = coalesce(var.chart.path, var.chart.repository, "https://aws.github.io/eks-charts")
    version         = var.chart_version
    release         = "aws-load-balancer-controller"
    namespace       = var.namespace
    service_account = "aws-load-balancer-controller"
    role_arn        = local.role_arn
    values          = concat([jsonencode(local.values)], length(var.values) > 0 ? [jsonencode(var.values)] : [])
    set             = []
  } : null
}

output "ready" {
  description = "Known when the controller's webhooks answer: for the variable after of what needs it"
  value       = [length(helm_release.this)]
}
