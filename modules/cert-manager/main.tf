locals {
  issuer_role_arns           = { for name, one in aws_iam_role.issuer : name => one.arn }
  issuer_role_ids            = { for name, one in aws_iam_role.issuer : name => one.id }
  issuer_managed_policy_arns = { for name, one in aws_iam_policy.issuer_managed : name => one.arn }

  hosted_zones = [
    for zone in concat(
      [for id in var.hosted_zone_ids : { id = id, name = null, role_arn = null }],
      var.hosted_zones,
    ) :
    { id = zone.id, name = zone.name, role_arn = try(coalesce(zone.role_arn, var.hosted_zone_role_arn), null) }
  ]

  zone_arns = [
    for zone in local.hosted_zones : "arn:${local.partition}:route53:::hostedzone/${zone.id}"
    if zone.role_arn == null
  ]

  zone_role_arns = [for zone in local.hosted_zones : zone.role_arn if zone.role_arn != null]

  # Issuers with a ServiceAccount of their own, and its zones.
  issuer_identities = {
    for issuer in var.issuers : "${issuer.namespace}/${issuer.name}" => {
      name            = issuer.name
      namespace       = issuer.namespace
      service_account = issuer.acme.dns01.service_account
      zones = concat(
        [for zone in issuer.acme.dns01.hosted_zones : { id = zone.id, name = zone.name }],
        [
          for zone in local.hosted_zones : { id = zone.id, name = zone.name }
          if !(length(issuer.acme.dns01.hosted_zones) > 0)
        ],
      )
    } if issuer.acme != null ? issuer.acme.dns01 != null : false
  }

  issuer_names   = tomap({ for name in keys(local.issuer_identities) : name => name })
  creates_role   = var.create_role && length(local.hosted_zones) > 0
  role_full_name = join("-", [var.cluster_name, var.region, "cert-manager"])

  role_name = (
    length(local.role_full_name) <= 64
    ? local.role_full_name
    : "${replace(substr(local.role_full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.role_full_name), 0, 8)}"
  )

  assumes       = var.identity != "irsa" ? var.pod_identity.target_role_arn != null : false
  own_full_name = join("-", [var.cluster_name, var.region, "cert-manager", "1"])

  own_name = (
    length(local.own_full_name) <= 128
    ? local.own_full_name
    : "${replace(substr(local.own_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.own_full_name), 0, 8)}"
  )

  # The role that is made, or the one that is there already.
  role_arn = local.creates_role ? one(aws_iam_role.this[*].arn) : var.role_arn

  associated = var.identity != "irsa" && (local.creates_role || !var.create_role) ? {
    for subject in var.trust.subjects : "${subject.namespace}/${subject.service_account}" => {
      namespace            = subject.namespace
      service_account      = subject.service_account
      role_arn             = local.role_arn
      target_role_arn      = var.pod_identity.target_role_arn
      disable_session_tags = var.pod_identity.disable_session_tags
    }
  } : {}

  annotations = merge(
    { "helm.sh/resource-policy" = "keep" },
    var.identity != "pod-identity" && local.role_arn != null ? { "eks.amazonaws.com/role-arn" = local.role_arn } : {},
  )

  issuer_description = {
    for name, issuer in local.issuer_identities : name =>
    "Issuer ${issuer.namespace}/${issuer.name} of cert-manager in the EKS cluster ${var.cluster_name}"
  }

  issuer_role_full_name = {
    for name, issuer in local.issuer_identities : name => join("-", [
      var.cluster_name,
      var.region,
      "cert-manager-${issuer.namespace}-${issuer.name}",
    ])
  }

  issuer_role_name = {
    for name in keys(local.issuer_identities) : name =>
    (
      length(local.issuer_role_full_name[name]) <= 64
      ? local.issuer_role_full_name[name]
      : "${replace(substr(local.issuer_role_full_name[name], 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.issuer_role_full_name[name]), 0, 8)}"
    )
  }

  issuer_managed_made = tomap({
    for name in keys(local.issuer_identities) : name => name if coalesce(var.role.managed_policies, false)
  })

  issuer_own_full_name = {
    for name, issuer in local.issuer_identities : name => join("-", [
      var.cluster_name,
      var.region,
      "cert-manager-${issuer.namespace}-${issuer.name}",
      "1",
    ])
  }

  issuer_own_name = {
    for name in keys(local.issuer_identities) : name =>
    (
      length(local.issuer_own_full_name[name]) <= 128
      ? local.issuer_own_full_name[name]
      : "${replace(substr(local.issuer_own_full_name[name], 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.issuer_own_full_name[name]), 0, 8)}"
    )
  }

  issuer_inline_made = tomap({
    for name in keys(local.issuer_identities) : name => name if !coalesce(var.role.managed_policies, false)
  })

  issuer_exclusive = tomap({
    for name in keys(local.issuer_identities) : name => name if coalesce(var.role.exclusive_policies, false)
  })

  issuer_attached_all = [length(aws_iam_role_policy_attachment.issuer_managed), length(aws_iam_role_policy.issuer)]

  issuer_role_ready = [
    length(aws_iam_role_policy_attachment.issuer_managed),
    length(aws_iam_role_policy.issuer),
    length(aws_iam_role_policy_attachments_exclusive.issuer),
    length(aws_iam_role_policies_exclusive.issuer),
  ]

  issuer_annotations = {
    for name in keys(local.issuer_identities) : name => {
      "eks.amazonaws.com/role-arn" = local.issuer_role_arns[name]
    }
  }

  issuer_service_account_first         = [length(kubernetes_service_account_v1.issuer)]
  issuer_token_request_rbac_role_ready = [length(kubernetes_role_v1.issuer_token_request)]
  issuer_token_request_rbac_ready      = [length(kubernetes_role_binding_v1.issuer_token_request)]
}

