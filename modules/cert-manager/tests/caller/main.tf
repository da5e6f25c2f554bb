# A caller that knows nothing before the apply but counts and what switches resources on, and uses what module blocks
# have to offer.

# The test's mocked providers are those that are named here.
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    helm       = { source = "hashicorp/helm" }
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
    zone_id           = "Z0123456789ABCDEFGHIJ"
    zone_name         = "example.com"
    role_arn          = "arn:aws:iam::111122223333:role/there"
    email             = "platform@example.com"
    registry          = "registry.example.com/jetstack"
    repository        = "https://charts.example.com"
    replicas          = 2
    path              = "/pods/"
    tags              = { team = "platform" }
    values            = { webhook = { hostNetwork = true } }
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
  identity          = "both"
  hosted_zones      = [{ id = local.later.zone_id, name = local.later.zone_name }]
  issuers           = [{ name = "letsencrypt", acme = { email = local.later.email } }]
  replicas          = local.later.replicas
  image_registry    = local.later.registry
  chart             = { repository = local.later.repository }
  role              = { path = local.later.path, tags = local.later.tags }
  tags              = local.later.tags
  values            = local.later.values
}

module "each" {
  source   = "../.."
  for_each = toset(["blue"])

  cluster_name         = each.key
  region               = local.later.region
  oidc_provider_arn    = local.later.oidc_provider_arn
  hosted_zone_ids      = [local.later.zone_id]
  hosted_zone_role_arn = local.later.role_arn
}

module "after" {
  source     = "../.."
  depends_on = [module.each]

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = local.later.oidc_provider_arn
  identity          = "both"
  create_role       = false
  role_arn          = local.later.role_arn
}

module "without_zones" {
  source = "../.."

  cluster_name = "prod"
  region       = "ap-northeast-2"
  account_id   = local.later.account_id
  identity     = "pod-identity"
}

output "role_arns" {
  value = concat(module.counted[*].role_arn, [for one in module.each : one.role_arn], [module.after.role_arn, module.without_zones.role_arn])
}
