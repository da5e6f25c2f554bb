output "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  value       = local.oidc_provider_arn
}

output "workload_role_arns" {
  description = "Role ARNs by workload"
  value       = { for name in keys(var.workloads) : name => local.workload_role_arn[name] }
}

output "workload_role_names" {
  description = "Role names by workload"

  value = {
    for name, workload in var.workloads : name =>
    (
      workload.create_role
      ? local.workload_role_names[name]
      : try(element(split("/", workload.role_arn != null ? workload.role_arn : null), -1), null)
    )
  }
}

output "addon_role_arns" {
  description = "Role ARNs by add-on"
  value       = { for name in keys(var.addons) : name => local.addon_role_arn[name] }
}

output "cert_manager_role_arn" {
  description = "cert-manager's role; null where it has none"
  value       = one(module.cert_manager[*].role_arn)
}

output "load_balancer_controller_role_arn" {
  description = "The load balancer controller's role"
  value       = one(module.load_balancer_controller[*].role_arn)
}

output "release_versions" {
  description = "Chart versions by release"

  value = {
    for release, version in merge({ cert-manager = var.cert_manager != null ? var.cert_manager.install && !var.iam_only && var.cert_manager.chart.path == null ? var.cert_manager.version : null : null, aws-load-balancer-controller = var.load_balancer_controller != null ? var.load_balancer_controller.install && !var.iam_only && var.load_balancer_controller.chart.path == null ? var.load_balancer_controller.version : null : null }, { for name, addon in var.addons : name => addon.install && !var.iam_only ? addon.chart.version : null }) : release =>
    version if version != null
  }
}

output "gitops" {
  description = "What another tool needs to install, by release: values are documents, of which later ones win"

  value = {
    for release, one in merge({ cert-manager = one(module.cert_manager[*].gitops), aws-load-balancer-controller = one(module.load_balancer_controller[*].gitops) }, { for name, addon in var.addons : name => !(addon.install && !var.iam_only) ? { chart = addon.chart.name, repository = coalesce(addon.chart.path, addon.chart.repository), version = addon.chart.version, release = name, namespace = addon.namespace, service_account = addon.service_account.name != null ? addon.service_account.name : "", role_arn = local.addon_role_arn[name], values = concat(["{}"], addon.values), set = concat(addon.service_account.name != null ? [{ name = coalesce(addon.service_account.create_value, "serviceAccount.create"), value = tostring(!(addon.install && !var.iam_only)), type = "auto" }] : [], addon.service_account.name != null ? [{ name = coalesce(addon.service_account.name_value, "serviceAccount.name"), value = addon.service_account.name != null ? addon.service_account.name : "", type = "string" }] : [], addon.service_account.name != null && !(addon.install && !var.iam_only) && (addon.service_account.sts_regional_endpoints != null || addon.service_account.token_expiration != null || coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" || coalesce(addon.identity, var.identity) != "pod-identity" && local.addon_role_arn[name] != null) && addon.service_account.sts_regional_endpoints != null ? [merge({ name = "${coalesce(addon.service_account.annotations_value, "serviceAccount.annotations")}.eks\\.amazonaws\\.com/sts-regional-endpoints", type = "string" }, addon.service_account.sts_regional_endpoints != null ? { value = tostring(addon.service_account.sts_regional_endpoints) } : {})] : [], addon.service_account.name != null && !(addon.install && !var.iam_only) && (addon.service_account.sts_regional_endpoints != null || addon.service_account.token_expiration != null || coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" || coalesce(addon.identity, var.identity) != "pod-identity" && local.addon_role_arn[name] != null) && addon.service_account.token_expiration != null ? [merge({ name = "${coalesce(addon.service_account.annotations_value, "serviceAccount.annotations")}.eks\\.amazonaws\\.com/token-expiration", type = "string" }, addon.service_account.token_expiration != null ? { value = tostring(addon.service_account.token_expiration) } : {})] : [], addon.service_account.name != null && !(addon.install && !var.iam_only) && (addon.service_account.sts_regional_endpoints != null || addon.service_account.token_expiration != null || coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" || coalesce(addon.identity, var.identity) != "pod-identity" && local.addon_role_arn[name] != null) && coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" ? [merge({ name = "${coalesce(addon.service_account.annotations_value, "serviceAccount.annotations")}.eks\\.amazonaws\\.com/audience", type = "string" }, coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" ? { value = addon.service_account.audience } : {})] : [], addon.service_account.name != null && !(addon.install && !var.iam_only) && (addon.service_account.sts_regional_endpoints != null || addon.service_account.token_expiration != null || coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" || coalesce(addon.identity, var.identity) != "pod-identity" && local.addon_role_arn[name] != null) && (coalesce(addon.identity, var.identity) != "pod-identity" && local.addon_role_arn[name] != null) ? [merge({ name = "${coalesce(addon.service_account.annotations_value, "serviceAccount.annotations")}.eks\\.amazonaws\\.com/role-arn", type = "string" }, coalesce(addon.identity, var.identity) != "pod-identity" && local.addon_role_arn[name] != null ? { value = local.addon_role_arn[name] } : {})] : [], addon.service_account.name != null && addon.service_account.pod_annotations_value != null && local.addon_role_arn[name] != null && local.addon_role_arn[name] != null ? [merge({ name = "${addon.service_account.pod_annotations_value}.cdktf-eks-irsa/role-arn", type = "string" }, local.addon_role_arn[name] == null ? {} : { value = local.addon_role_arn[name] })] : []) } : null }) : release =>
    one if one != null
  }
}
