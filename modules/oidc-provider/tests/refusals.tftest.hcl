# A sample of what is refused, before anything is planned or at the latest then.

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

run "a_tag_of_aws" {
  command = plan

  variables {
    tags = { "aws:team" = "platform" }
  }

  expect_failures = [var.tags]
}

run "an_arn_of_something_else" {
  command = plan

  variables {
    cluster_arn = "arn:aws:iam::111122223333:role/prod"
  }

  expect_failures = [var.cluster_arn]
}
