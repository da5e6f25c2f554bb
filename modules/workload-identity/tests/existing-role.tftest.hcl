# A role that is there already: the module makes none, and only ties the ServiceAccount to it.

mock_provider "aws" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
  create_role       = false
  role_arn          = "arn:aws:iam::111122223333:role/pods/shop-s3-reader"
}

run "annotated" {
  command = plan

  assert {
    condition     = length(aws_iam_role.this) == 0
    error_message = "no role is made"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations["eks.amazonaws.com/role-arn"] == var.role_arn
    error_message = "the ServiceAccount is annotated with the role"
  }

  assert {
    condition     = output.role_arn == var.role_arn && output.role_name == "shop-s3-reader"
    error_message = "outputs tell of the role; its name comes after its path"
  }
}

run "associated" {
  command = plan

  variables {
    identity = "pod-identity"
  }

  assert {
    condition     = aws_eks_pod_identity_association.this[0].role_arn == var.role_arn
    error_message = "the association is with the role"
  }
}

run "none" {
  command = plan

  variables {
    role_arn = null
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && length(kubernetes_service_account_v1.this[0].metadata[0].annotations) == 0
    error_message = "a ServiceAccount may do without a role"
  }

  assert {
    condition     = output.role_arn == null && output.role_name == null
    error_message = "outputs tell of none"
  }
}
