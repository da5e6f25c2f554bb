# A sample of what is refused, before anything is planned or at the latest then.

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

run "an_oidc_provider_by_another_arn" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws:iam::111122223333:role/oidc"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "a_release_of_54_characters" {
  command = plan

  variables {
    name = "a23456789012345678901234567890123456789012345678901234"
  }

  expect_failures = [var.name]
}

run "an_inline_policy_over_the_limit" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [for number in range(200) : { actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a-bucket-with-a-long-name-${number}/*"] }] }
  }

  expect_failures = [aws_iam_role_policy.this]
}

run "irsa_without_an_oidc_provider" {
  command = plan

  variables {
    oidc_provider_arn = null
  }

  expect_failures = [var.oidc_provider_arn]
}

run "permissions_of_nobody" {
  command = plan

  variables {
    service_account = { policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
  }

  expect_failures = [var.service_account]
}
