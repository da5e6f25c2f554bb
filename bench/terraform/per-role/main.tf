# A role for one ServiceAccount in the common style: documents by data sources, each option a condition. Modules of this
# kind carry policies for well-known controllers, of which a call attaches one or none; policies.tf has a dozen.

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

variable "audience" {
  type    = string
  default = "sts.amazonaws.com"
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

resource "aws_iam_role" "this" {
  name               = var.name
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = var.policy_arns

  role       = aws_iam_role.this.name
  policy_arn = each.value
}

output "arn" {
  value = aws_iam_role.this.arn
}
