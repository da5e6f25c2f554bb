# The module takes count, for_each and depends_on, and values that are not known before the apply: all but the keys of
# policies and whether there are statements or grants.

mock_provider "aws" {}

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
    ]
    error_message = "there is a role for each module"
  }
}
