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
    workload.create_role ? local.workload_role_names[name] : try(element(split("/", workload.role_arn), -1), null)
  }
}

output "pod_identity_external_ids" {
  description = "External IDs of Pod Identity by workload and add-on, which target roles' trust policies ask for (sts:ExternalId)"
  value = {
    for release, id in merge(
      {
        cert-manager             = one(module.cert_manager[*].pod_identity_external_id)
        load-balancer-controller = one(module.load_balancer_controller[*].pod_identity_external_id)
      },
      local.addon_external_ids,
      local.workload_external_ids,
    ) : release =>
    id if id != null
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

output "workload_acknowledgements" {
  description = "Rules that do not apply, and why, by workload"
  value       = { for name, one in var.workloads : name => one.acknowledge if length(one.acknowledge) > 0 }
}

output "addon_acknowledgements" {
  description = "Rules that do not apply, and why, by add-on"
  value = {
    for name, one in var.addons : name => one.service_account.acknowledge
    if length(one.service_account.acknowledge) > 0
  }
}

output "release_versions" {
  description = "Chart versions by release"
  value = {
    for release, version in merge(local.releases_of_parts, local.addon_releases) : release => version
    if version != null
  }
}

output "release_namespaces" {
  description = "Namespaces by Helm release: what helm is told with -n"
  value = {
    for release, namespace in merge(local.releases_namespaces, local.addon_namespaces) : release => namespace
    if namespace != null
  }
}

output "gitops" {
  description = "What another tool needs to install, by release: values are documents, of which later ones win"
  value = {
    for release, one in merge(
      {
        cert-manager                 = one(module.cert_manager[*].gitops)
        aws-load-balancer-controller = one(module.load_balancer_controller[*].gitops)
      },
      local.addon_gitops,
    ) : release =>
    one if one != null
  }
}
