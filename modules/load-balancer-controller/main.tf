locals {
  # Whether the cluster has no way to the internet: WAF and Shield have no endpoints there.
  isolated       = coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition))
  image_registry = coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public")

  # AWS's registries of EKS add-on images, by region.
  registry_accounts = {
    af-south-1     = "877085696533"
    ap-east-1      = "800184023465"
    ap-south-2     = "900889452093"
    ap-southeast-3 = "296578399912"
    ap-southeast-4 = "491585149902"
    ca-west-1      = "761377655185"
    cn-north-1     = "918309763551"
    cn-northwest-1 = "961992271922"
    eu-central-2   = "900612956339"
    eu-south-1     = "590381155156"
    eu-south-2     = "455263428931"
    il-central-1   = "066635153087"
    me-central-1   = "759879836304"
    me-south-1     = "558608220178"
    us-gov-east-1  = "151742754352"
    us-gov-west-1  = "013241004608"
  }

  registry_account  = lookup(local.registry_accounts, var.region, "602401143452")
  regional_registry = "${local.registry_account}.dkr.ecr.${var.region}.${startswith(var.region, "cn-") ? "amazonaws.com.cn" : "amazonaws.com"}"
  creates_role      = var.create_role
  role_full_name    = join("-", [var.cluster_name, var.region, "load-balancer-controller"])

  role_name = (
    length(local.role_full_name) <= 64
    ? local.role_full_name
    : "${replace(substr(local.role_full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.role_full_name), 0, 8)}"
  )

  full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller"])

  name = (
    length(local.full_name) <= 128
    ? local.full_name
    : "${replace(substr(local.full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.full_name), 0, 8)}"
  )

  global_accelerator_full_name = join("-", [
    var.cluster_name,
    var.region,
    "load-balancer-controller-global-accelerator",
  ])

  global_accelerator_name = (
    length(local.global_accelerator_full_name) <= 128
    ? local.global_accelerator_full_name
    : "${replace(substr(local.global_accelerator_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.global_accelerator_full_name), 0, 8)}"
  )

  certificates_full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller-certificates"])

  certificates_name = (
    length(local.certificates_full_name) <= 128
    ? local.certificates_full_name
    : "${replace(substr(local.certificates_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.certificates_full_name), 0, 8)}"
  )

  # The role that is made, or the one that is there already.
  role_arn = local.creates_role ? one(aws_iam_role.this[*].arn) : var.role_arn

  annotations = merge(
    { "helm.sh/resource-policy" = "keep" },
    var.identity != "pod-identity" && local.role_arn != null ? { "eks.amazonaws.com/role-arn" = local.role_arn } : {},
  )
}

resource "aws_iam_role" "this" {
  count              = local.creates_role ? 1 : 0
  assume_role_policy = jsonencode(local.trust)

  description = coalesce(
    var.role.description,
    "Pods of the ServiceAccount kube-system/aws-load-balancer-controller in the EKS cluster ${var.cluster_name}",
  )

  force_detach_policies = var.role.force_detach_policies
  max_session_duration  = var.role.max_session_duration
  name                  = var.role.name_prefix == null ? coalesce(var.role.name, local.role_name) : null
  name_prefix           = var.role.name_prefix
  path                  = var.role.path
  permissions_boundary  = var.role.permissions_boundary
  tags                  = merge(var.tags, var.role.tags)
}

resource "aws_iam_policy" "this" {
  count       = local.creates_role ? 1 : 0
  description = "AWS Load Balancer Controller"
  name        = local.name
  path        = var.role.path

  policy = (
    coalesce(var.target_group_binding_only, false)
    ? jsonencode(local.target_group_binding_policy)
    : (
      contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)
      ? jsonencode({
        Version = "2012-10-17"
        Statement = [
          for statement in local.policy.Statement : merge(statement, {
            Action = [
              for action in flatten([statement.Action]) : action
              if !contains(
                [
                  "elasticloadbalancing:DescribeTrustStores", "elasticloadbalancing:DescribeListenerAttributes",
                  "elasticloadbalancing:DescribeCapacityReservation",
                  "elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:ModifyCapacityReservation",
                ],
                action,
              )
            ]
          })
        ]
      })
      : jsonencode(local.policy)
    )
  )

  tags = merge(var.tags, var.role.tags)
}

