# The cluster is made in the same apply by another module, such as terraform-aws-modules/eks/aws, for whose outputs
# the one in ./cluster stands in. Nothing about the cluster has to be known when Terraform plans.

provider "aws" {
  region = "ap-northeast-2"
}

module "eks" {
  source = "./cluster"

  name = "prod"
}

provider "kubernetes" {
  host                   = module.eks.cluster_endpoint
  cluster_ca_certificate = base64decode(module.eks.cluster_certificate_authority_data)

  exec {
    api_version = "client.authentication.k8s.io/v1beta1"
    command     = "aws"
    args        = ["eks", "get-token", "--cluster-name", module.eks.cluster_name]
  }
}

module "s3_reader" {
  source = "../.."

  cluster_name      = module.eks.cluster_name
  region            = "ap-northeast-2"
  oidc_provider_arn = module.eks.oidc_provider_arn

  namespace        = "shop"
  create_namespace = true
  service_account  = "s3-reader"
  policy_arns      = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}
