# A caller that knows no value before the apply, and uses what module blocks have to offer.

# The test's mocked providers are those that are named here.
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

resource "terraform_data" "cluster" {
  input = {
    issuer    = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    audiences = ["vault.example.com"]
    tags      = { team = "platform" }
  }
}

module "counted" {
  source = "../.."
  count  = 1

  oidc_issuer = terraform_data.cluster.output.issuer
  audiences   = terraform_data.cluster.output.audiences
  tags        = terraform_data.cluster.output.tags
}

module "each" {
  source   = "../.."
  for_each = toset(["blue", "green"])

  oidc_issuer = "${terraform_data.cluster.output.issuer}${each.key}"
}

module "after" {
  source     = "../.."
  depends_on = [module.each]

  oidc_issuer = terraform_data.cluster.output.issuer
  create      = false
}

output "counted" {
  value = module.counted[0]
}

output "each" {
  value = { for key, one in module.each : key => one.issuer }
}

output "after" {
  value = module.after.arn
}
