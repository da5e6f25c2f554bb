locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition
}

variable "attach_cluster_autoscaler_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "cluster_autoscaler" {
  count = var.attach_cluster_autoscaler_policy ? 1 : 0

  statement {
    actions   = ["autoscaling:DescribeAutoScalingGroups", "ec2:DescribeInstanceTypes"]
    resources = ["*"]
  }

  statement {
    actions   = ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"]
    resources = ["arn:${local.partition}:autoscaling:*:${local.account_id}:autoScalingGroup:*"]
  }
}

resource "aws_iam_role_policy" "cluster_autoscaler" {
  count = var.attach_cluster_autoscaler_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.cluster_autoscaler[0].json
}

variable "attach_cert_manager_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "cert_manager" {
  count = var.attach_cert_manager_policy ? 1 : 0

  statement {
    actions   = ["route53:GetChange"]
    resources = ["arn:${local.partition}:route53:::change/*"]
  }

  statement {
    actions   = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
    resources = ["arn:${local.partition}:route53:::hostedzone/*"]
  }
}

resource "aws_iam_role_policy" "cert_manager" {
  count = var.attach_cert_manager_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.cert_manager[0].json
}

variable "attach_ebs_csi_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "ebs_csi" {
  count = var.attach_ebs_csi_policy ? 1 : 0

  statement {
    actions   = ["ec2:DescribeVolumes", "ec2:DescribeSnapshots"]
    resources = ["*"]
  }

  statement {
    actions   = ["ec2:CreateVolume", "ec2:AttachVolume", "ec2:DetachVolume"]
    resources = ["arn:${local.partition}:ec2:*:${local.account_id}:volume/*"]
  }
}

resource "aws_iam_role_policy" "ebs_csi" {
  count = var.attach_ebs_csi_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.ebs_csi[0].json
}

variable "attach_efs_csi_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "efs_csi" {
  count = var.attach_efs_csi_policy ? 1 : 0

  statement {
    actions   = ["elasticfilesystem:DescribeAccessPoints", "elasticfilesystem:DescribeFileSystems"]
    resources = ["*"]
  }

  statement {
    actions   = ["elasticfilesystem:CreateAccessPoint"]
    resources = ["arn:${local.partition}:elasticfilesystem:*:${local.account_id}:file-system/*"]
  }
}

resource "aws_iam_role_policy" "efs_csi" {
  count = var.attach_efs_csi_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.efs_csi[0].json
}

variable "attach_external_dns_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "external_dns" {
  count = var.attach_external_dns_policy ? 1 : 0

  statement {
    actions   = ["route53:ListHostedZones"]
    resources = ["*"]
  }

  statement {
    actions   = ["route53:ChangeResourceRecordSets"]
    resources = ["arn:${local.partition}:route53:::hostedzone/*"]
  }
}

resource "aws_iam_role_policy" "external_dns" {
  count = var.attach_external_dns_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.external_dns[0].json
}

variable "attach_external_secrets_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "external_secrets" {
  count = var.attach_external_secrets_policy ? 1 : 0

  statement {
    actions   = ["secretsmanager:ListSecrets"]
    resources = ["*"]
  }

  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = ["arn:${local.partition}:secretsmanager:*:${local.account_id}:secret:*"]
  }
}

resource "aws_iam_role_policy" "external_secrets" {
  count = var.attach_external_secrets_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.external_secrets[0].json
}

variable "attach_load_balancer_controller_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "load_balancer_controller" {
  count = var.attach_load_balancer_controller_policy ? 1 : 0

  statement {
    actions   = ["elasticloadbalancing:DescribeLoadBalancers", "ec2:DescribeSubnets"]
    resources = ["*"]
  }

  statement {
    actions   = ["elasticloadbalancing:CreateRule", "elasticloadbalancing:DeleteRule"]
    resources = ["arn:${local.partition}:elasticloadbalancing:*:${local.account_id}:listener/app/*"]
  }
}

resource "aws_iam_role_policy" "load_balancer_controller" {
  count = var.attach_load_balancer_controller_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.load_balancer_controller[0].json
}

variable "attach_mountpoint_s3_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "mountpoint_s3" {
  count = var.attach_mountpoint_s3_policy ? 1 : 0

  statement {
    actions   = ["s3:ListBucket"]
    resources = ["arn:${local.partition}:s3:::*"]
  }

  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:${local.partition}:s3:::*/*"]
  }
}

resource "aws_iam_role_policy" "mountpoint_s3" {
  count = var.attach_mountpoint_s3_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.mountpoint_s3[0].json
}

variable "attach_node_termination_handler_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "node_termination_handler" {
  count = var.attach_node_termination_handler_policy ? 1 : 0

  statement {
    actions   = ["ec2:DescribeInstances"]
    resources = ["*"]
  }

  statement {
    actions   = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
    resources = ["arn:${local.partition}:sqs:*:${local.account_id}:*"]
  }
}

resource "aws_iam_role_policy" "node_termination_handler" {
  count = var.attach_node_termination_handler_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.node_termination_handler[0].json
}

variable "attach_prometheus_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "prometheus" {
  count = var.attach_prometheus_policy ? 1 : 0

  statement {
    actions   = ["aps:RemoteWrite"]
    resources = ["arn:${local.partition}:aps:*:${local.account_id}:workspace/*"]
  }

  statement {
    actions   = ["aps:QueryMetrics", "aps:GetSeries", "aps:GetLabels"]
    resources = ["arn:${local.partition}:aps:*:${local.account_id}:workspace/*"]
  }
}

resource "aws_iam_role_policy" "prometheus" {
  count = var.attach_prometheus_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.prometheus[0].json
}

variable "attach_velero_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "velero" {
  count = var.attach_velero_policy ? 1 : 0

  statement {
    actions   = ["ec2:DescribeVolumes", "ec2:DescribeSnapshots"]
    resources = ["*"]
  }

  statement {
    actions   = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
    resources = ["arn:${local.partition}:s3:::*/*"]
  }
}

resource "aws_iam_role_policy" "velero" {
  count = var.attach_velero_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.velero[0].json
}

variable "attach_vpc_cni_policy" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "vpc_cni" {
  count = var.attach_vpc_cni_policy ? 1 : 0

  statement {
    actions   = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeInstances"]
    resources = ["*"]
  }

  statement {
    actions   = ["ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses"]
    resources = ["arn:${local.partition}:ec2:*:${local.account_id}:network-interface/*"]
  }
}

resource "aws_iam_role_policy" "vpc_cni" {
  count = var.attach_vpc_cni_policy ? 1 : 0

  role   = aws_iam_role.this.name
  policy = data.aws_iam_policy_document.vpc_cni[0].json
}
