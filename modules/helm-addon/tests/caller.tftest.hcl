# The module takes count, for_each and depends_on, and values that are not known before the apply: all but the
# ServiceAccount's name, the keys of policies, and what switches resources on.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/external-dns"
    }
  }
}

mock_provider "helm" {}

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
    condition = compact(output.role_arns) == tolist([
      "arn:aws:iam::111122223333:role/external-dns",
      "arn:aws:iam::111122223333:role/external-dns",
      "arn:aws:iam::111122223333:role/there",
    ])
    error_message = "each has the role that it is to have"
  }
}
