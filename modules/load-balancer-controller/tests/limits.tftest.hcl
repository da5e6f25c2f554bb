# What is refused before anything is planned: each limit once.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
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
    role = { name = "a2345678901234567890123456789012345678901234567890123456789012345" }
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

run "a_target_role_that_is_none" {
  command = plan

  variables {
    pod_identity = { target_role_arn = "arn:aws:iam::444455556666:user/lake" }
  }

  expect_failures = [var.pod_identity]
}

run "a_role_that_is_there_and_is_none" {
  command = plan

  variables {
    create_role = false
    role_arn    = "arn:aws:iam::111122223333:user/s3-reader"
  }

  expect_failures = [var.role_arn]
}

run "a_timeout_of_no_time" {
  command = plan

  variables {
    timeout = 0
  }

  expect_failures = [var.timeout]
}

run "a_timeout_of_two_hours" {
  command = plan

  variables {
    timeout = 7200
  }

  expect_failures = [var.timeout]
}

run "an_empty_path" {
  command = plan

  variables {
    chart = { path = "" }
  }

  expect_failures = [var.chart]
}

run "a_vpc_by_its_name" {
  command = plan

  variables {
    vpc_id = "prod"
  }

  expect_failures = [var.vpc_id]
}

run "a_version_that_there_is_not" {
  command = plan

  variables {
    chart_version = "1.4.8"
  }

  expect_failures = [var.chart_version]
}

run "a_certificate_of_nobody" {
  command = plan

  variables {
    webhook_certificate = "letsencrypt"
  }

  expect_failures = [var.webhook_certificate]
}

run "no_replica" {
  command = plan

  variables {
    replicas = 0
  }

  expect_failures = [var.replicas]
}

run "no_registry" {
  command = plan

  variables {
    image_registry = ""
  }

  expect_failures = [var.image_registry]
}

run "a_class_in_capitals" {
  command = plan

  variables {
    ingress_class = { name = "ALB" }
  }

  expect_failures = [var.ingress_class]
}

run "a_target_type_that_is_none" {
  command = plan

  variables {
    default_target_type = "pod"
  }

  expect_failures = [var.default_target_type]
}

run "a_scheme_that_is_none" {
  command = plan

  variables {
    default_scheme = "public"
  }

  expect_failures = [var.default_scheme]
}

run "no_ssl_policy" {
  command = plan

  variables {
    default_ssl_policy = ""
  }

  expect_failures = [var.default_ssl_policy]
}

run "a_security_group_by_its_name" {
  command = plan

  variables {
    security_groups = { backend = "backend" }
  }

  expect_failures = [var.security_groups]
}

run "a_default_tag_with_an_equals_sign" {
  command = plan

  variables {
    default_tags = { "team=platform" = "x" }
  }

  expect_failures = [var.default_tags]
}

run "a_default_tag_with_a_comma" {
  command = plan

  variables {
    default_tags = { team = "platform,shop" }
  }

  expect_failures = [var.default_tags]
}

run "too_many_default_tags" {
  command = plan

  variables {
    default_tags = { for number in range(51) : "tag${number}" => "x" }
  }

  expect_failures = [var.default_tags]
}

run "a_repository_without_scheme" {
  command = plan

  variables {
    chart = { repository = "charts.example.com" }
  }

  expect_failures = [var.chart]
}
