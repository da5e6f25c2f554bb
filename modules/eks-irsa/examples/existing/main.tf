# What is there already stays its owner's: the OIDC provider, a role, a ServiceAccount that a chart has made.

module "eks_irsa" {
  source = "../.."

  cluster_name  = "prod"
  region        = "ap-northeast-2"
  oidc_provider = "lookup"

  load_balancer_controller = {
    create_role = false
    role_arn    = "arn:aws:iam::111122223333:role/load-balancer-controller"
  }

  workloads = {
    # The role's owner lets this ServiceAccount in: its trust policy is not touched here.
    billing = {
      namespace       = "billing"
      service_account = "billing"
      create_role     = false
      role_arn        = "arn:aws:iam::111122223333:role/billing"
    }
    # Only the annotation is added. Pods that run already get the role when they are restarted.
    grafana = {
      namespace       = "monitoring"
      service_account = "grafana"
      existing        = true
      policy_arns     = ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"]
    }
  }
}
