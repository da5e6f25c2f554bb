# What is refused before anything is planned: each limit once.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
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

run "an_early_version" {
  command = plan

  variables {
    chart_version = "v1.12.0"
  }

  expect_failures = [var.chart_version]
}

run "a_version_without_its_v" {
  command = plan

  variables {
    chart_version = "1.21.1"
  }

  expect_failures = [var.chart_version]
}

run "a_namespace_in_capitals" {
  command = plan

  variables {
    namespace = "Security"
  }

  expect_failures = [var.namespace]
}

run "a_zone_by_its_domain" {
  command = plan

  variables {
    hosted_zone_ids = ["example.com"]
  }

  expect_failures = [var.hosted_zone_ids]
}

run "a_zone_with_its_path" {
  command = plan

  variables {
    hosted_zones = [{ id = "/hostedzone/Z0123456789ABCDEFGHIJ" }]
  }

  expect_failures = [var.hosted_zones]
}

run "a_zone_of_a_domain_with_a_dot_at_its_end" {
  command = plan

  variables {
    hosted_zones = [{ id = "Z0123456789ABCDEFGHIJ", name = "example.com." }]
  }

  expect_failures = [var.hosted_zones]
}

run "a_zone_that_is_null" {
  command = plan

  variables {
    hosted_zones = [null]
  }

  expect_failures = [var.hosted_zones]
}

run "a_role_of_zones_that_is_none" {
  command = plan

  variables {
    hosted_zone_role_arn = "dns01"
  }

  expect_failures = [var.hosted_zone_role_arn]
}

run "an_issuer_in_capitals" {
  command = plan

  variables {
    issuers = [{ name = "LetsEncrypt", self_signed = {} }]
  }

  expect_failures = [var.issuers]
}

run "an_issuer_in_a_namespace_in_capitals" {
  command = plan

  variables {
    issuers = [{ name = "own", namespace = "Shop", self_signed = {} }]
  }

  expect_failures = [var.issuers]
}

run "an_issuer_without_address" {
  command = plan

  variables {
    issuers = [{ name = "letsencrypt", acme = { email = "" } }]
  }

  expect_failures = [var.issuers]
}

run "an_issuer_with_a_server_without_https" {
  command = plan

  variables {
    issuers = [{ name = "own", acme = { email = "platform@example.com", server = "http://acme.example.com" } }]
  }

  expect_failures = [var.issuers]
}

run "an_issuer_with_a_key_in_capitals" {
  command = plan

  variables {
    issuers = [{ name = "own", acme = { email = "platform@example.com", private_key_secret = "Key" } }]
  }

  expect_failures = [var.issuers]
}

run "an_issuer_of_a_ca_in_capitals" {
  command = plan

  variables {
    issuers = [{ name = "ca", ca = { secret_name = "CA" } }]
  }

  expect_failures = [var.issuers]
}

run "no_replica" {
  command = plan

  variables {
    replicas = 0
  }

  expect_failures = [var.replicas]
}

run "half_a_replica" {
  command = plan

  variables {
    replicas = 1.5
  }

  expect_failures = [var.replicas]
}

run "a_lease_in_capitals" {
  command = plan

  variables {
    leader_election_namespace = "Security"
  }

  expect_failures = [var.leader_election_namespace]
}

run "no_registry" {
  command = plan

  variables {
    image_registry = ""
  }

  expect_failures = [var.image_registry]
}

run "a_repository_without_scheme" {
  command = plan

  variables {
    chart = { repository = "charts.example.com" }
  }

  expect_failures = [var.chart]
}

run "an_issuer_that_is_null" {
  command = plan

  variables {
    issuers = [null]
  }

  expect_failures = [var.issuers]
}
