# Argo CD or Flux installs the chart: the module makes what is in AWS, and tells what the tool needs to know. The
# values are documents, of which later ones win.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "cert_manager" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  install         = false
  hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]
}

output "argo_cd_source" {
  value = {
    chart          = module.cert_manager.gitops.chart
    repoURL        = trimprefix(module.cert_manager.gitops.repository, "oci://")
    targetRevision = module.cert_manager.gitops.version
    helm = {
      releaseName  = module.cert_manager.gitops.release
      valuesObject = jsondecode(module.cert_manager.gitops.values[0])
    }
  }
}
