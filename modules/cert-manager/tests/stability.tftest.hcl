# A plan that follows an apply keeps what there is. What is kept has a known ID; what were replaced would not.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/cert-manager"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
  issuers = [
    { name = "b", self_signed = {} },
    { name = "a", acme = { email = "platform@example.com" } },
  ]
}

run "first" {}

run "again" {
  command = plan

  variables {
    before = run.first
  }

  assert {
    condition     = output.role_arn == var.before.role_arn
    error_message = "the role is kept"
  }

  assert {
    condition     = helm_release.this[0].id != "" && helm_release.issuers[0].id != ""
    error_message = "the releases are kept"
  }
}

run "issuers_in_another_order" {
  command = plan

  variables {
    issuers = [
      { name = "a", acme = { email = "platform@example.com" } },
      { name = "b", self_signed = {} },
    ]
  }

  assert {
    condition     = keys(jsondecode(helm_release.issuers[0].values[0]).issuers) == ["a", "b"]
    error_message = "the order of issuers means nothing"
  }
}

run "another_version" {
  command = plan

  variables {
    before        = run.first
    chart_version = "v1.20.0"
  }

  assert {
    condition     = output.role_arn == var.before.role_arn && helm_release.this[0].id != ""
    error_message = "an upgrade is made in place"
  }
}
