# The ServiceAccount is there already, made by a chart or a GitOps tool: the module makes the role, and only
# annotates the ServiceAccount.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "order_worker" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  namespace       = "orders"
  service_account = "order-worker"
  existing        = true

  statements = [{
    actions   = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]
    resources = ["arn:aws:sqs:ap-northeast-2:111122223333:orders"]
  }]
}
