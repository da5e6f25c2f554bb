# A cluster that is there: two controllers, and a role for one of your own ServiceAccounts.

module "eks_irsa" {
  source = "../.."

  cluster_name             = "prod"
  region                   = "ap-northeast-2"
  cert_manager             = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
  load_balancer_controller = {}

  workloads = {
    s3-reader = {
      namespace       = "shop"
      service_account = "s3-reader"
      policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    }
  }
}
