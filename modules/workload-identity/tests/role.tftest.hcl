# The role's own settings.

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

run "by_default" {
  command = plan

  assert {
    condition     = aws_iam_role.this[0].description == "Pods of the ServiceAccount shop/s3-reader in the EKS cluster prod"
    error_message = "the description tells whose role it is"
  }

  assert {
    condition     = aws_iam_role.this[0].path == null && aws_iam_role.this[0].permissions_boundary == null && aws_iam_role.this[0].max_session_duration == null
    error_message = "all else is left to the AWS provider"
  }
}

run "given" {
  command = plan

  variables {
    tags = { team = "platform", env = "prod" }
    role = {
      description          = "Reads the shop's bucket"
      path                 = "/pods/"
      permissions_boundary = "arn:aws:iam::111122223333:policy/pods"
      max_session_duration = 7200
      tags                 = { team = "shop" }
    }
  }

  assert {
    condition     = aws_iam_role.this[0].description == "Reads the shop's bucket"
    error_message = "the description is taken as it is"
  }

  assert {
    condition     = aws_iam_role.this[0].path == "/pods/"
    error_message = "the role is below the path"
  }

  assert {
    condition     = aws_iam_role.this[0].permissions_boundary == "arn:aws:iam::111122223333:policy/pods"
    error_message = "the role has the boundary"
  }

  assert {
    condition     = aws_iam_role.this[0].max_session_duration == 7200
    error_message = "sessions last as long as told"
  }

  assert {
    condition     = aws_iam_role.this[0].tags == tomap({ env = "prod", team = "shop" })
    error_message = "the role's tags win over those of all"
  }
}
