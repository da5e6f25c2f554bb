# What the module refuses to plan: of the cluster and of all.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "cluster_name_that_eks_rejects" {
  command = plan

  variables {
    cluster_name = "-prod"
  }

  expect_failures = [var.cluster_name]
}

run "region_that_is_a_zone" {
  command = plan

  variables {
    region = "ap-northeast-2a"
  }

  expect_failures = [var.region]
}

run "partition_that_is_none" {
  command = plan

  variables {
    partition = "aws-moon"
  }

  expect_failures = [var.partition]
}

run "identity_that_is_none" {
  command = plan

  variables {
    identity = "node"
  }

  expect_failures = [var.identity]
}

run "oidc_provider_that_is_an_arn" {
  command = plan

  variables {
    oidc_provider = "arn:aws:iam::111122223333:oidc-provider/a"
  }

  expect_failures = [var.oidc_provider]
}

run "oidc_provider_arn_of_a_role" {
  command = plan

  variables {
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws:iam::111122223333:role/a"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "oidc_provider_that_is_there_without_its_arn" {
  command = plan

  variables {
    oidc_provider = "existing"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "oidc_provider_of_another_cluster" {
  command = plan

  variables {
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "account_that_is_too_short" {
  command = plan

  variables {
    cluster_attributes = { account_id = "1234", oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/A" }
  }

  expect_failures = [var.cluster_attributes]
}

run "issuer_without_https" {
  command = plan

  variables {
    cluster_attributes = { account_id = "111122223333", oidc_issuer = "oidc.eks.ap-northeast-2.amazonaws.com/id/A" }
  }

  expect_failures = [var.cluster_attributes]
}

run "vpc_that_is_missing" {
  command = plan

  variables {
    cluster_attributes       = { account_id = "111122223333", oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/A" }
    load_balancer_controller = {}
  }

  expect_failures = [var.cluster_attributes]
}

run "tag_that_is_aws_own" {
  command = plan

  variables {
    tags = { "aws:team" = "platform" }
  }

  expect_failures = [var.tags]
}

run "tags_that_are_too_many" {
  command = plan

  variables {
    tags = { for index in range(51) : "tag-${index}" => "" }
  }

  expect_failures = [var.tags]
}

run "credentials_without_a_password" {
  command = plan

  variables {
    chart_credentials = { cert-manager = { username = "reader", password = null } }
  }

  expect_failures = [var.chart_credentials]
}
