# A sample of what is refused, before anything is planned or at the latest then.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
}

run "a_version_that_there_is_not" {
  command = plan

  variables {
    chart_version = "1.4.8"
  }

  expect_failures = [var.chart_version]
}

run "a_certificate_that_is_not_kept" {
  command = plan

  variables {
    chart_version = "3.0.0"
  }

  expect_failures = [var.webhook_certificate]
}

run "a_gate_of_a_later_version" {
  command = plan

  variables {
    chart_version = "1.15.0"
    feature_gates = { ALBTargetControlAgent = true }
  }

  expect_failures = [var.feature_gates]
}

run "global_accelerator_in_govcloud" {
  command = plan

  variables {
    region             = "us-gov-west-1"
    oidc_provider_arn  = "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE"
    global_accelerator = true
  }

  expect_failures = [var.global_accelerator]
}

run "a_value_that_contradicts" {
  command = plan

  variables {
    values = { clusterName = "other" }
  }

  expect_failures = [helm_release.this]
}
