output "role_arn" {
  description = "The controller's role"
  value       = local.load_balancer_controller_role_arn
}

output "release_version" {
  description = "The chart's version"
  value       = var.chart_version
}

output "gitops" {
  description = "What another tool needs to install the controller; null where it is installed here"
  value       = !var.install ? { chart = "aws-load-balancer-controller", namespace = "kube-system", release = "aws-load-balancer-controller", repository = coalesce(var.chart.path, coalesce(var.chart.repository, "https://aws.github.io/eks-charts")), role_arn = local.load_balancer_controller_role_arn, service_account = "aws-load-balancer-controller", values = concat([jsonencode({ for key, value in local.load_balancer_controller_values : key => value if value != null })], [for there in [true] : jsonencode(var.values) if length(var.values) > 0]), version = var.chart_version } : null
}
