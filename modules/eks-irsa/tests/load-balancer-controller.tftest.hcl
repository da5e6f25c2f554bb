# The AWS Load Balancer Controller: its role, its chart, its webhook.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "with_the_defaults" {
  variables {
    load_balancer_controller = {}
  }

  assert {
    condition = alltrue([
      for release in [helm_release.load_balancer_controller[0]] : alltrue([
        release.name == "aws-load-balancer-controller",
        release.namespace == "kube-system",
        release.repository == "https://aws.github.io/eks-charts",
        release.chart == "aws-load-balancer-controller",
        release.version == "3.5.0",
        release.wait == true,
        release.timeout == 600,
        length(release.values) == 1,
      ])
    ])
    error_message = "The release is another one."
  }

  assert {
    condition = {
      for key, value in jsondecode(helm_release.load_balancer_controller[0].values[0]) : key => value if key != "replicaCount"
      } == {
      clusterName                 = "prod"
      region                      = "ap-northeast-2"
      vpcId                       = "vpc-0abc"
      serviceAccount              = { create = false, name = "aws-load-balancer-controller" }
      podAnnotations              = { "cdktf-eks-irsa/role-arn" = output.load_balancer_controller_role_arn }
      podDisruptionBudget         = { maxUnavailable = 1 }
      enableServiceMutatorWebhook = false
      enableCertManager           = false
      keepTLSSecret               = true
    }
    error_message = "The values are ${helm_release.load_balancer_controller[0].values[0]}"
  }

  assert {
    condition     = aws_iam_role_policy_attachment.load_balancer_controller_role_load_balancer_controller_attachment[0].policy_arn == aws_iam_policy.load_balancer_controller_role_load_balancer_controller[0].arn
    error_message = "The role does not have the controller's policy."
  }

  assert {
    condition     = aws_iam_role_policy_attachment.load_balancer_controller_role_load_balancer_controller_attachment[0].role == aws_iam_role.load_balancer_controller_role[0].name
    error_message = "Another role has the controller's policy."
  }

  assert {
    condition     = length(aws_iam_policy.load_balancer_controller_role_load_balancer_controller[0].policy) <= 6144
    error_message = "IAM takes 6,144 characters."
  }

  assert {
    condition     = kubernetes_service_account_v1.load_balancer_controller_service_account[0].metadata[0].annotations == tomap({ "eks.amazonaws.com/role-arn" = output.load_balancer_controller_role_arn })
    error_message = "The ServiceAccount does not name the role."
  }
}

run "with_a_certificate_of_cert_manager" {
  variables {
    cert_manager             = {}
    load_balancer_controller = {}
  }

  assert {
    condition     = jsondecode(helm_release.load_balancer_controller[0].values[0]).enableCertManager
    error_message = "The webhook has a certificate of Helm's, and cert-manager is there."
  }

  assert {
    condition     = !can(jsondecode(helm_release.load_balancer_controller[0].values[0]).keepTLSSecret)
    error_message = "A Secret of Helm's is kept, and there is none."
  }
}

run "with_a_certificate_of_helm_beside_cert_manager" {
  variables {
    cert_manager             = {}
    load_balancer_controller = { webhook_certificate = "helm" }
  }

  assert {
    condition     = !jsondecode(helm_release.load_balancer_controller[0].values[0]).enableCertManager && jsondecode(helm_release.load_balancer_controller[0].values[0]).keepTLSSecret
    error_message = "The values are ${helm_release.load_balancer_controller[0].values[0]}"
  }
}

run "with_more_permissions_where_they_are_asked_for" {
  variables {
    load_balancer_controller = { global_accelerator = true, certificate_management = true }
  }

  assert {
    condition     = strcontains(aws_iam_policy.load_balancer_controller_role_load_balancer_controller_global_accelerator[0].policy, "globalaccelerator:CreateAccelerator")
    error_message = "Global Accelerator is not allowed."
  }

  assert {
    condition     = strcontains(aws_iam_policy.load_balancer_controller_role_load_balancer_controller_certificates[0].policy, "acm:RequestCertificate")
    error_message = "Certificates are not allowed."
  }

  assert {
    condition = toset([
      aws_iam_role_policy_attachment.load_balancer_controller_role_load_balancer_controller_attachment[0].role,
      aws_iam_role_policy_attachment.load_balancer_controller_role_load_balancer_controller_global_accelerator_attachment[0].role,
      aws_iam_role_policy_attachment.load_balancer_controller_role_load_balancer_controller_certificates_attachment[0].role,
    ]) == toset(["prod-ap-northeast-2-load-balancer-controller"])
    error_message = "A policy is on another role."
  }
}

