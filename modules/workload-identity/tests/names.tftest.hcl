# What a role is called: after its cluster, so that clusters and regions of an account do not get in each other's way.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/s3-reader"
    }
  }
}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}

run "generated" {
  command = plan

  assert {
    condition     = aws_iam_role.this[0].name == "prod-ap-northeast-2-s3-reader"
    error_message = "the name is that of the cluster, the region and the ServiceAccount"
  }
}

run "after_a_purpose" {
  command = plan

  variables {
    name = "shop-reader"
  }

  assert {
    condition     = aws_iam_role.this[0].name == "prod-ap-northeast-2-shop-reader"
    error_message = "the name ends with what was given"
  }
}

run "as_long_as_may_be" {
  command = plan

  variables {
    name = "a2345678901234567890123456789012345678901234"
  }

  assert {
    condition     = aws_iam_role.this[0].name == "prod-ap-northeast-2-a2345678901234567890123456789012345678901234"
    error_message = "64 characters are left as they are"
  }
}

run "shortened" {
  command = plan

  variables {
    name = "a23456789012345678901234567890123--b901234567890"
  }

  assert {
    condition = aws_iam_role.this[0].name == join("-", [
      "prod-ap-northeast-2-a23456789012345678901234567890123",
      substr(sha256("prod-ap-northeast-2-a23456789012345678901234567890123--b901234567890"), 0, 8),
    ])
    error_message = "a longer name ends with a hash of the whole, after a letter or a digit"
  }

  assert {
    condition     = length(aws_iam_role.this[0].name) <= 64
    error_message = "IAM takes 64 characters"
  }
}

run "given" {
  command = plan

  variables {
    role = { name = "shop-s3-reader" }
  }

  assert {
    condition     = aws_iam_role.this[0].name == "shop-s3-reader"
    error_message = "a given name is taken as it is"
  }
}

run "prefix" {
  command = plan

  variables {
    role = { name_prefix = "s3-reader-" }
  }

  assert {
    condition     = aws_iam_role.this[0].name_prefix == "s3-reader-"
    error_message = "AWS completes the prefix"
  }
}

run "outputs" {
  variables {
    role = { name = "shop-s3-reader" }
  }

  assert {
    condition     = output.role_name == "shop-s3-reader"
    error_message = "the output is the role's name"
  }

  assert {
    condition     = output.role_arn == aws_iam_role.this[0].arn
    error_message = "the output is the role's ARN"
  }
}
