# A caller that knows nothing before the apply but keys and what switches resources on, and uses what module blocks have
# to offer.

# The test's mocked providers are those that are named here.
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    kubernetes = { source = "hashicorp/kubernetes" }
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
    other_provider    = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/BLUE"
    namespace         = "shop"
    service_account   = "s3-reader"
    audience          = "sts.amazonaws.com"
    policy_arn        = "arn:aws:iam::111122223333:policy/orders"
    resource          = "arn:aws:s3:::shop/*"
    role_arn          = "arn:aws:iam::444455556666:role/lake"
    path              = "/pods/"
    duration          = 7200
    trust             = { subjects = [{ namespace = "shop", service_account = "s3-writer" }] }
    pod_identity      = { source_conditions = false }
    tags              = { team = "platform" }
    annotations       = { "example.com/owner" = "shop" }
    labels            = { team = "shop" }
    expiration        = 3600
    verbs             = ["get"]
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
  identity          = "both"
  audience          = local.later.audience
  named_policy_arns = { orders = local.later.policy_arn }
  statements        = [{ actions = ["s3:GetObject"], resources = [local.later.resource] }]
  assume_role_arns  = [local.later.role_arn]
  role              = { path = local.later.path, max_session_duration = local.later.duration, tags = local.later.tags }
  trust             = { subjects = [{ namespace = "shop", service_account = "s3-writer" }], other_providers = [local.later.other_provider] }
  pod_identity      = local.later.pod_identity
  tags              = local.later.tags

  create_namespace       = true
  annotations            = local.later.annotations
  labels                 = local.later.labels
  token_expiration       = local.later.expiration
  sts_regional_endpoints = true
  # Known, for OpenTofu's mocks panic at blocks that are not.
  image_pull_secrets = ["registry"]
  rules              = [{ api_groups = [""], resources = ["pods"], verbs = local.later.verbs }]
  cluster_rules      = [{ api_groups = [""], resources = ["nodes"], verbs = local.later.verbs }]
}

module "each" {
  source   = "../.."
  for_each = toset(["blue", "green"])

  cluster_name      = each.key
  region            = local.later.region
  oidc_provider_arn = local.later.oidc_provider_arn
  namespace         = "shop"
  service_account   = "s3-reader"
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  trust             = local.later.trust
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

module "with_a_role_made_elsewhere" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = local.later.oidc_provider_arn
  namespace         = "shop"
  service_account   = "lake-reader"
  create_role       = false
  role_arn          = local.later.role_arn
  existing          = true
}

output "names" {
  value = concat(module.counted[*].role_name, [for one in module.each : one.role_name], [module.after.role_name, module.with_a_role_made_elsewhere.role_name])
}
