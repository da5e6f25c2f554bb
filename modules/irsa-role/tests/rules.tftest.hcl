# What goes together with what.

mock_provider "aws" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
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

run "a_policy_of_another_partition" {
  command = plan

  variables {
    policy_arns = ["arn:aws-us-gov:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  }

  expect_failures = [var.policy_arns]
}

run "actions_and_actions_to_leave_out" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"], not_actions = ["s3:PutObject"], resources = ["*"] }]
  }

  expect_failures = [var.statements]
}

run "neither_actions_nor_actions_to_leave_out" {
  command = plan

  variables {
    statements = [{ resources = ["*"] }]
  }

  expect_failures = [var.statements]
}

run "resources_and_resources_to_leave_out" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"], resources = ["*"], not_resources = ["arn:aws:s3:::shop"] }]
  }

  expect_failures = [var.statements]
}

run "neither_resources_nor_resources_to_leave_out" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"] }]
  }

  expect_failures = [var.statements]
}

run "patterns_by_pod_identity" {
  command = plan

  variables {
    identity = "pod-identity"
    trust    = { subject_patterns = [{ namespace = "preview-*", service_account = "s3-reader" }] }
  }

  expect_failures = [var.trust]
}

run "other_clusters_by_pod_identity" {
  command = plan

  variables {
    identity = "pod-identity"
    trust    = { other_providers = ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/OTHER"] }
  }

  expect_failures = [var.trust]
}

run "settings_of_pod_identity_by_irsa" {
  command = plan

  variables {
    pod_identity = { disable_session_tags = true }
  }

  expect_failures = [var.pod_identity]
}

run "too_many_policies_in_both_ways" {
  command = plan

  variables {
    policy_arns       = [for number in range(15) : "arn:aws:iam::111122223333:policy/policy${number}"]
    named_policy_arns = { for number in range(6) : "named${number}" => "arn:aws:iam::111122223333:policy/named${number}" }
  }

  expect_failures = [var.policy_arns]
}

run "a_boundary_of_another_partition" {
  command = plan

  variables {
    role = { permissions_boundary = "arn:aws-cn:iam::111122223333:policy/pods" }
  }

  expect_failures = [var.role]
}

run "a_named_policy_of_another_partition" {
  command = plan

  variables {
    named_policy_arns = { orders = "arn:aws-cn:iam::111122223333:policy/orders" }
  }

  expect_failures = [var.named_policy_arns]
}

run "a_resource_of_another_partition" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"], resources = ["arn:aws-cn:s3:::shop/*"] }]
  }

  expect_failures = [var.statements]
}

run "a_role_of_another_partition" {
  command = plan

  variables {
    assume_role_arns = ["arn:aws-cn:iam::444455556666:role/lake"]
  }

  expect_failures = [var.assume_role_arns]
}

run "a_target_role_of_another_partition" {
  command = plan

  variables {
    identity     = "pod-identity"
    pod_identity = { target_role_arn = "arn:aws-cn:iam::444455556666:role/lake" }
  }

  expect_failures = [var.pod_identity]
}

run "another_cluster_of_another_partition" {
  command = plan

  variables {
    trust = { other_providers = ["arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/OTHER"] }
  }

  expect_failures = [var.trust]
}

run "a_trust_statement_without_principals" {
  command = plan

  variables {
    trust = { statements = [{ principals = {}, actions = ["sts:AssumeRole"] }] }
  }

  expect_failures = [var.trust]
}

run "the_oidc_provider_of_another_account" {
  command = plan

  variables {
    account_id = "444455556666"
  }

  expect_failures = [var.account_id]
}
