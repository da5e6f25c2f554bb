# What only the live cluster knows: a warning where Terraform can go on, an error where it cannot. Tests take both for failures.

mock_provider "aws" {
  mock_data "aws_eks_cluster" {
    defaults = {
      arn      = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod"
      version  = "1.34"
      identity = [{ oidc = [{ issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" }] }]
      vpc_config = [{
        cluster_security_group_id = "sg-0abc"
        endpoint_private_access   = true
        endpoint_public_access    = false
        public_access_cidrs       = []
        security_group_ids        = []
        subnet_ids                = ["subnet-0a", "subnet-0b"]
        vpc_id                    = "vpc-0abc"
      }]
    }
  }

  # It knows no audience at all.
  mock_data "aws_iam_openid_connect_provider" {
    defaults = {
      arn            = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/LOOKEDUP"
      client_id_list = []
    }
  }

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = {
      arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "kubernetes_that_cert_manager_is_made_for" {
  command = plan

  variables {
    cert_manager = {}
  }

  assert {
    condition     = local.cluster_version == "1.34" && contains(local.cert_manager_kubernetes["v1.21"], "1.34")
    error_message = "The cluster's version is ${jsonencode(local.cluster_version)}."
  }
}

run "kubernetes_that_cert_manager_is_not_made_for" {
  command = plan

  variables {
    cert_manager = { version = "v1.18.6" }
  }

  expect_failures = [check.cert_manager_kubernetes_version]
}

run "kubernetes_is_not_checked_without_preflight" {
  command = plan

  variables {
    cert_manager = { version = "v1.18.6" }
    preflight    = false
  }
}

run "kubernetes_is_not_checked_for_a_chart_of_ones_own" {
  command = plan

  variables {
    cert_manager = { version = "v1.18.6", chart = { path = "./charts/cert-manager" } }
  }
}

run "kubernetes_is_not_checked_without_cert_manager" {
  command = plan

  assert {
    condition     = var.cert_manager == null && var.preflight
    error_message = "cert_manager is ${jsonencode(var.cert_manager)}."
  }
}

run "kubernetes_is_not_checked_where_nothing_is_read" {
  command = plan

  variables {
    cert_manager = { version = "v1.18.6" }
    cluster_attributes = {
      account_id  = "111122223333"
      oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    }
  }
}

run "cluster_without_an_issuer" {
  command = plan

  override_data {
    target = data.aws_eks_cluster.cluster
    values = { identity = [] }
  }

  expect_failures = [data.aws_eks_cluster.cluster]
}

# With the audience of all tokens, Terraform would stop here: oidc-provider's own tests see it stop.

run "audience_is_not_asked_for_without_preflight" {
  command = plan

  variables {
    oidc_provider = "lookup"
    preflight     = false
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }
}

run "audience_is_not_asked_for_with_pod_identity_alone" {
  command = plan

  variables {
    oidc_provider = "lookup"
    identity      = "pod-identity"
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }
}
