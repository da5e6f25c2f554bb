# The chart's values: what options set, and what is wrong with the user's.

locals {
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
    "^\"" = ["clusterName", "region", "vpcId", "serviceTargetENISGTags", "ingressClass"]
    "^[{]" = [
      "serviceAccount", "controllerConfig", "controllerConfig.featureGates", "podAnnotations",
      "podDisruptionBudget", "defaultTags",
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
    "controllerConfig.featureGates.NLBGatewayAPI"               = local.gateway_gates
    "controllerConfig.featureGates.ALBGatewayAPI"               = local.gateway_gates
    "controllerConfig.featureGates.GatewayListenerSet"          = local.listener_set_gate
    "controllerConfig.featureGates.GlobalAcceleratorController" = local.global_accelerator_gate
    "controllerConfig.featureGates.EnableCertificateManagement" = local.certificate_gate
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

  values_lost = concat(
    [
      for key in try(keys(var.values.serviceAccount), []) : "values.serviceAccount.${key} would be lost"
      if var.install && !contains(["create", "name", "annotations"], key)
    ],
    [
      for budget, both in {
        podDisruptionBudget = (
          try(var.values.podDisruptionBudget.minAvailable, null) != null &&
          try(var.values.podDisruptionBudget.maxUnavailable, null) != null
        )
      } :
      "values.${budget} has minAvailable and maxUnavailable" if both
    ],
  )

  values_class = [
    for name in [try(var.values.ingressClass, null)] : "values.ingressClass is ${jsonencode(name)}"
    if name == null
    ? false
    : !(
      can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", name)) &&
      !can(regex(
        "^(y|n|yes|no|on|off|true|false|null|[0-9][0-9.]*(e[0-9]+)?|0x[0-9a-f]+|0o?[0-7]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$",
        name,
      ))
    )
  ]

  chart_values = [
    "additionalLabels", "affinity", "autoscaling", "awsApiEndpoints", "awsApiThrottle", "awsMaxRetries",
    "backendSecurityGroup", "certDiscovery", "certManager", "cluster", "clusterName", "clusterSecretsPermissions",
    "configureDefaultAffinity", "controllerConfig", "createIngressClassResource", "creator", "defaultSSLPolicy",
    "defaultTags", "defaultTargetType", "deploymentAnnotations", "disableIngressClassAnnotation",
    "disableIngressGroupNameAnnotation", "disableRestrictedSecurityGroupRules", "dnsPolicy",
    "enableBackendSecurityGroup", "enableCertManager", "enableEndpointSlices",
    "enableManageBackendSecurityGroupRules", "enablePodReadinessGateInject", "enableServiceMutatorWebhook",
    "enableShield", "enableWaf", "enableWafv2", "env", "envFrom", "envSecretName", "externalManagedTags",
    "extraVolumeMounts", "extraVolumes", "fullnameOverride", "hostNetwork", "image", "imagePullSecrets",
    "ingressClass", "ingressClassConfig", "ingressClassParams", "ingressMaxConcurrentReconciles",
    "lbStabilizationMonitorInterval", "livenessProbe", "loadBalancerClass", "logLevel", "metricsBindAddr",
    "nameOverride", "nodeSelector", "objectSelector", "podAnnotations", "podDisruptionBudget", "podLabels",
    "podMutatorWebhookConfig", "podSecurityContext", "priorityClassName", "rbac", "readinessProbe", "region",
    "replicaCount", "resources", "revisionHistoryLimit", "runtimeClassName", "securityContext", "serviceAccount",
    "serviceAnnotations", "serviceMaxConcurrentReconciles", "serviceMonitor", "serviceMutatorWebhookConfig",
    "serviceTargetENISGTags", "syncPeriod", "targetgroupbindingMaxConcurrentReconciles",
    "targetgroupbindingMaxExponentialBackoffDelay", "terminationGracePeriodSeconds",
    "tolerateNonExistentBackendAction", "tolerateNonExistentBackendService", "tolerations",
    "topologySpreadConstraints", "updateStrategy", "vpcId", "vpcTags", "watchNamespace", "webhookBindPort",
    "webhookConfig", "webhookNamespaceSelectors", "webhookTLS", "global", "keepTLSSecret",
    "defaultLoadBalancerScheme", "globalAcceleratorMaxConcurrentReconciles",
    "globalAcceleratorMaxExponentialBackoffDelay", "maxTargetsPerTargetGroup", "albGatewayMaxConcurrentReconciles",
    "certManagement", "nlbGatewayMaxConcurrentReconciles", "targetgroupbindingRequeueDuration",
  ]

  values_unknown = concat(
    [
      for key in keys(var.values) : "values.${key} is not known to the chart"
      if !(
        contains(local.chart_values, key) &&
        try(index(local.charts, var.chart_version) >= index(local.charts, local.first_charts[key]), true)
      )
    ],
    [
      for gate, on in try(var.values.controllerConfig.featureGates, {}) :
      "values.controllerConfig.featureGates.${gate} is ${jsonencode(on)}"
      if !(
        contains(["true", "false"], jsonencode(on)) &&
        contains(local.gates, gate) &&
        try(index(local.charts, var.chart_version) >= index(local.charts, local.first_charts[gate]), true) &&
        try(index(local.charts, var.chart_version) <= index(local.charts, local.last_charts[gate]), true)
      )
    ],
  )

  values_untagged = [
    for on in [try(var.values.controllerConfig.featureGates.ListenerRulesTagging, true)] :
    "values.controllerConfig.featureGates.ListenerRulesTagging is false"
    if coalesce(var.policy, "upstream") == "scoped" && on == false
  ]

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
        !var.install && var.identity != "pod-identity" && local.role_arn != null ? {
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
              NLBGatewayAPI               = local.gateway_gates
              ALBGatewayAPI               = local.gateway_gates
              GatewayListenerSet          = local.listener_set_gate
              GlobalAcceleratorController = local.global_accelerator_gate
              EnableCertificateManagement = local.certificate_gate
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
                NLBGatewayAPI               = local.gateway_gates
                ALBGatewayAPI               = local.gateway_gates
                GatewayListenerSet          = local.listener_set_gate
                GlobalAcceleratorController = local.global_accelerator_gate
                EnableCertificateManagement = local.certificate_gate
              } : key =>
              value if value != null
            },
            var.feature_gates,
          )
        }
      }
      : {}
    ),
    local.role_arn != null ? {
      podAnnotations = {
        "cdktf-eks-irsa/role-arn" = var.identity == "irsa" ? local.role_arn : "${local.role_arn} ${var.identity}"
      }
    } : {},
  )

  value_problems = concat(
    concat(
      flatten([
        for form, paths in local.value_types : [
          for path in paths : "values.${path} is ${jsonencode(local.values_given[path])}"
          if local.values_given[path] == null
          ? false
          : length(regexall(form, jsonencode(local.values_given[path]))) == 0
        ]
      ]),
      [
        for path in local.value_types["^[{]"] : "values.${path} is null"
        if contains(keys(var.values), path) && local.values_given[path] == null
      ],
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
    ),
    local.values_lost,
    local.values_class,
    local.values_unknown,
    local.values_untagged,
  )
}
