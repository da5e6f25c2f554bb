# What the role allows.

locals {
  statements = concat(
    [
      for statement in var.statements : merge(
        { Effect = coalesce(statement.effect, "Allow") },
        statement.sid != null ? { Sid = statement.sid } : {},
        statement.actions != null ? { Action = sort(distinct(statement.actions)) } : {},
        statement.not_actions != null ? { NotAction = sort(distinct(statement.not_actions)) } : {},
        statement.resources != null ? { Resource = sort(distinct(statement.resources)) } : {},
        statement.not_resources != null ? { NotResource = sort(distinct(statement.not_resources)) } : {},
        statement.conditions != null ? { Condition = statement.conditions } : {},
      )
    ],
    coalesce(var.wafv2_names, false) ? [{ Effect = "Allow", Action = "wafv2:ListWebACLs", Resource = "*" }] : [],
  )

  own_policy = {
    Version = "2012-10-17"
    Statement = concat(local.statements, local.grants, local.assumes ? [
      {
        Effect = "Allow"
        Action = ["sts:AssumeRole", "sts:TagSession"]
        Resource = sort(distinct(concat(var.assume_role_arns, (
          (var.identity != "irsa" ? var.pod_identity.target_role_arn != null : false)
          ? [var.pod_identity.target_role_arn]
          : []
        ))))
      },
    ] : [])
  }

  # Actions that are left out of policies: nothing asks for them here.
  left_out_of_policy = concat(
    contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition) ? [
      "elasticloadbalancing:DescribeTrustStores", "elasticloadbalancing:DescribeListenerAttributes",
      "elasticloadbalancing:DescribeCapacityReservation", "elasticloadbalancing:ModifyListenerAttributes",
      "elasticloadbalancing:ModifyCapacityReservation",
    ] : [],
    !coalesce(var.shield == null && local.isolated ? false : var.shield, true) ? [
      "shield:CreateProtection", "shield:DeleteProtection", "shield:DescribeProtection",
      "shield:GetSubscriptionState",
    ] : [],
    !coalesce(var.waf == null && local.isolated ? false : var.waf, true) ? [
      "waf-regional:AssociateWebACL", "waf-regional:DisassociateWebACL", "waf-regional:GetWebACL",
      "waf-regional:GetWebACLForResource",
    ] : [],
    !coalesce(var.wafv2 == null && local.isolated ? false : var.wafv2, true) ? [
      "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL", "wafv2:GetWebACL", "wafv2:GetWebACLForResource",
    ] : [],
    (
      (!(
        try(var.feature_gates["EnableRGTAPI"], false) == true ||
        try(var.values.controllerConfig.featureGates.EnableRGTAPI, false) == true
      ))
      ? ["tag:GetResources"]
      : []
    ),
  )

  managed_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [
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
            "ec2:DescribeCoipPools", "ec2:DescribeInstances", "ec2:DescribeInternetGateways",
            "ec2:DescribeIpamPools", "ec2:DescribeNetworkInterfaces", "ec2:DescribeRouteTables",
            "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeTags",
            "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs", "ec2:GetCoipPoolUsage",
            "ec2:GetSecurityGroupsForVpc", "elasticloadbalancing:DescribeCapacityReservation",
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
          Effect = "Allow"
          Action = [
            "ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupIngress",
          ]
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
      ],
      (
        (
          try(var.feature_gates["EnableRGTAPI"], false) == true ||
          try(var.values.controllerConfig.featureGates.EnableRGTAPI, false) == true
        )
        ? [{ Effect = "Allow", Action = "tag:GetResources", Resource = "*" }]
        : []
      ),
    )
  }

  scoped_managed_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Effect = "Allow"
          Action = [
            "acm:ListCertificates", "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses",
            "ec2:DescribeAvailabilityZones", "ec2:DescribeCoipPools", "ec2:DescribeInstances",
            "ec2:DescribeInternetGateways", "ec2:DescribeIpamPools", "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeTags",
            "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs",
            "elasticloadbalancing:DescribeCapacityReservation", "elasticloadbalancing:DescribeListenerAttributes",
            "elasticloadbalancing:DescribeListenerCertificates", "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeSSLPolicies",
            "elasticloadbalancing:DescribeTags", "elasticloadbalancing:DescribeTargetGroupAttributes",
            "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
            "elasticloadbalancing:DescribeTrustStores", "elasticloadbalancing:SetWebAcl",
            "iam:ListServerCertificates", "shield:CreateProtection", "shield:GetSubscriptionState",
          ]
          Resource = "*"
        },
        {
          Effect    = "Allow"
          Action    = "iam:CreateServiceLinkedRole"
          Resource  = "arn:${local.partition}:iam::${local.account_id}:role/aws-service-role/*"
          Condition = { StringEquals = { "iam:AWSServiceName" = "elasticloadbalancing.amazonaws.com" } }
        },
        {
          Effect = "Allow"
          Action = [
            "acm:DescribeCertificate", "cognito-idp:DescribeUserPoolClient", "ec2:GetCoipPoolUsage",
            "ec2:GetSecurityGroupsForVpc", "iam:GetServerCertificate", "shield:DeleteProtection",
            "shield:DescribeProtection", "waf-regional:AssociateWebACL", "waf-regional:DisassociateWebACL",
            "waf-regional:GetWebACL", "waf-regional:GetWebACLForResource", "wafv2:AssociateWebACL",
            "wafv2:DisassociateWebACL", "wafv2:GetWebACL", "wafv2:GetWebACLForResource",
          ]
          Resource = [
            "arn:${local.partition}:acm:${var.region}:${local.account_id}:certificate/*",
            "arn:${local.partition}:cognito-idp:${var.region}:${local.account_id}:userpool/*",
            "arn:${local.partition}:ec2:${var.region}:*:coip-pool/*",
            "arn:${local.partition}:ec2:${var.region}:*:vpc/*",
            "arn:${local.partition}:ec2:${var.region}:${local.account_id}:security-group*/*",
            "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:listener*/*",
            "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:loadbalancer/*",
            "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:targetgroup/*",
            "arn:${local.partition}:iam::${local.account_id}:server-certificate/*",
            "arn:${local.partition}:shield::${local.account_id}:protection/*",
            "arn:${local.partition}:waf-regional:${var.region}:${local.account_id}:webacl/*",
            "arn:${local.partition}:wafv2:${var.region}:${local.account_id}:*/webacl/*",
          ]
        },
      ],
      (
        (
          try(var.feature_gates["EnableRGTAPI"], false) == true ||
          try(var.values.controllerConfig.featureGates.EnableRGTAPI, false) == true
        )
        ? [{ Effect = "Allow", Action = "tag:GetResources", Resource = "*" }]
        : []
      ),
    )
  }

  narrow_managed_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "acm:ListCertificates", "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses",
          "ec2:DescribeAvailabilityZones", "ec2:DescribeCoipPools", "ec2:DescribeInstances",
          "ec2:DescribeInternetGateways", "ec2:DescribeIpamPools", "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeTags",
          "ec2:DescribeVpcPeeringConnections", "ec2:DescribeVpcs",
          "elasticloadbalancing:DescribeCapacityReservation", "elasticloadbalancing:DescribeListenerAttributes",
          "elasticloadbalancing:DescribeListenerCertificates", "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeLoadBalancerAttributes", "elasticloadbalancing:DescribeLoadBalancers",
          "elasticloadbalancing:DescribeRules", "elasticloadbalancing:DescribeSSLPolicies",
          "elasticloadbalancing:DescribeTags", "elasticloadbalancing:DescribeTargetGroupAttributes",
          "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
          "elasticloadbalancing:DescribeTrustStores", "elasticloadbalancing:SetWebAcl",
          "iam:ListServerCertificates", "shield:CreateProtection", "shield:GetSubscriptionState",
          "tag:GetResources",
        ]
        Resource = "*"
      },
      {
        Effect    = "Allow"
        Action    = "iam:CreateServiceLinkedRole"
        Resource  = "arn:${local.partition}:iam::${local.account_id}:role/aws-service-role/*"
        Condition = { StringEquals = { "iam:AWSServiceName" = "elasticloadbalancing.amazonaws.com" } }
      },
      {
        Effect   = "Allow"
        Action   = "ec2:CreateTags"
        Resource = "arn:${local.partition}:ec2:${var.region}:${local.account_id}:security-group/*"
        Condition = {
          Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" }
          StringEquals = { "ec2:CreateAction" = "CreateSecurityGroup" }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["ec2:CreateTags", "ec2:DeleteTags"]
        Resource = "arn:${local.partition}:ec2:${var.region}:${local.account_id}:security-group/*"
        Condition = {
          Null = {
            "aws:RequestTag/elbv2.k8s.aws/cluster"  = "true"
            "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false"
          }
        }
      },
      {
        Effect    = "Allow"
        Action    = "ec2:DeleteSecurityGroup"
        Resource  = "arn:${local.partition}:ec2:${var.region}:${local.account_id}:security-group/*"
        Condition = { Null = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false" } }
      },
      {
        Effect = "Allow"
        Action = ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"]
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:targetgroup/*",
        ]
        Condition = { Null = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" } }
      },
      {
        Effect = "Allow"
        Action = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"]
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:targetgroup/*",
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
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:listener*/app/*/*/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:listener*/net/*/*/*",
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
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:listener/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:targetgroup/*",
        ]
        Condition = { Null = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false" } }
      },
      {
        Effect = "Allow"
        Action = "elasticloadbalancing:AddTags"
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:targetgroup/*",
        ]
        Condition = {
          Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "false" }
          StringEquals = { "elasticloadbalancing:CreateAction" = ["CreateLoadBalancer", "CreateTargetGroup"] }
        }
      },
      {
        Effect = "Allow"
        Action = [
          "acm:DescribeCertificate", "cognito-idp:DescribeUserPoolClient", "ec2:AuthorizeSecurityGroupIngress",
          "ec2:CreateSecurityGroup", "ec2:GetCoipPoolUsage", "ec2:GetSecurityGroupsForVpc",
          "ec2:RevokeSecurityGroupIngress", "elasticloadbalancing:AddListenerCertificates",
          "elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateRule",
          "elasticloadbalancing:DeleteListener", "elasticloadbalancing:DeleteRule",
          "elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:ModifyListener",
          "elasticloadbalancing:ModifyRule", "elasticloadbalancing:RegisterTargets",
          "elasticloadbalancing:RemoveListenerCertificates", "elasticloadbalancing:SetRulePriorities",
          "iam:GetServerCertificate", "shield:DeleteProtection", "shield:DescribeProtection",
          "waf-regional:AssociateWebACL", "waf-regional:DisassociateWebACL", "waf-regional:GetWebACL",
          "waf-regional:GetWebACLForResource", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL",
          "wafv2:GetWebACL", "wafv2:GetWebACLForResource",
        ]
        Resource = [
          "arn:${local.partition}:acm:${var.region}:${local.account_id}:certificate/*",
          "arn:${local.partition}:cognito-idp:${var.region}:${local.account_id}:userpool/*",
          "arn:${local.partition}:ec2:${var.region}:*:coip-pool/*",
          "arn:${local.partition}:ec2:${var.region}:*:vpc/*",
          "arn:${local.partition}:ec2:${var.region}:${local.account_id}:security-group*/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:listener*/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:${local.account_id}:targetgroup/*",
          "arn:${local.partition}:iam::${local.account_id}:server-certificate/*",
          "arn:${local.partition}:shield::${local.account_id}:protection/*",
          "arn:${local.partition}:waf-regional:${var.region}:${local.account_id}:webacl/*",
          "arn:${local.partition}:wafv2:${var.region}:${local.account_id}:*/webacl/*",
        ]
      },
    ]
  }

  target_group_binding_managed_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Effect = "Allow"
          Action = [
            "ec2:DescribeInstances", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs",
            "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth",
          ]
          Resource = "*"
        },
        {
          Effect = "Allow"
          Action = [
            "elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:ModifyTargetGroup",
            "elasticloadbalancing:ModifyTargetGroupAttributes", "elasticloadbalancing:RegisterTargets",
          ]
          Resource = "arn:${local.partition}:elasticloadbalancing:*:*:targetgroup/*/*"
        },
      ],
      (
        (
          try(var.feature_gates["EnableRGTAPI"], false) == true ||
          try(var.values.controllerConfig.featureGates.EnableRGTAPI, false) == true
        )
        ? [{ Effect = "Allow", Action = "tag:GetResources", Resource = "*" }]
        : []
      ),
    )
  }

  # Actions that are left out of policies: nothing asks for them here.
  changes_left_out_of_policy = contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition) ? [
    "elasticloadbalancing:DescribeTrustStores", "elasticloadbalancing:DescribeListenerAttributes",
    "elasticloadbalancing:DescribeCapacityReservation", "elasticloadbalancing:ModifyListenerAttributes",
    "elasticloadbalancing:ModifyCapacityReservation",
  ] : []

  changes_managed_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "ec2:CreateSecurityGroup", "elasticloadbalancing:CreateLoadBalancer",
          "elasticloadbalancing:CreateTargetGroup",
        ]
        Resource = [
          "arn:${local.partition}:ec2:${var.region}:*:security-group/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:targetgroup/*",
        ]
        Condition = { StringEquals = { "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name } }
      },
      {
        Effect   = "Allow"
        Action   = "ec2:CreateSecurityGroup"
        Resource = "arn:${local.partition}:ec2:${var.region}:*:vpc/${coalesce(var.vpc, false) ? var.vpc_id : "*"}"
      },
      {
        Effect   = "Allow"
        Action   = "ec2:CreateTags"
        Resource = "arn:${local.partition}:ec2:${var.region}:*:security-group/*"
        Condition = {
          StringEquals = {
            "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name
            "ec2:CreateAction"                     = "CreateSecurityGroup"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "ec2:CreateTags"
        Resource = "arn:${local.partition}:ec2:${var.region}:*:security-group/*"
        Condition = merge(
          {
            Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "true" }
            StringEquals = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name }
          },
          coalesce(var.vpc, false) ? {
            ArnEquals = { "ec2:Vpc" = "arn:${local.partition}:ec2:${var.region}:*:vpc/${var.vpc_id}" }
          } : {},
        )
      },
      {
        Effect   = "Allow"
        Action   = "ec2:DeleteTags"
        Resource = "arn:${local.partition}:ec2:${var.region}:*:security-group/*"
        Condition = {
          Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "true" }
          StringEquals = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["ec2:AuthorizeSecurityGroupIngress", "ec2:DeleteSecurityGroup", "ec2:RevokeSecurityGroupIngress"]
        Resource = "arn:${local.partition}:ec2:${var.region}:*:security-group/*"
        Condition = merge(
          { StringEquals = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name } },
          coalesce(var.vpc, false) ? {
            ArnEquals = { "ec2:Vpc" = "arn:${local.partition}:ec2:${var.region}:*:vpc/${var.vpc_id}" }
          } : {},
        )
      },
      {
        Effect   = "Allow"
        Action   = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"]
        Resource = "arn:${local.partition}:ec2:${var.region}:*:security-group/*"
        Condition = merge(
          { Null = { "aws:ResourceTag/kubernetes.io/cluster/${var.cluster_name}" = "false" } },
          coalesce(var.vpc, false) ? {
            ArnEquals = { "ec2:Vpc" = "arn:${local.partition}:ec2:${var.region}:*:vpc/${var.vpc_id}" }
          } : {},
        )
      },
      {
        Effect = "Allow"
        Action = ["elasticloadbalancing:CreateListener", "elasticloadbalancing:CreateRule"]
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:listener/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:loadbalancer/*",
        ]
        Condition = {
          StringEquals = {
            "aws:RequestTag/elbv2.k8s.aws/cluster"  = var.cluster_name
            "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name
          }
        }
      },
      {
        Effect = "Allow"
        Action = "elasticloadbalancing:AddTags"
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:listener-rule/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:listener/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:targetgroup/*",
        ]
        Condition = {
          StringEquals = {
            "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name
            "elasticloadbalancing:CreateAction" = [
              "CreateListener", "CreateLoadBalancer", "CreateRule", "CreateTargetGroup",
            ]
          }
        }
      },
      {
        Effect = "Allow"
        Action = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"]
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:listener-rule/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:listener/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:targetgroup/*",
        ]
        Condition = {
          Null         = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "true" }
          StringEquals = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name }
        }
      },
      {
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:AddListenerCertificates", "elasticloadbalancing:DeleteListener",
          "elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteRule",
          "elasticloadbalancing:DeleteTargetGroup", "elasticloadbalancing:DeregisterTargets",
          "elasticloadbalancing:ModifyCapacityReservation", "elasticloadbalancing:ModifyIpPools",
          "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyListenerAttributes",
          "elasticloadbalancing:ModifyLoadBalancerAttributes", "elasticloadbalancing:ModifyRule",
          "elasticloadbalancing:ModifyTargetGroup", "elasticloadbalancing:ModifyTargetGroupAttributes",
          "elasticloadbalancing:RegisterTargets", "elasticloadbalancing:RemoveListenerCertificates",
          "elasticloadbalancing:SetIpAddressType", "elasticloadbalancing:SetSecurityGroups",
          "elasticloadbalancing:SetSubnets",
        ]
        Resource = [
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:listener-rule/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:listener/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:loadbalancer/*",
          "arn:${local.partition}:elasticloadbalancing:${var.region}:*:targetgroup/*",
        ]
        Condition = { StringEquals = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name } }
      },
      {
        Effect   = "Allow"
        Action   = "elasticloadbalancing:SetRulePriorities"
        Resource = "arn:${local.partition}:elasticloadbalancing:${var.region}:*:listener-rule/*"
      },
    ]
  }

  global_accelerator_managed_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "iam:CreateServiceLinkedRole"
        Resource  = "*"
        Condition = { StringEquals = { "iam:AWSServiceName" = "globalaccelerator.amazonaws.com" } }
      },
      {
        Effect   = "Allow"
        Action   = ["ec2:DescribeRegions", "globalaccelerator:ListAccelerators", "tag:GetResources"]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = [
          "globalaccelerator:ListEndpointGroups", "globalaccelerator:ListListeners",
          "globalaccelerator:ListTagsForResource",
        ]
        Resource = [
          "arn:${local.partition}:globalaccelerator::*:accelerator/*",
          "arn:${local.partition}:globalaccelerator::*:accelerator/*/listener/*",
        ]
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

  global_accelerator_scoped_managed_policy = {
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "iam:CreateServiceLinkedRole"
        Resource  = "*"
        Condition = { StringEquals = { "iam:AWSServiceName" = "globalaccelerator.amazonaws.com" } }
      },
      {
        Effect   = "Allow"
        Action   = ["ec2:DescribeRegions", "globalaccelerator:ListAccelerators", "tag:GetResources"]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = [
          "globalaccelerator:ListEndpointGroups", "globalaccelerator:ListListeners",
          "globalaccelerator:ListTagsForResource",
        ]
        Resource = [
          "arn:${local.partition}:globalaccelerator::*:accelerator/*",
          "arn:${local.partition}:globalaccelerator::*:accelerator/*/listener/*",
        ]
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
          StringEquals = {
            "aws:ResourceTag/aga.k8s.aws/resource"  = "GlobalAccelerator"
            "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "globalaccelerator:CreateAccelerator"
        Resource = "*"
        Condition = {
          StringEquals = {
            "aws:RequestTag/aga.k8s.aws/resource"  = "GlobalAccelerator"
            "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name
          }
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
          StringEquals = {
            "aws:ResourceTag/aga.k8s.aws/resource"  = "GlobalAccelerator"
            "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["globalaccelerator:TagResource", "globalaccelerator:UntagResource"]
        Resource = "arn:${local.partition}:globalaccelerator::*:accelerator/*"
        Condition = {
          Null = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "true" }
          StringEquals = {
            "aws:ResourceTag/aga.k8s.aws/resource"  = "GlobalAccelerator"
            "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "globalaccelerator:TagResource"
        Resource = "arn:${local.partition}:globalaccelerator::*:accelerator/*"
        Condition = {
          StringEquals = {
            "aws:RequestTag/aga.k8s.aws/resource"  = "GlobalAccelerator"
            "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name
          }
        }
      },
    ]
  }

  certificates_managed_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Effect = "Allow"
          Action = "route53:ChangeResourceRecordSets"
          Resource = sort(distinct(coalescelist(
            [for zone in var.certificate_zones : "arn:${local.partition}:route53:::hostedzone/${zone}"],
            ["arn:${local.partition}:route53:::hostedzone/*"],
          )))
          Condition = {
            "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = "CNAME" }
            Null                        = { "route53:ChangeResourceRecordSetsRecordTypes" = "false" }
          }
        },
        { Effect = "Allow", Action = ["route53:ListHostedZones", "route53:ListHostedZonesByName"], Resource = "*" },
        {
          Effect   = "Allow"
          Action   = ["acm:AddTagsToCertificate", "acm:ListTagsForCertificate"]
          Resource = "arn:${local.partition}:acm:*:*:certificate/*"
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
          Resource  = "arn:${local.partition}:acm:*:*:certificate/*"
          Condition = { Null = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = "false" } }
        },
      ],
      length(var.certificate_authority_arns) > 0 ? [
        {
          Effect   = "Allow"
          Action   = ["acm-pca:GetCertificate", "acm-pca:IssueCertificate", "acm-pca:ListPermissions"]
          Resource = sort(distinct(var.certificate_authority_arns))
        },
      ] : [],
    )
  }

  certificates_scoped_managed_policy = {
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Effect = "Allow"
          Action = "route53:ChangeResourceRecordSets"
          Resource = sort(distinct(coalescelist(
            [for zone in var.certificate_zones : "arn:${local.partition}:route53:::hostedzone/${zone}"],
            ["arn:${local.partition}:route53:::hostedzone/*"],
          )))
          Condition = {
            "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = "CNAME" }
            Null                        = { "route53:ChangeResourceRecordSetsRecordTypes" = "false" }
          }
        },
        { Effect = "Allow", Action = ["route53:ListHostedZones", "route53:ListHostedZonesByName"], Resource = "*" },
        {
          Effect   = "Allow"
          Action   = ["acm:AddTagsToCertificate", "acm:ListTagsForCertificate"]
          Resource = "arn:${local.partition}:acm:*:*:certificate/*"
        },
        {
          Effect    = "Allow"
          Action    = "acm:RequestCertificate"
          Resource  = "*"
          Condition = { StringEquals = { "aws:RequestTag/elbv2.k8s.aws/cluster" = var.cluster_name } }
        },
        {
          Effect    = "Allow"
          Action    = "acm:DeleteCertificate"
          Resource  = "arn:${local.partition}:acm:*:*:certificate/*"
          Condition = { StringEquals = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name } }
        },
      ],
      length(var.certificate_authority_arns) > 0 ? [
        {
          Effect   = "Allow"
          Action   = ["acm-pca:GetCertificate", "acm-pca:IssueCertificate", "acm-pca:ListPermissions"]
          Resource = sort(distinct(var.certificate_authority_arns))
        },
      ] : [],
    )
  }
}
