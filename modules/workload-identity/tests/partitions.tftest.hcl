# The partition is the region's; the audience is the same everywhere.

mock_provider "aws" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
  acknowledge       = [{ rule = "role-without-permissions", reason = "A bucket's policy names it." }]
}

run "china" {
  command = plan

  variables {
    region            = "cn-north-1"
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE"
    identity          = "both"
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.StringEquals == {
      "oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE:aud" = "sts.amazonaws.com"
      "oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE:sub" = ["system:serviceaccount:shop:s3-reader"]
    }
    error_message = "tokens are meant for sts.amazonaws.com in China, too"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[1].Condition.ArnEquals["aws:SourceArn"] == "arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod"
    error_message = "the cluster is in aws-cn"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[1].Principal.Service == "pods.eks.amazonaws.com"
    error_message = "the service is called the same in all partitions"
  }
}

run "govcloud" {
  command = plan

  variables {
    region            = "us-gov-west-1"
    oidc_provider_arn = "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE"
    identity          = "pod-identity"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws-us-gov:eks:us-gov-west-1:111122223333:cluster/prod"
    error_message = "the cluster is in aws-us-gov"
  }
}

run "isolated" {
  command = plan

  variables {
    region            = "us-isob-east-1"
    oidc_provider_arn = "arn:aws-iso-b:iam::111122223333:oidc-provider/oidc.eks.us-isob-east-1.sc2s.sgov.gov/id/EXAMPLE"
    identity          = "pod-identity"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws-iso-b:eks:us-isob-east-1:111122223333:cluster/prod"
    error_message = "the cluster is in aws-iso-b"
  }
}

run "given_for_a_region_that_is_not_known" {
  command = plan

  variables {
    region     = "xx-north-1"
    partition  = "aws-eusc"
    identity   = "pod-identity"
    account_id = "111122223333"

    oidc_provider_arn = null
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.ArnEquals["aws:SourceArn"] == "arn:aws-eusc:eks:xx-north-1:111122223333:cluster/prod"
    error_message = "a given partition wins"
  }
}
