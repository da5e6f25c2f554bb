# What is created in IAM for a cluster.

mock_provider "aws" {
  mock_resource "aws_iam_openid_connect_provider" {
    defaults = {
      arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    }
  }
}

variables {
  oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
}

run "one_provider_for_aws_sts" {
  command = plan

  assert {
    condition     = aws_iam_openid_connect_provider.this[0].url == var.oidc_issuer
    error_message = "the provider is that of the cluster's issuer"
  }

  assert {
    condition     = toset(aws_iam_openid_connect_provider.this[0].client_id_list) == toset(["sts.amazonaws.com"])
    error_message = "tokens are meant for AWS STS"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.this[0].tags) == 0
    error_message = "there are no tags but the AWS provider's default ones"
  }

  assert {
    condition     = length(data.aws_iam_openid_connect_provider.this_existing) == 0
    error_message = "nothing is looked up"
  }

  assert {
    condition     = output.issuer == "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    error_message = "condition keys name the issuer without https://"
  }
}

run "other_audiences_and_tags" {
  command = plan

  variables {
    audiences = ["vault.example.com", "sts.amazonaws.com"]
    tags      = { team = "platform" }
  }

  assert {
    condition     = toset(aws_iam_openid_connect_provider.this[0].client_id_list) == toset(["sts.amazonaws.com", "vault.example.com"])
    error_message = "audiences are added to that of AWS STS, each once"
  }

  assert {
    condition     = aws_iam_openid_connect_provider.this[0].tags == tomap({ team = "platform" })
    error_message = "the provider has the tags"
  }
}

run "its_arn" {
  assert {
    condition     = output.arn == aws_iam_openid_connect_provider.this[0].arn
    error_message = "the output is the ARN of what was created"
  }
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

run "arn_known_at_plan_where_the_cluster_is" {
  command = plan

  variables {
    oidc_issuer = "https://oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE"
    cluster_arn = "arn:aws-cn:eks:cn-north-1:444455556666:cluster/prod"
  }

  assert {
    condition     = output.arn == "arn:aws-cn:iam::444455556666:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE"
    error_message = "the ARN is put together from the cluster's account and partition, and its issuer"
  }
}
