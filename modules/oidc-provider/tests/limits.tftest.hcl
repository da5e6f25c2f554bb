# What is refused before anything is planned.

mock_provider "aws" {}

variables {
  oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
}

run "an_issuer_without_scheme" {
  command = plan

  variables {
    oidc_issuer = "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  }

  expect_failures = [var.oidc_issuer]
}

run "an_issuer_with_a_slash_at_its_end" {
  command = plan

  variables {
    oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE/"
  }

  expect_failures = [var.oidc_issuer]
}

run "a_tag_of_aws" {
  command = plan

  variables {
    tags = { "aws:team" = "platform" }
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

run "too_many_tags" {
  command = plan

  variables {
    tags = { for number in range(51) : "tag${number}" => "x" }
  }

  expect_failures = [var.tags]
}

run "as_many_tags_as_there_may_be" {
  command = plan

  variables {
    tags = { for number in range(50) : "tag${number}" => "x" }
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.this[0].tags) == 50
    error_message = "50 tags are right"
  }
}
