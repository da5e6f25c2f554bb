# A sample of what is refused, before anything is planned or at the latest then.

mock_provider "aws" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
}

run "an_oidc_provider_by_another_arn" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws:iam::111122223333:role/oidc"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "an_oidc_provider_of_another_partition" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "actions_and_actions_to_leave_out" {
  command = plan

  variables {
    statements = [{ actions = ["s3:GetObject"], not_actions = ["s3:PutObject"], resources = ["*"] }]
  }

  expect_failures = [var.statements]
}

run "a_role_name_of_65_characters" {
  command = plan

  variables {
    role = { name = "a2345678901234567890123456789012345678901234567890123456789012345" }
  }

  expect_failures = [var.role]
}

run "a_trust_policy_over_the_quota" {
  command = plan

  variables {
    trust = { subjects = [for number in range(60) : { namespace = "shop", service_account = "a-service-account-with-a-long-name-${number}" }] }
  }

  expect_failures = [aws_iam_role.this]
}
