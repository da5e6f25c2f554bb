# No way to the internet: charts and images come from a registry of your own, which wants a password.

variable "registry_username" {
  description = "The registry's user"
  type        = string
}

variable "registry_password" {
  description = "The user's password"
  type        = string
  sensitive   = true
}

locals {
  registry    = "registry.example.com"
  credentials = { username = var.registry_username, password = var.registry_password }
}

module "eks_irsa" {
  source = "../.."

  cluster_name = "prod"
  region       = "ap-northeast-2"

  cert_manager = {
    chart          = { repository = "oci://${local.registry}/charts" }
    image_registry = "${local.registry}/jetstack"
  }

  load_balancer_controller = {
    chart          = { repository = "oci://${local.registry}/charts" }
    image_registry = local.registry
    isolated       = true
  }

  # Of charts. Nodes have their own for images.
  chart_credentials = {
    cert-manager             = local.credentials
    load-balancer-controller = local.credentials
  }
}
