# A sample of what is refused, before anything is planned or at the latest then.

mock_provider "aws" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}

run "an_oidc_provider_by_another_arn" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws:iam::111122223333:role/oidc"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "a_policy_of_another_partition" {
  command = plan

  variables {
    policy_arns = ["arn:aws-us-gov:iam::aws:policy/AmazonS3ReadOnlyAccess"]
  }

  expect_failures = [var.policy_arns]
}

run "a_role_annotation_that_contradicts" {
  command = plan

  variables {
    annotations = { "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/other" }
  }

  expect_failures = [var.annotations]
}

run "labels_of_a_service_account_that_is_there" {
  command = plan

  variables {
    existing = true
    labels   = { team = "shop" }
  }

  expect_failures = [var.labels]
}

run "a_trust_policy_over_the_quota" {
  command = plan

  variables {
    trust = { subjects = [for number in range(60) : { namespace = "shop", service_account = "a-service-account-with-a-long-name-${number}" }] }
  }

  expect_failures = [aws_iam_role.this]
}
