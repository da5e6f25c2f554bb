# A plan that follows an apply keeps what there is. What is kept has a known ID; what were replaced would not.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/external-dns"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  name              = "dns"
  namespace         = "external-dns"
  chart             = { name = "external-dns", repository = "https://charts.example.com", version = "1.19.0" }
  service_account   = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
}

run "first" {}

run "again" {
  command = plan

  variables {
    before = run.first
  }

  assert {
    condition     = output.role_arn == var.before.role_arn && helm_release.this[0].id != ""
    error_message = "role and release are kept"
  }
}

run "another_version_and_permission" {
  command = plan

  variables {
    before          = run.first
    chart           = { name = "external-dns", repository = "https://charts.example.com", version = "1.20.0" }
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"] }
  }

  assert {
    condition     = output.role_arn == var.before.role_arn && helm_release.this[0].id != ""
    error_message = "they change in place"
  }

  assert {
    condition     = aws_iam_role_policy_attachment.policy["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"].id != ""
    error_message = "what was attached stays"
  }
}
