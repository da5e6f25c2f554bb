# The ServiceAccount, and what ties it to its role.

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
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}

run "annotated_with_its_role" {
  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].name == "s3-reader" && kubernetes_service_account_v1.this[0].metadata[0].namespace == "shop"
    error_message = "it is called as told, where told"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/s3-reader" })
    error_message = "the annotation is the role's ARN, and the only one"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].automount_service_account_token
    error_message = "pods get a Kubernetes API token, as is usual"
  }

  assert {
    condition     = length(kubernetes_annotations.this) == 0 && length(kubernetes_namespace_v1.namespace) == 0 && length(aws_eks_pod_identity_association.this) == 0
    error_message = "nothing else is made for it"
  }

  assert {
    condition = {
      role_arn        = output.role_arn
      role_name       = output.role_name
      namespace       = output.namespace
      service_account = output.service_account
      } == {
      role_arn        = "arn:aws:iam::111122223333:role/s3-reader"
      role_name       = "prod-ap-northeast-2-s3-reader"
      namespace       = "shop"
      service_account = "s3-reader"
    }
    error_message = "outputs tell the role and the ServiceAccount"
  }
}

run "annotations_and_labels" {
  variables {
    annotations = { "example.com/owner" = "shop" }
    labels      = { team = "shop" }
  }

  assert {
    condition = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({
      "example.com/owner"          = "shop"
      "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/s3-reader"
    })
    error_message = "other annotations stand beside ours"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].labels == tomap({ team = "shop" })
    error_message = "it has the labels"
  }
}

run "token_options" {
  variables {
    audience               = "vault.example.com"
    token_expiration       = 3600
    sts_regional_endpoints = false
  }

  assert {
    condition = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({
      "eks.amazonaws.com/audience"               = "vault.example.com"
      "eks.amazonaws.com/role-arn"               = "arn:aws:iam::111122223333:role/s3-reader"
      "eks.amazonaws.com/sts-regional-endpoints" = "false"
      "eks.amazonaws.com/token-expiration"       = "3600"
    })
    error_message = "options become annotations"
  }
}

run "the_usual_audience" {
  variables {
    audience = "sts.amazonaws.com"
  }

  assert {
    condition     = length(kubernetes_service_account_v1.this[0].metadata[0].annotations) == 1
    error_message = "the usual audience needs no annotation"
  }
}

run "kubernetes_settings" {
  command = plan

  variables {
    automount_service_account_token = false
    image_pull_secrets              = ["registry", "mirror"]
  }

  assert {
    condition     = !kubernetes_service_account_v1.this[0].automount_service_account_token
    error_message = "pods get no Kubernetes API token"
  }

  assert {
    condition     = toset(kubernetes_service_account_v1.this[0].image_pull_secret[*].name) == toset(["registry", "mirror"])
    error_message = "images are pulled with the secrets"
  }
}

run "namespace" {
  command = plan

  variables {
    create_namespace = true
  }

  assert {
    condition     = kubernetes_namespace_v1.namespace[0].metadata[0].name == "shop"
    error_message = "the namespace is made"
  }
}

run "by_pod_identity" {
  variables {
    identity     = "pod-identity"
    pod_identity = { target_role_arn = "arn:aws:iam::444455556666:role/lake", disable_session_tags = true }
  }

  assert {
    condition     = length(kubernetes_service_account_v1.this[0].metadata[0].annotations) == 0
    error_message = "no annotation is needed"
  }

  assert {
    condition = [
      aws_eks_pod_identity_association.this[0].cluster_name,
      aws_eks_pod_identity_association.this[0].region,
      aws_eks_pod_identity_association.this[0].namespace,
      aws_eks_pod_identity_association.this[0].service_account,
      aws_eks_pod_identity_association.this[0].role_arn,
      aws_eks_pod_identity_association.this[0].target_role_arn,
    ] == ["prod", "ap-northeast-2", "shop", "s3-reader", "arn:aws:iam::111122223333:role/s3-reader", "arn:aws:iam::444455556666:role/lake"]
    error_message = "the association ties it to the role"
  }

  assert {
    condition     = aws_eks_pod_identity_association.this[0].disable_session_tags
    error_message = "sessions have no tags"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement == [{
      Effect   = "Allow"
      Action   = ["sts:AssumeRole", "sts:TagSession"]
      Resource = ["arn:aws:iam::444455556666:role/lake"]
    }]
    error_message = "the role may change into the target"
  }
}

run "in_both_ways" {
  variables {
    identity = "both"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations["eks.amazonaws.com/role-arn"] == aws_eks_pod_identity_association.this[0].role_arn
    error_message = "either way leads to the same role"
  }
}
