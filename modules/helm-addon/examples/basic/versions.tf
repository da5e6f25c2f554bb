terraform {
  required_version = ">= 1.10.0"

  required_providers {
    aws        = { source = "hashicorp/aws", version = ">= 6.0.0, < 7.0.0" }
    helm       = { source = "hashicorp/helm", version = ">= 3.1.0, < 4.0.0" }
    kubernetes = { source = "hashicorp/kubernetes", version = ">= 2.38.0, < 4.0.0" }
  }
}
