# The cluster is made in the same apply: no key and no count depends on what is not known before.

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

  mock_data "aws_iam_openid_connect_provider" {
    defaults = {
      arn            = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/LOOKEDUP"
      client_id_list = ["sts.amazonaws.com"]
    }
  }

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = {
      arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    }
  }

  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/mock"
    }
  }

  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::111122223333:policy/mock"
    }
  }

  mock_resource "aws_eks_cluster" {
    defaults = {
      id         = "prod"
      arn        = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod"
      identity   = [{ oidc = [{ issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" }] }]
      vpc_config = { vpc_id = "vpc-0abc" }
    }
  }

  mock_resource "aws_s3_bucket" {
    defaults = {
      arn = "arn:aws:s3:::assets"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

run "is_planned" {
  command = plan

  module {
    source = "./tests/same-apply"
  }
}

run "is_applied" {
  module {
    source = "./tests/same-apply"
  }

  assert {
    condition = output.all.workload_role_names == {
      reader = "prod-ap-northeast-2-reader"
      writer = "prod-ap-northeast-2-writer"
    }
    error_message = "The roles have other names: ${jsonencode(output.all.workload_role_names)}."
  }

  assert {
    condition     = output.all.release_versions == { cert-manager = "v1.21.2", aws-load-balancer-controller = "3.5.0" }
    error_message = "The releases are others: ${jsonencode(output.all.release_versions)}."
  }
}

run "is_read_once_it_is_there" {
  module {
    source = "./tests/same-apply"
  }

  variables {
    before = run.is_applied
    read   = true
  }

  assert {
    condition     = output.all == var.before.all
    error_message = "What is read differs from what is given."
  }
}
