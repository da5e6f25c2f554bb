# The AWS Load Balancer Controller with its role. Its Service webhook is off, and its own certificate survives upgrades.

module "load_balancer_controller" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
}
