locals {
  role_full_name = join("-", [var.cluster_name, var.region, coalesce(var.name, var.service_account)])

  role_name = (
    length(local.role_full_name) <= 64
    ? local.role_full_name
    : "${replace(substr(local.role_full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.role_full_name), 0, 8)}"
  )
}

resource "aws_iam_role" "this" {
  assume_role_policy = jsonencode(local.trust)

  description = coalesce(
    var.role.description,
    "Pods of the ServiceAccount ${var.namespace}/${var.service_account} in the EKS cluster ${var.cluster_name}",
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
      condition = length(jsonencode(local.trust)) <= coalesce(var.trust.max_size, 2048)

      error_message = join("", [
        "the trust policy has too many characters: IAM accepts ${coalesce(var.trust.max_size, 2048)}. ",
        "Name fewer ServiceAccounts in one role, or split it into several roles.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "policy" {
  for_each   = merge({ for arn in distinct(var.policy_arns) : arn => arn }, var.named_policy_arns)
  policy_arn = each.value
  role       = aws_iam_role.this.id
}

resource "aws_iam_role_policy" "this" {
  count  = length(local.statements) > 0 || length(var.assume_role_arns) > 0 ? 1 : 0
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
  count       = coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_arns = values(merge({ for arn in distinct(var.policy_arns) : arn => arn }, var.named_policy_arns))
  role_name   = aws_iam_role.this.id
  depends_on  = [aws_iam_role_policy_attachment.policy, aws_iam_role_policy.this]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_names = length(local.statements) > 0 || length(var.assume_role_arns) > 0 ? ["inline"] : []
  role_name    = aws_iam_role.this.id
  depends_on   = [aws_iam_role_policy_attachment.policy, aws_iam_role_policy.this]
}
