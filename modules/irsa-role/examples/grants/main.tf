# Permissions by verbs in the place of IAM's actions. Names take the cluster's partition, region and account.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "importer" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  namespace       = "shop"
  service_account = "importer"

  grants = [
    { service = "s3", verbs = ["read", "list"], resources = ["shop-assets"], prefixes = ["incoming/"] },
    { service = "sqs", verbs = ["consume"], resources = ["orders"], kms_keys = ["alias/shop"] },
    { service = "secretsManager", verbs = ["read"], resources = ["shop/importer/"] },
  ]
}
