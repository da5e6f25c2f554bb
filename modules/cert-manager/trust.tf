# Who may assume the role.

locals {
  subjects = concat([{ namespace = var.namespace, service_account = "cert-manager" }], var.trust.subjects)

  trust_statements = [
    for statement in var.trust.statements : merge(
      {
        Effect    = coalesce(statement.effect, "Allow")
        Principal = { for kind, names in statement.principals : kind => names if names != null }
        Action    = sort(distinct(statement.actions))
      },
      statement.sid != null ? { Sid = statement.sid } : {},
      statement.conditions != null ? { Condition = statement.conditions } : {},
    )
  ]

  # The cluster's own OIDC provider, and those of other clusters. A provider's ARN ends with its issuer.
  oidc_providers = concat(
    var.identity != "pod-identity" ? [{ arn = var.oidc_provider_arn, issuer = local.oidc_issuer }] : [],
    [for arn in var.trust.other_providers : { arn = arn, issuer = split(":oidc-provider/", arn)[1] }],
  )

  # IRSA: a token of these ServiceAccounts, to the letter, meant for STS.
  trust_subjects = [
    for provider in local.oidc_providers : {
      Effect    = "Allow"
      Principal = { Federated = provider.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${provider.issuer}:aud" = "sts.amazonaws.com"
          "${provider.issuer}:sub" = sort(distinct([
            for subject in local.subjects : "system:serviceaccount:${subject.namespace}:${subject.service_account}"
          ]))
        }
      }
    }
  ]

  # IRSA: ServiceAccounts that match a pattern, where patterns were asked for.
  trust_patterns = [
    for provider in local.oidc_providers : {
      Effect    = "Allow"
      Principal = { Federated = provider.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = { "${provider.issuer}:aud" = "sts.amazonaws.com" }
        StringLike = {
          "${provider.issuer}:sub" = sort(distinct([
            for subject in var.trust.subject_patterns :
            "system:serviceaccount:${coalesce(subject.namespace, "*")}:${subject.service_account}"
          ]))
        }
      }
    } if length(var.trust.subject_patterns) > 0
  ]

  # EKS Pod Identity with session tags: one statement a namespace, its ServiceAccounts to the letter.
  trust_pod_identity = [
    for namespace in sort(distinct([for subject in local.subjects : subject.namespace])) : {
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = merge(
        {
          StringEquals = merge(
            {
              "aws:RequestTag/kubernetes-namespace" = namespace
              "aws:RequestTag/kubernetes-service-account" = sort(distinct([
                for subject in local.subjects : subject.service_account if subject.namespace == namespace
              ]))
            },
            coalesce(var.pod_identity.source_conditions, true) ? { "aws:SourceAccount" = local.account_id } : {},
          )
        },
        coalesce(var.pod_identity.source_conditions, true) ? {
          ArnEquals = {
            "aws:SourceArn" = "arn:${local.partition}:eks:${var.region}:${local.account_id}:cluster/${var.cluster_name}"
          }
        } : {},
      )
    } if var.identity != "irsa" && !coalesce(var.pod_identity.disable_session_tags, false)
  ]

  # EKS Pod Identity without session tags: nothing but the source can be asked for.
  trust_untagged = var.identity != "irsa" && coalesce(var.pod_identity.disable_session_tags, false) ? [
    merge(
      {
        Effect    = "Allow"
        Principal = { Service = "pods.eks.amazonaws.com" }
        Action    = ["sts:AssumeRole", "sts:TagSession"]
      },
      coalesce(var.pod_identity.source_conditions, true) ? {
        Condition = {
          StringEquals = { "aws:SourceAccount" = local.account_id }
          ArnEquals = {
            "aws:SourceArn" = "arn:${local.partition}:eks:${var.region}:${local.account_id}:cluster/${var.cluster_name}"
          }
        }
      } : {},
    ),
  ] : []

  trust = {
    Version = "2012-10-17"
    Statement = concat(
      local.trust_subjects,
      local.trust_patterns,
      local.trust_pod_identity,
      local.trust_untagged,
      local.trust_statements,
    )
  }

  trust_limit = coalesce(var.trust.max_size, 2048)

  # IRSA: a token of these ServiceAccounts, to the letter, meant for STS.
  issuer_trust_subjects = {
    for name, issuer in local.issuer_identities : name => [
      {
        Effect    = "Allow"
        Principal = { Federated = var.oidc_provider_arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "${local.oidc_issuer}:aud" = "sts.amazonaws.com"
            "${local.oidc_issuer}:sub" = "system:serviceaccount:${issuer.namespace}:${issuer.service_account}"
          }
        }
      },
    ]
  }

  issuer_trust = {
    for name in keys(local.issuer_identities) : name => {
      Version   = "2012-10-17"
      Statement = local.issuer_trust_subjects[name]
    }
  }
}
