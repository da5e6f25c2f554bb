# A role for one ServiceAccount in the common style: documents by data sources, each option a condition.

variable "name" {
  type = string
}

variable "oidc_provider_arn" {
  type = string
}

variable "namespace_service_accounts" {
  type = list(string)
}

variable "policy_arns" {
  type    = map(string)
  default = {}
}

variable "statements" {
  type    = any
  default = []
}

variable "audience" {
  type    = string
  default = "sts.amazonaws.com"
}

variable "create_inline_policy" {
  type    = bool
  default = false
}

data "aws_partition" "current" {}

data "aws_caller_identity" "current" {}

locals {
  issuer = replace(var.oidc_provider_arn, "/^(.*provider/)/", "")
}

data "aws_iam_policy_document" "trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.oidc_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:sub"
      values   = [for one in var.namespace_service_accounts : "system:serviceaccount:${one}"]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.issuer}:aud"
      values   = [var.audience]
    }
  }
}

data "aws_iam_policy_document" "inline" {
  count = var.create_inline_policy ? 1 : 0

  dynamic "statement" {
    for_each = var.statements

    content {
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}

resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = var.policy_arns

  role       = aws_iam_role.this.name
  policy_arn = each.value
}

resource "aws_iam_role_policy" "this" {
  count = var.create_inline_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.inline[0].json
}

output "arn" {
  value = aws_iam_role.this.arn
}