resource "kubernetes_namespace_v1" "namespace" {
  count = var.create_namespace && var.install ? 1 : 0

  metadata {
    name = var.namespace
  }

  depends_on = [var.after]
}

resource "aws_iam_role" "this" {
  count              = local.creates_role ? 1 : 0
  assume_role_policy = jsonencode(local.trust)

  description = coalesce(
    var.role.description,
    "Pods of the ServiceAccount ${var.namespace}/cert-manager in the EKS cluster ${var.cluster_name}",
  )

  force_detach_policies = var.role.force_detach_policies
  max_session_duration  = var.role.max_session_duration
  name                  = var.role.name_prefix == null ? coalesce(var.role.name, local.role_name) : null
  name_prefix           = var.role.name_prefix
  path                  = var.role.path
  permissions_boundary  = var.role.permissions_boundary
  tags                  = merge(var.tags, var.role.tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.trust)) <= local.trust_limit

      error_message = join("", [
        "the trust policy has too many characters: IAM accepts ${local.trust_limit}. ",
        "Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota.",
      ])
    }
  }
}

resource "aws_iam_policy" "managed" {
  count  = local.creates_role && coalesce(var.role.managed_policies, false) ? 1 : 0
  name   = local.own_name
  path   = var.role.path
  policy = jsonencode(local.policy)
  tags   = merge(var.tags, var.role.tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.policy)) <= 6144

      error_message = join("", [
        "the managed policy has too many characters: the limit is 6144, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "managed" {
  count      = local.creates_role && coalesce(var.role.managed_policies, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.managed[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_role_policy" "this" {
  count  = local.creates_role && !coalesce(var.role.managed_policies, false) ? 1 : 0
  name   = "inline"
  policy = jsonencode(local.policy)
  role   = one(aws_iam_role.this[*].id)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.policy)) <= 10240

      error_message = join("", [
        "the inline policy has too many characters: the limit is 10240, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachments_exclusive" "this" {
  count       = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_arns = coalesce(var.role.managed_policies, false) ? [one(aws_iam_policy.managed[*].arn)] : []
  role_name   = one(aws_iam_role.this[*].id)
  depends_on  = [aws_iam_role_policy_attachment.managed, aws_iam_role_policy.this]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_names = !coalesce(var.role.managed_policies, false) ? ["inline"] : []
  role_name    = one(aws_iam_role.this[*].id)
  depends_on   = [aws_iam_role_policy_attachment.managed, aws_iam_role_policy.this]
}

resource "kubernetes_service_account_v1" "this" {
  count                           = var.install ? 1 : 0
  automount_service_account_token = true

  metadata {
    annotations = local.annotations
    name        = "cert-manager"
    namespace   = var.namespace
  }

  depends_on = [
    kubernetes_namespace_v1.namespace,
    var.after,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "aws_eks_pod_identity_association" "this" {
  count                = var.identity != "irsa" && (local.creates_role || !var.create_role) ? 1 : 0
  cluster_name         = var.cluster_name
  disable_session_tags = var.pod_identity.disable_session_tags
  namespace            = var.namespace
  region               = var.region
  role_arn             = local.role_arn
  service_account      = "cert-manager"
  tags                 = var.tags
  target_role_arn      = var.pod_identity.target_role_arn

  depends_on = [
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "aws_eks_pod_identity_association" "other_subjects" {
  for_each             = local.associated
  cluster_name         = var.cluster_name
  disable_session_tags = each.value.disable_session_tags
  namespace            = each.value.namespace
  region               = var.region
  role_arn             = each.value.role_arn
  service_account      = each.value.service_account
  tags                 = var.tags
  target_role_arn      = each.value.target_role_arn

  depends_on = [
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "helm_release" "this" {
  count      = var.install ? 1 : 0
  atomic     = coalesce(var.atomic, var.wait)
  chart      = coalesce(var.chart.path, "cert-manager")
  name       = "cert-manager"
  namespace  = var.namespace
  repository = var.chart.path == null ? coalesce(var.chart.repository, "oci://quay.io/jetstack/charts") : null

  repository_password = var.chart.path == null && try(var.chart_credentials.password, null) != null ? try(
    var.chart_credentials.password,
    null,
  ) : null

  repository_username = var.chart.path == null && try(var.chart_credentials.username, null) != null ? try(
    var.chart_credentials.username,
    null,
  ) : null

  take_ownership  = var.take_ownership
  timeout         = coalesce(var.timeout, 600)
  upgrade_install = var.upgrade_install
  values          = concat([jsonencode(local.values)], length(var.values) > 0 ? [jsonencode(var.values)] : [])
  version         = var.chart.path == null ? var.chart_version : null
  wait            = var.wait

  lifecycle {
    precondition {
      condition = length(local.value_problems) == 0

      error_message = join("", [
        "${join(", ", local.value_problems)}: the chart would not take it, or an option sets this value. ",
        "Remove it, and use the option where there is one.",
      ])
    }
  }

  depends_on = [
    kubernetes_namespace_v1.namespace,
    var.after,
    kubernetes_service_account_v1.this,
    aws_eks_pod_identity_association.this,
    aws_eks_pod_identity_association.other_subjects,
  ]
}

resource "aws_iam_role" "issuer" {
  for_each              = local.issuer_names
  assume_role_policy    = jsonencode(local.issuer_trust[each.key])
  description           = local.issuer_description[each.key]
  force_detach_policies = var.role.force_detach_policies
  max_session_duration  = var.role.max_session_duration
  name                  = var.role.name_prefix == null ? local.issuer_role_name[each.key] : null
  name_prefix           = var.role.name_prefix
  path                  = var.role.path
  permissions_boundary  = var.role.permissions_boundary
  tags                  = merge(var.tags, var.role.tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.issuer_trust[each.key])) <= 2048

      error_message = join("", [
        "the trust policy has too many characters: IAM accepts 2048. ",
        "Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota.",
      ])
    }
  }
}

resource "aws_iam_policy" "issuer_managed" {
  for_each = local.issuer_managed_made
  name     = local.issuer_own_name[each.key]
  path     = var.role.path
  policy   = jsonencode(local.issuer_policy[each.key])
  tags     = merge(var.tags, var.role.tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.issuer_policy[each.key])) <= 6144

      error_message = join("", [
        "the managed policy has too many characters: the limit is 6144, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "issuer_managed" {
  for_each   = local.issuer_managed_made
  policy_arn = local.issuer_managed_policy_arns[each.key]
  role       = local.issuer_role_ids[each.key]
}

resource "aws_iam_role_policy" "issuer" {
  for_each = local.issuer_inline_made
  name     = "inline"
  policy   = jsonencode(local.issuer_policy[each.key])
  role     = local.issuer_role_ids[each.key]

  lifecycle {
    precondition {
      condition = length(jsonencode(local.issuer_policy[each.key])) <= 10240

      error_message = join("", [
        "the inline policy has too many characters: the limit is 10240, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachments_exclusive" "issuer" {
  for_each    = local.issuer_exclusive
  policy_arns = coalesce(var.role.managed_policies, false) ? [local.issuer_managed_policy_arns[each.key]] : []
  role_name   = local.issuer_role_ids[each.key]
  depends_on  = [local.issuer_attached_all]
}

resource "aws_iam_role_policies_exclusive" "issuer" {
  for_each     = local.issuer_exclusive
  policy_names = !coalesce(var.role.managed_policies, false) ? ["inline"] : []
  role_name    = local.issuer_role_ids[each.key]
  depends_on   = [local.issuer_attached_all]
}

resource "kubernetes_service_account_v1" "issuer" {
  for_each                        = local.issuer_names
  automount_service_account_token = false

  metadata {
    annotations = local.issuer_annotations[each.key]
    name        = local.issuer_identities[each.key].service_account
    namespace   = local.issuer_identities[each.key].namespace
  }

  depends_on = [kubernetes_namespace_v1.namespace, var.after, local.issuer_role_ready]
}

resource "kubernetes_role_v1" "issuer_token_request" {
  for_each = local.issuer_names

  metadata {
    name      = local.issuer_identities[each.key].service_account
    namespace = local.issuer_identities[each.key].namespace
  }

  rule {
    api_groups     = [""]
    resource_names = [local.issuer_identities[each.key].service_account]
    resources      = ["serviceaccounts/token"]
    verbs          = ["create"]
  }

  depends_on = [kubernetes_namespace_v1.namespace, var.after]
}

resource "kubernetes_role_binding_v1" "issuer_token_request" {
  for_each = local.issuer_names

  metadata {
    name      = local.issuer_identities[each.key].service_account
    namespace = local.issuer_identities[each.key].namespace
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = local.issuer_identities[each.key].service_account
  }

  subject {
    kind      = "ServiceAccount"
    name      = "cert-manager"
    namespace = var.namespace
  }

  depends_on = [local.issuer_token_request_rbac_role_ready]
}

resource "helm_release" "issuers" {
  count     = var.install && length(var.issuers) > 0 ? 1 : 0
  atomic    = coalesce(var.atomic, true)
  chart     = "${path.module}/charts/issuers"
  name      = "cert-manager-issuers"
  namespace = var.namespace
  timeout   = 600
  values    = [jsonencode(local.issuers_values)]
  wait      = true

  depends_on = [
    kubernetes_namespace_v1.namespace,
    var.after,
    helm_release.this,
    local.issuer_service_account_first,
    local.issuer_token_request_rbac_ready,
  ]
}
