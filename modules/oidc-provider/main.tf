locals {
  issuer = replace(var.oidc_issuer, "https://", "")

  this_arn = (
    var.create
    ? (
      var.cluster_arn != null
      ? "arn:${split(":", var.cluster_arn)[1]}:iam::${split(":", var.cluster_arn)[4]}:oidc-provider/${local.issuer}"
      : one(aws_iam_openid_connect_provider.this[*].arn)
    )
    : one(data.aws_iam_openid_connect_provider.this_existing[*].arn)
  )
}

resource "aws_iam_openid_connect_provider" "this" {
  count          = var.create ? 1 : 0
  client_id_list = distinct(concat(["sts.amazonaws.com"], sort(distinct(var.audiences))))
  tags           = var.tags
  url            = "https://${local.issuer}"
}

data "aws_iam_openid_connect_provider" "this_existing" {
  count = !var.create ? 1 : 0
  url   = "https://${local.issuer}"
}
