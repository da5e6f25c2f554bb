output "role_arn" {
  description = "cert-manager's role; null without hosted zones"
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
  description = "What another tool needs to install cert-manager; null where it is installed here"
  value = !var.install ? {
    chart           = "cert-manager"
    repository      = coalesce(var.chart.path, var.chart.repository, "oci://quay.io/jetstack/charts")
    version         = var.chart_version
    release         = "cert-manager"
    namespace       = var.namespace
    service_account = "cert-manager"
    role_arn        = local.role_arn
    values          = concat([jsonencode(local.values)], length(var.values) > 0 ? [jsonencode(var.values)] : [])
    set             = []
  } : null
}

output "ready" {
  description = "Known when cert-manager answers and its issuers are there: for the variable after of what needs them"
  value       = [length(helm_release.issuers)]
}
