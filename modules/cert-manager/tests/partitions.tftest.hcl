# Policies name the partition of the region.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
}

run "china" {
  command = plan

  variables {
    region            = "cn-north-1"
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE"
  }

  assert {
    condition     = flatten(jsondecode(aws_iam_role_policy.this[0].policy).Statement[*].Resource) == ["arn:aws-cn:route53:::change/*", "arn:aws-cn:route53:::hostedzone/Z0123456789ABCDEFGHIJ", "arn:aws-cn:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]
    error_message = "zones are in aws-cn"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE:aud"] == "sts.amazonaws.com"
    error_message = "the audience is the same"
  }
}

run "govcloud" {
  command = plan

  variables {
    region            = "us-gov-east-1"
    oidc_provider_arn = "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-east-1.amazonaws.com/id/EXAMPLE"
  }

  assert {
    condition     = flatten(jsondecode(aws_iam_role_policy.this[0].policy).Statement[*].Resource) == ["arn:aws-us-gov:route53:::change/*", "arn:aws-us-gov:route53:::hostedzone/Z0123456789ABCDEFGHIJ", "arn:aws-us-gov:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]
    error_message = "zones are in aws-us-gov"
  }
}
