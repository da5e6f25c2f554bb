# Several zones: with their names, issuers choose the right one. A second issuer is
# for trials, with Let's Encrypt's staging server, and a third one for certificates inside of the cluster.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

data "aws_route53_zone" "this" {
  for_each = toset(["example.com", "example.org"])

  name = each.key
}

module "cert_manager" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  hosted_zones = [for name, zone in data.aws_route53_zone.this : { id = zone.zone_id, name = name }]

  issuers = [
    { name = "letsencrypt", acme = { email = "platform@example.com" } },
    { name = "letsencrypt-staging", acme = { email = "platform@example.com", staging = true } },
    { name = "self-signed", self_signed = {} },
  ]

  replicas = 2
}
