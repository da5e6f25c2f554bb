# The module takes count, for_each and depends_on, and values that are not known before the apply: all but the keys of
# policies, whether there are statements and rules, the kind of identity, and with Pod Identity the other subjects.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/s3-reader"
    }
  }
}

mock_provider "kubernetes" {}

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
    condition = output.names == [
      "prod-ap-northeast-2-reader",
      "blue-ap-northeast-2-s3-reader",
      "green-ap-northeast-2-s3-reader",
      "prod-ap-northeast-2-s3-writer",
      "lake",
    ]
    error_message = "there is a role for each module"
  }
}
