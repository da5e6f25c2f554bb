# The role is in another account than the cluster: that account has an OIDC provider of its own for the cluster's
# issuer, and both are made with its AWS provider.

provider "aws" {
  region = "ap-northeast-2"
}

provider "aws" {
  alias  = "data"
  region = "ap-northeast-2"

  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/terraform"
  }
}

data "aws_eks_cluster" "prod" {
  name = "prod"
}

module "oidc_provider" {
  source    = "../../../oidc-provider"
  providers = { aws = aws.data }

  oidc_issuer = data.aws_eks_cluster.prod.identity[0].oidc[0].issuer
}

module "lake_reader" {
  source    = "../.."
  providers = { aws = aws.data }

  cluster_name      = data.aws_eks_cluster.prod.name
  region            = "ap-northeast-2"
  oidc_provider_arn = module.oidc_provider.arn

  namespace       = "reports"
  service_account = "lake-reader"
  policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}
