# EKS Pod Identity in the place of IRSA: no annotation, and no OIDC provider but for workloads that are still
# moving. The cluster has the add-on eks-pod-identity-agent, or is in Auto Mode.

module "eks_irsa" {
  source = "../.."

  cluster_name = "prod"
  region       = "ap-northeast-2"
  identity     = "pod-identity"

  load_balancer_controller = {}

  workloads = {
    s3-reader = {
      namespace       = "shop"
      service_account = "s3-reader"
      policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    }
    # The pods end up with a role of another account, whose trust policy asks for the external ID that
    # the output pod_identity_external_ids has.
    reports = {
      namespace       = "analytics"
      service_account = "reports"
      pod_identity    = { target_role_arn = "arn:aws:iam::444455556666:role/reports" }
    }
    # Its pods may run with either: those that are older keep what they have.
    order-worker = {
      namespace       = "orders"
      service_account = "order-worker"
      identity        = "both"
      policy_arns     = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"]
    }
  }
}
