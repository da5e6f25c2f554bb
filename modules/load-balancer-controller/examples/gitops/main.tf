# Argo CD or Flux installs the chart: the module makes what is in AWS, and tells what the tool needs to know. The
# values are documents, of which later ones win.

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

  install = false
}

output "argo_cd_source" {
  value = {
    chart          = module.load_balancer_controller.gitops.chart
    repoURL        = module.load_balancer_controller.gitops.repository
    targetRevision = module.load_balancer_controller.gitops.version
    helm = {
      releaseName  = module.load_balancer_controller.gitops.release
      valuesObject = jsondecode(module.load_balancer_controller.gitops.values[0])
    }
  }
}
