# The cluster's OIDC provider in IAM, which roles for IRSA trust.

locals {
  identities_chosen = concat(
    values(var.workloads)[*].identity,
    values(var.addons)[*].identity,
    var.cert_manager[*].identity,
    var.load_balancer_controller[*].identity,
  )

  identities        = [for kind in local.identities_chosen : coalesce(kind, var.identity)]
  oidc_provider_arn = var.oidc_provider == "existing" ? var.oidc_provider_arn : one(module.oidc_provider[*].arn)
}

module "oidc_provider" {
  source = "../oidc-provider"

  count = (
    (
      var.oidc_provider == "lookup" ||
      var.oidc_provider == "create" ||
      (
        var.oidc_provider == null &&
        (!(length(local.identities) > 0) || anytrue([for kind in local.identities : kind != "pod-identity"]))
      )
    )
    ? 1
    : 0
  )

  oidc_issuer = local.cluster_oidc_issuer
  create      = var.oidc_provider != "lookup"
  cluster_arn = "arn:${local.partition}:eks:${var.region}:${local.cluster_account_id}:cluster/${var.cluster_name}"
  audiences   = compact(concat(values(var.workloads)[*].audience, values(var.addons)[*].service_account.audience))
  tags        = var.tags
}
