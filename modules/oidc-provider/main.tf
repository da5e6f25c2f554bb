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

  lifecycle {
    postcondition {
      condition = alltrue([for audience in var.audiences : contains(self.client_id_list, audience)])

      error_message = join("", [
        "the OIDC provider does not know an audience that tokens are meant for: STS takes a token only for one of the provider's client IDs. ",
        "Add each audience to the provider where it is made, or leave audience out.",
      ])
    }
  }
}
