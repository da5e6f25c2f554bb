# What is refused before anything is planned: each limit once.

mock_provider "aws" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
}

run "a_cluster_name_with_a_space" {
  command = plan

  variables {
    cluster_name = "my cluster"
  }

  expect_failures = [var.cluster_name]
}

run "a_region_by_its_name" {
  command = plan

  variables {
    region = "Seoul"
  }

  expect_failures = [var.region]
}

run "a_partition_that_is_none" {
  command = plan

  variables {
    partition = "aws-mars"
  }

  expect_failures = [var.partition]
}

run "an_oidc_provider_by_another_arn" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws:iam::111122223333:role/oidc"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "an_account_without_leading_zeros" {
  command = plan

  variables {
    account_id = "11122223333"
  }

  expect_failures = [var.account_id]
}

run "a_purpose_in_capitals" {
  command = plan

  variables {
    name = "S3-Reader"
  }

  expect_failures = [var.name]
}

run "a_namespace_with_a_dot" {
  command = plan

  variables {
    namespace = "shop.example"
  }

  expect_failures = [var.namespace]
}

run "a_long_namespace" {
  command = plan

  variables {
    namespace = "a234567890123456789012345678901234567890123456789012345678901234"
  }

  expect_failures = [var.namespace]
}

run "a_service_account_with_an_underscore" {
  command = plan

  variables {
    service_account = "s3_reader"
  }

  expect_failures = [var.service_account]
}

run "a_kind_of_identity_that_is_none" {
  command = plan

  variables {
    identity = "kiam"
  }

  expect_failures = [var.identity]
}

run "a_role_name_of_65_characters" {
  command = plan

  variables {
    role = { name = "a2345678901234567890123456789012345678901234567890123456789012345" }
  }

  expect_failures = [var.role]
}

run "a_role_name_with_a_slash" {
  command = plan

  variables {
    role = { name = "pods/s3-reader" }
  }

  expect_failures = [var.role]
}

run "a_role_prefix_of_39_characters" {
  command = plan

  variables {
    role = { name_prefix = "a23456789012345678901234567890123456789" }
  }

  expect_failures = [var.role]
}

run "a_path_without_slashes" {
  command = plan

  variables {
    role = { path = "pods" }
  }

  expect_failures = [var.role]
}

run "a_description_of_1001_characters" {
  command = plan

  variables {
    role = { description = join("", [for number in range(1001) : "x"]) }
  }

  expect_failures = [var.role]
}

run "a_boundary_that_is_no_policy" {
  command = plan

  variables {
    role = { permissions_boundary = "arn:aws:iam::111122223333:role/pods" }
  }

  expect_failures = [var.role]
}

run "a_session_of_half_an_hour" {
  command = plan

  variables {
    role = { max_session_duration = 1800 }
  }

  expect_failures = [var.role]
}

run "a_session_of_13_hours" {
  command = plan

  variables {
    role = { max_session_duration = 46800 }
  }

  expect_failures = [var.role]
}

run "a_tag_of_aws_on_the_role" {
  command = plan

  variables {
    role = { tags = { "aws:team" = "platform" } }
  }

  expect_failures = [var.role]
}

run "too_many_tags_on_the_role" {
  command = plan

  variables {
    role = { tags = { for number in range(51) : "tag${number}" => "x" } }
  }

  expect_failures = [var.role]
}

run "a_tag_with_a_long_value_on_the_role" {
  command = plan

  variables {
    role = { tags = { team = join("", [for number in range(257) : "x"]) } }
  }

  expect_failures = [var.role]
}

run "an_effect_that_is_none" {
  command = plan

  variables {
    statements = [{ effect = "allow", actions = ["s3:GetObject"], resources = ["*"] }]
  }

  expect_failures = [var.statements]
}

run "no_action" {
  command = plan

  variables {
    statements = [{ actions = [], resources = ["*"] }]
  }

  expect_failures = [var.statements]
}

run "an_action_without_service" {
  command = plan

  variables {
    statements = [{ actions = ["GetObject"], resources = ["*"] }]
  }

  expect_failures = [var.statements]
}

run "no_action_to_leave_out" {
  command = plan

  variables {
    statements = [{ not_actions = [], resources = ["*"] }]
  }

  expect_failures = [var.statements]
}

run "an_action_to_leave_out_without_service" {
  command = plan

  variables {
    statements = [{ not_actions = ["GetObject"], resources = ["*"] }]
  }

  expect_failures = [var.statements]
}

