locals {
  region_forms = {
    aws        = "^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\\d+$"
    aws-cn     = "^cn-[a-z]+-\\d+$"
    aws-us-gov = "^us-gov-[a-z]+-\\d+$"
    aws-eusc   = "^eusc-[a-z]+-[a-z]+-\\d+$"
    aws-iso    = "^us-iso-[a-z]+-\\d+$"
    aws-iso-b  = "^us-isob-[a-z]+-\\d+$"
    aws-iso-e  = "^eu-isoe-[a-z]+-\\d+$"
    aws-iso-f  = "^us-isof-[a-z]+-\\d+$"
  }

  partition = coalesce(var.partition, one([
    for name, form in local.region_forms : name if can(regex(form, var.region))
  ]))

  account_id  = try(coalesce(var.account_id, try(split(":", var.oidc_provider_arn)[4], null)), "")
  oidc_issuer = try(split(":oidc-provider/", var.oidc_provider_arn)[1], "")

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

  # Values of which the chart takes one type only, by what their JSON starts with.
  value_types = {
    "^(true|false)$" = [
      "enableShield", "enableWaf", "enableWafv2", "enablePodReadinessGateInject", "enableEndpointSlices",
      "enableBackendSecurityGroup", "enableManageBackendSecurityGroupRules", "disableRestrictedSecurityGroupRules",
      "disableIngressClassAnnotation", "disableIngressGroupNameAnnotation", "tolerateNonExistentBackendService",
      "tolerateNonExistentBackendAction", "enableCertManager", "keepTLSSecret", "enableServiceMutatorWebhook",
      "createIngressClassResource", "hostNetwork", "rbac.create", "serviceAccount.create",
      "ingressClassParams.create", "ingressClassConfig.default", "autoscaling.enabled", "serviceMonitor.enabled",
      "clusterSecretsPermissions.allowAllSecrets", "configureDefaultAffinity",
      "webhookConfig.disableIngressValidation",
    ]
    "^\"" = ["clusterName", "region", "vpcId", "serviceTargetENISGTags"]
    "^[{]" = [
      "serviceAccount", "controllerConfig", "controllerConfig.featureGates", "podDisruptionBudget", "defaultTags",
    ]
  }

  # Values that options set; null: the chart's own.
  values_set = {
    clusterName               = var.cluster_name
    region                    = var.region
    vpcId                     = var.vpc_id
    "serviceAccount.create"   = false
    "serviceAccount.name"     = "aws-load-balancer-controller"
    enableShield              = var.shield == null && local.isolated ? false : var.shield
    enableWaf                 = var.waf == null && local.isolated ? false : var.waf
    enableWafv2               = var.wafv2 == null && local.isolated ? false : var.wafv2
    defaultTargetType         = var.default_target_type
    defaultLoadBalancerScheme = var.default_scheme
    defaultSSLPolicy          = var.default_ssl_policy
    logLevel                  = var.log_level
    "serviceMonitor.enabled"  = var.service_monitor
    enableCertManager         = coalesce(var.webhook_certificate, "helm") == "cert-manager"
    keepTLSSecret = (
      coalesce(var.webhook_certificate, "helm") != "cert-manager" && var.chart_version != "3.0.0"
      ? true
      : null
    )
    enableServiceMutatorWebhook           = var.service_mutator_webhook
    replicaCount                          = var.replicas
    ingressClass                          = var.ingress_class.name
    "ingressClassConfig.default"          = var.ingress_class.default
    createIngressClassResource            = var.ingress_class.create
    enableBackendSecurityGroup            = var.security_groups.shared_backend
    backendSecurityGroup                  = var.security_groups.backend
    enableManageBackendSecurityGroupRules = var.security_groups.manage_backend_rules
    disableRestrictedSecurityGroupRules = (
      var.security_groups.restrict_rules != null
      ? !var.security_groups.restrict_rules
      : null
    )
    "image.repository" = (
      local.image_registry != "public"
      ? "${local.image_registry == "regional" ? local.regional_registry : local.image_registry}/amazon/aws-load-balancer-controller"
      : null
    )
    "controllerConfig.featureGates.NLBGatewayAPI"      = var.gateway_api
    "controllerConfig.featureGates.ALBGatewayAPI"      = var.gateway_api
    "controllerConfig.featureGates.GatewayListenerSet" = var.gateway_api
  }

  # What the user gives in their places.
  values_given = {
    for path in distinct(concat(
      flatten(values(local.value_types)),
      ["serviceAccount.annotations"],
      keys(local.values_set),
    )) : path =>
    [
      try(var.values[split(".", path)[0]], null),
      try(var.values[split(".", path)[0]][split(".", path)[1]], null),
      try(var.values[split(".", path)[0]][split(".", path)[1]][split(".", path)[2]], null),
    ][length(split(".", path)) - 1]
  }

  creates_role = var.create_role

  values = merge(
    {
      clusterName                 = var.cluster_name
      region                      = var.region
      vpcId                       = var.vpc_id
      enableCertManager           = coalesce(var.webhook_certificate, "helm") == "cert-manager"
      enableServiceMutatorWebhook = var.service_mutator_webhook
      replicaCount                = coalesce(var.replicas, 2)
      serviceAccount = merge(
        { create = !var.install, name = "aws-load-balancer-controller" },
        !var.install && (var.identity != "pod-identity" && local.role_arn != null && local.role_arn != null) ? {
          annotations = { "eks.amazonaws.com/role-arn" = local.role_arn }
        } : {},
      )
    },
    {
      for key, value in {
        defaultTags                           = var.default_tags
        enableShield                          = var.shield == null && local.isolated ? false : var.shield
        enableWaf                             = var.waf == null && local.isolated ? false : var.waf
        enableWafv2                           = var.wafv2 == null && local.isolated ? false : var.wafv2
        defaultTargetType                     = var.default_target_type
        defaultLoadBalancerScheme             = var.default_scheme
        defaultSSLPolicy                      = var.default_ssl_policy
        logLevel                              = var.log_level
        ingressClass                          = var.ingress_class.name
        createIngressClassResource            = var.ingress_class.create
        enableBackendSecurityGroup            = var.security_groups.shared_backend
        backendSecurityGroup                  = var.security_groups.backend
        enableManageBackendSecurityGroupRules = var.security_groups.manage_backend_rules
      } : key =>
      value if value != null
    },
    coalesce(var.replicas, 2) > 1 && try(var.values.podDisruptionBudget.minAvailable, null) == null ? {
      podDisruptionBudget = { maxUnavailable = 1 }
    } : {},
    var.ingress_class.params != null ? { ingressClassParams = { spec = var.ingress_class.params } } : {},
    var.service_monitor != null ? { serviceMonitor = { enabled = var.service_monitor } } : {},
    coalesce(var.webhook_certificate, "helm") != "cert-manager" && var.chart_version != "3.0.0" ? {
      keepTLSSecret = true
    } : {},
    var.ingress_class.default != null ? { ingressClassConfig = { default = var.ingress_class.default } } : {},
    var.security_groups.restrict_rules != null ? {
      disableRestrictedSecurityGroupRules = !var.security_groups.restrict_rules
    } : {},
    local.image_registry != "public" ? {
      image = {
        repository = "${local.image_registry == "regional" ? local.regional_registry : local.image_registry}/amazon/aws-load-balancer-controller"
      }
    } : {},
    (
      (
        length(merge(
          {
            for key, value in {
              NLBGatewayAPI      = var.gateway_api
              ALBGatewayAPI      = var.gateway_api
              GatewayListenerSet = var.gateway_api
            } : key =>
            value if value != null
          },
          var.feature_gates,
        )) >
        0
      )
      ? {
        controllerConfig = {
          featureGates = merge(
            {
              for key, value in {
                NLBGatewayAPI      = var.gateway_api
                ALBGatewayAPI      = var.gateway_api
                GatewayListenerSet = var.gateway_api
              } : key =>
              value if value != null
            },
            var.feature_gates,
          )
        }
      }
      : {}
    ),
    local.role_arn != null ? { podAnnotations = { "cdktf-eks-irsa/role-arn" = local.role_arn } } : {},
  )

  value_problems = concat(
    flatten([
      for form, paths in local.value_types : [
        for path in paths : "values.${path} is ${jsonencode(local.values_given[path])}"
        if local.values_given[path] == null
        ? false
        : length(regexall(form, jsonencode(local.values_given[path]))) == 0
      ]
    ]),
    [
      for path in ["serviceAccount.annotations"] : "values.${path} is ${jsonencode(local.values_given[path])}"
      if local.values_given[path] != null
    ],
    [
      for path, ours in local.values_set : "values.${path} is ${jsonencode(local.values_given[path])}"
      if local.values_given[path] == null
      ? false
      : ours == null ? false : jsonencode(local.values_given[path]) != jsonencode(ours)
    ],
  )

  role_full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller"])

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

  policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "iam:CreateServiceLinkedRole"
        Resource  = "*"
        Condition = { StringEquals = { "iam:AWSServiceName" = "elasticloadbalancing.amazonaws.com" } }
      },
      {
        Effect = "Allow"
        Action = [
          "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeAvailabilityZones",
          "ec2:DescribeCoipPools", "ec2:DescribeInstances", "ec2:DescribeInternetGateways", "ec2:DescribeIpamPools",
          "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets", "ec2:DescribeTags", "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs",
          "ec2:GetCoipPoolUsage", "ec2:GetSecurityGroupsForVpc", "elasticloadbalancing:DescribeCapacityReservation",
          "elasticloadbalancing:DescribeListenerAttributes", "elasticloadbalancing:DescribeListenerCertificates",
          "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeLoadBalancerAttributes",
          "elasticloadbalancing:DescribeLoadBalancers", "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeSSLPolicies", "elasticloadbalancing:DescribeTags",
          "elasticloadbalancing:DescribeTargetGroupAttributes", "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:DescribeTrustStores",
        ]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = [
          "acm:DescribeCertificate", "acm:ListCertificates", "cognito-idp:DescribeUserPoolClient",
          "iam:GetServerCertificate", "iam:ListServerCertificates", "shield:CreateProtection",
          "shield:DeleteProtection", "shield:DescribeProtection", "shield:GetSubscriptionState",
          "waf-regional:AssociateWebACL", "waf-regional:DisassociateWebACL", "waf-regional:GetWebACL",
          "waf-regional:GetWebACLForResource", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL",
          "wafv2:GetWebACL", "wafv2:GetWebACLForResource",
        ]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]
        Resource = "*"
      },
      { Effect = "Allow", Action = "ec2:CreateSecurityGroup", Resource = "*" },
      {
        Effect   = "Allow"
        Action   = "ec2:CreateTags"
        Resource = "arn:${local.partition}:ec2:*:*:security-group/*"
        Condition = {
          Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" }
          StringEquals = { "ec2:CreateAction" = "CreateSecurityGroup" }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["ec2:CreateTags", "ec2:DeleteTags"]
        Resource = "arn:${local.partition}:ec2:*:*:security-group/*"
        Condition = {
          Null = {
            "aws:RequestTag/elbv2.k8s.aws/cluster"  = "true"
            "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false"
          }
        }
      },
      {
        Effect    = "Allow"
        Action    = ["ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupIngress"]
        Resource  = "*"
        Condition = { Null = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false" } }
      },
      {
        Effect    = "Allow"
        Action    = ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"]
        Resource  = "*"
        Condition = { Null = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" } }
      },
      {
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateRule",
          "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteRule",
        ]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"]
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:*:*:loadbalancer/app/*/*",
          "arn:${local.partition}:elasticloadbalancing:*:*:loadbalancer/net/*/*",
          "arn:${local.partition}:elasticloadbalancing:*:*:targetgroup/*/*",
        ]
        Condition = {
          Null = {
            "aws:RequestTag/elbv2.k8s.aws/cluster"  = "true"
            "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false"
          }
        }
      },
      {
        Effect = "Allow"
        Action = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"]
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:*:*:listener-rule/app/*/*/*",
          "arn:${local.partition}:elasticloadbalancing:*:*:listener-rule/net/*/*/*",
          "arn:${local.partition}:elasticloadbalancing:*:*:listener/app/*/*/*",
          "arn:${local.partition}:elasticloadbalancing:*:*:listener/net/*/*/*",
        ]
      },
      {
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteTargetGroup",
          "elasticloadbalancing:ModifyCapacityReservation", "elasticloadbalancing:ModifyIpPools",
          "elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:ModifyLoadBalancerAttributes",
          "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes",
          "elasticloadbalancing:SetIpAddressType", "elasticloadbalancing:SetSecurityGroups",
          "elasticloadbalancing:SetSubnets",
        ]
        Resource  = "*"
        Condition = { Null = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false" } }
      },
      {
        Effect = "Allow"
        Action = "elasticloadbalancing:AddTags"
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:*:*:loadbalancer/app/*/*",
          "arn:${local.partition}:elasticloadbalancing:*:*:loadbalancer/net/*/*",
          "arn:${local.partition}:elasticloadbalancing:*:*:targetgroup/*/*",
        ]
        Condition = {
          Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" }
          StringEquals = { "elasticloadbalancing:CreateAction" = ["CreateLoadBalancer", "CreateTargetGroup"] }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"]
        Resource = "arn:${local.partition}:elasticloadbalancing:*:*:targetgroup/*/*"
      },
      {
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:AddListenerCertificates", "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:ModifyRule", "elasticloadbalancing:RemoveListenerCertificates",
          "elasticloadbalancing:SetRulePriorities", "elasticloadbalancing:SetWebAcl",
        ]
        Resource = "*"
      },
    ]
  }

  narrow_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "ec2:DescribeInstances", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs",
          "elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth", "elasticloadbalancing:ModifyTargetGroup",
          "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:RegisterTargets",
        ]
        Resource = "*"
      },
    ]
  }

  global_accelerator_full_name = join("-", [
    var.cluster_name, var.region, "load-balancer-controller-global-accelerator",
  ])

  global_accelerator_name = (
    length(local.global_accelerator_full_name) <= 128
    ? local.global_accelerator_full_name
    : "${replace(substr(local.global_accelerator_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.global_accelerator_full_name), 0, 8)}"
  )

  global_accelerator_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "iam:CreateServiceLinkedRole"
        Resource  = "*"
        Condition = { StringEquals = { "iam:AWSServiceName" = "globalaccelerator.amazonaws.com" } }
      },
      {
        Effect = "Allow"
        Action = [
          "ec2:DescribeRegions", "globalaccelerator:ListAccelerators", "globalaccelerator:ListEndpointGroups",
          "globalaccelerator:ListListeners", "globalaccelerator:ListTagsForResource", "tag:GetResources",
        ]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = [
          "globalaccelerator:DescribeAccelerator", "globalaccelerator:DescribeEndpointGroup",
          "globalaccelerator:DescribeListener",
        ]
        Resource = [
          "arn:${local.partition}:globalaccelerator::*:accelerator/*",
          "arn:${local.partition}:globalaccelerator::*:accelerator/*/listener/*",
          "arn:${local.partition}:globalaccelerator::*:accelerator/*/listener/*/endpoint-group/*",
        ]
        Condition = {
          Null         = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false" }
          StringEquals = { "aws:ResourceTag/aga.k8s.aws/resource" = "GlobalAccelerator" }
        }
      },
      {
        Effect   = "Allow"
        Action   = "globalaccelerator:CreateAccelerator"
        Resource = "*"
        Condition = {
          Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" }
          StringEquals = { "aws:RequestTag/aga.k8s.aws/resource" = "GlobalAccelerator" }
        }
      },
      {
        Effect = "Allow"
        Action = [
          "globalaccelerator:AddEndpoints", "globalaccelerator:CreateEndpointGroup",
          "globalaccelerator:CreateListener", "globalaccelerator:DeleteAccelerator",
          "globalaccelerator:DeleteEndpointGroup", "globalaccelerator:DeleteListener",
          "globalaccelerator:RemoveEndpoints", "globalaccelerator:UpdateAccelerator",
          "globalaccelerator:UpdateEndpointGroup", "globalaccelerator:UpdateListener",
        ]
        Resource = [
          "arn:${local.partition}:globalaccelerator::*:accelerator/*",
          "arn:${local.partition}:globalaccelerator::*:accelerator/*/listener/*",
          "arn:${local.partition}:globalaccelerator::*:accelerator/*/listener/*/endpoint-group/*",
        ]
        Condition = {
          Null         = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false" }
          StringEquals = { "aws:ResourceTag/aga.k8s.aws/resource" = "GlobalAccelerator" }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["globalaccelerator:TagResource", "globalaccelerator:UntagResource"]
        Resource = "arn:${local.partition}:globalaccelerator::*:accelerator/*"
        Condition = {
          Null = {
            "aws:RequestTag/elbv2.k8s.aws/cluster"  = "true"
            "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false"
          }
          StringEquals = { "aws:ResourceTag/aga.k8s.aws/resource" = "GlobalAccelerator" }
        }
      },
      {
        Effect   = "Allow"
        Action   = "globalaccelerator:TagResource"
        Resource = "arn:${local.partition}:globalaccelerator::*:accelerator/*"
        Condition = {
          Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" }
          StringEquals = { "aws:RequestTag/aga.k8s.aws/resource" = "GlobalAccelerator" }
        }
      },
    ]
  }

  certificates_full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller-certificates"])

  certificates_name = (
    length(local.certificates_full_name) <= 128
    ? local.certificates_full_name
    : "${replace(substr(local.certificates_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.certificates_full_name), 0, 8)}"
  )

  certificates_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "acm:AddTagsToCertificate", "acm:ListTagsForCertificate", "route53:ChangeResourceRecordSets",
          "route53:ListHostedZones", "route53:ListHostedZonesByName",
        ]
        Resource = "*"
      },
      {
        Effect    = "Allow"
        Action    = "acm:RequestCertificate"
        Resource  = "*"
        Condition = { Null = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" } }
      },
      {
        Effect    = "Allow"
        Action    = "acm:DeleteCertificate"
        Resource  = "*"
        Condition = { Null = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false" } }
      },
      {
        Effect   = "Allow"
        Action   = ["acm-pca:GetCertificate", "acm-pca:IssueCertificate", "acm-pca:ListPermissions"]
        Resource = "*"
      },
    ]
  }

  # The role that is made, or the one that is there already.
  role_arn = local.creates_role ? one(aws_iam_role.this[*].arn) : var.role_arn

  annotations = var.identity != "pod-identity" && local.role_arn != null ? {
    "eks.amazonaws.com/role-arn" = local.role_arn
  } : {}
}

