# What the role allows.

locals {
  own_policy = {
    Version = "2012-10-17"
    Statement = local.assumes ? [
      {
        Effect = "Allow"
        Action = ["sts:AssumeRole", "sts:TagSession"]
        Resource = (var.identity != "irsa" ? var.pod_identity.target_role_arn != null : false) ? [
          var.pod_identity.target_role_arn,
        ] : []
      },
    ] : []
  }

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

  target_group_binding_policy = {
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
}
