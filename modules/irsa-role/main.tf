locals {
  role_full_name = join("-", [var.cluster_name, var.region, coalesce(var.name, var.service_account)])

  role_name = (
    length(local.role_full_name) <= 64
    ? local.role_full_name
    : "${replace(substr(local.role_full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.role_full_name), 0, 8)}"
  )

  assumes           = length(var.assume_role_arns) > 0 ? true : false
  permits_something = length(local.statements) > 0 || length(var.grants) > 0 ? true : local.assumes
  attached          = merge({ for arn in distinct(var.policy_arns) : arn => arn }, var.named_policy_arns)
  own_full_name     = join("-", [var.cluster_name, var.region, coalesce(var.name, var.service_account), "1"])

  own_name = (
    length(local.own_full_name) <= 128
    ? local.own_full_name
    : "${replace(substr(local.own_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.own_full_name), 0, 8)}"
  )
}

resource "aws_iam_role" "this" {
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
  role       = aws_iam_role.this.id
}

resource "aws_iam_policy" "managed" {
  count  = local.permits_something && coalesce(var.role.managed_policies, false) ? 1 : 0
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
  count      = local.permits_something && coalesce(var.role.managed_policies, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.managed[*].arn)
  role       = aws_iam_role.this.id
}

resource "aws_iam_role_policy" "this" {
  count  = local.permits_something && !coalesce(var.role.managed_policies, false) ? 1 : 0
  name   = "inline"
  policy = jsonencode(local.policy)
  role   = aws_iam_role.this.id

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
  count = coalesce(var.role.exclusive_policies, false) ? 1 : 0

  policy_arns = concat(
    values(merge({ for arn in distinct(var.policy_arns) : arn => arn }, var.named_policy_arns)),
    local.permits_something && coalesce(var.role.managed_policies, false) ? [one(aws_iam_policy.managed[*].arn)] : [],
  )

  role_name = aws_iam_role.this.id

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
  ]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_names = local.permits_something && !coalesce(var.role.managed_policies, false) ? ["inline"] : []
  role_name    = aws_iam_role.this.id

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
  ]
}
