# A caller that knows nothing before the apply but keys and what switches resources on, and uses what module blocks have
# to offer.

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
    name              = "dns"
    namespace         = "external-dns"
    repository        = "https://charts.example.com"
    version           = "1.19.0"
    policy_arn        = "arn:aws:iam::111122223333:policy/zones"
    resource          = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"
    role_arn          = "arn:aws:iam::111122223333:role/there"
    path              = "/pods/"
    create_value      = "serviceAccount.create"
    expiration        = 3600
    tags              = { team = "platform" }
    values            = "{}"
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
  name              = local.later.name
  namespace         = local.later.namespace
  create_namespace  = true
  chart             = { name = "external-dns", repository = local.later.repository, version = local.later.version }
  tags              = local.later.tags
  values            = [local.later.values]

  service_account = {
    name              = "external-dns"
    named_policy_arns = { zones = local.later.policy_arn }
    statements        = [{ actions = ["route53:ChangeResourceRecordSets"], resources = [local.later.resource] }]
    assume_role_arns  = [local.later.role_arn]
    role              = { path = local.later.path, tags = local.later.tags }
    create_value      = local.later.create_value
    token_expiration  = local.later.expiration
  }
}

module "each" {
  source   = "../.."
  for_each = toset(["blue"])

  cluster_name      = each.key
  region            = local.later.region
  oidc_provider_arn = local.later.oidc_provider_arn
  name              = "dns"
  namespace         = "external-dns"
  chart             = { name = "external-dns", repository = "https://charts.example.com", version = "1.19.0" }
  service_account   = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
}

module "after" {
  source     = "../.."
  depends_on = [module.each]

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = local.later.oidc_provider_arn
  identity          = "both"
  name              = "dns"
  namespace         = "external-dns"
  chart             = { name = "external-dns", repository = "https://charts.example.com", version = "1.19.0" }
  service_account   = { name = "external-dns", create_role = false, role_arn = local.later.role_arn }
}

module "without_service_account" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = local.later.oidc_provider_arn
  name              = "metrics"
  namespace         = local.later.namespace
  chart             = { name = "metrics-server", repository = "https://charts.example.com", version = "3.13.0" }
}

output "role_arns" {
  value = concat(module.counted[*].role_arn, [for one in module.each : one.role_arn], [module.after.role_arn, module.without_service_account.role_arn])
}
