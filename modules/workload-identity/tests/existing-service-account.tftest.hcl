# A ServiceAccount that is there already is annotated, and nothing else of it changes.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/s3-reader"
    }
  }
}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
  existing          = true
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}

run "annotated" {
  variables {
    annotations      = { "example.com/owner" = "shop" }
    token_expiration = 3600
  }

  assert {
    condition     = length(kubernetes_service_account_v1.this) == 0
    error_message = "none is made"
  }

  assert {
    condition = kubernetes_annotations.this[0].annotations == tomap({
      "example.com/owner"                  = "shop"
      "eks.amazonaws.com/role-arn"         = "arn:aws:iam::111122223333:role/s3-reader"
      "eks.amazonaws.com/token-expiration" = "3600"
    })
    error_message = "it has the same annotations that one of ours has"
  }

  assert {
    condition = [
      kubernetes_annotations.this[0].api_version,
      kubernetes_annotations.this[0].kind,
      kubernetes_annotations.this[0].metadata[0].namespace,
      kubernetes_annotations.this[0].metadata[0].name,
    ] == ["v1", "ServiceAccount", "shop", "s3-reader"]
    error_message = "it is the ServiceAccount that was named"
  }

  assert {
    condition     = coalesce(kubernetes_annotations.this[0].force, false) == false
    error_message = "annotations of other owners are not taken over without a word"
  }
}

run "no_annotation_by_pod_identity" {
  variables {
    identity = "pod-identity"
  }

  assert {
    condition     = length(kubernetes_annotations.this) == 0
    error_message = "with nothing to annotate, nothing is touched"
  }

  assert {
    condition     = aws_eks_pod_identity_association.this[0].service_account == "s3-reader"
    error_message = "the association is enough"
  }
}
