# Permissions in IAM's own terms, as an inline policy, with settings of the role.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "order_worker" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  namespace       = "orders"
  service_account = "order-worker"

  statements = [
    {
      actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
      resources = ["arn:aws:sqs:ap-northeast-2:111122223333:orders"]
    },
    {
      effect        = "Deny"
      actions       = ["s3:*"]
      not_resources = ["arn:aws:s3:::order-receipts/*"]
      conditions    = { StringNotEquals = { "aws:ResourceAccount" = ["111122223333"] } }
    },
  ]

  role = {
    path                 = "/pods/"
    permissions_boundary = "arn:aws:iam::111122223333:policy/pods"
    max_session_duration = 7200
  }

  tags = { team = "orders" }
}
