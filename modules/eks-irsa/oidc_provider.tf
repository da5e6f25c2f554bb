# The cluster's OIDC provider in IAM, which roles for IRSA trust.

locals {
  identities_chosen = concat(
    values(var.workloads)[*].identity,
    values(var.addons)[*].identity,
    var.cert_manager[*].identity,
    var.load_balancer_controller[*].identity,
  )

  identities = [for kind in local.identities_chosen : coalesce(kind, var.identity)]

  # What tokens are meant for besides STS: the existing provider is read only if there is any.
  oidc_provider_audiences = [
    for audience in distinct(compact(concat(
      values(var.workloads)[*].audience,
      values(var.addons)[*].service_account.audience,
    ))) :
    audience if var.oidc_provider == "existing" && audience != "sts.amazonaws.com"
  ]

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

  audiences = concat(
    compact(concat(values(var.workloads)[*].audience, values(var.addons)[*].service_account.audience)),
    var.preflight && anytrue([for kind in local.identities : kind != "pod-identity"]) ? ["sts.amazonaws.com"] : [],
  )

  tags = var.tags
}

data "aws_iam_openid_connect_provider" "oidc_provider_existing" {
  count = length(local.oidc_provider_audiences) > 0 ? 1 : 0
  arn   = var.oidc_provider_arn

  lifecycle {
    postcondition {
      condition = alltrue([for audience in local.oidc_provider_audiences : contains(self.client_id_list, audience)])

      error_message = join("", [
        "the OIDC provider does not know an audience that tokens are meant for: STS takes a token only for one of the provider's client IDs. ",
        "Add each audience to the provider where it is made, or leave audience out.",
      ])
    }
  }
}
