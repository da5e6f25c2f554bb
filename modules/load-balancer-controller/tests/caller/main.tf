# A caller that knows nothing before the apply but what switches resources on, and uses what module blocks have to offer.

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
    vpc_id            = "vpc-0a1b2c3d4e5f67890"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    role_arn          = "arn:aws:iam::111122223333:role/there"
    registry          = "registry.example.com"
    repository        = "https://charts.example.com"
    certificate       = "cert-manager"
    replicas          = 2
    isolated          = true
    params            = { scheme = "internal" }
    gates             = { NLBSecurityGroup = false }
    security_group    = "sg-0a1b2c3d4e5f67890"
    path              = "/pods/"
    tags              = { team = "platform" }
    values            = { logLevel = "debug" }
  }
}

locals {
  later = terraform_data.known_later.output
}

module "counted" {
  source = "../.."
  count  = 1

  cluster_name        = local.later.cluster_name
  region              = local.later.region
  partition           = local.later.partition
  account_id          = local.later.account_id
  vpc_id              = local.later.vpc_id
  oidc_provider_arn   = local.later.oidc_provider_arn
  identity            = "both"
  webhook_certificate = local.later.certificate
  replicas            = local.later.replicas
  isolated            = local.later.isolated
  image_registry      = local.later.registry
  ingress_class       = { params = local.later.params }
  feature_gates       = local.later.gates
  security_groups     = { backend = local.later.security_group }
  default_tags        = local.later.tags
  chart               = { repository = local.later.repository }
  role                = { path = local.later.path, tags = local.later.tags }
  tags                = local.later.tags
  values              = local.later.values
}

module "each" {
  source   = "../.."
  for_each = toset(["blue"])

  cluster_name      = each.key
  region            = local.later.region
  vpc_id            = local.later.vpc_id
  oidc_provider_arn = local.later.oidc_provider_arn
}

module "after" {
  source     = "../.."
  depends_on = [module.each]

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = local.later.vpc_id
  oidc_provider_arn = local.later.oidc_provider_arn
  identity          = "both"
  create_role       = false
  role_arn          = local.later.role_arn
}

output "role_arns" {
  value = concat(module.counted[*].role_arn, [for one in module.each : one.role_arn], [module.after.role_arn])
}