run "no_resource" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"], resources = [] }]
  }

  expect_failures = [var.statements]
}

run "a_resource_that_is_no_arn" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"], resources = ["shop/*"] }]
  }

  expect_failures = [var.statements]
}

run "no_resource_to_leave_out" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"], not_resources = [] }]
  }

  expect_failures = [var.statements]
}

run "a_resource_to_leave_out_that_is_no_arn" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"], not_resources = ["shop/*"] }]
  }

  expect_failures = [var.statements]
}

run "a_role_to_change_into_that_is_none" {
  command = plan

  variables {
    assume_role_arns = ["arn:aws:iam::111122223333:user/lake"]
  }

  expect_failures = [var.assume_role_arns]
}

run "a_subject_without_namespace" {
  command = plan

  variables {
    trust = { subjects = [{ namespace = "", service_account = "s3-writer" }] }
  }

  expect_failures = [var.trust]
}

run "a_subject_without_name" {
  command = plan

  variables {
    trust = { subjects = [{ namespace = "shop", service_account = "S3" }] }
  }

  expect_failures = [var.trust]
}

run "a_namespace_pattern_with_a_slash" {
  command = plan

  variables {
    trust = { subject_patterns = [{ namespace = "preview/*", service_account = "s3-reader" }] }
  }

  expect_failures = [var.trust]
}

run "a_service_account_pattern_with_a_colon" {
  command = plan

  variables {
    trust = { subject_patterns = [{ namespace = "shop", service_account = "s3:*" }] }
  }

  expect_failures = [var.trust]
}

run "another_provider_that_is_none" {
  command = plan

  variables {
    trust = { other_providers = ["oidc.eks.us-east-1.amazonaws.com/id/OTHER"] }
  }

  expect_failures = [var.trust]
}

run "a_trust_statement_with_an_effect_that_is_none" {
  command = plan

  variables {
    trust = { statements = [{ effect = "allow", principals = { AWS = ["*"] }, actions = ["sts:AssumeRole"] }] }
  }

  expect_failures = [var.trust]
}

run "a_trust_statement_without_actions" {
  command = plan

  variables {
    trust = { statements = [{ principals = { AWS = ["*"] }, actions = [] }] }
  }

  expect_failures = [var.trust]
}

run "a_trust_statement_with_an_action_without_service" {
  command = plan

  variables {
    trust = { statements = [{ principals = { AWS = ["*"] }, actions = ["AssumeRole"] }] }
  }

  expect_failures = [var.trust]
}

run "a_quota_that_is_none_of_iam" {
  command = plan

  variables {
    trust = { max_size = 5000 }
  }

  expect_failures = [var.trust]
}

run "a_target_role_that_is_none" {
  command = plan

  variables {
    pod_identity = { target_role_arn = "arn:aws:iam::444455556666:user/lake" }
  }

  expect_failures = [var.pod_identity]
}

run "no_audience" {
  command = plan

  variables {
    audience = ""
  }

  expect_failures = [var.audience]
}

run "more_policies_than_a_role_has" {
  command = plan

  variables {
    policy_arns = [for number in range(21) : "arn:aws:iam::111122223333:policy/policy${number}"]
  }

  expect_failures = [var.policy_arns]
}

run "a_policy_that_is_a_role" {
  command = plan

  variables {
    policy_arns = ["arn:aws:iam::111122223333:role/orders"]
  }

  expect_failures = [var.policy_arns]
}

run "a_named_policy_that_is_a_role" {
  command = plan

  variables {
    named_policy_arns = { orders = "arn:aws:iam::111122223333:role/orders" }
  }

  expect_failures = [var.named_policy_arns]
}

run "a_tag_without_key" {
  command = plan

  variables {
    tags = { "" = "platform" }
  }

  expect_failures = [var.tags]
}

run "too_many_tags" {
  command = plan

  variables {
    tags = { for number in range(51) : "tag${number}" => "x" }
  }

  expect_failures = [var.tags]
}

run "a_tag_with_a_long_value" {
  command = plan

  variables {
    tags = { team = join("", [for number in range(257) : "x"]) }
  }

  expect_failures = [var.tags]
}

run "a_trust_policy_over_the_quota" {
  command = plan

  variables {
    trust = { subjects = [for number in range(60) : { namespace = "shop", service_account = "a-service-account-with-a-long-name-${number}" }] }
  }

  expect_failures = [aws_iam_role.role]
}

run "an_inline_policy_over_the_limit" {
  command = plan

  variables {
    statements = [for number in range(200) : { actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a-bucket-with-a-long-name-${number}/*"] }]
  }

  expect_failures = [aws_iam_role_policy.role_inline]
}

run "a_trust_policy_within_a_higher_quota" {
  command = plan

  variables {
    trust = {
      subjects = [for number in range(30) : { namespace = "shop", service_account = "a-service-account-with-a-long-name-${number}" }]
      max_size = 4096
    }
  }

  assert {
    condition     = length(aws_iam_role.role[0].assume_role_policy) > 2048
    error_message = "an account's quota may be higher"
  }
}

run "a_role_that_is_there_and_is_none" {
  command = plan

  variables {
    create_role = false
    role_arn    = "arn:aws:iam::111122223333:user/s3-reader"
  }

  expect_failures = [var.role_arn]
}

run "a_token_of_five_minutes" {
  command = plan

  variables {
    token_expiration = 300
  }

  expect_failures = [var.token_expiration]
}

run "a_token_of_two_days" {
  command = plan

  variables {
    token_expiration = 172800
  }

  expect_failures = [var.token_expiration]
}

run "an_annotation_with_a_space" {
  command = plan

  variables {
    annotations = { "my note" = "x" }
  }

  expect_failures = [var.annotations]
}

run "a_label_with_two_slashes" {
  command = plan

  variables {
    labels = { "example.com/a/b" = "x" }
  }

  expect_failures = [var.labels]
}

run "a_label_with_a_space" {
  command = plan

  variables {
    labels = { team = "the platform" }
  }

  expect_failures = [var.labels]
}

run "a_secret_in_capitals" {
  command = plan

  variables {
    image_pull_secrets = ["Registry"]
  }

  expect_failures = [var.image_pull_secrets]
}

run "a_rule_without_groups" {
  command = plan

  variables {
    rules = [{ api_groups = [], resources = ["pods"], verbs = ["get"] }]
  }

  expect_failures = [var.rules]
}

run "a_rule_without_resources" {
  command = plan

  variables {
    rules = [{ api_groups = [""], resources = [], verbs = ["get"] }]
  }

  expect_failures = [var.rules]
}

run "a_rule_with_an_empty_resource" {
  command = plan

  variables {
    rules = [{ api_groups = [""], resources = [""], verbs = ["get"] }]
  }

  expect_failures = [var.rules]
}

run "a_rule_without_verbs" {
  command = plan

  variables {
    rules = [{ api_groups = [""], resources = ["pods"], verbs = [] }]
  }

  expect_failures = [var.rules]
}

run "a_rule_with_an_empty_verb" {
  command = plan

  variables {
    rules = [{ api_groups = [""], resources = ["pods"], verbs = [""] }]
  }

  expect_failures = [var.rules]
}

run "a_rule_that_is_null" {
  command = plan

  variables {
    rules = [null]
  }

  expect_failures = [var.rules]
}

run "a_cluster_rule_without_groups" {
  command = plan

  variables {
    cluster_rules = [{ api_groups = [], resources = ["pods"], verbs = ["get"] }]
  }

  expect_failures = [var.cluster_rules]
}

run "a_cluster_rule_without_resources" {
  command = plan

  variables {
    cluster_rules = [{ api_groups = [""], resources = [], verbs = ["get"] }]
  }

  expect_failures = [var.cluster_rules]
}

run "a_cluster_rule_with_an_empty_resource" {
  command = plan

  variables {
    cluster_rules = [{ api_groups = [""], resources = [""], verbs = ["get"] }]
  }

  expect_failures = [var.cluster_rules]
}

run "a_cluster_rule_without_verbs" {
  command = plan

  variables {
    cluster_rules = [{ api_groups = [""], resources = ["pods"], verbs = [] }]
  }

  expect_failures = [var.cluster_rules]
}

run "a_cluster_rule_with_an_empty_verb" {
  command = plan

  variables {
    cluster_rules = [{ api_groups = [""], resources = ["pods"], verbs = [""] }]
  }

  expect_failures = [var.cluster_rules]
}

run "a_cluster_rule_that_is_null" {
  command = plan

  variables {
    cluster_rules = [null]
  }

  expect_failures = [var.cluster_rules]
}

run "a_statement_that_is_null" {
  command = plan

  variables {
    statements = [null]
  }

  expect_failures = [var.statements]
}
