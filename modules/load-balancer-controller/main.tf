locals {
  # Whether the cluster has no way to the internet: WAF and Shield have no endpoints there.
  isolated = coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition))

  # NLBGatewayAPI and ALBGatewayAPI; null where the controller finds out itself.
  gateway_gates = (
    (
      var.gateway_api != null &&
      (
        !coalesce(var.gateway_api, true) ||
        contains(
          [
            "1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0",
            "1.17.1", "3.0.0", "3.1.0",
          ],
          var.chart_version,
        )
      )
    )
    ? var.gateway_api
    : null
  )

  listener_set_gate = (
    (
      var.gateway_api != null &&
      !coalesce(var.gateway_api, true) &&
      !contains(
        [
          "1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0",
          "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1",
        ],
        var.chart_version,
      )
    )
    ? false
    : null
  )

  global_accelerator_gate = coalesce(var.global_accelerator, false) ? true : null
  certificate_gate        = coalesce(var.certificate_management, false) ? true : null
  image_registry          = coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public")

  # AWS's registries of EKS add-on images, by region.
  registry_accounts = {
    af-south-1     = "877085696533"
    ap-east-1      = "800184023465"
    ap-east-2      = "533267051163"
    ap-south-2     = "900889452093"
    ap-southeast-3 = "296578399912"
    ap-southeast-4 = "491585149902"
    ap-southeast-5 = "151610086707"
    ap-southeast-6 = "333609536671"
    ap-southeast-7 = "121268973566"
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

  registry_account = lookup(
    local.registry_accounts,
    var.region,
    (
      contains(
        [
          "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2",
          "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1",
          "us-east-1", "us-east-2", "us-west-1", "us-west-2",
        ],
        var.region,
      )
      ? "602401143452"
      : ""
    ),
  )

  registry_domains = {
    aws        = "amazonaws.com"
    aws-cn     = "amazonaws.com.cn"
    aws-us-gov = "amazonaws.com"
    aws-eusc   = "amazonaws.eu"
    aws-iso    = "c2s.ic.gov"
    aws-iso-b  = "sc2s.sgov.gov"
    aws-iso-e  = "cloud.adc-e.uk"
    aws-iso-f  = "csp.hci.ic.gov"
  }

  regional_registry = "${local.registry_account}.dkr.ecr.${var.region}.${local.registry_domains[local.partition]}"

  # The supported charts, oldest first.
  charts = [
    "1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1",
    "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0",
  ]

  # The first chart that knows each gate and value, where it is not the oldest one.
  first_charts = {
    EnhancedDefaultBehavior                     = "1.14.0"
    EnableDefaultTagsLowPriority                = "1.14.1"
    AGAController                               = "1.14.1"
    ALBTargetControlAgent                       = "1.16.0"
    GlobalAcceleratorController                 = "1.17.0"
    GatewayListenerSet                          = "3.2.2"
    EnableCertificateManagement                 = "3.3.0"
    IngressPlanAnnotation                       = "3.4.0"
    defaultLoadBalancerScheme                   = "1.17.1"
    globalAcceleratorMaxConcurrentReconciles    = "1.14.0"
    globalAcceleratorMaxExponentialBackoffDelay = "1.14.0"
    maxTargetsPerTargetGroup                    = "1.14.0"
    albGatewayMaxConcurrentReconciles           = "3.2.0"
    certManagement                              = "3.2.0"
    nlbGatewayMaxConcurrentReconciles           = "3.2.0"
    targetgroupbindingRequeueDuration           = "3.2.0"
  }

  # The last chart that knows a gate, where it is not the newest one.
  last_charts = { AGAController = "1.16.0" }

  gates = [
    "AGAController", "ALBGatewayAPI", "ALBSingleSubnet", "ALBTargetControlAgent", "EnableCertificateManagement",
    "EnableDefaultTagsLowPriority", "EnableIPTargetType", "EnableRGTAPI", "EnableServiceController",
    "EnableTCPUDPListener", "EndpointsFailOpen", "EnhancedDefaultBehavior", "GatewayListenerSet",
    "GlobalAcceleratorController", "IngressPlanAnnotation", "LBCapacityReservation", "ListenerRulesTagging",
    "NLBGatewayAPI", "NLBHealthCheckAdvancedConfig", "NLBSecurityGroup", "ServiceTypeLoadBalancerOnly",
    "SubnetDiscoveryByReachability", "SubnetsClusterTagCheck", "WeightedTargetGroups",
  ]

  creates_role   = var.create_role
  role_full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller"])

  role_name = (
    length(local.role_full_name) <= 64
    ? local.role_full_name
    : "${replace(substr(local.role_full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.role_full_name), 0, 8)}"
  )

  assumes = (
    length(var.assume_role_arns) > 0
    ? true
    : var.identity != "irsa" ? var.pod_identity.target_role_arn != null : false
  )

  permits_something = length(local.statements) > 0 || length(var.grants) > 0 ? true : local.assumes

  attached = local.creates_role ? merge(
    { for arn in distinct(var.policy_arns) : arn => arn },
    var.named_policy_arns,
  ) : {}

  full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller"])

  name = (
    length(local.full_name) <= 128
    ? local.full_name
    : "${replace(substr(local.full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.full_name), 0, 8)}"
  )

  changes_full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller-changes"])

  changes_name = (
    length(local.changes_full_name) <= 128
    ? local.changes_full_name
    : "${replace(substr(local.changes_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.changes_full_name), 0, 8)}"
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

  own_full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller", "1"])

  own_name = (
    length(local.own_full_name) <= 128
    ? local.own_full_name
    : "${replace(substr(local.own_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.own_full_name), 0, 8)}"
  )

  # The role that is made, or the one that is there already.
  role_arn = local.creates_role ? one(aws_iam_role.this[*].arn) : var.role_arn

  associated = var.identity != "irsa" && (local.creates_role || !var.create_role) ? {
    for subject in var.trust.subjects : "${subject.namespace}/${subject.service_account}" => {
      namespace            = subject.namespace
      service_account      = subject.service_account
      role_arn             = local.role_arn
      target_role_arn      = var.pod_identity.target_role_arn
      disable_session_tags = var.pod_identity.disable_session_tags
    }
  } : {}

  annotations = merge(
    { "helm.sh/resource-policy" = "keep" },
    var.identity != "pod-identity" && local.role_arn != null ? { "eks.amazonaws.com/role-arn" = local.role_arn } : {},
  )
}

resource "kubernetes_namespace_v1" "namespace" {
  count = var.create_namespace && var.install ? 1 : 0

  metadata {
    name = var.namespace
  }

  depends_on = [var.after]
}

resource "aws_iam_role" "this" {
  count              = local.creates_role ? 1 : 0
  assume_role_policy = jsonencode(local.trust)

  description = coalesce(
    var.role.description,
    "Pods of the ServiceAccount ${var.namespace}/aws-load-balancer-controller in the EKS cluster ${var.cluster_name}",
  )

  force_detach_policies = var.role.force_detach_policies
  max_session_duration  = var.role.max_session_duration
  name                  = var.role.name_prefix == null ? coalesce(var.role.name, local.role_name) : null
  name_prefix           = var.role.name_prefix
  path                  = var.role.path
  permissions_boundary  = var.role.permissions_boundary
  tags                  = merge(var.tags, var.role.tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.trust)) <= local.trust_limit

      error_message = join("", [
        "the trust policy has too many characters: IAM accepts ${local.trust_limit}. ",
        "Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "policy" {
  for_each   = local.attached
  policy_arn = each.value
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_policy" "this" {
  count       = local.creates_role ? 1 : 0
  description = "AWS Load Balancer Controller"
  name        = local.name
  path        = var.role.path

  policy = (
    coalesce(var.target_group_binding_only, false)
    ? jsonencode({
      Version = "2012-10-17"
      Statement = [
        for statement in local.target_group_binding_managed_policy.Statement : merge(statement, {
          Action = [
            for action in flatten([statement.Action]) : action if !contains(local.left_out_of_policy, action)
          ]
        })
        if length([
          for action in flatten([statement.Action]) : action if !contains(local.left_out_of_policy, action)
        ]) >
        0
      ]
    })
    : (
      coalesce(var.policy, "upstream") == "narrow"
      ? jsonencode({
        Version = "2012-10-17"
        Statement = [
          for statement in local.narrow_managed_policy.Statement : merge(statement, {
            Action = [
              for action in flatten([statement.Action]) : action if !contains(local.left_out_of_policy, action)
            ]
          })
          if length([
            for action in flatten([statement.Action]) : action if !contains(local.left_out_of_policy, action)
          ]) >
          0
        ]
      })
      : (
        coalesce(var.policy, "upstream") == "scoped"
        ? jsonencode({
          Version = "2012-10-17"
          Statement = [
            for statement in local.scoped_managed_policy.Statement : merge(statement, {
              Action = [
                for action in flatten([statement.Action]) : action if !contains(local.left_out_of_policy, action)
              ]
            })
            if length([
              for action in flatten([statement.Action]) : action if !contains(local.left_out_of_policy, action)
            ]) >
            0
          ]
        })
        : jsonencode({
          Version = "2012-10-17"
          Statement = [
            for statement in local.managed_policy.Statement : merge(statement, {
              Action = [
                for action in flatten([statement.Action]) : action if !contains(local.left_out_of_policy, action)
              ]
            })
            if length([
              for action in flatten([statement.Action]) : action if !contains(local.left_out_of_policy, action)
            ]) >
            0
          ]
        })
      )
    )
  )

  tags = merge(var.tags, var.role.tags)
}

resource "aws_iam_role_policy_attachment" "this" {
  count      = local.creates_role ? 1 : 0
  policy_arn = one(aws_iam_policy.this[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_policy" "changes" {
  count = (
    (
      local.creates_role &&
      coalesce(var.policy, "upstream") == "scoped" &&
      !coalesce(var.target_group_binding_only, false)
    )
    ? 1
    : 0
  )

  description = "AWS Load Balancer Controller: what it changes"
  name        = local.changes_name
  path        = var.role.path

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      for statement in local.changes_managed_policy.Statement : merge(statement, {
        Action = [
          for action in flatten([statement.Action]) : action if !contains(local.changes_left_out_of_policy, action)
        ]
      })
      if length([
        for action in flatten([statement.Action]) : action if !contains(local.changes_left_out_of_policy, action)
      ]) >
      0
    ]
  })

  tags = merge(var.tags, var.role.tags)
}

resource "aws_iam_role_policy_attachment" "changes" {
  count = (
    (
      local.creates_role &&
      coalesce(var.policy, "upstream") == "scoped" &&
      !coalesce(var.target_group_binding_only, false)
    )
    ? 1
    : 0
  )

  policy_arn = one(aws_iam_policy.changes[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_policy" "global_accelerator" {
  count       = local.creates_role && coalesce(var.global_accelerator, false) ? 1 : 0
  description = "AWS Load Balancer Controller: Global Accelerator"
  name        = local.global_accelerator_name
  path        = var.role.path

  policy = (
    coalesce(var.policy, "upstream") == "scoped"
    ? jsonencode(local.global_accelerator_scoped_managed_policy)
    : jsonencode(local.global_accelerator_managed_policy)
  )

  tags = merge(var.tags, var.role.tags)
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

  policy = (
    coalesce(var.policy, "upstream") == "scoped"
    ? jsonencode(local.certificates_scoped_managed_policy)
    : jsonencode(local.certificates_managed_policy)
  )

  tags = merge(var.tags, var.role.tags)
}

resource "aws_iam_role_policy_attachment" "certificates" {
  count      = local.creates_role && coalesce(var.certificate_management, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.certificates[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_policy" "managed" {
  count  = local.creates_role && local.permits_something && coalesce(var.role.managed_policies, false) ? 1 : 0
  name   = local.own_name
  path   = var.role.path
  policy = jsonencode(local.own_policy)
  tags   = merge(var.tags, var.role.tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.own_policy)) <= 6144

      error_message = join("", [
        "the managed policy has too many characters: the limit is 6144, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "managed" {
  count      = local.creates_role && local.permits_something && coalesce(var.role.managed_policies, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.managed[*].arn)
  role       = one(aws_iam_role.this[*].id)
}

resource "aws_iam_role_policy" "this" {
  count  = local.creates_role && local.permits_something && !coalesce(var.role.managed_policies, false) ? 1 : 0
  name   = "inline"
  policy = jsonencode(local.own_policy)
  role   = one(aws_iam_role.this[*].id)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.own_policy)) <= 10240

      error_message = join("", [
        "the inline policy has too many characters: the limit is 10240, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachments_exclusive" "this" {
  count = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0

  policy_arns = concat(
    values(merge({ for arn in distinct(var.policy_arns) : arn => arn }, var.named_policy_arns)),
    concat(
      [one(aws_iam_policy.this[*].arn)],
      coalesce(var.policy, "upstream") == "scoped" && !coalesce(var.target_group_binding_only, false) ? [
        one(aws_iam_policy.changes[*].arn),
      ] : [],
      coalesce(var.global_accelerator, false) ? [one(aws_iam_policy.global_accelerator[*].arn)] : [],
      coalesce(var.certificate_management, false) ? [one(aws_iam_policy.certificates[*].arn)] : [],
      local.permits_something && coalesce(var.role.managed_policies, false) ? [one(aws_iam_policy.managed[*].arn)] : [],
    ),
  )

  role_name = one(aws_iam_role.this[*].id)

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.changes,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
  ]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_names = local.permits_something && !coalesce(var.role.managed_policies, false) ? ["inline"] : []
  role_name    = one(aws_iam_role.this[*].id)

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.changes,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
  ]
}

resource "kubernetes_service_account_v1" "this" {
  count                           = var.install ? 1 : 0
  automount_service_account_token = true

  metadata {
    annotations = local.annotations
    name        = "aws-load-balancer-controller"
    namespace   = var.namespace
  }

  depends_on = [
    kubernetes_namespace_v1.namespace,
    var.after,
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.changes,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "aws_eks_pod_identity_association" "this" {
  count                = var.identity != "irsa" && (local.creates_role || !var.create_role) ? 1 : 0
  cluster_name         = var.cluster_name
  disable_session_tags = var.pod_identity.disable_session_tags
  namespace            = var.namespace
  region               = var.region
  role_arn             = local.role_arn
  service_account      = "aws-load-balancer-controller"
  tags                 = var.tags
  target_role_arn      = var.pod_identity.target_role_arn

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.changes,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "aws_eks_pod_identity_association" "other_subjects" {
  for_each             = local.associated
  cluster_name         = var.cluster_name
  disable_session_tags = each.value.disable_session_tags
  namespace            = each.value.namespace
  region               = var.region
  role_arn             = each.value.role_arn
  service_account      = each.value.service_account
  tags                 = var.tags
  target_role_arn      = each.value.target_role_arn

  depends_on = [
    aws_iam_role_policy_attachment.policy,
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.changes,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
    aws_iam_role_policy_attachment.managed,
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "helm_release" "this" {
  count      = var.install ? 1 : 0
  atomic     = coalesce(var.atomic, var.wait)
  chart      = coalesce(var.chart.path, "aws-load-balancer-controller")
  name       = "aws-load-balancer-controller"
  namespace  = var.namespace
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
  wait            = var.wait

  lifecycle {
    precondition {
      condition = length(local.value_problems) == 0

      error_message = join("", [
        "${join(", ", local.value_problems)}: the chart would not take it, or an option sets this value. ",
        "Remove it, and use the option where there is one.",
      ])
    }
  }

  depends_on = [
    kubernetes_namespace_v1.namespace,
    var.after,
    kubernetes_service_account_v1.this,
    aws_eks_pod_identity_association.this,
    aws_eks_pod_identity_association.other_subjects,
  ]
}
