# By EKS Pod Identity: the ServiceAccount needs no annotation, and the cluster no OIDC provider. `both` in the place of
# `pod-identity` also keeps the old way while pods move.

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