resource "aws_iam_role_policy_attachment" "this" {
  count      = local.creates_role ? 1 : 0
  policy_arn = one(aws_iam_policy.this[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_policy" "global_accelerator" {
  count       = local.creates_role && coalesce(var.global_accelerator, false) ? 1 : 0
  description = "AWS Load Balancer Controller: Global Accelerator"
  name        = local.global_accelerator_name
  path        = var.role.path
  policy      = jsonencode(local.global_accelerator_policy)
  tags        = merge(var.tags, var.role.tags)
}

resource "aws_iam_role_policy_attachment" "global_accelerator" {
  count      = local.creates_role && coalesce(var.global_accelerator, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.global_accelerator[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_policy" "certificates" {
  count       = local.creates_role && coalesce(var.certificate_management, false) ? 1 : 0
  description = "AWS Load Balancer Controller: ACM certificates"
  name        = local.certificates_name
  path        = var.role.path
  policy      = jsonencode(local.certificates_policy)
  tags        = merge(var.tags, var.role.tags)
}

resource "aws_iam_role_policy_attachment" "certificates" {
  count      = local.creates_role && coalesce(var.certificate_management, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.certificates[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_role_policy_attachments_exclusive" "this" {
  count = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0

  policy_arns = concat(
    compact([one(aws_iam_policy.this[*].arn)]),
    coalesce(var.global_accelerator, false) && one(aws_iam_policy.global_accelerator[*].arn) != null ? [
      one(aws_iam_policy.global_accelerator[*].arn),
    ] : [],
    coalesce(var.certificate_management, false) && one(aws_iam_policy.certificates[*].arn) != null ? [
      one(aws_iam_policy.certificates[*].arn),
    ] : [],
  )

  role_name = one(aws_iam_role.this[*].id)

  depends_on = [
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
  ]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_names = []
  role_name    = one(aws_iam_role.this[*].id)

  depends_on = [
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
  ]
}

resource "kubernetes_service_account_v1" "this" {
  count                           = var.install ? 1 : 0
  automount_service_account_token = true

  metadata {
    annotations = local.annotations
    name        = "aws-load-balancer-controller"
    namespace   = "kube-system"
  }

  depends_on = [
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "aws_eks_pod_identity_association" "this" {
  count                = var.identity != "irsa" && (local.creates_role || !var.create_role) ? 1 : 0
  cluster_name         = var.cluster_name
  disable_session_tags = var.pod_identity.disable_session_tags
  namespace            = "kube-system"
  region               = var.region
  role_arn             = local.role_arn
  service_account      = "aws-load-balancer-controller"
  tags                 = var.tags
  target_role_arn      = var.pod_identity.target_role_arn

  depends_on = [
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "helm_release" "this" {
  count      = var.install ? 1 : 0
  atomic     = var.atomic
  chart      = coalesce(var.chart.path, "aws-load-balancer-controller")
  name       = "aws-load-balancer-controller"
  namespace  = "kube-system"
  repository = var.chart.path == null ? coalesce(var.chart.repository, "https://aws.github.io/eks-charts") : null

  repository_password = var.chart.path == null && try(var.chart_credentials.password, null) != null ? try(
    var.chart_credentials.password,
    null,
  ) : null

  repository_username = var.chart.path == null && try(var.chart_credentials.username, null) != null ? try(
    var.chart_credentials.username,
    null,
  ) : null

  take_ownership  = coalesce(var.take_ownership, coalesce(var.webhook_certificate, "helm") == "helm")
  timeout         = coalesce(var.timeout, 600)
  upgrade_install = var.upgrade_install
  values          = concat([jsonencode(local.values)], length(var.values) > 0 ? [jsonencode(var.values)] : [])
  version         = var.chart.path == null ? var.chart_version : null
  wait            = true

  lifecycle {
    precondition {
      condition = length(local.value_problems) == 0

      error_message = join("", [
        "${join(", ", local.value_problems)}: the chart would not take it, or an option sets this value. ",
        "Remove it, and use the option where there is one.",
      ])
    }
  }

  depends_on = [kubernetes_service_account_v1.this, aws_eks_pod_identity_association.this, var.after]
}
