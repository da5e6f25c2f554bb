# One role for a ServiceAccount that is in two clusters: the role keeps its ARN while pods move from one to the
# other. The second cluster's provider is in the same account.

module "order_worker" {
  source = "../.."

  cluster_name      = "blue"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLEBLUE539D4633E53DE1B71EXAM"

  namespace       = "orders"
  service_account = "order-worker"
  policy_arns     = ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"]

  # A name that belongs to neither cluster.
  role = { name = "order-worker" }

  trust = {
    other_providers = ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLEGREEN39D4633E53DE1B71EXAM"]
  }
}
