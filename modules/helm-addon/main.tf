locals {
  creates_role = (
    (
      length(var.service_account.policy_arns) > 0 ||
      length(var.service_account.named_policy_arns) > 0 ||
      length(var.service_account.statements) > 0 ||
      length(var.service_account.grants) > 0 ||
      length(var.service_account.assume_role_arns) > 0 ||
      length(var.service_account.acknowledge) > 0 ||
      var.service_account.pod_identity.target_role_arn != null
    ) &&
    var.service_account.create_role &&
    var.service_account.name != null
  )

  annotations_path = coalesce(
    var.service_account.annotations_value,
    "${coalesce(var.service_account.account_value, "serviceAccount")}.annotations",
  )

  annotations_set = merge(
    var.service_account.sts_regional_endpoints != null ? {
      "eks.amazonaws.com/sts-regional-endpoints" = tostring(var.service_account.sts_regional_endpoints)
    } : {},
    var.service_account.token_expiration != null ? {
      "eks.amazonaws.com/token-expiration" = tostring(var.service_account.token_expiration)
    } : {},
    (
      (
        coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
        var.service_account.audience != null
      )
      ? { "eks.amazonaws.com/audience" = var.service_account.audience }
      : {}
    ),
    var.identity != "pod-identity" && local.role_arn != null ? { "eks.amazonaws.com/role-arn" = local.role_arn } : {},
  )

  # Values under paths that the user gives.
  set = concat(
    concat(
      var.service_account.name != null ? [
        {
          name = coalesce(
            var.service_account.create_value,
            "${coalesce(var.service_account.account_value, "serviceAccount")}.create",
          )
          value = tostring(!var.install || var.service_account.made_by == "chart")
          type  = "auto"
        },
      ] : [],
      var.service_account.name != null ? [
        {
          name = coalesce(
            var.service_account.name_value,
            "${coalesce(var.service_account.account_value, "serviceAccount")}.name",
          )
          value = var.service_account.name != null ? var.service_account.name : ""
          type  = "string"
        },
      ] : [],
    ),
    [
      for key, text in local.annotations_set : {
        name  = "${local.annotations_path}.${replace(key, ".", "\\.")}"
        value = text
        type  = "string"
      }
      if var.service_account.name != null &&
      (!var.install || var.service_account.made_by == "chart") &&
      (
        var.service_account.sts_regional_endpoints != null ||
        var.service_account.token_expiration != null ||
        (
          coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
          var.service_account.audience != null
        ) ||
        var.identity != "pod-identity" && local.role_arn != null
      )
    ],
    (
      (
        var.service_account.name != null &&
        var.service_account.pod_annotations_value != null &&
        local.role_arn != null
      )
      ? [
        {
          name  = "${var.service_account.pod_annotations_value}.cdktf-eks-irsa/role-arn"
          value = var.identity == "irsa" ? local.role_arn : "${local.role_arn} ${var.identity}"
          type  = "string"
        },
      ]
      : []
    ),
  )

  role_full_name = join("-", [var.cluster_name, var.region, var.name])

  role_name = (
    length(local.role_full_name) <= 64
    ? local.role_full_name
    : "${replace(substr(local.role_full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.role_full_name), 0, 8)}"
  )

  assumes = (
    length(var.service_account.assume_role_arns) > 0
    ? true
    : var.identity != "irsa" ? var.service_account.pod_identity.target_role_arn != null : false
  )

  permits_something = length(local.statements) > 0 || length(var.service_account.grants) > 0 ? true : local.assumes

  attached = local.creates_role ? merge(
    { for arn in distinct(var.service_account.policy_arns) : arn => arn },
    var.service_account.named_policy_arns,
  ) : {}

  own_full_name = join("-", [var.cluster_name, var.region, var.name, "1"])

  own_name = (
    length(local.own_full_name) <= 128
    ? local.own_full_name
    : "${replace(substr(local.own_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.own_full_name), 0, 8)}"
  )

  # The role that is made, or the one that is there already.
  role_arn = local.creates_role ? one(aws_iam_role.this[*].arn) : var.service_account.role_arn

  associated = (
    (
      var.identity != "irsa" &&
      (local.creates_role || !var.service_account.create_role && var.service_account.name != null)
    )
    ? {
      for subject in var.service_account.trust.subjects : "${subject.namespace}/${subject.service_account}" => {
        namespace            = subject.namespace
        service_account      = subject.service_account
        role_arn             = local.role_arn
        target_role_arn      = var.service_account.pod_identity.target_role_arn
        disable_session_tags = var.service_account.pod_identity.disable_session_tags
      }
    }
    : {}
  )

  annotations = merge(
    { "helm.sh/resource-policy" = "keep" },
    var.service_account.sts_regional_endpoints != null ? {
      "eks.amazonaws.com/sts-regional-endpoints" = tostring(var.service_account.sts_regional_endpoints)
    } : {},
    var.service_account.token_expiration != null ? {
      "eks.amazonaws.com/token-expiration" = tostring(var.service_account.token_expiration)
    } : {},
    (
      (
        coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
        var.service_account.audience != null
      )
      ? { "eks.amazonaws.com/audience" = var.service_account.audience }
      : {}
    ),
    var.identity != "pod-identity" && local.role_arn != null ? { "eks.amazonaws.com/role-arn" = local.role_arn } : {},
  )
}

