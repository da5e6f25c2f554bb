# By EKS Pod Identity: the cluster needs no OIDC provider, but its agent.

data "aws_caller_identity" "current" {}

resource "aws_eks_addon" "pod_identity_agent" {
  cluster_name = "prod"
  addon_name   = "eks-pod-identity-agent"
}

module "load_balancer_controller" {
  source     = "../.."
  depends_on = [aws_eks_addon.pod_identity_agent]

  cluster_name = "prod"
  region       = "ap-northeast-2"
  vpc_id       = "vpc-0a1b2c3d4e5f67890"
  account_id   = data.aws_caller_identity.current.account_id
  identity     = "pod-identity"
}
