# The zones are in the account of the network team: cert-manager changes into a role there, which trusts the role that
# this module makes.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

provider "aws" {
  region = "ap-northeast-2"
}

provider "aws" {
  alias  = "network"
  region = "ap-northeast-2"

  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/terraform"
  }
}

module "cert_manager" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  hosted_zone_ids      = ["Z0123456789ABCDEFGHIJ"]
  hosted_zone_role_arn = "arn:aws:iam::444455556666:role/dns01"

  issuers = [{
    name = "letsencrypt"
    acme = { email = "platform@example.com" }
  }]
}

resource "aws_iam_role" "dns01" {
  provider = aws.network

  name = "dns01"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { AWS = module.cert_manager.role_arn }
    }]
  })
}

resource "aws_iam_role_policy" "dns01" {
  provider = aws.network

  role = aws_iam_role.dns01.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "route53:GetChange"
        Resource = "arn:aws:route53:::change/*"
      },
      {
        Effect    = "Allow"
        Action    = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
        Resource  = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"
        Condition = { "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = "TXT" } }
      },
    ]
  })
}
