# The provider is there already, made by eksctl, say, or by the EKS module: this finds it by the cluster's
# issuer and changes nothing.

data "aws_eks_cluster" "this" {
  name = "prod"
}

module "oidc_provider" {
  source = "../.."

  oidc_issuer = data.aws_eks_cluster.this.identity[0].oidc[0].issuer
  create      = false
}

output "oidc_provider_arn" {
  value = module.oidc_provider.arn
}
