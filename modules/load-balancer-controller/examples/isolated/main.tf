# Without a way to the internet: chart and image come from a mirror, and WAF and Shield are off, for their calls would
# time out. In isolated partitions they are off by default.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "load_balancer_controller" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = var.oidc_provider_arn

  isolated       = true
  image_registry = "111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/mirror"
  chart          = { repository = "oci://111122223333.dkr.ecr.ap-northeast-2.amazonaws.com/charts" }

  default_scheme = "internal"
  default_tags   = { team = "platform" }
}
