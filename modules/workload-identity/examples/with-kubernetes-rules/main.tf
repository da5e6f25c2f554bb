# A workload that also talks to Kubernetes: what it may do there, in its namespace and in the whole cluster, is granted
# to the same ServiceAccount.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "backup" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  namespace        = "backup"
  create_namespace = true
  service_account  = "backup"

  statements = [{
    actions   = ["s3:PutObject"]
    resources = ["arn:aws:s3:::cluster-backups/prod/*"]
  }]

  rules = [{
    api_groups     = [""]
    resources      = ["configmaps"]
    resource_names = ["backup-state"]
    verbs          = ["get", "update"]
  }]

  cluster_rules = [{
    api_groups = ["", "apps"]
    resources  = ["namespaces", "deployments"]
    verbs      = ["get", "list"]
  }]
}
