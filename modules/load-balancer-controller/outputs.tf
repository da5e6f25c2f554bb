output "role_arn" {
  description = "The controller's role"
  value       = local.role_arn
}

output "pod_identity_external_id" {
  description = "The external ID of Pod Identity, which the trust policy of a target role asks for; null without one"
  value = var.pod_identity.target_role_arn != null ? try(
    one(aws_eks_pod_identity_association.this[*].external_id),
    null,
  ) : null
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
