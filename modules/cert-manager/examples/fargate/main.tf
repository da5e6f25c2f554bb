# Pods run on Fargate: the webhook leaves the port that Fargate's own kubelet has. Leases are in cert-manager's
# namespace, for pods on Fargate may have no rights in kube-system.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "cert_manager" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  fargate                   = true
  leader_election_namespace = "cert-manager"
  hosted_zone_ids           = ["Z0123456789ABCDEFGHIJ"]
}