resource "kubernetes_namespace_v1" "namespace" {
  count = var.create_namespace && var.install ? 1 : 0

  metadata {
    name = var.namespace
  }
}

resource "aws_iam_role" "this" {
  count              = local.creates_role ? 1 : 0
  assume_role_policy = jsonencode(local.trust)

  description = coalesce(
    var.service_account.role.description,
    "Pods of the ServiceAccount ${var.namespace}/${var.service_account.name != null ? var.service_account.name : ""} in the EKS cluster ${var.cluster_name}",
  )

  force_detach_policies = var.service_account.role.force_detach_policies
  max_session_duration  = var.service_account.role.max_session_duration
  name                  = var.service_account.role.name_prefix == null ? coalesce(var.service_account.role.name, local.role_name) : null
  name_prefix           = var.service_account.role.name_prefix
  path                  = var.service_account.role.path
  permissions_boundary  = var.service_account.role.permissions_boundary
  tags                  = merge(var.tags, var.service_account.role.tags)

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
  count = (
    local.creates_role && local.permits_something && coalesce(var.service_account.role.managed_policies, false)
    ? 1
    : 0
  )

  name   = local.own_name
  path   = var.service_account.role.path
  policy = jsonencode(local.policy)
  tags   = merge(var.tags, var.service_account.role.tags)

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
  count = (
    local.creates_role && local.permits_something && coalesce(var.service_account.role.managed_policies, false)
    ? 1
    : 0
  )

  policy_arn = one(aws_iam_policy.managed[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_role_policy" "this" {
  count = (
    (local.creates_role && local.permits_something && !coalesce(var.service_account.role.managed_policies, false))
    ? 1
    : 0
  )

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
  count = local.creates_role && coalesce(var.service_account.role.exclusive_policies, false) ? 1 : 0

  policy_arns = concat(
    values(merge(
      { for arn in distinct(var.service_account.policy_arns) : arn => arn },
      var.service_account.named_policy_arns,
    )),
    local.permits_something && coalesce(var.service_account.role.managed_policies, false) ? [
      one(aws_iam_policy.managed[*].arn),
    ] : [],
  )

  role_name = one(aws_iam_role.this[*].id)

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
  ]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = local.creates_role && coalesce(var.service_account.role.exclusive_policies, false) ? 1 : 0
  policy_names = local.permits_something && !coalesce(var.service_account.role.managed_policies, false) ? ["inline"] : []
  role_name    = one(aws_iam_role.this[*].id)

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
  ]
}

resource "kubernetes_service_account_v1" "this" {
  count                           = var.install && var.service_account.name != null && var.service_account.made_by != "chart" ? 1 : 0
  automount_service_account_token = true

  metadata {
    annotations = local.annotations
    name        = var.service_account.name != null ? var.service_account.name : ""
    namespace   = var.namespace
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

resource "aws_eks_pod_identity_association" "this" {
  count = (
    (
      var.identity != "irsa" &&
      (local.creates_role || !var.service_account.create_role && var.service_account.name != null)
    )
    ? 1
    : 0
  )

  cluster_name         = var.cluster_name
  disable_session_tags = var.service_account.pod_identity.disable_session_tags
  namespace            = var.namespace
  region               = var.region
  role_arn             = local.role_arn
  service_account      = var.service_account.name != null ? var.service_account.name : ""
  tags                 = var.tags
  target_role_arn      = var.service_account.pod_identity.target_role_arn

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

resource "helm_release" "this" {
  count      = var.install ? 1 : 0
  atomic     = coalesce(var.atomic, var.wait)
  chart      = coalesce(var.chart.path, var.chart.name)
  name       = var.name
  namespace  = var.namespace
  repository = var.chart.path == null && var.chart.repository != null ? var.chart.repository : null

  repository_password = var.chart.path == null && try(var.chart_credentials.password, null) != null ? try(
    var.chart_credentials.password,
    null,
  ) : null

  repository_username = var.chart.path == null && try(var.chart_credentials.username, null) != null ? try(
    var.chart_credentials.username,
    null,
  ) : null

  set             = local.set
  take_ownership  = var.take_ownership
  timeout         = coalesce(var.timeout, 600)
  upgrade_install = var.upgrade_install
  values          = concat(["{}"], var.values)
  version         = var.chart.path == null && var.chart.version != null ? var.chart.version : null
  wait            = var.wait

  depends_on = [
    kubernetes_namespace_v1.namespace,
    kubernetes_service_account_v1.this,
    aws_eks_pod_identity_association.this,
    aws_eks_pod_identity_association.other_subjects,
  ]
}
