# The chart's values: what options set, and what is wrong with the user's.

locals {
  # Values of which the chart takes one type only, by what their JSON starts with.
  value_types = {
    "^(true|false)$" = [
      "crds.enabled", "crds.keep", "installCRDs", "prometheus.enabled", "prometheus.servicemonitor.enabled",
      "prometheus.podmonitor.enabled", "startupapicheck.enabled", "serviceAccount.create",
      "podDisruptionBudget.enabled", "webhook.hostNetwork", "webhook.podDisruptionBudget.enabled",
      "cainjector.enabled", "networkPolicy.enabled", "webhook.networkPolicy.enabled",
      "cainjector.networkPolicy.enabled", "global.podSecurityPolicy.enabled",
      "cainjector.podDisruptionBudget.enabled", "enableCertificateOwnerRef", "dns01RecursiveNameserversOnly",
      "serviceAccount.automountServiceAccountToken", "automountServiceAccountToken", "disableAutoApproval",
    ]
    "^[{]" = ["podAnnotations", "podLabels", "nodeSelector", "serviceAccount", "crds"]
  }

  # Values that options set; null: the chart's own.
  values_set = {
    "crds.enabled"                           = true
    "crds.keep"                              = true
    namespace                                = var.namespace
    "serviceAccount.create"                  = false
    "serviceAccount.name"                    = "cert-manager"
    replicaCount                             = var.replicas
    "podDisruptionBudget.enabled"            = coalesce(var.replicas, 0) > 1 ? true : null
    "webhook.replicaCount"                   = var.replicas
    "webhook.podDisruptionBudget.enabled"    = coalesce(var.replicas, 0) > 1 ? true : null
    "cainjector.replicaCount"                = var.replicas
    "cainjector.podDisruptionBudget.enabled" = coalesce(var.replicas, 0) > 1 ? true : null
    "webhook.securePort"                     = coalesce(var.fargate, false) ? 10260 : null
    "global.leaderElection.namespace"        = var.leader_election_namespace
    "image.repository"                       = var.image_registry != null ? "${var.image_registry}/cert-manager-controller" : null
    "webhook.image.repository"               = var.image_registry != null ? "${var.image_registry}/cert-manager-webhook" : null
    "cainjector.image.repository" = (
      var.image_registry != null
      ? "${var.image_registry}/cert-manager-cainjector"
      : null
    )
    "acmesolver.image.repository" = (
      var.image_registry != null
      ? "${var.image_registry}/cert-manager-acmesolver"
      : null
    )
    "startupapicheck.image.repository" = (
      var.image_registry != null
      ? "${var.image_registry}/cert-manager-startupapicheck"
      : null
    )
    "prometheus.enabled"                = var.prometheus.enabled
    "prometheus.servicemonitor.enabled" = var.prometheus.service_monitor
    "prometheus.podmonitor.enabled"     = var.prometheus.pod_monitor
  }

  # What the user gives in their places.
  values_given = {
    for path in distinct(concat(
      flatten(values(local.value_types)),
      ["installCRDs", "serviceAccount.annotations"],
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
        "webhook.podDisruptionBudget" = (
          try(var.values.webhook.podDisruptionBudget.minAvailable, null) != null &&
          try(var.values.webhook.podDisruptionBudget.maxUnavailable, null) != null
        )
        "cainjector.podDisruptionBudget" = (
          try(var.values.cainjector.podDisruptionBudget.minAvailable, null) != null &&
          try(var.values.cainjector.podDisruptionBudget.maxUnavailable, null) != null
        )
      } :
      "values.${budget} has minAvailable and maxUnavailable" if both
    ],
  )

  values = merge(
    {
      crds = { enabled = true, keep = true }
      serviceAccount = merge(
        { create = !var.install, name = "cert-manager" },
        !var.install && var.identity != "pod-identity" && local.role_arn != null ? {
          annotations = { "eks.amazonaws.com/role-arn" = local.role_arn }
        } : {},
      )
    },
    var.replicas == null ? {} : { replicaCount = var.replicas },
    coalesce(var.replicas, 0) > 1 ? { podDisruptionBudget = { enabled = true } } : {},
    (
      (
        var.replicas != null ||
        coalesce(var.replicas, 0) > 1 ||
        coalesce(var.fargate, false) ||
        var.image_registry != null
      )
      ? {
        webhook = merge(
          var.replicas == null ? {} : { replicaCount = var.replicas },
          coalesce(var.replicas, 0) > 1 ? { podDisruptionBudget = { enabled = true } } : {},
          coalesce(var.fargate, false) ? { securePort = 10260 } : {},
          var.image_registry != null ? { image = { repository = "${var.image_registry}/cert-manager-webhook" } } : {},
        )
      }
      : {}
    ),
    var.replicas != null || coalesce(var.replicas, 0) > 1 || var.image_registry != null ? {
      cainjector = merge(
        var.replicas == null ? {} : { replicaCount = var.replicas },
        coalesce(var.replicas, 0) > 1 ? { podDisruptionBudget = { enabled = true } } : {},
        var.image_registry != null ? { image = { repository = "${var.image_registry}/cert-manager-cainjector" } } : {},
      )
    } : {},
    var.leader_election_namespace != null ? {
      global = { leaderElection = { namespace = var.leader_election_namespace } }
    } : {},
    var.image_registry != null ? { image = { repository = "${var.image_registry}/cert-manager-controller" } } : {},
    var.image_registry != null ? {
      acmesolver = { image = { repository = "${var.image_registry}/cert-manager-acmesolver" } }
    } : {},
    var.image_registry != null ? {
      startupapicheck = { image = { repository = "${var.image_registry}/cert-manager-startupapicheck" } }
    } : {},
    (
      var.prometheus.enabled != null || var.prometheus.service_monitor != null || var.prometheus.pod_monitor != null
      ? {
        prometheus = merge(
          var.prometheus.enabled == null ? {} : { enabled = var.prometheus.enabled },
          var.prometheus.service_monitor != null ? {
            servicemonitor = { enabled = var.prometheus.service_monitor }
          } : {},
          var.prometheus.pod_monitor != null ? { podmonitor = { enabled = var.prometheus.pod_monitor } } : {},
        )
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
        for path in ["installCRDs", "serviceAccount.annotations"] :
        "values.${path} is ${jsonencode(local.values_given[path])}" if local.values_given[path] != null
      ],
      [
        for path, ours in local.values_set : "values.${path} is ${jsonencode(local.values_given[path])}"
        if local.values_given[path] == null
        ? false
        : ours == null ? false : jsonencode(local.values_given[path]) != jsonencode(ours)
      ],
    ),
    local.values_lost,
  )

  issuers_values = {
    issuers = {
      for issuer in var.issuers : (issuer.namespace != null ? "${issuer.namespace}/${issuer.name}" : issuer.name) => merge(
        {
          apiVersion = "cert-manager.io/v1"
          kind       = issuer.namespace != null ? "Issuer" : "ClusterIssuer"
          metadata   = merge({ name = issuer.name }, issuer.namespace != null ? { namespace = issuer.namespace } : {})
        },
        issuer.self_signed != null || issuer.ca != null || issuer.acme != null ? {
          spec = merge(
            issuer.self_signed != null ? { selfSigned = {} } : {},
            issuer.ca != null ? { ca = { secretName = issuer.ca.secret_name } } : {},
            issuer.acme != null ? {
              acme = merge(
                {
                  email = issuer.acme.email
                  server = coalesce(
                    issuer.acme.server,
                    (
                      coalesce(issuer.acme.staging, false)
                      ? "https://acme-staging-v02.api.letsencrypt.org/directory"
                      : "https://acme-v02.api.letsencrypt.org/directory"
                    ),
                  )
                  privateKeySecretRef = {
                    name = coalesce(issuer.acme.private_key_secret, "${issuer.name}-account")
                  }
                  solvers = concat(
                    [
                      for zone in local.hosted_zones : merge(
                        {
                          dns01 = merge(
                            {
                              route53 = merge(
                                { region = var.region, hostedZoneID = zone.id },
                                zone.role_arn != null ? { role = zone.role_arn } : {},
                              )
                            },
                            issuer.acme.cname_strategy != null ? { cnameStrategy = issuer.acme.cname_strategy } : {},
                          )
                        },
                        length(local.hosted_zones) > 1 ? { selector = { dnsZones = [zone.name] } } : {},
                      )
                      if !(
                        issuer.acme.http01.ingress_class != null ||
                        issuer.acme.http01.gateway != null ||
                        issuer.acme.dns01 != null ||
                        length(issuer.acme.solvers) > 0
                      )
                    ],
                    [
                      for zone in try(
                        local.issuer_identities["${issuer.namespace}/${issuer.name}"].zones,
                        [],
                      ) :
                      merge(
                        {
                          dns01 = merge(
                            {
                              route53 = {
                                region       = var.region
                                hostedZoneID = zone.id
                                role         = local.issuer_role_arns["${issuer.namespace}/${issuer.name}"]
                                auth = {
                                  kubernetes = { serviceAccountRef = { name = issuer.acme.dns01.service_account } }
                                }
                              }
                            },
                            issuer.acme.cname_strategy != null ? { cnameStrategy = issuer.acme.cname_strategy } : {},
                          )
                        },
                        (
                          length(try(local.issuer_identities["${issuer.namespace}/${issuer.name}"].zones, [])) > 1
                          ? { selector = { dnsZones = [zone.name] } }
                          : {}
                        ),
                      )
                    ],
                    issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null ? [
                      issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null ? {
                        http01 = merge(
                          issuer.acme.http01.ingress_class != null ? {
                            ingress = { ingressClassName = issuer.acme.http01.ingress_class }
                          } : {},
                          issuer.acme.http01.gateway != null ? {
                            gatewayHTTPRoute = {
                              parentRefs = [
                                merge(
                                  { name = issuer.acme.http01.gateway.name, kind = "Gateway" },
                                  issuer.acme.http01.gateway.namespace != null ? {
                                    namespace = issuer.acme.http01.gateway.namespace
                                  } : {},
                                ),
                              ]
                            }
                          } : {},
                        )
                      } : {},
                    ] : [],
                    [for solver in issuer.acme.solvers : yamldecode(solver)],
                  )
                },
                issuer.acme.external_account != null ? {
                  externalAccountBinding = {
                    keyID = issuer.acme.external_account.key_id
                    keySecretRef = {
                      name = issuer.acme.external_account.secret_name
                      key  = coalesce(issuer.acme.external_account.secret_key, "secret")
                    }
                  }
                } : {},
              )
            } : {},
          )
        } : {},
      )
    }
  }
}