run "without_them_where_nobody_asks" {
  command = plan

  variables {
    load_balancer_controller = {}
  }

  assert {
    condition     = !strcontains(aws_iam_policy.load_balancer_controller_role_load_balancer_controller[0].policy, "globalaccelerator:")
    error_message = "Global Accelerator is allowed."
  }

  assert {
    condition     = length(aws_iam_policy.load_balancer_controller_role_load_balancer_controller_global_accelerator) + length(aws_iam_policy.load_balancer_controller_role_load_balancer_controller_certificates) == 0
    error_message = "There are policies that nobody asked for."
  }
}

run "with_few_permissions_for_target_groups_alone" {
  command = plan

  variables {
    load_balancer_controller = { target_group_binding_only = true }
  }

  assert {
    condition     = !strcontains(aws_iam_policy.load_balancer_controller_role_load_balancer_controller[0].policy, "CreateLoadBalancer")
    error_message = "Load balancers may be created."
  }
}

run "with_options" {
  variables {
    load_balancer_controller = {
      replicas                = 3
      service_mutator_webhook = true
      isolated                = true
      waf                     = true
      image_registry          = "regional"
      ingress_class           = { name = "public", default = true, params = { scheme = "internet-facing", tags = [{ key = "team", value = "platform" }] } }
      feature_gates           = { SubnetsClusterTagCheck = false }
      default_target_type     = "ip"
      default_ssl_policy      = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      security_groups         = { restrict_rules = false, backend = "sg-0abc" }
      default_tags            = { team = "platform" }
      service_monitor         = true
    }
  }

  assert {
    condition = { for key, value in jsondecode(helm_release.load_balancer_controller[0].values[0]) : key => value if key != "podAnnotations" } == {
      clusterName                         = "prod"
      region                              = "ap-northeast-2"
      vpcId                               = "vpc-0abc"
      serviceAccount                      = { create = false, name = "aws-load-balancer-controller" }
      replicaCount                        = 3
      podDisruptionBudget                 = { maxUnavailable = 1 }
      enableServiceMutatorWebhook         = true
      enableCertManager                   = false
      keepTLSSecret                       = true
      enableShield                        = false
      enableWaf                           = true
      enableWafv2                         = false
      image                               = { repository = "602401143452.dkr.ecr.ap-northeast-2.amazonaws.com/amazon/aws-load-balancer-controller" }
      ingressClass                        = "public"
      ingressClassConfig                  = { default = true }
      ingressClassParams                  = { spec = { scheme = "internet-facing", tags = [{ key = "team", value = "platform" }] } }
      controllerConfig                    = { featureGates = { SubnetsClusterTagCheck = false } }
      defaultTargetType                   = "ip"
      defaultSSLPolicy                    = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      disableRestrictedSecurityGroupRules = true
      backendSecurityGroup                = "sg-0abc"
      defaultTags                         = { team = "platform" }
      serviceMonitor                      = { enabled = true }
    }
    error_message = "The values are ${helm_release.load_balancer_controller[0].values[0]}"
  }
}

run "with_values_of_yours_merged_last" {
  variables {
    load_balancer_controller = {
      values = { podDisruptionBudget = { minAvailable = 1 }, nodeSelector = { "kubernetes.io/arch" = "arm64" } }
    }
  }

  assert {
    condition = jsondecode(helm_release.load_balancer_controller[0].values[1]) == {
      podDisruptionBudget = { minAvailable = 1 }
      nodeSelector        = { "kubernetes.io/arch" = "arm64" }
    }
    error_message = "The last values are not yours: ${jsonencode(helm_release.load_balancer_controller[0].values)}."
  }

  # A budget has one or the other.
  assert {
    condition     = !can(jsondecode(helm_release.load_balancer_controller[0].values[0]).podDisruptionBudget)
    error_message = "The values are ${helm_release.load_balancer_controller[0].values[0]}"
  }
}
