# Many roles, one for each entry of a map. To add or remove one touches no other.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

locals {
  roles = {
    s3-reader = {
      namespace   = "shop"
      policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    }
    order-worker = {
      namespace   = "orders"
      policy_arns = ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"]
    }
  }
}

module "role" {
  source   = "../.."
  for_each = local.roles

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  namespace       = each.value.namespace
  service_account = each.key
  policy_arns     = each.value.policy_arns
}

output "role_arns" {
  value = { for name, role in module.role : name => role.arn }
}
