# A plan that follows an apply keeps what there is. What is kept has a known ID; what were replaced would not.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/load-balancer-controller"
    }
  }

  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::111122223333:policy/load-balancer-controller"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
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
    condition     = helm_release.this[0].id != "" && aws_iam_policy.this[0].id != ""
    error_message = "release and policy are kept"
  }
}

run "another_version" {
  command = plan

  variables {
    before        = run.first
    chart_version = "1.17.1"
  }

  assert {
    condition     = output.role_arn == var.before.role_arn && helm_release.this[0].id != ""
    error_message = "an upgrade is made in place"
  }
}

run "more_permissions" {
  command = plan

  variables {
    before             = run.first
    global_accelerator = true
  }

  assert {
    condition     = output.role_arn == var.before.role_arn && aws_iam_role_policy_attachment.this[0].id != ""
    error_message = "the role and what it has are kept"
  }
}
