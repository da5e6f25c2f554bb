# The EBS CSI driver: its chart keeps the ServiceAccount of its controller elsewhere in its values, and the module is
# told where.

variable "oidc_provider_arn" {
  description = "The cluster's OIDC provider in IAM"
  type        = string
}

module "ebs_csi_driver" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = var.oidc_provider_arn

  name      = "aws-ebs-csi-driver"
  namespace = "kube-system"

  chart = {
    name       = "aws-ebs-csi-driver"
    repository = "https://kubernetes-sigs.github.io/aws-ebs-csi-driver"
    version    = "2.48.0"
  }

  service_account = {
    name        = "ebs-csi-controller-sa"
    policy_arns = ["arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"]

    create_value          = "controller.serviceAccount.create"
    name_value            = "controller.serviceAccount.name"
    annotations_value     = "controller.serviceAccount.annotations"
    pod_annotations_value = "controller.podAnnotations"
  }
}
