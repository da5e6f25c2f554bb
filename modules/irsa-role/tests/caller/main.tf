# A caller that knows nothing before the apply but the keys of named policies, and uses what module blocks have to offer.

# The test's mocked providers are those that are named here.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "terraform_data" "known_later" {
  input = {
    cluster_name      = "prod"
    region            = "ap-northeast-2"
    partition         = "aws"
    account_id        = "111122223333"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    name              = "reader"
    namespace         = "shop"
    service_account   = "s3-reader"
    identity          = "both"
    audience          = "sts.amazonaws.com"
    policy_arn        = "arn:aws:iam::111122223333:policy/orders"
    resource          = "arn:aws:s3:::shop/*"
    bucket            = "arn:aws:s3:::shop"
    key               = "alias/shop"
    role_arn          = "arn:aws:iam::444455556666:role/lake"
    path              = "/pods/"
    duration          = 7200
    trust             = { subjects = [{ namespace = "shop", service_account = "s3-writer" }] }
    pod_identity      = { source_conditions = false }
    tags              = { team = "platform" }
  }
}

locals {
  later = terraform_data.known_later.output
}

module "counted" {
  source = "../.."
  count  = 1

  cluster_name      = local.later.cluster_name
  region            = local.later.region
  partition         = local.later.partition
  account_id        = local.later.account_id
  oidc_provider_arn = local.later.oidc_provider_arn
  name              = local.later.name
  namespace         = local.later.namespace
  service_account   = local.later.service_account
  identity          = local.later.identity
  audience          = local.later.audience
  named_policy_arns = { orders = local.later.policy_arn }
  statements        = [{ actions = ["s3:GetObject"], resources = [local.later.resource] }]
  grants            = [{ service = "s3", verbs = ["read"], resources = [local.later.bucket], kms_keys = [local.later.key] }]
  assume_role_arns  = [local.later.role_arn]
  role              = { path = local.later.path, max_session_duration = local.later.duration, tags = local.later.tags }
  trust             = local.later.trust
  pod_identity      = local.later.pod_identity
  tags              = local.later.tags
}

module "each" {
  source   = "../.."
  for_each = toset(["blue", "green"])

  cluster_name      = each.key
  region            = local.later.region
  oidc_provider_arn = local.later.oidc_provider_arn
  namespace         = "shop"
  service_account   = "s3-reader"
}

module "after" {
  source     = "../.."
  depends_on = [module.each]

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = local.later.oidc_provider_arn
  namespace         = "shop"
  service_account   = "s3-writer"
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]
}

output "names" {
  value = concat(module.counted[*].name, [for one in module.each : one.name], [module.after.name])
}
