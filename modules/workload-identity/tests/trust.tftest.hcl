# Who may assume the role: tokens of the cluster's issuer, for AWS STS, of the named ServiceAccounts, to the letter.

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

run "one_service_account" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy) == {
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = var.oidc_provider_arn }
        Condition = {
          StringEquals = {
            "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:aud" = "sts.amazonaws.com"
            "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:sub" = ["system:serviceaccount:shop:s3-reader"]
          }
        }
      }]
    }
    error_message = "aud and sub are both checked, with StringEquals"
  }
}

run "other_service_accounts" {
  command = plan

  variables {
    trust = {
      subjects = [
        { namespace = "shop", service_account = "s3-writer" },
        { namespace = "reports", service_account = "s3-reader" },
        { namespace = "shop", service_account = "s3-reader" },
      ]
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:sub"] == [
      "system:serviceaccount:reports:s3-reader",
      "system:serviceaccount:shop:s3-reader",
      "system:serviceaccount:shop:s3-writer",
    ]
    error_message = "sub is one of the ServiceAccounts, each once, sorted"
  }

  assert {
    condition     = length(jsondecode(aws_iam_role.this[0].assume_role_policy).Statement) == 1
    error_message = "they are in one statement"
  }
}

run "patterns" {
  command = plan

  variables {
    trust = { subject_patterns = [{ namespace = "preview-*", service_account = "s3-reader" }] }
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:sub"] == ["system:serviceaccount:shop:s3-reader"]
    error_message = "the named ServiceAccount is still checked to the letter"
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[1] == {
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = var.oidc_provider_arn }
      Condition = {
        StringEquals = { "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:aud" = "sts.amazonaws.com" }
        StringLike   = { "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:sub" = ["system:serviceaccount:preview-*:s3-reader"] }
      }
    }
    error_message = "only sub is a pattern; aud is checked to the letter"
  }
}

run "another_audience" {
  command = plan

  variables {
    audience = "vault.example.com"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:aud"] == "vault.example.com"
    error_message = "aud is the audience that was given"
  }
}

run "other_clusters" {
  command = plan

  variables {
    trust = {
      other_providers  = ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/OTHER"]
      subject_patterns = [{ namespace = "preview-*", service_account = "s3-reader" }]
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[1] == {
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/OTHER" }
      Condition = {
        StringEquals = {
          "oidc.eks.us-east-1.amazonaws.com/id/OTHER:aud" = "sts.amazonaws.com"
          "oidc.eks.us-east-1.amazonaws.com/id/OTHER:sub" = ["system:serviceaccount:shop:s3-reader"]
        }
      }
    }
    error_message = "the other cluster's tokens are checked with its own issuer"
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[3].Condition == {
      StringEquals = { "oidc.eks.us-east-1.amazonaws.com/id/OTHER:aud" = "sts.amazonaws.com" }
      StringLike   = { "oidc.eks.us-east-1.amazonaws.com/id/OTHER:sub" = ["system:serviceaccount:preview-*:s3-reader"] }
    }
    error_message = "patterns hold for the other cluster, too"
  }

  assert {
    condition     = length(jsondecode(aws_iam_role.this[0].assume_role_policy).Statement) == 4
    error_message = "there are two statements for each cluster"
  }
}

run "further_statements" {
  command = plan

  variables {
    trust = {
      statements = [{
        sid        = "Operators"
        principals = { AWS = ["arn:aws:iam::111122223333:role/operators"] }
        actions    = ["sts:TagSession", "sts:AssumeRole"]
        conditions = { Bool = { "aws:MultiFactorAuthPresent" = ["true"] } }
      }]
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[1] == {
      Sid       = "Operators"
      Effect    = "Allow"
      Principal = { AWS = ["arn:aws:iam::111122223333:role/operators"] }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = ["true"] } }
    }
    error_message = "the statement comes after ours, with nothing in it that was not given"
  }
}

run "a_trust_policy_within_a_higher_quota" {
  command = plan

  variables {
    trust = {
      subjects = [for number in range(30) : { namespace = "shop", service_account = "a-service-account-with-a-long-name-${number}" }]
      max_size = 4096
    }
  }

  assert {
    condition     = length(aws_iam_role.this[0].assume_role_policy) > 2048
    error_message = "an account's quota may be higher"
  }
}
