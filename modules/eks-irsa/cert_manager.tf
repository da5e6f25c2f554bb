# cert-manager, where it is asked for.

locals {
  # Kubernetes versions that each cert-manager is made for.
  cert_manager_kubernetes = {
    "v1.18" = ["1.29", "1.30", "1.31", "1.32", "1.33"]
    "v1.19" = ["1.31", "1.32", "1.33", "1.34", "1.35"]
    "v1.20" = ["1.32", "1.33", "1.34", "1.35"]
    "v1.21" = ["1.33", "1.34", "1.35", "1.36"]
  }
}

check "cert_manager_kubernetes_version" {
  assert {
    condition = (
      !var.preflight || local.cluster_version == null || try(var.cert_manager.chart.path, null) != null
      ? true
      : try(
        contains(
          local.cert_manager_kubernetes[join(".", slice(split(".", var.cert_manager.version), 0, 2))],
          local.cluster_version,
        ),
        true,
      )
    )

    error_message = join("", [
      "cert-manager on the cluster's version of Kubernetes: a release of a chart is made for some versions of Kubernetes. ",
      "Choose a release that is made for the cluster's version, or upgrade the cluster.",
    ])
  }
}

module "cert_manager" {
  source                    = "../cert-manager"
  count                     = var.cert_manager != null ? 1 : 0
  cluster_name              = var.cluster_name
  region                    = var.region
  partition                 = local.partition
  oidc_provider_arn         = local.oidc_provider_arn
  account_id                = local.cluster_account_id
  chart_version             = var.cert_manager.version
  namespace                 = var.cert_manager.namespace
  create_namespace          = false
  identity                  = coalesce(var.cert_manager.identity, var.identity)
  hosted_zone_role_arn      = var.cert_manager.hosted_zone_role_arn
  look_up_zones             = var.cert_manager.look_up_zones
  acme_challenge_only       = var.cert_manager.acme_challenge_only
  issuers                   = var.cert_manager.issuers
  replicas                  = var.cert_manager.replicas
  fargate                   = var.cert_manager.fargate
  leader_election_namespace = var.cert_manager.leader_election_namespace
  image_registry            = var.cert_manager.image_registry
  prometheus                = var.cert_manager.prometheus
  role_arn                  = var.cert_manager.role_arn

  role = one([
    for own in var.cert_manager[*].role : {
      name                  = own.name
      name_prefix           = try(coalesce(own.name_prefix, own.name == null ? var.role.name_prefix : null), null)
      description           = own.description
      path                  = try(coalesce(own.path, var.role.path), null)
      permissions_boundary  = try(coalesce(own.permissions_boundary, var.role.permissions_boundary), null)
      max_session_duration  = try(coalesce(own.max_session_duration, var.role.max_session_duration), null)
      tags                  = merge(var.role.tags, own.tags)
      force_detach_policies = try(coalesce(own.force_detach_policies, var.role.force_detach_policies), null)
      exclusive_policies    = try(coalesce(own.exclusive_policies, var.role.exclusive_policies), null)
      managed_policies      = try(coalesce(own.managed_policies, var.role.managed_policies), null)
    }
  ])

  trust             = var.cert_manager.trust
  pod_identity      = var.cert_manager.pod_identity
  timeout           = var.cert_manager.timeout
  upgrade_install   = var.cert_manager.upgrade_install
  take_ownership    = var.cert_manager.take_ownership
  wait              = var.cert_manager.wait
  atomic            = var.cert_manager.atomic
  install           = var.cert_manager.install && !var.iam_only
  values            = var.cert_manager.values
  hosted_zone_ids   = var.cert_manager.hosted_zone_ids
  hosted_zones      = var.cert_manager.hosted_zones
  chart             = var.cert_manager.chart
  create_role       = var.cert_manager.create_role
  tags              = var.tags
  chart_credentials = lookup(var.chart_credentials, "cert-manager", null)
  after             = [length(local.namespace_ready)]
}
