# Once for each cluster: after this, IAM roles can trust the cluster's ServiceAccounts.

module "oidc_provider" {
  source = "../.."

  oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
  cluster_arn = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod"
}
