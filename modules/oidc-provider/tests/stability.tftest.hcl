# A plan that follows an apply keeps what there is. What is kept has a known ARN; what were replaced would not.

mock_provider "aws" {
  mock_resource "aws_iam_openid_connect_provider" {
    defaults = {
      arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    }
  }
}

variables {
  oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  audiences   = ["vault.example.com", "other.example.com"]
}

run "first" {}

run "again" {
  command = plan

  variables {
    before = run.first
  }

  assert {
    condition     = output.arn == var.before.arn
    error_message = "the provider is kept"
  }
}

run "audiences_in_another_order" {
  command = plan

  variables {
    audiences = ["other.example.com", "vault.example.com"]
  }

  assert {
    condition     = toset(aws_iam_openid_connect_provider.this[0].client_id_list) == toset(["sts.amazonaws.com", "other.example.com", "vault.example.com"])
    error_message = "the order of audiences means nothing"
  }
}

run "other_tags" {
  command = plan

  variables {
    before = run.first
    tags   = { team = "platform" }
  }

  assert {
    condition     = output.arn == var.before.arn
    error_message = "tags change in place"
  }
}
