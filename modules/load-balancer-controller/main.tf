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

  account_id   = try(coalesce(var.account_id, try(split(":", var.oidc_provider_arn)[4], null)), "")
  oidc_issuer  = try(split(":oidc-provider/", var.oidc_provider_arn)[1], "")
  creates_role = var.create_role

  values = merge(
    {
      clusterName                 = var.cluster_name
      region                      = var.region
      vpcId                       = var.vpc_id
      ingressClassParams          = var.ingress_class.params == null ? {} : { spec = var.ingress_class.params }
      enableCertManager           = coalesce(var.webhook_certificate, "helm") == "cert-manager"
      enableServiceMutatorWebhook = var.service_mutator_webhook
      replicaCount                = coalesce(var.replicas, 2)
      ingressClassConfig          = var.ingress_class.default == null ? {} : { default = var.ingress_class.default }
      serviceMonitor              = var.service_monitor == null ? {} : { enabled = var.service_monitor }
      image = coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public") != "public" ? {
        repository = "${coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public") == "regional" ? "${lookup({ af-south-1 = "877085696533", ap-east-1 = "800184023465", ap-south-2 = "900889452093", ap-southeast-3 = "296578399912", ap-southeast-4 = "491585149902", ca-west-1 = "761377655185", cn-north-1 = "918309763551", cn-northwest-1 = "961992271922", eu-central-2 = "900612956339", eu-south-1 = "590381155156", eu-south-2 = "455263428931", il-central-1 = "066635153087", me-central-1 = "759879836304", me-south-1 = "558608220178", us-gov-east-1 = "151742754352", us-gov-west-1 = "013241004608" }, var.region, "602401143452")}.dkr.ecr.${var.region}.${startswith(var.region, "cn-") ? "amazonaws.com.cn" : "amazonaws.com"}" : coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public")}/amazon/aws-load-balancer-controller"
      } : {}
      controllerConfig = (
        (
          length(merge(
            {
              for key, value in { NLBGatewayAPI = var.gateway_api, ALBGatewayAPI = var.gateway_api, GatewayListenerSet = var.gateway_api } : key =>
              value if value != null
            },
            var.feature_gates,
          )) >
          0
        )
        ? {
          featureGates = merge(
            {
              for key, value in { NLBGatewayAPI = var.gateway_api, ALBGatewayAPI = var.gateway_api, GatewayListenerSet = var.gateway_api } : key =>
              value if value != null
            },
            var.feature_gates,
          )
        }
        : {}
      )
      serviceAccount = merge(
        { create = !var.install, name = "aws-load-balancer-controller" },
        !var.install && (var.identity != "pod-identity" && local.role_arn != null) ? {
          annotations = var.identity != "pod-identity" && local.role_arn != null ? {
            "eks.amazonaws.com/role-arn" = local.role_arn
          } : {}
        } : {},
      )
    },
    {
      for key, value in { defaultTags = var.default_tags, enableShield = var.shield == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.shield, enableWaf = var.waf == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.waf, enableWafv2 = var.wafv2 == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.wafv2, ingressClass = var.ingress_class.name, createIngressClassResource = var.ingress_class.create, defaultTargetType = var.default_target_type, defaultLoadBalancerScheme = var.default_scheme, defaultSSLPolicy = var.default_ssl_policy, enableBackendSecurityGroup = var.security_groups.shared_backend, backendSecurityGroup = var.security_groups.backend, enableManageBackendSecurityGroupRules = var.security_groups.manage_backend_rules } : key =>
      value if value != null
    },
    coalesce(var.replicas, 2) > 1 && try(var.values.podDisruptionBudget.minAvailable, null) == null ? {
      podDisruptionBudget = { maxUnavailable = 1 }
    } : {},
    coalesce(var.webhook_certificate, "helm") != "cert-manager" && var.chart_version != "3.0.0" ? {
      keepTLSSecret = true
    } : {},
    var.security_groups.restrict_rules != null ? {
      disableRestrictedSecurityGroupRules = !var.security_groups.restrict_rules
    } : {},
    local.role_arn != null ? {
      podAnnotations = local.role_arn == null ? {} : { "cdktf-eks-irsa/role-arn" = local.role_arn }
    } : {},
  )

  value_problems = concat(
    [
      for path, one in { enableShield = try(var.values["enableShield"], null), enableWaf = try(var.values["enableWaf"], null), enableWafv2 = try(var.values["enableWafv2"], null), enablePodReadinessGateInject = try(var.values["enablePodReadinessGateInject"], null), enableEndpointSlices = try(var.values["enableEndpointSlices"], null), enableBackendSecurityGroup = try(var.values["enableBackendSecurityGroup"], null), enableManageBackendSecurityGroupRules = try(var.values["enableManageBackendSecurityGroupRules"], null), disableRestrictedSecurityGroupRules = try(var.values["disableRestrictedSecurityGroupRules"], null), disableIngressClassAnnotation = try(var.values["disableIngressClassAnnotation"], null), disableIngressGroupNameAnnotation = try(var.values["disableIngressGroupNameAnnotation"], null), tolerateNonExistentBackendService = try(var.values["tolerateNonExistentBackendService"], null), tolerateNonExistentBackendAction = try(var.values["tolerateNonExistentBackendAction"], null), enableCertManager = try(var.values["enableCertManager"], null), keepTLSSecret = try(var.values["keepTLSSecret"], null), enableServiceMutatorWebhook = try(var.values["enableServiceMutatorWebhook"], null), createIngressClassResource = try(var.values["createIngressClassResource"], null), hostNetwork = try(var.values["hostNetwork"], null), "rbac.create" = try(var.values["rbac"]["create"], null), "serviceAccount.create" = try(var.values["serviceAccount"]["create"], null), "ingressClassParams.create" = try(var.values["ingressClassParams"]["create"], null), "ingressClassConfig.default" = try(var.values["ingressClassConfig"]["default"], null), "autoscaling.enabled" = try(var.values["autoscaling"]["enabled"], null), "serviceMonitor.enabled" = try(var.values["serviceMonitor"]["enabled"], null), "clusterSecretsPermissions.allowAllSecrets" = try(var.values["clusterSecretsPermissions"]["allowAllSecrets"], null), configureDefaultAffinity = try(var.values["configureDefaultAffinity"], null), "webhookConfig.disableIngressValidation" = try(var.values["webhookConfig"]["disableIngressValidation"], null) } :
      "values.${path} is ${jsonencode(one)}"
      if one == null ? false : length(regexall("^(true|false)$", jsonencode(one))) == 0
    ],
    [
      for path, one in { clusterName = try(var.values["clusterName"], null), region = try(var.values["region"], null), vpcId = try(var.values["vpcId"], null), serviceTargetENISGTags = try(var.values["serviceTargetENISGTags"], null) } :
      "values.${path} is ${jsonencode(one)}" if one == null ? false : length(regexall("^\"", jsonencode(one))) == 0
    ],
    [
      for path, one in { serviceAccount = try(var.values["serviceAccount"], null), controllerConfig = try(var.values["controllerConfig"], null), "controllerConfig.featureGates" = try(var.values["controllerConfig"]["featureGates"], null), podDisruptionBudget = try(var.values["podDisruptionBudget"], null), defaultTags = try(var.values["defaultTags"], null) } :
      "values.${path} is ${jsonencode(one)}" if one == null ? false : length(regexall("^[{]", jsonencode(one))) == 0
    ],
    [
      for path, one in { "serviceAccount.annotations" = try(var.values["serviceAccount"]["annotations"], null) } :
      "values.${path} is ${jsonencode(one)}" if one == null ? false : true
    ],
    [
      for path, one in { clusterName = { given = try(var.values["clusterName"], null), ours = var.cluster_name }, region = { given = try(var.values["region"], null), ours = var.region }, vpcId = { given = try(var.values["vpcId"], null), ours = var.vpc_id }, "serviceAccount.create" = { given = try(var.values["serviceAccount"]["create"], null), ours = false }, "serviceAccount.name" = { given = try(var.values["serviceAccount"]["name"], null), ours = "aws-load-balancer-controller" }, enableCertManager = { given = try(var.values["enableCertManager"], null), ours = coalesce(var.webhook_certificate, "helm") == "cert-manager" }, keepTLSSecret = merge({ given = try(var.values["keepTLSSecret"], null) }, coalesce(var.webhook_certificate, "helm") != "cert-manager" && var.chart_version != "3.0.0" ? { ours = true } : {}), enableServiceMutatorWebhook = { given = try(var.values["enableServiceMutatorWebhook"], null), ours = var.service_mutator_webhook }, replicaCount = merge({ given = try(var.values["replicaCount"], null) }, var.replicas == null ? {} : { ours = var.replicas }), enableShield = merge({ given = try(var.values["enableShield"], null) }, (var.shield == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.shield) == null ? {} : { ours = var.shield == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.shield }), enableWaf = merge({ given = try(var.values["enableWaf"], null) }, (var.waf == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.waf) == null ? {} : { ours = var.waf == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.waf }), enableWafv2 = merge({ given = try(var.values["enableWafv2"], null) }, (var.wafv2 == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.wafv2) == null ? {} : { ours = var.wafv2 == null && coalesce(var.isolated, contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)) ? false : var.wafv2 }), ingressClass = merge({ given = try(var.values["ingressClass"], null) }, var.ingress_class.name == null ? {} : { ours = var.ingress_class.name }), "ingressClassConfig.default" = merge({ given = try(var.values["ingressClassConfig"]["default"], null) }, var.ingress_class.default == null ? {} : { ours = var.ingress_class.default }), createIngressClassResource = merge({ given = try(var.values["createIngressClassResource"], null) }, var.ingress_class.create == null ? {} : { ours = var.ingress_class.create }), defaultTargetType = merge({ given = try(var.values["defaultTargetType"], null) }, var.default_target_type == null ? {} : { ours = var.default_target_type }), defaultLoadBalancerScheme = merge({ given = try(var.values["defaultLoadBalancerScheme"], null) }, var.default_scheme == null ? {} : { ours = var.default_scheme }), defaultSSLPolicy = merge({ given = try(var.values["defaultSSLPolicy"], null) }, var.default_ssl_policy == null ? {} : { ours = var.default_ssl_policy }), enableBackendSecurityGroup = merge({ given = try(var.values["enableBackendSecurityGroup"], null) }, var.security_groups.shared_backend == null ? {} : { ours = var.security_groups.shared_backend }), backendSecurityGroup = merge({ given = try(var.values["backendSecurityGroup"], null) }, var.security_groups.backend == null ? {} : { ours = var.security_groups.backend }), enableManageBackendSecurityGroupRules = merge({ given = try(var.values["enableManageBackendSecurityGroupRules"], null) }, var.security_groups.manage_backend_rules == null ? {} : { ours = var.security_groups.manage_backend_rules }), disableRestrictedSecurityGroupRules = merge({ given = try(var.values["disableRestrictedSecurityGroupRules"], null) }, var.security_groups.restrict_rules != null ? { ours = !var.security_groups.restrict_rules } : {}), "serviceMonitor.enabled" = merge({ given = try(var.values["serviceMonitor"]["enabled"], null) }, var.service_monitor == null ? {} : { ours = var.service_monitor }), "image.repository" = merge({ given = try(var.values["image"]["repository"], null) }, coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public") != "public" ? { ours = "${coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public") == "regional" ? "${lookup({ af-south-1 = "877085696533", ap-east-1 = "800184023465", ap-south-2 = "900889452093", ap-southeast-3 = "296578399912", ap-southeast-4 = "491585149902", ca-west-1 = "761377655185", cn-north-1 = "918309763551", cn-northwest-1 = "961992271922", eu-central-2 = "900612956339", eu-south-1 = "590381155156", eu-south-2 = "455263428931", il-central-1 = "066635153087", me-central-1 = "759879836304", me-south-1 = "558608220178", us-gov-east-1 = "151742754352", us-gov-west-1 = "013241004608" }, var.region, "602401143452")}.dkr.ecr.${var.region}.${startswith(var.region, "cn-") ? "amazonaws.com.cn" : "amazonaws.com"}" : coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public")}/amazon/aws-load-balancer-controller" } : {}), "controllerConfig.featureGates.NLBGatewayAPI" = merge({ given = try(var.values["controllerConfig"]["featureGates"]["NLBGatewayAPI"], null) }, var.gateway_api == null ? {} : { ours = var.gateway_api }), "controllerConfig.featureGates.ALBGatewayAPI" = merge({ given = try(var.values["controllerConfig"]["featureGates"]["ALBGatewayAPI"], null) }, var.gateway_api == null ? {} : { ours = var.gateway_api }), "controllerConfig.featureGates.GatewayListenerSet" = merge({ given = try(var.values["controllerConfig"]["featureGates"]["GatewayListenerSet"], null) }, var.gateway_api == null ? {} : { ours = var.gateway_api }) } :
      "values.${path} is ${jsonencode(one.given)}"
      if one.given == null ? false : one.ours == null ? false : jsonencode(one.given) != jsonencode(one.ours)
    ],
  )

  full_name        = join("-", [var.cluster_name, var.region, "load-balancer-controller"])
  policy_full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller"])

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
          "ec2:DescribeAccountAttributes",
          "ec2:DescribeAddresses",
          "ec2:DescribeAvailabilityZones",
          "ec2:DescribeCoipPools",
          "ec2:DescribeInstances",
          "ec2:DescribeInternetGateways",
          "ec2:DescribeIpamPools",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeRouteTables",
          "ec2:DescribeSecurityGroups",
          "ec2:DescribeSubnets",
          "ec2:DescribeTags",
          "ec2:DescribeVpcPeeringConnections",
          "ec2:DescribeVpcs",
          "ec2:GetCoipPoolUsage",
          "ec2:GetSecurityGroupsForVpc",
          "elasticloadbalancing:DescribeCapacityReservation",
          "elasticloadbalancing:DescribeListenerAttributes",
          "elasticloadbalancing:DescribeListenerCertificates",
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeLoadBalancerAttributes",
          "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeSSLPolicies",
          "elasticloadbalancing:DescribeTags",
          "elasticloadbalancing:DescribeTargetGroupAttributes",
          "elasticloadbalancing:DescribeTargetGroups",
          "elasticloadbalancing:DescribeTargetHealth",
          "elasticloadbalancing:DescribeTrustStores",
        ]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = [
          "acm:DescribeCertificate",
          "acm:ListCertificates",
          "cognito-idp:DescribeUserPoolClient",
          "iam:GetServerCertificate",
          "iam:ListServerCertificates",
          "shield:CreateProtection",
          "shield:DeleteProtection",
          "shield:DescribeProtection",
          "shield:GetSubscriptionState",
          "waf-regional:AssociateWebACL",
          "waf-regional:DisassociateWebACL",
          "waf-regional:GetWebACL",
          "waf-regional:GetWebACLForResource",
          "wafv2:AssociateWebACL",
          "wafv2:DisassociateWebACL",
          "wafv2:GetWebACL",
          "wafv2:GetWebACLForResource",
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
          "elasticloadbalancing:CreateListener",
          "elasticloadbalancing:CreateRule",
          "elasticloadbalancing:DeleteListener",
          "elasticloadbalancing:DeleteRule",
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
          "elasticloadbalancing:DeleteLoadBalancer",
          "elasticloadbalancing:DeleteTargetGroup",
          "elasticloadbalancing:ModifyCapacityReservation",
          "elasticloadbalancing:ModifyIpPools",
          "elasticloadbalancing:ModifyListenerAttributes",
          "elasticloadbalancing:ModifyLoadBalancerAttributes",
          "elasticloadbalancing:ModifyTargetGroup",
          "elasticloadbalancing:ModifyTargetGroupAttributes",
          "elasticloadbalancing:SetIpAddressType",
          "elasticloadbalancing:SetSecurityGroups",
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
          "elasticloadbalancing:AddListenerCertificates",
          "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:ModifyRule",
          "elasticloadbalancing:RemoveListenerCertificates",
          "elasticloadbalancing:SetRulePriorities",
          "elasticloadbalancing:SetWebAcl",
        ]
        Resource = "*"
      },
    ]
  }

  global_accelerator_policy_full_name = join("-", [
    var.cluster_name,
    var.region,
    "load-balancer-controller-global-accelerator",
  ])

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
          "ec2:DescribeRegions",
          "globalaccelerator:ListAccelerators",
          "globalaccelerator:ListEndpointGroups",
          "globalaccelerator:ListListeners",
          "globalaccelerator:ListTagsForResource",
          "tag:GetResources",
        ]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = [
          "globalaccelerator:DescribeAccelerator",
          "globalaccelerator:DescribeEndpointGroup",
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
          "globalaccelerator:AddEndpoints",
          "globalaccelerator:CreateEndpointGroup",
          "globalaccelerator:CreateListener",
          "globalaccelerator:DeleteAccelerator",
          "globalaccelerator:DeleteEndpointGroup",
          "globalaccelerator:DeleteListener",
          "globalaccelerator:RemoveEndpoints",
          "globalaccelerator:UpdateAccelerator",
          "globalaccelerator:UpdateEndpointGroup",
          "globalaccelerator:UpdateListener",
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

  certificates_policy_full_name = join("-", [var.cluster_name, var.region, "load-balancer-controller-certificates"])

  # The role that is made, or the one that is there already.
  role_arn = local.creates_role ? one(aws_iam_role.this[*].arn) : var.role_arn != null ? var.role_arn : null
}

