# External Secrets: it changes into a role for each team, and comes after cert-manager, which makes the certificate of
# its webhook.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "cert_manager" {
  source = "../../../cert-manager"

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn
}

module "external_secrets" {
  source     = "../.."
  depends_on = [module.cert_manager]

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  name             = "external-secrets"
  namespace        = "external-secrets"
  create_namespace = true

  chart = {
    name       = "external-secrets"
    repository = "https://charts.external-secrets.io"
    version    = "0.20.4"
  }

  service_account = {
    name                  = "external-secrets"
    pod_annotations_value = "podAnnotations"
    assume_role_arns = [
      "arn:aws:iam::111122223333:role/secrets/shop",
      "arn:aws:iam::111122223333:role/secrets/orders",
    ]
  }

  values = [yamlencode({
    certController = { create = false }
    webhook        = { certManager = { enabled = true } }
  })]
}
