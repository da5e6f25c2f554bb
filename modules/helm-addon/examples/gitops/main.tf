# Argo CD or Flux installs the chart: the module makes the role, and tells what the tool needs to know. The values are
# documents, of which later ones win.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "external_dns" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  install   = false
  name      = "external-dns"
  namespace = "external-dns"

  chart = {
    name       = "external-dns"
    repository = "https://kubernetes-sigs.github.io/external-dns"
    version    = "1.19.0"
  }

  service_account = {
    name        = "external-dns"
    policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53FullAccess"]
  }
}

# A repository that Flux watches gets these as a HelmRelease's values, one file for each.
output "gitops" {
  value = module.external_dns.gitops
}