resource "aws_iam_role" "this" {
  count              = local.creates_role ? 1 : 0
  assume_role_policy = jsonencode(local.trust)

  description = coalesce(
    var.role.description,
    "Pods of the ServiceAccount kube-system/aws-load-balancer-controller in the EKS cluster ${var.cluster_name}",
  )

  max_session_duration = var.role.max_session_duration

  name = var.role.name_prefix == null ? coalesce(
    var.role.name,
    (
      length(local.full_name) <= 64
      ? local.full_name
      : "${replace(substr(local.full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.full_name), 0, 8)}"
    ),
  ) : null

  name_prefix          = var.role.name_prefix
  path                 = var.role.path
  permissions_boundary = var.role.permissions_boundary
  tags                 = merge(var.tags, var.role.tags)
}

resource "aws_iam_policy" "this" {
  count       = local.creates_role ? 1 : 0
  description = "AWS Load Balancer Controller"

  name = (
    length(local.policy_full_name) <= 128
    ? local.policy_full_name
    : "${replace(substr(local.policy_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.policy_full_name), 0, 8)}"
  )

  path = var.role.path

  policy = (
    coalesce(var.target_group_binding_only, false)
    ? "{\"Statement\":[{\"Action\":[\"ec2:DescribeInstances\",\"ec2:DescribeSecurityGroups\",\"ec2:DescribeVpcs\",\"elasticloadbalancing:DeregisterTargets\",\"elasticloadbalancing:DescribeTargetGroups\",\"elasticloadbalancing:DescribeTargetHealth\",\"elasticloadbalancing:ModifyTargetGroup\",\"elasticloadbalancing:ModifyTargetGroupAttributes\",\"elasticloadbalancing:RegisterTargets\"],\"Effect\":\"Allow\",\"Resource\":\"*\"}],\"Version\":\"2012-10-17\"}"
    : (
      contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)
      ? jsonencode({
        Version = "2012-10-17"
        Statement = [
          for statement in local.policy.Statement : merge(statement, {
            Action = [
              for action in flatten([statement.Action]) : action
              if !contains(["elasticloadbalancing:DescribeTrustStores", "elasticloadbalancing:DescribeListenerAttributes", "elasticloadbalancing:DescribeCapacityReservation", "elasticloadbalancing:ModifyListenerAttributes", "elasticloadbalancing:ModifyCapacityReservation"], action)
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

  name = (
    length(local.global_accelerator_policy_full_name) <= 128
    ? local.global_accelerator_policy_full_name
    : "${replace(substr(local.global_accelerator_policy_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.global_accelerator_policy_full_name), 0, 8)}"
  )

  path   = var.role.path
  policy = jsonencode(local.global_accelerator_policy)
  tags   = merge(var.tags, var.role.tags)
}

resource "aws_iam_role_policy_attachment" "global_accelerator" {
  count      = local.creates_role && coalesce(var.global_accelerator, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.global_accelerator[*].arn)
  role       = one(aws_iam_role.this[*].name)
}

resource "aws_iam_policy" "certificates" {
  count       = local.creates_role && coalesce(var.certificate_management, false) ? 1 : 0
  description = "AWS Load Balancer Controller: ACM certificates"

  name = (
    length(local.certificates_policy_full_name) <= 128
    ? local.certificates_policy_full_name
    : "${replace(substr(local.certificates_policy_full_name, 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.certificates_policy_full_name), 0, 8)}"
  )

  path   = var.role.path
  policy = "{\"Statement\":[{\"Action\":[\"acm:AddTagsToCertificate\",\"acm:ListTagsForCertificate\",\"route53:ChangeResourceRecordSets\",\"route53:ListHostedZones\",\"route53:ListHostedZonesByName\"],\"Effect\":\"Allow\",\"Resource\":\"*\"},{\"Action\":\"acm:RequestCertificate\",\"Condition\":{\"Null\":{\"aws:RequestTag/elbv2.k8s.aws/cluster\":\"false\"}},\"Effect\":\"Allow\",\"Resource\":\"*\"},{\"Action\":\"acm:DeleteCertificate\",\"Condition\":{\"Null\":{\"aws:ResourceTag/elbv2.k8s.aws/cluster\":\"false\"}},\"Effect\":\"Allow\",\"Resource\":\"*\"},{\"Action\":[\"acm-pca:GetCertificate\",\"acm-pca:IssueCertificate\",\"acm-pca:ListPermissions\"],\"Effect\":\"Allow\",\"Resource\":\"*\"}],\"Version\":\"2012-10-17\"}"
  tags   = merge(var.tags, var.role.tags)
}

resource "aws_iam_role_policy_attachment" "certificates" {
  count      = local.creates_role && coalesce(var.certificate_management, false) ? 1 : 0
  policy_arn = one(aws_iam_policy.certificates[*].arn)
  role       = one(aws_iam_role.this[*].name)
}

resource "aws_iam_role_policy_attachments_exclusive" "this" {
  count = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0

  policy_arns = concat(concat(
    compact([one(aws_iam_policy.this[*].arn)]),
    coalesce(var.global_accelerator, false) ? [one(aws_iam_policy.global_accelerator[*].arn)] : [],
    coalesce(var.certificate_management, false) ? [one(aws_iam_policy.certificates[*].arn)] : [],
  ))

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
    annotations = var.identity != "pod-identity" ? { "eks.amazonaws.com/role-arn" = local.role_arn } : {}
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
  count               = var.install ? 1 : 0
  chart               = coalesce(var.chart.path, "aws-load-balancer-controller")
  name                = "aws-load-balancer-controller"
  namespace           = "kube-system"
  repository          = var.chart.path == null ? coalesce(var.chart.repository, "https://aws.github.io/eks-charts") : null
  repository_password = var.chart.path == null ? try(var.chart_credentials.password, null) : null
  repository_username = var.chart.path == null ? try(var.chart_credentials.username, null) : null
  take_ownership      = var.take_ownership
  timeout             = coalesce(var.timeout, 600)
  upgrade_install     = var.upgrade_install
  values              = concat([jsonencode(local.values)], length(var.values) > 0 ? [jsonencode(var.values)] : [])
  version             = var.chart.path == null ? var.chart_version : null
  wait                = true

  lifecycle {
    precondition {
      condition     = length(local.value_problems) == 0
      error_message = "${join(", ", local.value_problems)}: the chart would not take it, or an option sets this value. Remove it, and use the option where there is one."
    }
  }

  depends_on = [kubernetes_service_account_v1.this, aws_eks_pod_identity_association.this, var.after]
}
