# A sample of what is refused, before anything is planned or at the latest then.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
}

run "an_oidc_provider_by_another_arn" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws:iam::111122223333:role/oidc"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "irsa_without_an_oidc_provider" {
  command = plan

  variables {
    oidc_provider_arn = null
  }

  expect_failures = [var.oidc_provider_arn]
}

run "settings_of_pod_identity_by_irsa" {
  command = plan

  variables {
    pod_identity = { disable_session_tags = true }
  }

  expect_failures = [var.pod_identity]
}

run "an_issuer_of_two_kinds" {
  command = plan

  variables {
    issuers = [{ name = "own", self_signed = {}, ca = { secret_name = "ca" } }]
  }

  expect_failures = [var.issuers]
}

run "a_namespace_of_kubernetes_to_create" {
  command = plan

  variables {
    namespace = "kube-system"
  }

  expect_failures = [var.create_namespace]
}

run "fargate_with_pod_identity" {
  command = plan

  variables {
    fargate  = true
    identity = "pod-identity"
  }

  expect_failures = [var.fargate]
}
