locals {
  role_full_name = join("-", [var.cluster_name, var.region, coalesce(var.name, var.service_account)])

  role_name = (
    length(local.role_full_name) <= 64
    ? local.role_full_name
    : "${replace(substr(local.role_full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.role_full_name), 0, 8)}"
  )

  assumes = (
    length(var.assume_role_arns) > 0
    ? true
    : var.identity != "irsa" ? var.pod_identity.target_role_arn != null : false
  )

  permits_something = length(local.statements) > 0 || length(var.grants) > 0 ? true : local.assumes
  attached          = var.create_role ? merge({ for arn in distinct(var.policy_arns) : arn => arn }, var.named_policy_arns) : {}
  own_full_name     = join("-", [var.cluster_name, var.region, coalesce(var.name, var.service_account), "1"])

  own_name = (
    length(local.own_full_name) <= 128
    ? local.own_full_name
    : "${replace(substr(local.own_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.own_full_name), 0, 8)}"
  )

  # The role that is made, or the one that is there already.
  role_arn = var.create_role ? one(aws_iam_role.this[*].arn) : var.role_arn

  associated = var.identity != "irsa" ? {
    for subject in var.trust.subjects : "${subject.namespace}/${subject.service_account}" => {
      namespace            = subject.namespace
      service_account      = subject.service_account
      role_arn             = local.role_arn
      target_role_arn      = var.pod_identity.target_role_arn
      disable_session_tags = var.pod_identity.disable_session_tags
    }
  } : {}

  annotations = merge(
    coalesce(var.annotations, {}),
    merge(
      var.sts_regional_endpoints != null ? {
        "eks.amazonaws.com/sts-regional-endpoints" = tostring(var.sts_regional_endpoints)
      } : {},
      var.token_expiration != null ? { "eks.amazonaws.com/token-expiration" = tostring(var.token_expiration) } : {},
      coalesce(var.audience, "sts.amazonaws.com") != "sts.amazonaws.com" && var.audience != null ? {
        "eks.amazonaws.com/audience" = var.audience
      } : {},
      var.identity != "pod-identity" && local.role_arn != null ? { "eks.amazonaws.com/role-arn" = local.role_arn } : {},
    ),
  )
}

resource "kubernetes_namespace_v1" "namespace" {
  count                            = var.create_namespace ? 1 : 0
  wait_for_default_service_account = var.existing && var.service_account == "default"

  metadata {
    name = var.namespace
  }
}

resource "aws_iam_role" "this" {
  count              = var.create_role ? 1 : 0
  assume_role_policy = jsonencode(local.trust)

  description = coalesce(
    var.role.description,
    (
      var.service_account != null
      ? "Pods of the ServiceAccount ${var.namespace}/${var.service_account} in the EKS cluster ${var.cluster_name}"
      : "Pods of ServiceAccounts by pattern in the EKS cluster ${var.cluster_name}"
    ),
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

resource "aws_iam_role_policy_attachment" "policy" {
  for_each   = local.attached
  policy_arn = each.value
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_policy" "managed" {
  count  = var.create_role && local.permits_something && coalesce(var.role.managed_policies, false) ? 1 : 0
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
  count      = var.create_role && local.permits_something && coalesce(var.role.managed_policies, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.managed[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_role_policy" "this" {
  count  = var.create_role && local.permits_something && !coalesce(var.role.managed_policies, false) ? 1 : 0
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
  count = var.create_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0

  policy_arns = concat(
    values(merge({ for arn in distinct(var.policy_arns) : arn => arn }, var.named_policy_arns)),
    local.permits_something && coalesce(var.role.managed_policies, false) ? [one(aws_iam_policy.managed[*].arn)] : [],
  )

  role_name = one(aws_iam_role.this[*].id)

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
  ]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = var.create_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_names = local.permits_something && !coalesce(var.role.managed_policies, false) ? ["inline"] : []
  role_name    = one(aws_iam_role.this[*].id)

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
  ]
}

resource "kubernetes_service_account_v1" "this" {
  count                           = !var.role_only && !var.existing ? 1 : 0
  automount_service_account_token = coalesce(var.automount_service_account_token, true)

  metadata {
    annotations = local.annotations
    labels      = var.labels
    name        = var.service_account
    namespace   = var.namespace
  }

  dynamic "image_pull_secret" {
    for_each = coalesce(var.image_pull_secrets, [])

    content {
      name = image_pull_secret.value
    }
  }

  depends_on = [
    kubernetes_namespace_v1.namespace,
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "kubernetes_annotations" "this" {
  count = (
    (
      !var.role_only &&
      var.existing &&
      (
        var.identity != "pod-identity"
        ? true
        : (
          var.sts_regional_endpoints != null ||
          var.token_expiration != null ||
          coalesce(var.audience, "sts.amazonaws.com") != "sts.amazonaws.com" && var.audience != null ||
          length(coalesce(var.annotations, {})) > 0
        )
      )
    )
    ? 1
    : 0
  )

  annotations = local.annotations
  api_version = "v1"
  kind        = "ServiceAccount"

  metadata {
    name      = var.service_account
    namespace = var.namespace
  }

  depends_on = [
    kubernetes_namespace_v1.namespace,
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "kubernetes_role_v1" "this" {
  count = !var.role_only && length(var.rules) > 0 ? 1 : 0

  metadata {
    name      = var.service_account
    namespace = var.namespace
  }

  dynamic "rule" {
    for_each = var.rules

    content {
      api_groups     = rule.value.api_groups
      resources      = rule.value.resources
      verbs          = rule.value.verbs
      resource_names = rule.value.resource_names
    }
  }

  depends_on = [kubernetes_namespace_v1.namespace]
}

resource "kubernetes_role_binding_v1" "this" {
  count = !var.role_only && length(var.rules) > 0 ? 1 : 0

  metadata {
    name      = var.service_account
    namespace = var.namespace
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = var.service_account
  }

  subject {
    kind      = "ServiceAccount"
    name      = var.service_account
    namespace = var.namespace
  }

  depends_on = [kubernetes_role_v1.this]
}

resource "kubernetes_cluster_role_v1" "this" {
  count = !var.role_only && length(var.cluster_rules) > 0 ? 1 : 0

  metadata {
    name = "${var.namespace}:${var.service_account}"
  }

  dynamic "rule" {
    for_each = var.cluster_rules

    content {
      api_groups     = rule.value.api_groups
      resources      = rule.value.resources
      verbs          = rule.value.verbs
      resource_names = rule.value.resource_names
    }
  }
}

resource "kubernetes_cluster_role_binding_v1" "this" {
  count = !var.role_only && length(var.cluster_rules) > 0 ? 1 : 0

  metadata {
    name = "${var.namespace}:${var.service_account}"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "${var.namespace}:${var.service_account}"
  }

  subject {
    kind      = "ServiceAccount"
    name      = var.service_account
    namespace = var.namespace
  }

  depends_on = [kubernetes_cluster_role_v1.this]
}

resource "aws_eks_pod_identity_association" "this" {
  count                = var.identity != "irsa" ? 1 : 0
  cluster_name         = var.cluster_name
  disable_session_tags = var.pod_identity.disable_session_tags
  namespace            = var.namespace
  region               = var.region
  role_arn             = local.role_arn
  service_account      = var.service_account
  tags                 = var.tags
  target_role_arn      = var.pod_identity.target_role_arn

  depends_on = [
    aws_iam_role_policy_attachment.policy,
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
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}
