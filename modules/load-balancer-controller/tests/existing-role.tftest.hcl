# A role that is there already.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"

  # With a role that is there, values are known in a plan.
  create_role = false
  role_arn    = "arn:aws:iam::111122223333:role/load-balancer-controller"
}

run "used" {
  command = plan

  assert {
    condition     = length(aws_iam_role.this) + length(aws_iam_policy.this) + length(aws_iam_role_policy_attachment.this) == 0
    error_message = "neither role nor policy is made"
  }

  assert {
    condition     = toset([output.role_arn, kubernetes_service_account_v1.this[0].metadata[0].annotations["eks.amazonaws.com/role-arn"]]) == toset([var.role_arn])
    error_message = "pods have the role that is there"
  }
}

run "without_policies_of_ours" {
  command = plan

  variables {
    global_accelerator     = true
    certificate_management = true
  }

  assert {
    condition     = length(aws_iam_policy.global_accelerator) + length(aws_iam_policy.certificates) == 0
    error_message = "what it may do is its owner's to say"
  }
}

run "associated" {
  command = plan

  variables {
    identity = "pod-identity"
  }

  assert {
    condition     = aws_eks_pod_identity_association.this[0].role_arn == var.role_arn
    error_message = "the association is with the role that is there"
  }
}
