# What is refused before anything is planned: each limit once.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  name              = "dns"
  namespace         = "external-dns"
  chart             = { name = "external-dns", repository = "https://charts.example.com", version = "1.19.0" }
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

run "a_kind_of_identity_that_is_none" {
  command = plan

  variables {
    identity = "kiam"
  }

  expect_failures = [var.identity]
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

run "a_role_name_of_65_characters" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { name = "a2345678901234567890123456789012345678901234567890123456789012345" } }
  }

  expect_failures = [var.service_account]
}

run "a_role_prefix_of_39_characters" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { name_prefix = "a23456789012345678901234567890123456789" } }
  }

  expect_failures = [var.service_account]
}

run "a_path_without_slashes" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { path = "pods" } }
  }

  expect_failures = [var.service_account]
}

run "a_description_of_1001_characters" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { description = join("", [for number in range(1001) : "x"]) } }
  }

  expect_failures = [var.service_account]
}

run "a_boundary_that_is_no_policy" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { permissions_boundary = "arn:aws:iam::111122223333:role/pods" } }
  }

  expect_failures = [var.service_account]
}

run "a_session_of_half_an_hour" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { max_session_duration = 1800 } }
  }

  expect_failures = [var.service_account]
}

run "a_tag_of_aws_on_the_role" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { tags = { "aws:team" = "platform" } } }
  }

  expect_failures = [var.service_account]
}

run "too_many_tags_on_the_role" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { tags = { for number in range(51) : "tag${number}" => "x" } } }
  }

  expect_failures = [var.service_account]
}

run "a_tag_with_a_long_value_on_the_role" {
  command = plan

  variables {
    service_account = { name = "external-dns", role = { tags = { team = join("", [for number in range(257) : "x"]) } } }
  }

  expect_failures = [var.service_account]
}

run "a_target_role_that_is_none" {
  command = plan

  variables {
    service_account = { name = "external-dns", pod_identity = { target_role_arn = "arn:aws:iam::444455556666:user/lake" } }
  }

  expect_failures = [var.service_account]
}

run "a_role_that_is_there_and_is_none" {
  command = plan

  variables {
    service_account = { name = "external-dns", create_role = false, role_arn = "arn:aws:iam::111122223333:user/s3-reader" }
  }

  expect_failures = [var.service_account]
}

run "an_effect_that_is_none" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ effect = "allow", actions = ["s3:GetObject"], resources = ["*"] }] }
  }

  expect_failures = [var.service_account]
}

run "no_action" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ actions = [], resources = ["*"] }] }
  }

  expect_failures = [var.service_account]
}

run "an_action_without_service" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ actions = ["GetObject"], resources = ["*"] }] }
  }

  expect_failures = [var.service_account]
}

run "no_action_to_leave_out" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ not_actions = [], resources = ["*"] }] }
  }

  expect_failures = [var.service_account]
}

run "an_action_to_leave_out_without_service" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ not_actions = ["GetObject"], resources = ["*"] }] }
  }

  expect_failures = [var.service_account]
}

run "no_resource" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ actions = ["s3:GetObject"], resources = [] }] }
  }

  expect_failures = [var.service_account]
}

run "a_resource_that_is_no_arn" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ actions = ["s3:GetObject"], resources = ["shop/*"] }] }
  }

  expect_failures = [var.service_account]
}

run "no_resource_to_leave_out" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ actions = ["s3:GetObject"], not_resources = [] }] }
  }

  expect_failures = [var.service_account]
}

run "a_resource_to_leave_out_that_is_no_arn" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ actions = ["s3:GetObject"], not_resources = ["shop/*"] }] }
  }

  expect_failures = [var.service_account]
}

run "a_role_to_change_into_that_is_none" {
  command = plan

  variables {
    service_account = { name = "external-dns", assume_role_arns = ["arn:aws:iam::111122223333:user/lake"] }
  }

  expect_failures = [var.service_account]
}

run "no_audience" {
  command = plan

  variables {
    service_account = { name = "external-dns", audience = "" }
  }

  expect_failures = [var.service_account]
}

run "more_policies_than_a_role_has" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = [for number in range(21) : "arn:aws:iam::111122223333:policy/policy${number}"] }
  }

  expect_failures = [var.service_account]
}

run "a_policy_that_is_a_role" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::111122223333:role/orders"] }
  }

  expect_failures = [var.service_account]
}

run "a_named_policy_that_is_a_role" {
  command = plan

  variables {
    service_account = { name = "external-dns", named_policy_arns = { orders = "arn:aws:iam::111122223333:role/orders" } }
  }

  expect_failures = [var.service_account]
}

run "an_empty_path" {
  command = plan

  variables {
    chart = { name = "external-dns", path = "" }
  }

  expect_failures = [var.chart]
}

run "an_empty_version" {
  command = plan

  variables {
    chart = { name = "external-dns", repository = "https://charts.example.com", version = "" }
  }

  expect_failures = [var.chart]
}

run "an_empty_chart" {
  command = plan

  variables {
    chart = { name = "", repository = "https://charts.example.com", version = "1.19.0" }
  }

  expect_failures = [var.chart]
}

run "a_timeout_of_no_time" {
  command = plan

  variables {
    timeout = 0
  }

  expect_failures = [var.timeout]
}

run "a_release_in_capitals" {
  command = plan

  variables {
    name = "DNS"
  }

  expect_failures = [var.name]
}

run "a_release_of_54_characters" {
  command = plan

  variables {
    name = "a23456789012345678901234567890123456789012345678901234"
  }

  expect_failures = [var.name]
}

run "a_namespace_in_capitals" {
  command = plan

  variables {
    namespace = "DNS"
  }

  expect_failures = [var.namespace]
}

run "a_service_account_in_capitals" {
  command = plan

  variables {
    service_account = { name = "DNS" }
  }

  expect_failures = [var.service_account]
}

run "a_token_of_five_minutes" {
  command = plan

  variables {
    service_account = { name = "external-dns", token_expiration = 300 }
  }

  expect_failures = [var.service_account]
}

run "no_place_for_creation" {
  command = plan

  variables {
    service_account = { name = "external-dns", create_value = "" }
  }

  expect_failures = [var.service_account]
}

run "no_place_for_the_name" {
  command = plan

  variables {
    service_account = { name = "external-dns", name_value = "" }
  }

  expect_failures = [var.service_account]
}

run "no_place_for_annotations" {
  command = plan

  variables {
    service_account = { name = "external-dns", annotations_value = "" }
  }

  expect_failures = [var.service_account]
}

run "no_place_for_annotations_of_pods" {
  command = plan

  variables {
    service_account = { name = "external-dns", pod_annotations_value = "" }
  }

  expect_failures = [var.service_account]
}

run "an_inline_policy_over_the_limit" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [for number in range(200) : { actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a-bucket-with-a-long-name-${number}/*"] }] }
  }

  expect_failures = [aws_iam_role_policy.addon_role_inline]
}

run "a_repository_without_scheme" {
  command = plan

  variables {
    chart = { name = "external-dns", repository = "charts.example.com", version = "1.19.0" }
  }

  expect_failures = [var.chart]
}

run "a_statement_that_is_null" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [null] }
  }

  expect_failures = [var.service_account]
}
