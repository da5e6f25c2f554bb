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
  hosted_zones = concat([for id in var.hosted_zone_ids : { id = id, name = null }], var.hosted_zones)

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

  creates_role = var.create_role && length(local.hosted_zones) > 0

  values = merge(
    {
      crds = { enabled = true, keep = true }
      serviceAccount = merge(
        { create = !var.install, name = "cert-manager" },
        !var.install && (var.identity != "pod-identity" && local.role_arn != null && local.role_arn != null) ? {
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
      for path in ["installCRDs", "serviceAccount.annotations"] :
      "values.${path} is ${jsonencode(local.values_given[path])}" if local.values_given[path] != null
    ],
    [
      for path, ours in local.values_set : "values.${path} is ${jsonencode(local.values_given[path])}"
      if local.values_given[path] == null
      ? false
      : ours == null ? false : jsonencode(local.values_given[path]) != jsonencode(ours)
    ],
  )

  role_full_name = join("-", [var.cluster_name, var.region, "cert-manager"])

  role_name = (
    length(local.role_full_name) <= 64
    ? local.role_full_name
    : "${replace(substr(local.role_full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.role_full_name), 0, 8)}"
  )

  policy = {
    Version = "2012-10-17"
    Statement = concat(
      var.hosted_zone_role_arn == null ? [
        { Effect = "Allow", Action = "route53:GetChange", Resource = "arn:${local.partition}:route53:::change/*" },
      ] : [],
      var.hosted_zone_role_arn == null ? [
        {
          Effect = "Allow"
          Action = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
          Resource = sort(distinct([
            for zone in local.hosted_zones : "arn:${local.partition}:route53:::hostedzone/${zone.id}"
          ]))
          Condition = merge(
            { "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = "TXT" } },
            var.acme_challenge_only ? {
              "ForAllValues:StringLike" = {
                "route53:ChangeResourceRecordSetsNormalizedRecordNames" = ["_acme-challenge.*"]
              }
            } : {},
          )
        },
      ] : [],
      var.hosted_zone_role_arn == null && var.look_up_zones ? [
        { Effect = "Allow", Action = "route53:ListHostedZonesByName", Resource = "*" },
      ] : [],
      var.hosted_zone_role_arn != null ? [
        merge(
          { Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"] },
          var.hosted_zone_role_arn != null ? { Resource = var.hosted_zone_role_arn } : {},
        ),
      ] : [],
    )
  }

  # The role that is made, or the one that is there already.
  role_arn = local.creates_role ? one(aws_iam_role.this[*].arn) : var.role_arn

  annotations = var.identity != "pod-identity" && local.role_arn != null ? {
    "eks.amazonaws.com/role-arn" = local.role_arn
  } : {}

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
              acme = {
                email = issuer.acme.email
                server = coalesce(
                  issuer.acme.server,
                  (
                    coalesce(issuer.acme.staging, false)
                    ? "https://acme-staging-v02.api.letsencrypt.org/directory"
                    : "https://acme-v02.api.letsencrypt.org/directory"
                  ),
                )
                privateKeySecretRef = { name = coalesce(issuer.acme.private_key_secret, "${issuer.name}-account") }
                solvers = [
                  for zone in local.hosted_zones : merge(
                    {
                      dns01 = {
                        route53 = merge(
                          { region = var.region, hostedZoneID = zone.id },
                          var.hosted_zone_role_arn != null ? { role = var.hosted_zone_role_arn } : {},
                        )
                      }
                    },
                    length(local.hosted_zones) > 1 ? { selector = { dnsZones = [zone.name] } } : {},
                  )
                ]
              }
            } : {},
          )
        } : {},
      )
    }
  }
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
    "Pods of the ServiceAccount ${var.namespace}/cert-manager in the EKS cluster ${var.cluster_name}",
  )

  max_session_duration = var.role.max_session_duration
  name                 = var.role.name_prefix == null ? coalesce(var.role.name, local.role_name) : null
  name_prefix          = var.role.name_prefix
  path                 = var.role.path
  permissions_boundary = var.role.permissions_boundary
  tags                 = merge(var.tags, var.role.tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.trust)) <= 2048

      error_message = join("", [
        "the trust policy has too many characters: IAM accepts 2048. ",
        "Name fewer ServiceAccounts in one role, or split it into several roles.",
      ])
    }
  }
}

resource "aws_iam_role_policy" "this" {
  count  = local.creates_role ? 1 : 0
  name   = "inline"
  policy = jsonencode(local.policy)
  role   = one(aws_iam_role.this[*].name)
}

resource "aws_iam_role_policy_attachments_exclusive" "this" {
  count       = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_arns = []
  role_name   = one(aws_iam_role.this[*].name)
  depends_on  = [aws_iam_role_policy.this]
}

resource "aws_iam_role_policies_exclusive" "this" {
  count        = local.creates_role && coalesce(var.role.exclusive_policies, false) ? 1 : 0
  policy_names = ["inline"]
  role_name    = one(aws_iam_role.this[*].name)
  depends_on   = [aws_iam_role_policy.this]
}

resource "kubernetes_service_account_v1" "this" {
  count                           = var.install ? 1 : 0
  automount_service_account_token = true

  metadata {
    annotations = local.annotations
    name        = "cert-manager"
    namespace   = var.namespace
  }

  depends_on = [
    kubernetes_namespace_v1.namespace,
    var.after,
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
  service_account      = "cert-manager"
  tags                 = var.tags
  target_role_arn      = var.pod_identity.target_role_arn

  depends_on = [
    aws_iam_role_policy.this,
    aws_iam_role_policy_attachments_exclusive.this,
    aws_iam_role_policies_exclusive.this,
  ]
}

resource "helm_release" "this" {
  count      = var.install ? 1 : 0
  chart      = coalesce(var.chart.path, "cert-manager")
  name       = "cert-manager"
  namespace  = var.namespace
  repository = var.chart.path == null ? coalesce(var.chart.repository, "oci://quay.io/jetstack/charts") : null

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

  depends_on = [
    kubernetes_namespace_v1.namespace,
    var.after,
    kubernetes_service_account_v1.this,
    aws_eks_pod_identity_association.this,
  ]
}

resource "helm_release" "issuers" {
  count      = var.install && length(var.issuers) > 0 ? 1 : 0
  chart      = "${path.module}/charts/issuers"
  name       = "cert-manager-issuers"
  namespace  = var.namespace
  timeout    = 600
  values     = [jsonencode(local.issuers_values)]
  wait       = true
  depends_on = [kubernetes_namespace_v1.namespace, var.after, helm_release.this]
}
