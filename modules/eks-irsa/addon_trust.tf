# Who may assume each add-on's role.

locals {
  addon_subjects = {
    for name, addon in var.addons : name => concat(
      [{ namespace = addon.namespace, service_account = local.addon_service_account[name] }],
      addon.service_account.trust.subjects,
    )
  }

  addon_trust_statements = {
    for name, addon in var.addons : name => [
      for statement in addon.service_account.trust.statements : merge(
        {
          Effect    = coalesce(statement.effect, "Allow")
          Principal = { for kind, names in statement.principals : kind => names if names != null }
          Action    = sort(distinct(statement.actions))
        },
        statement.sid != null ? { Sid = statement.sid } : {},
        statement.conditions != null ? { Condition = statement.conditions } : {},
      )
    ]
  }

  # The cluster's own OIDC provider, and those of other clusters. A provider's ARN ends with its issuer.
  addon_oidc_providers = {
    for name, addon in var.addons : name => concat(
      local.addon_identity[name] != "pod-identity" ? [
        { arn = local.oidc_provider_arn, issuer = local.cluster_issuer },
      ] : [],
      [
        for arn in addon.service_account.trust.other_providers : {
          arn    = arn
          issuer = split(":oidc-provider/", arn)[1]
        }
      ],
    )
  }

  # IRSA: a token of these ServiceAccounts, to the letter, meant for STS.
  addon_trust_subjects = {
    for name, addon in var.addons : name => [
      for provider in local.addon_oidc_providers[name] : {
        Effect    = "Allow"
        Principal = { Federated = provider.arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "${provider.issuer}:aud" = coalesce(addon.service_account.audience, "sts.amazonaws.com")
            "${provider.issuer}:sub" = sort(distinct([
              for subject in local.addon_subjects[name] :
              "system:serviceaccount:${subject.namespace}:${subject.service_account}"
            ]))
          }
        }
      }
    ]
  }

  # IRSA: ServiceAccounts that match a pattern, where patterns were asked for.
  addon_trust_patterns = {
    for name, addon in var.addons : name => [
      for provider in local.addon_oidc_providers[name] : {
        Effect    = "Allow"
        Principal = { Federated = provider.arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "${provider.issuer}:aud" = coalesce(addon.service_account.audience, "sts.amazonaws.com")
          }
          StringLike = {
            "${provider.issuer}:sub" = sort(distinct([
              for subject in addon.service_account.trust.subject_patterns :
              "system:serviceaccount:${coalesce(subject.namespace, "*")}:${subject.service_account}"
            ]))
          }
        }
      } if length(addon.service_account.trust.subject_patterns) > 0
    ]
  }

  # EKS Pod Identity with session tags: one statement a namespace, its ServiceAccounts to the letter.
  addon_trust_pod_identity = {
    for name, addon in var.addons : name => [
      for namespace in sort(distinct([
        for subject in local.addon_subjects[name] : subject.namespace
      ])) :
      {
        Effect    = "Allow"
        Principal = { Service = "pods.eks.amazonaws.com" }
        Action    = ["sts:AssumeRole", "sts:TagSession"]
        Condition = merge(
          {
            StringEquals = merge(
              {
                "aws:RequestTag/kubernetes-namespace" = namespace
                "aws:RequestTag/kubernetes-service-account" = sort(distinct([
                  for subject in local.addon_subjects[name] : subject.service_account
                  if subject.namespace == namespace
                ]))
              },
              coalesce(addon.service_account.pod_identity.source_conditions, true) ? {
                "aws:SourceAccount" = local.cluster_account_id
              } : {},
            )
          },
          coalesce(addon.service_account.pod_identity.source_conditions, true) ? {
            ArnEquals = {
              "aws:SourceArn" = "arn:${local.partition}:eks:${var.region}:${local.cluster_account_id}:cluster/${var.cluster_name}"
            }
          } : {},
        )
      }
      if local.addon_identity[name] != "irsa" &&
      !coalesce(addon.service_account.pod_identity.disable_session_tags, false)
    ]
  }

  # EKS Pod Identity without session tags: nothing but the source can be asked for.
  addon_trust_untagged = {
    for name, addon in var.addons : name => (
      (
        local.addon_identity[name] != "irsa" &&
        coalesce(addon.service_account.pod_identity.disable_session_tags, false)
      )
      ? [
        merge(
          {
            Effect    = "Allow"
            Principal = { Service = "pods.eks.amazonaws.com" }
            Action    = ["sts:AssumeRole", "sts:TagSession"]
          },
          coalesce(addon.service_account.pod_identity.source_conditions, true) ? {
            Condition = {
              StringEquals = { "aws:SourceAccount" = local.cluster_account_id }
              ArnEquals = {
                "aws:SourceArn" = "arn:${local.partition}:eks:${var.region}:${local.cluster_account_id}:cluster/${var.cluster_name}"
              }
            }
          } : {},
        ),
      ]
      : []
    )
  }

  addon_trust = {
    for name in keys(var.addons) : name => {
      Version = "2012-10-17"
      Statement = concat(
        local.addon_trust_subjects[name],
        local.addon_trust_patterns[name],
        local.addon_trust_pod_identity[name],
        local.addon_trust_untagged[name],
        local.addon_trust_statements[name],
      )
    }
  }

  addon_trust_limit = {
    for name, addon in var.addons : name => coalesce(
      addon.service_account.trust.max_size,
      var.role.max_trust_size,
      2048,
    )
  }
}
