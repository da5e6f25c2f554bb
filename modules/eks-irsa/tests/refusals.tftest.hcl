# A sample of what is refused, before anything is planned or at the latest then.

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
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "region_that_is_a_zone" {
  command = plan

  variables {
    region = "ap-northeast-2a"
  }

  expect_failures = [var.region]
}

run "oidc_provider_of_another_cluster" {
  command = plan

  variables {
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "action_without_its_service" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        statements      = [{ actions = ["GetObject"], resources = ["*"] }]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "policy_of_another_partition" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "chart_without_a_version" {
  command = plan

  variables {
    addons = {
      external-dns = {
        namespace = "external-dns"
        chart     = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns" }
      }
    }
  }

  expect_failures = [var.addons]
}
