# Many workloads: a YAML file for each, called like it, so that teams add theirs without a line of Terraform.

locals {
  files = fileset("${path.module}/workloads", "*.yaml")
}

module "eks_irsa" {
  source = "../.."

  cluster_name = "prod"
  region       = "ap-northeast-2"

  workloads = {
    for file in local.files : trimsuffix(file, ".yaml") => yamldecode(file("${path.module}/workloads/${file}"))
  }
}
