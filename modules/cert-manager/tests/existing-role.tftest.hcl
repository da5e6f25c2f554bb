# A role that is there already.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
}

run "used" {
  command = plan

  variables {
    create_role = false
    role_arn    = "arn:aws:iam::111122223333:role/cert-manager"
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && length(aws_iam_role_policy.this) == 0
    error_message = "no role is made"
  }

  assert {
    condition = toset([
      output.role_arn,
      kubernetes_service_account_v1.this[0].metadata[0].annotations["eks.amazonaws.com/role-arn"],
      jsondecode(helm_release.this[0].values[0]).podAnnotations["cdktf-eks-irsa/role-arn"],
    ]) == toset([var.role_arn])
    error_message = "pods have the role that is there"
  }
}

run "associated" {
  command = plan

  variables {
    create_role     = false
    role_arn        = "arn:aws:iam::111122223333:role/cert-manager"
    identity        = "pod-identity"
    hosted_zone_ids = []
    pod_identity    = { disable_session_tags = true, target_role_arn = "arn:aws:iam::444455556666:role/dns01" }
  }

  assert {
    condition = [
      aws_eks_pod_identity_association.this[0].cluster_name,
      aws_eks_pod_identity_association.this[0].region,
      aws_eks_pod_identity_association.this[0].role_arn,
      aws_eks_pod_identity_association.this[0].target_role_arn,
    ] == ["prod", "ap-northeast-2", "arn:aws:iam::111122223333:role/cert-manager", "arn:aws:iam::444455556666:role/dns01"]
    error_message = "the association is with the role that is there, zones or not"
  }

  assert {
    condition     = aws_eks_pod_identity_association.this[0].disable_session_tags
    error_message = "sessions have no tags"
  }
}

run "none" {
  command = plan

  variables {
    create_role = false
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && output.role_arn == null
    error_message = "cert-manager has no role"
  }
}
