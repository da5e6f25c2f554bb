# What the chart is told.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"

  # With a role that is there, values are known in a plan.
  create_role = false
  role_arn    = "arn:aws:iam::111122223333:role/load-balancer-controller"
}

run "by_default" {
  command = plan

  assert {
    condition = jsondecode(helm_release.this[0].values[0]) == {
      clusterName                 = "prod"
      region                      = "ap-northeast-2"
      vpcId                       = "vpc-0a1b2c3d4e5f67890"
      enableCertManager           = false
      enableServiceMutatorWebhook = false
      keepTLSSecret               = true
      replicaCount                = 2
      podAnnotations              = { "cdktf-eks-irsa/role-arn" = "arn:aws:iam::111122223333:role/load-balancer-controller" }
      podDisruptionBudget         = { maxUnavailable = 1 }
      serviceAccount              = { create = false, name = "aws-load-balancer-controller" }
    }
    error_message = "nothing is looked up from nodes, new Services are left alone, and the certificate survives upgrades"
  }

  assert {
    condition     = length(helm_release.this[0].values) == 1
    error_message = "there is one document"
  }
}

run "certificate_of_cert_manager" {
  command = plan

  variables {
    webhook_certificate = "cert-manager"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).enableCertManager && !can(jsondecode(helm_release.this[0].values[0]).keepTLSSecret)
    error_message = "cert-manager makes the certificate, and there is none to keep"
  }
}

run "replicas" {
  command = plan

  variables {
    replicas = 1
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).replicaCount == 1 && !can(jsondecode(helm_release.this[0].values[0]).podDisruptionBudget)
    error_message = "a budget for one replica would block nodes from being drained"
  }
}

run "a_budget_of_the_user" {
  command = plan

  variables {
    values = { podDisruptionBudget = { minAvailable = 1 } }
  }

  assert {
    condition     = !can(jsondecode(helm_release.this[0].values[0]).podDisruptionBudget)
    error_message = "a budget has one limit, not two"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[1]) == { podDisruptionBudget = { minAvailable = 1 } }
    error_message = "the user's values are a second document, which wins"
  }
}

run "switches" {
  command = plan

  variables {
    service_mutator_webhook = true
    shield                  = false
    waf                     = false
    wafv2                   = true
    service_monitor         = true
  }

  assert {
    condition = [
      jsondecode(helm_release.this[0].values[0]).enableServiceMutatorWebhook,
      jsondecode(helm_release.this[0].values[0]).enableShield,
      jsondecode(helm_release.this[0].values[0]).enableWaf,
      jsondecode(helm_release.this[0].values[0]).enableWafv2,
      jsondecode(helm_release.this[0].values[0]).serviceMonitor.enabled,
    ] == [true, false, false, true, true]
    error_message = "they are as told"
  }
}

run "isolated" {
  command = plan

  variables {
    isolated = true
    wafv2    = true
  }

  assert {
    condition = [
      jsondecode(helm_release.this[0].values[0]).enableShield,
      jsondecode(helm_release.this[0].values[0]).enableWaf,
      jsondecode(helm_release.this[0].values[0]).enableWafv2,
    ] == [false, false, true]
    error_message = "what has no endpoint is off, unless told otherwise"
  }
}

run "ingress_class" {
  command = plan

  variables {
    ingress_class = {
      name    = "internal"
      default = true
      create  = true
      params  = { scheme = "internal", tags = [{ key = "team", value = "platform" }] }
    }
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).ingressClass == "internal" && jsondecode(helm_release.this[0].values[0]).createIngressClassResource
    error_message = "the class is called as told"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).ingressClassConfig == { default = true }
    error_message = "it is the cluster's default"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).ingressClassParams.spec == { scheme = "internal", tags = [{ key = "team", value = "platform" }] }
    error_message = "its parameters are as told"
  }
}

run "feature_gates" {
  command = plan

  variables {
    gateway_api   = false
    feature_gates = { NLBSecurityGroup = false }
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).controllerConfig.featureGates == { ALBGatewayAPI = false, GatewayListenerSet = false, NLBGatewayAPI = false, NLBSecurityGroup = false }
    error_message = "the gates of the Gateway API are one switch; others are as told"
  }
}

run "gateways_where_the_controller_looks_for_them" {
  command = plan

  variables {
    gateway_api = true
  }

  assert {
    condition     = !can(jsondecode(helm_release.this[0].values[0]).controllerConfig)
    error_message = "a gate that is set keeps the controller from looking for CRDs"
  }
}

run "gateways_where_the_controller_does_not_look" {
  command = plan

  variables {
    chart_version = "3.1.0"
    gateway_api   = true
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).controllerConfig.featureGates == { ALBGatewayAPI = true, NLBGatewayAPI = true }
    error_message = "early charts need the gates set, and know two"
  }
}

run "one_gate" {
  command = plan

  variables {
    feature_gates = { NLBSecurityGroup = false }
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).controllerConfig.featureGates == { NLBSecurityGroup = false }
    error_message = "gates that nobody named are the controller's"
  }
}

run "defaults_of_load_balancers" {
  command = plan

  variables {
    default_target_type = "ip"
    default_scheme      = "internet-facing"
    default_ssl_policy  = "ELBSecurityPolicy-TLS13-1-2-2021-06"
    default_tags        = { team = "platform" }
  }

  assert {
    condition = [
      jsondecode(helm_release.this[0].values[0]).defaultTargetType,
      jsondecode(helm_release.this[0].values[0]).defaultLoadBalancerScheme,
      jsondecode(helm_release.this[0].values[0]).defaultSSLPolicy,
      jsondecode(helm_release.this[0].values[0]).defaultTags.team,
    ] == ["ip", "internet-facing", "ELBSecurityPolicy-TLS13-1-2-2021-06", "platform"]
    error_message = "they are as told"
  }
}

run "security_groups" {
  command = plan

  variables {
    security_groups = { shared_backend = true, backend = "sg-0a1b2c3d4e5f67890", manage_backend_rules = true, restrict_rules = false }
  }

  assert {
    condition = [
      jsondecode(helm_release.this[0].values[0]).enableBackendSecurityGroup,
      jsondecode(helm_release.this[0].values[0]).enableManageBackendSecurityGroupRules,
      jsondecode(helm_release.this[0].values[0]).disableRestrictedSecurityGroupRules,
    ] == [true, true, true]
    error_message = "the chart's switch for narrow rules is the other way round"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).backendSecurityGroup == "sg-0a1b2c3d4e5f67890"
    error_message = "the shared group is yours"
  }
}
