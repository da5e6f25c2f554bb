# The cluster is made in the same apply. Nothing is read from it then: what is needed are outputs of the module
# that makes it, which has the OIDC provider already. The module `eks` has the outputs of
# terraform-aws-modules/eks/aws, which fits in its place.

variable "cluster_role_arn" {
  description = "The cluster's own role"
  type        = string
}

variable "vpc_id" {
  description = "The cluster's VPC"
  type        = string
}

variable "subnet_ids" {
  description = "Subnets in at least two zones"
  type        = list(string)
}

module "eks" {
  source = "./eks"

  name       = "prod"
  role_arn   = var.cluster_role_arn
  subnet_ids = var.subnet_ids
}

module "eks_irsa" {
  source = "../.."

  cluster_name = module.eks.cluster_name
  region       = "ap-northeast-2"

  cluster_attributes = {
    account_id  = element(split(":", module.eks.cluster_arn), 4)
    oidc_issuer = module.eks.cluster_oidc_issuer_url
    vpc_id      = var.vpc_id
  }

  oidc_provider     = "existing"
  oidc_provider_arn = module.eks.oidc_provider_arn

  cert_manager             = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
  load_balancer_controller = {}

  workloads = {
    s3-reader = {
      namespace        = "shop"
      create_namespace = true
      service_account  = "s3-reader"
      policy_arns      = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    }
  }

  # Without nodes and an add-on for DNS, no chart gets ready.
  depends_on = [module.eks]
}
