# By EKS Pod Identity: no OIDC provider is needed, and no annotation. The role is held to this account and
# cluster, and the association ties it to the ServiceAccount.

data "aws_caller_identity" "current" {}

module "s3_reader" {
  source = "../.."

  cluster_name = "prod"
  region       = "ap-northeast-2"
  account_id   = data.aws_caller_identity.current.account_id
  identity     = "pod-identity"

  namespace       = "shop"
  service_account = "s3-reader"
  policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}

resource "aws_eks_pod_identity_association" "s3_reader" {
  cluster_name    = "prod"
  namespace       = "shop"
  service_account = "s3-reader"
  role_arn        = module.s3_reader.arn
}
