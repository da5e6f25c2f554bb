# What goes together with what.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
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

run "global_accelerator_in_govcloud" {
  command = plan

  variables {
    region             = "us-gov-west-1"
    oidc_provider_arn  = "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE"
    global_accelerator = true
  }

  expect_failures = [var.global_accelerator]
}

run "a_public_image_in_an_isolated_partition" {
  command = plan

  variables {
    region            = "us-iso-east-1"
    oidc_provider_arn = "arn:aws-iso:iam::111122223333:oidc-provider/oidc.eks.us-iso-east-1.c2s.ic.gov/id/EXAMPLE"
  }

  expect_failures = [var.image_registry]
}

run "a_regional_image_where_there_is_none" {
  command = plan

  variables {
    region            = "us-iso-east-1"
    oidc_provider_arn = "arn:aws-iso:iam::111122223333:oidc-provider/oidc.eks.us-iso-east-1.c2s.ic.gov/id/EXAMPLE"
    image_registry    = "regional"
  }

  expect_failures = [var.image_registry]
}

run "a_default_scheme_of_an_early_version" {
  command = plan

  variables {
    chart_version  = "1.16.0"
    default_scheme = "internal"
  }

  expect_failures = [var.default_scheme]
}

run "a_gate_that_there_is_not" {
  command = plan

  variables {
    feature_gates = { Teleport = true }
  }

  expect_failures = [var.feature_gates]
}

run "a_gate_of_a_later_version" {
  command = plan

  variables {
    chart_version = "1.16.0"
    feature_gates = { ALBTargetControlAgent = true }
  }

  expect_failures = [var.feature_gates]
}

run "the_gateway_api_of_an_early_version" {
  command = plan

  variables {
    chart_version = "1.13.0"
    gateway_api   = true
  }

  expect_failures = [var.gateway_api]
}

run "a_certificate_that_is_not_kept" {
  command = plan

  variables {
    chart_version = "3.0.0"
  }

  expect_failures = [var.webhook_certificate]
}

run "a_value_that_contradicts" {
  command = plan

  variables {
    values = { clusterName = "other" }
  }

  expect_failures = [helm_release.load_balancer_controller]
}

run "a_value_of_the_wrong_type" {
  command = plan

  variables {
    values = { enableShield = "false" }
  }

  expect_failures = [helm_release.load_balancer_controller]
}

run "a_boundary_of_another_partition" {
  command = plan

  variables {
    role = { permissions_boundary = "arn:aws-cn:iam::111122223333:policy/pods" }
  }

  expect_failures = [var.role]
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
