# A provider that is there already is looked up by the cluster's issuer, and left as it is.

mock_provider "aws" {
  mock_data "aws_iam_openid_connect_provider" {
    defaults = {
      arn            = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
      client_id_list = ["sts.amazonaws.com", "vault.example.com"]
    }
  }
}

variables {
  oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  create      = false
}

run "looked_up" {
  command = plan

  assert {
    condition     = length(aws_iam_openid_connect_provider.this) == 0
    error_message = "nothing is created"
  }

  assert {
    condition     = data.aws_iam_openid_connect_provider.this_existing[0].url == var.oidc_issuer
    error_message = "it is looked up by the issuer"
  }

  assert {
    condition     = output.arn == data.aws_iam_openid_connect_provider.this_existing[0].arn
    error_message = "the output is the ARN of what was found"
  }
}

run "with_an_audience_that_it_knows" {
  command = plan

  variables {
    audiences = ["vault.example.com"]
  }
}

run "with_an_audience_that_it_does_not_know" {
  command = plan

  variables {
    audiences = ["vault.example.com", "other.example.com"]
  }

  expect_failures = [data.aws_iam_openid_connect_provider.this_existing]
}
