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

  creates_role = (
    var.create_role &&
    length(concat([for id in var.hosted_zone_ids : { id = id, name = null }], var.hosted_zones)) > 0
  )

  values = merge(
    {
      crds                = { enabled = true, keep = true }
      podDisruptionBudget = coalesce(var.replicas, 0) > 1 ? { enabled = true } : {}
      webhook = merge(
        {
          podDisruptionBudget = coalesce(var.replicas, 0) > 1 ? { enabled = true } : {}
          image               = var.image_registry != null ? { repository = "${var.image_registry}/cert-manager-webhook" } : {}
        },
        var.replicas == null ? {} : { replicaCount = var.replicas },
        coalesce(var.fargate, false) ? { securePort = 10260 } : {},
      )
      cainjector = merge(
        {
          podDisruptionBudget = coalesce(var.replicas, 0) > 1 ? { enabled = true } : {}
          image               = var.image_registry != null ? { repository = "${var.image_registry}/cert-manager-cainjector" } : {}
        },
        var.replicas == null ? {} : { replicaCount = var.replicas },
      )
      global = {
        leaderElection = var.leader_election_namespace == null ? {} : { namespace = var.leader_election_namespace }
      }
      image = var.image_registry != null ? { repository = "${var.image_registry}/cert-manager-controller" } : {}
      acmesolver = {
        image = var.image_registry != null ? { repository = "${var.image_registry}/cert-manager-acmesolver" } : {}
      }
      startupapicheck = {
        image = var.image_registry != null ? { repository = "${var.image_registry}/cert-manager-startupapicheck" } : {}
      }
      prometheus = merge(
        {
          servicemonitor = var.prometheus.service_monitor == null ? {} : {
            enabled = var.prometheus.service_monitor
          }
          podmonitor = var.prometheus.pod_monitor == null ? {} : { enabled = var.prometheus.pod_monitor }
        },
        var.prometheus.enabled == null ? {} : { enabled = var.prometheus.enabled },
      )
      serviceAccount = merge(
        { create = !var.install, name = "cert-manager" },
        !var.install && (var.identity != "pod-identity" && local.role_arn != null) ? {
          annotations = var.identity != "pod-identity" && local.role_arn != null ? {
            "eks.amazonaws.com/role-arn" = local.role_arn
          } : {}
        } : {},
      )
    },
    var.replicas == null ? {} : { replicaCount = var.replicas },
    local.role_arn != null ? {
      podAnnotations = local.role_arn == null ? {} : { "cdktf-eks-irsa/role-arn" = local.role_arn }
    } : {},
  )

  value_problems = concat(
    [
      for path, one in { "crds.enabled" = try(var.values["crds"]["enabled"], null), "crds.keep" = try(var.values["crds"]["keep"], null), installCRDs = try(var.values["installCRDs"], null), "prometheus.enabled" = try(var.values["prometheus"]["enabled"], null), "prometheus.servicemonitor.enabled" = try(var.values["prometheus"]["servicemonitor"]["enabled"], null), "prometheus.podmonitor.enabled" = try(var.values["prometheus"]["podmonitor"]["enabled"], null), "startupapicheck.enabled" = try(var.values["startupapicheck"]["enabled"], null), "serviceAccount.create" = try(var.values["serviceAccount"]["create"], null), "podDisruptionBudget.enabled" = try(var.values["podDisruptionBudget"]["enabled"], null), "webhook.hostNetwork" = try(var.values["webhook"]["hostNetwork"], null), "webhook.podDisruptionBudget.enabled" = try(var.values["webhook"]["podDisruptionBudget"]["enabled"], null), "cainjector.enabled" = try(var.values["cainjector"]["enabled"], null), "networkPolicy.enabled" = try(var.values["networkPolicy"]["enabled"], null), "webhook.networkPolicy.enabled" = try(var.values["webhook"]["networkPolicy"]["enabled"], null), "cainjector.networkPolicy.enabled" = try(var.values["cainjector"]["networkPolicy"]["enabled"], null), "global.podSecurityPolicy.enabled" = try(var.values["global"]["podSecurityPolicy"]["enabled"], null), "cainjector.podDisruptionBudget.enabled" = try(var.values["cainjector"]["podDisruptionBudget"]["enabled"], null), enableCertificateOwnerRef = try(var.values["enableCertificateOwnerRef"], null), dns01RecursiveNameserversOnly = try(var.values["dns01RecursiveNameserversOnly"], null), "serviceAccount.automountServiceAccountToken" = try(var.values["serviceAccount"]["automountServiceAccountToken"], null), automountServiceAccountToken = try(var.values["automountServiceAccountToken"], null), disableAutoApproval = try(var.values["disableAutoApproval"], null) } :
      "values.${path} is ${jsonencode(one)}"
      if one == null ? false : length(regexall("^(true|false)$", jsonencode(one))) == 0
    ],
    [
      for path, one in { podAnnotations = try(var.values["podAnnotations"], null), podLabels = try(var.values["podLabels"], null), nodeSelector = try(var.values["nodeSelector"], null), serviceAccount = try(var.values["serviceAccount"], null), crds = try(var.values["crds"], null) } :
      "values.${path} is ${jsonencode(one)}" if one == null ? false : length(regexall("^[{]", jsonencode(one))) == 0
    ],
    [
      for path, one in { installCRDs = try(var.values["installCRDs"], null), "serviceAccount.annotations" = try(var.values["serviceAccount"]["annotations"], null) } :
      "values.${path} is ${jsonencode(one)}" if one == null ? false : true
    ],
    [
      for path, one in { "crds.enabled" = { given = try(var.values["crds"]["enabled"], null), ours = true }, "crds.keep" = { given = try(var.values["crds"]["keep"], null), ours = true }, namespace = { given = try(var.values["namespace"], null), ours = var.namespace }, "serviceAccount.create" = { given = try(var.values["serviceAccount"]["create"], null), ours = false }, "serviceAccount.name" = { given = try(var.values["serviceAccount"]["name"], null), ours = "cert-manager" }, replicaCount = merge({ given = try(var.values["replicaCount"], null) }, var.replicas == null ? {} : { ours = var.replicas }), "podDisruptionBudget.enabled" = merge({ given = try(var.values["podDisruptionBudget"]["enabled"], null) }, coalesce(var.replicas, 0) > 1 ? { ours = true } : {}), "webhook.replicaCount" = merge({ given = try(var.values["webhook"]["replicaCount"], null) }, var.replicas == null ? {} : { ours = var.replicas }), "webhook.podDisruptionBudget.enabled" = merge({ given = try(var.values["webhook"]["podDisruptionBudget"]["enabled"], null) }, coalesce(var.replicas, 0) > 1 ? { ours = true } : {}), "cainjector.replicaCount" = merge({ given = try(var.values["cainjector"]["replicaCount"], null) }, var.replicas == null ? {} : { ours = var.replicas }), "cainjector.podDisruptionBudget.enabled" = merge({ given = try(var.values["cainjector"]["podDisruptionBudget"]["enabled"], null) }, coalesce(var.replicas, 0) > 1 ? { ours = true } : {}), "webhook.securePort" = merge({ given = try(var.values["webhook"]["securePort"], null) }, coalesce(var.fargate, false) ? { ours = 10260 } : {}), "global.leaderElection.namespace" = merge({ given = try(var.values["global"]["leaderElection"]["namespace"], null) }, var.leader_election_namespace == null ? {} : { ours = var.leader_election_namespace }), "image.repository" = merge({ given = try(var.values["image"]["repository"], null) }, var.image_registry != null ? { ours = "${var.image_registry}/cert-manager-controller" } : {}), "webhook.image.repository" = merge({ given = try(var.values["webhook"]["image"]["repository"], null) }, var.image_registry != null ? { ours = "${var.image_registry}/cert-manager-webhook" } : {}), "cainjector.image.repository" = merge({ given = try(var.values["cainjector"]["image"]["repository"], null) }, var.image_registry != null ? { ours = "${var.image_registry}/cert-manager-cainjector" } : {}), "acmesolver.image.repository" = merge({ given = try(var.values["acmesolver"]["image"]["repository"], null) }, var.image_registry != null ? { ours = "${var.image_registry}/cert-manager-acmesolver" } : {}), "startupapicheck.image.repository" = merge({ given = try(var.values["startupapicheck"]["image"]["repository"], null) }, var.image_registry != null ? { ours = "${var.image_registry}/cert-manager-startupapicheck" } : {}), "prometheus.enabled" = merge({ given = try(var.values["prometheus"]["enabled"], null) }, var.prometheus.enabled == null ? {} : { ours = var.prometheus.enabled }), "prometheus.servicemonitor.enabled" = merge({ given = try(var.values["prometheus"]["servicemonitor"]["enabled"], null) }, var.prometheus.service_monitor == null ? {} : { ours = var.prometheus.service_monitor }), "prometheus.podmonitor.enabled" = merge({ given = try(var.values["prometheus"]["podmonitor"]["enabled"], null) }, var.prometheus.pod_monitor == null ? {} : { ours = var.prometheus.pod_monitor }) } :
      "values.${path} is ${jsonencode(one.given)}"
      if one.given == null ? false : one.ours == null ? false : jsonencode(one.given) != jsonencode(one.ours)
    ],
  )

  full_name = join("-", [var.cluster_name, var.region, "cert-manager"])

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
            for zone in concat([for id in var.hosted_zone_ids : { id = id, name = null }], var.hosted_zones) :
            "arn:${local.partition}:route53:::hostedzone/${zone.id}"
          ]))
          Condition = {
            "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = "TXT" }
            "ForAllValues:StringLike" = {
              node = {
                kind      = "optional"
                condition = var.acme_challenge_only
                value     = { "route53:ChangeResourceRecordSetsNormalizedRecordNames" = ["_acme-challenge.*"] }
              }
              nullable = true
            }
          }
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
  role_arn = local.creates_role ? one(aws_iam_role.this[*].arn) : var.role_arn != null ? var.role_arn : null

  issuers_values = {
    issuers = {
      for issuer in var.issuers : (issuer.namespace != null ? "${issuer.namespace}/${issuer.name}" : issuer.name) => {
        apiVersion = "cert-manager.io/v1"
        kind       = issuer.namespace != null ? "Issuer" : "ClusterIssuer"
        metadata   = merge({ name = issuer.name }, issuer.namespace != null ? { namespace = issuer.namespace } : {})
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
                for zone in concat([for id in var.hosted_zone_ids : { id = id, name = null }], var.hosted_zones) : merge(
                  {
                    dns01 = {
                      route53 = merge(
                        { region = var.region, hostedZoneID = zone.id },
                        var.hosted_zone_role_arn != null ? { role = var.hosted_zone_role_arn } : {},
                      )
                    }
                  },
                  (
                    length(concat([for id in var.hosted_zone_ids : { id = id, name = null }], var.hosted_zones)) > 1
                    ? { selector = { dnsZones = [zone.name] } }
                    : {}
                  ),
                )
              ]
            }
          } : {},
        )
      }
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

  lifecycle {
    precondition {
      condition     = length(jsonencode(local.trust)) <= 2048
      error_message = "the trust policy has too many characters: IAM accepts 2048. Name fewer ServiceAccounts in one role, or split it into several roles."
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
    annotations = var.identity != "pod-identity" ? { "eks.amazonaws.com/role-arn" = local.role_arn } : {}
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
  count               = var.install ? 1 : 0
  chart               = coalesce(var.chart.path, "cert-manager")
  name                = "cert-manager"
  namespace           = var.namespace
  repository          = var.chart.path == null ? coalesce(var.chart.repository, "oci://quay.io/jetstack/charts") : null
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
