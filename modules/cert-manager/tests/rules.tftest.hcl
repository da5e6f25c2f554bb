# What goes together with what.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
}

run "irsa_without_an_oidc_provider" {
  command = plan

  variables {
    oidc_provider_arn = null
  }

  expect_failures = [var.oidc_provider_arn]
}

run "pod_identity_without_an_account" {
  command = plan

  variables {
    identity          = "pod-identity"
    oidc_provider_arn = null
  }

  expect_failures = [var.account_id]
}

run "a_region_of_no_partition" {
  command = plan

  variables {
    region = "xx-north-1"
  }

  expect_failures = [var.partition]
}

run "a_region_of_another_partition" {
  command = plan

  variables {
    partition = "aws-cn"
  }

  expect_failures = [var.partition]
}

run "an_oidc_provider_of_another_partition" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "a_name_and_a_prefix" {
  command = plan

  variables {
    role = { name = "s3-reader", name_prefix = "s3-" }
  }

  expect_failures = [var.role]
}

run "settings_of_pod_identity_by_irsa" {
  command = plan

  variables {
    pod_identity = { disable_session_tags = true }
  }

  expect_failures = [var.pod_identity]
}

run "a_role_that_is_there_beside_one_to_create" {
  command = plan

  variables {
    role_arn = "arn:aws:iam::111122223333:role/there"
  }

  expect_failures = [var.role_arn]
}

run "pod_identity_without_a_role" {
  command = plan

  variables {
    create_role = false
    identity    = "pod-identity"
  }

  expect_failures = [var.role_arn]
}

run "fargate_by_pod_identity" {
  command = plan

  variables {
    fargate  = true
    identity = "pod-identity"
  }

  expect_failures = [var.fargate]
}

run "both_monitors" {
  command = plan

  variables {
    prometheus = { service_monitor = true, pod_monitor = true }
  }

  expect_failures = [var.prometheus]
}

run "issuers_that_nobody_installs" {
  command = plan

  variables {
    install = false
    issuers = [{ name = "own", self_signed = {} }]
  }

  expect_failures = [var.issuers]
}

run "an_issuer_of_two_kinds" {
  command = plan

  variables {
    issuers = [{ name = "own", self_signed = {}, ca = { secret_name = "ca" } }]
  }

  expect_failures = [var.issuers]
}

run "an_issuer_of_no_kind" {
  command = plan

  variables {
    issuers = [{ name = "own" }]
  }

  expect_failures = [var.issuers]
}

run "an_acme_issuer_in_a_namespace" {
  command = plan

  variables {
    issuers = [{ name = "own", namespace = "shop", acme = { email = "platform@example.com" } }]
  }

  expect_failures = [var.issuers]
}

run "an_acme_issuer_without_zones" {
  command = plan

  variables {
    hosted_zone_ids = []
    issuers         = [{ name = "own", acme = { email = "platform@example.com" } }]
  }

  expect_failures = [var.issuers]
}

run "an_acme_issuer_with_zones_without_names" {
  command = plan

  variables {
    hosted_zones = [{ id = "Z1111111111ABCDEFGHIJ", name = "example.org" }]
    issuers      = [{ name = "own", acme = { email = "platform@example.com" } }]
  }

  expect_failures = [var.issuers]
}

run "an_issuer_twice" {
  command = plan

  variables {
    issuers = [{ name = "own", self_signed = {} }, { name = "own", ca = { secret_name = "ca" } }]
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

run "a_value_that_contradicts" {
  command = plan

  variables {
    values = { serviceAccount = { name = "other" } }
  }

  expect_failures = [helm_release.cert_manager]
}

run "a_value_of_the_wrong_type" {
  command = plan

  variables {
    values = { crds = { enabled = "false" } }
  }

  expect_failures = [helm_release.cert_manager]
}

run "a_boundary_of_another_partition" {
  command = plan

  variables {
    role = { permissions_boundary = "arn:aws-cn:iam::111122223333:policy/pods" }
  }

  expect_failures = [var.role]
}

run "a_role_of_zones_in_another_partition" {
  command = plan

  variables {
    hosted_zone_role_arn = "arn:aws-cn:iam::444455556666:role/dns01"
  }

  expect_failures = [var.hosted_zone_role_arn]
}

run "a_role_that_is_there_in_another_partition" {
  command = plan

  variables {
    create_role = false
    role_arn    = "arn:aws-cn:iam::111122223333:role/there"
  }

  expect_failures = [var.role_arn]
}

run "a_target_role_of_another_partition" {
  command = plan

  variables {
    identity     = "pod-identity"
    pod_identity = { target_role_arn = "arn:aws-cn:iam::444455556666:role/lake" }
  }

  expect_failures = [var.pod_identity]
}

run "the_oidc_provider_of_another_account" {
  command = plan

  variables {
    account_id = "444455556666"
  }

  expect_failures = [var.account_id]
}
