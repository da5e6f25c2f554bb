locals {
  issuer = replace(var.oidc_issuer, "https://", "")

  this_arn = (var.create ? "create" : "lookup") == "existing" ? null : try(
    coalesce(
      one(aws_iam_openid_connect_provider.this[*].arn),
      one(data.aws_iam_openid_connect_provider.this_existing[*].arn),
    ),
    null,
  )
}

resource "aws_iam_openid_connect_provider" "this" {
  count          = (var.create ? "create" : "lookup") == "create" ? 1 : 0
  client_id_list = distinct(concat(["sts.amazonaws.com"], sort(distinct(var.audiences))))
  tags           = var.tags
  url            = "https://${local.issuer}"
}

data "aws_iam_openid_connect_provider" "this_existing" {
  count = (var.create ? "create" : "lookup") == "lookup" ? 1 : 0
  url   = "https://${local.issuer}"
}
