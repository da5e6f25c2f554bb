# Pods with roles in another account: a call with that account's provider makes them there, with an OIDC provider
# for the cluster's tokens, and the other call gives them to the ServiceAccounts. No role is changed into.

provider "aws" {
  region = "ap-northeast-2"
}

provider "aws" {
  alias  = "data"
  region = "ap-northeast-2"

  assume_role {
    role_arn = "arn:aws:iam::444455556666:role/terraform"
  }
}

data "aws_eks_cluster" "this" {
  name = "prod"
}

locals {
  workloads = {
    reports = { namespace = "analytics", service_account = "reports" }
    exports = { namespace = "analytics", service_account = "exports" }
  }
}

module "roles" {
  source    = "../.."
  providers = { aws = aws.data }

  cluster_name = "prod"
  region       = "ap-northeast-2"
  iam_only     = true

  # The cluster is in the first account, where this call cannot look.
  cluster_attributes = {
    account_id  = element(split(":", data.aws_eks_cluster.this.arn), 4)
    oidc_issuer = data.aws_eks_cluster.this.identity[0].oidc[0].issuer
  }

  workloads = {
    for name, workload in local.workloads : name => merge(workload, {
      statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws:s3:::data-lake/${name}/*"] }]
    })
  }
}

module "eks_irsa" {
  source = "../.."

  cluster_name = "prod"
  region       = "ap-northeast-2"

  workloads = {
    for name, workload in local.workloads : name => merge(workload, {
      create_role = false
      role_arn    = module.roles.workload_role_arns[name]
    })
  }
}
