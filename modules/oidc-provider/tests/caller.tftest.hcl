# The module takes count, for_each and depends_on, and values that are not known before the apply.

mock_provider "aws" {
  mock_resource "aws_iam_openid_connect_provider" {
    defaults = {
      arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    }
  }

  mock_data "aws_iam_openid_connect_provider" {
    defaults = {
      arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    }
  }
}

run "plan" {
  command = plan

  module {
    source = "./tests/caller"
  }
}

run "apply" {
  module {
    source = "./tests/caller"
  }

  assert {
    condition     = output.counted.issuer == "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
    error_message = "one by count"
  }

  assert {
    condition     = output.each.green == "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLEgreen"
    error_message = "several by for_each"
  }

  assert {
    condition     = output.after == output.counted.arn
    error_message = "one that comes after others"
  }
}
