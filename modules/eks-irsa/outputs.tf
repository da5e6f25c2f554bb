output "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  value       = local.oidc_provider_arn
}

output "workload_role_arns" {
  description = "Role ARNs by workload"
  value       = { for name, one in var.workloads : name => local.workload_role_arn[name] }
}

output "workload_role_names" {
  description = "Role names by workload"
  value       = { for name, one in var.workloads : name => (one.create_role) ? local.workload_role_names[name] : try(element(split("/", one.role_arn), -1), null) }
}

output "addon_role_arns" {
  description = "Role ARNs by add-on"
  value       = { for name, one in var.addons : name => local.addon_role_arn[name] }
}

output "cert_manager_role_arn" {
  description = "cert-manager's role; null where it has none"
  value       = local.cert_manager_role_arn
}

output "load_balancer_controller_role_arn" {
  description = "The load balancer controller's role"
  value       = local.load_balancer_controller_role_arn
}

output "release_versions" {
  description = "Chart versions by release"
  value       = { for release, version in merge({ aws-load-balancer-controller = (var.load_balancer_controller == null ? null : var.load_balancer_controller.install && !var.iam_only && var.load_balancer_controller.chart.path == null ? var.load_balancer_controller.version : null), cert-manager = (var.cert_manager == null ? null : var.cert_manager.install && !var.iam_only && var.cert_manager.chart.path == null ? var.cert_manager.version : null) }, { for name, one in var.addons : name => one.install && !var.iam_only ? one.chart.version : null }) : release => version if version != null }
}

output "gitops" {
  description = "What another tool needs to install, by release: values are documents, of which later ones win"
  value       = { for release, one in merge({ aws-load-balancer-controller = var.load_balancer_controller != null ? !(var.load_balancer_controller.install && !var.iam_only) ? { chart = "aws-load-balancer-controller", namespace = "kube-system", release = "aws-load-balancer-controller", repository = coalesce(var.load_balancer_controller.chart.path, coalesce(var.load_balancer_controller.chart.repository, "https://aws.github.io/eks-charts")), role_arn = local.load_balancer_controller_role_arn, service_account = "aws-load-balancer-controller", values = concat([jsonencode({ for key, value in local.load_balancer_controller_values : key => value if value != null })], [for there in [true] : jsonencode(var.load_balancer_controller.values) if length(var.load_balancer_controller.values) > 0]), version = var.load_balancer_controller.version } : null : null, cert-manager = var.cert_manager != null ? !(var.cert_manager.install && !var.iam_only) ? { chart = "cert-manager", namespace = var.cert_manager.namespace, release = "cert-manager", repository = coalesce(var.cert_manager.chart.path, coalesce(var.cert_manager.chart.repository, "oci://quay.io/jetstack/charts")), role_arn = local.cert_manager_role_arn, service_account = "cert-manager", values = concat([jsonencode({ for key, value in local.cert_manager_values : key => value if value != null })], [for there in [true] : jsonencode(var.cert_manager.values) if length(var.cert_manager.values) > 0]), version = var.cert_manager.version } : null : null }, { for name, one in var.addons : name => !((one.install) && !var.iam_only) ? { chart = one.chart.name, namespace = one.namespace, release = name, repository = coalesce(one.chart.path, one.chart.repository), role_arn = local.addon_role_arn[name], service_account = one.service_account.name != null ? one.service_account.name : "", values = concat([jsonencode(local.addon_values[name])], [for there in [true] : "${join("", [for key in split(".", coalesce(one.service_account.create_value, "serviceAccount.create")) : "{${jsonencode(key)}:"])}${jsonencode(!((one.install) && !var.iam_only))}${join("", [for key in split(".", coalesce(one.service_account.create_value, "serviceAccount.create")) : "}"])}" if one.service_account.name != null], [for there in [true] : "${join("", [for key in split(".", coalesce(one.service_account.name_value, "serviceAccount.name")) : "{${jsonencode(key)}:"])}${jsonencode(one.service_account.name != null ? one.service_account.name : "")}${join("", [for key in split(".", coalesce(one.service_account.name_value, "serviceAccount.name")) : "}"])}" if one.service_account.name != null], [for there in [true] : "${join("", [for key in split(".", coalesce(one.service_account.annotations_value, "serviceAccount.annotations")) : "{${jsonencode(key)}:"])}${jsonencode(one([for all in [{ for key, value in { "eks.amazonaws.com/audience" = (coalesce(one.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com") ? one.service_account.audience : null, "eks.amazonaws.com/role-arn" = ((contains(["irsa", "both"], coalesce(one.identity, var.identity))) && ((local.addon_role_arn[name]) != null)) ? local.addon_role_arn[name] : null, "eks.amazonaws.com/sts-regional-endpoints" = one.service_account.sts_regional_endpoints == null ? null : tostring(one.service_account.sts_regional_endpoints), "eks.amazonaws.com/token-expiration" = one.service_account.token_expiration == null ? null : tostring(one.service_account.token_expiration) } : key => value if value != null }] : all if length(all) > 0]))}${join("", [for key in split(".", coalesce(one.service_account.annotations_value, "serviceAccount.annotations")) : "}"])}" if one.service_account.name != null && (!((one.install) && !var.iam_only)) && (((one.service_account.sts_regional_endpoints == null ? null : tostring(one.service_account.sts_regional_endpoints)) != null) || ((one.service_account.token_expiration == null ? null : tostring(one.service_account.token_expiration)) != null) || (coalesce(one.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com") || ((contains(["irsa", "both"], coalesce(one.identity, var.identity))) && ((local.addon_role_arn[name]) != null)))], [for there in [true] : "${join("", [for key in split(".", one.service_account.pod_annotations_value) : "{${jsonencode(key)}:"])}${jsonencode(((local.addon_role_arn[name]) != null) ? { "cdktf-eks-irsa/role-arn" = local.addon_role_arn[name] } : null)}${join("", [for key in split(".", one.service_account.pod_annotations_value) : "}"])}" if one.service_account.name != null && ((one.service_account.pod_annotations_value) != null) && ((local.addon_role_arn[name]) != null)], one.values), version = one.chart.version } : null }) : release => one if one != null }
}