resource "aws_iam_role" "this" {
  count              = local.creates_role ? 1 : 0
  assume_role_policy = jsonencode(local.trust)

  description = coalesce(
    var.role.description,
    "Pods of the ServiceAccount kube-system/aws-load-balancer-controller in the EKS cluster ${var.cluster_name}",
  )

  max_session_duration = var.role.max_session_duration
  name                 = var.role.name_prefix == null ? coalesce(var.role.name, local.role_name) : null
  name_prefix          = var.role.name_prefix
  path                 = var.role.path
  permissions_boundary = var.role.permissions_boundary
  tags                 = merge(var.tags, var.role.tags)
}

resource "aws_iam_policy" "this" {
  count       = local.creates_role ? 1 : 0
  description = "AWS Load Balancer Controller"
  name        = local.name
  path        = var.role.path

  policy = (
    coalesce(var.target_group_binding_only, false)
    ? jsonencode(local.narrow_policy)
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
  role       = one(aws_iam_role.this[*].name)
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
  role       = one(aws_iam_role.this[*].name)
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
  role       = one(aws_iam_role.this[*].name)
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

  role_name = one(aws_iam_role.this[*].name)

  depends_on = [
    aws_iam_role_policy_attachment.this,
    aws_iam_role_policy_attachment.global_accelerator,
    aws_iam_role_policy_attachment.certificates,
  ]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_names = []
  role_name    = one(aws_iam_role.this[*].name)

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

  take_ownership  = var.take_ownership
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
