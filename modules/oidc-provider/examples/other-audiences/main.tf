# Pods also show tokens that are meant for another audience than AWS STS. Roles of such tokens name it as
# their `audience`.

module "oidc_provider" {
  source = "../.."

  oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
  cluster_arn = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod"
  audiences   = ["vault.example.com"]
}

module "vault_agent" {
  source = "../../../irsa-role"

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = module.oidc_provider.arn

  namespace       = "vault"
  service_account = "vault-agent"
  audience        = "vault.example.com"
  policy_arns     = ["arn:aws:iam::aws:policy/AWSKeyManagementServicePowerUser"]
}
