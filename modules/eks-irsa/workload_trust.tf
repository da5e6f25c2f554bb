# Who may assume each workload's role.

locals {
  workload_subjects = {
    for name, workload in var.workloads : name => concat(
      workload.service_account != null ? [
        { namespace = workload.namespace, service_account = workload.service_account },
      ] : [],
      workload.trust.subjects,
    )
  }

  workload_trust_statements = {
    for name, workload in var.workloads : name => [
      for statement in workload.trust.statements : merge(
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
  workload_oidc_providers = {
    for name, workload in var.workloads : name => concat(
      local.workload_identity[name] != "pod-identity" ? [
        { arn = local.oidc_provider_arn, issuer = local.cluster_issuer },
      ] : [],
      [for arn in workload.trust.other_providers : { arn = arn, issuer = split(":oidc-provider/", arn)[1] }],
    )
  }

  # IRSA: a token of these ServiceAccounts, to the letter, meant for STS.
  workload_trust_subjects = {
    for name, workload in var.workloads : name => [
      for provider in local.workload_oidc_providers[name] : {
        Effect    = "Allow"
        Principal = { Federated = provider.arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = {
            "${provider.issuer}:aud" = coalesce(workload.audience, "sts.amazonaws.com")
            "${provider.issuer}:sub" = sort(distinct([
              for subject in local.workload_subjects[name] :
              "system:serviceaccount:${subject.namespace}:${subject.service_account}"
            ]))
          }
        }
      } if workload.service_account != null || length(workload.trust.subjects) > 0
    ]
  }

  # IRSA: ServiceAccounts that match a pattern, where patterns were asked for.
  workload_trust_patterns = {
    for name, workload in var.workloads : name => [
      for provider in local.workload_oidc_providers[name] : {
        Effect    = "Allow"
        Principal = { Federated = provider.arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = {
          StringEquals = { "${provider.issuer}:aud" = coalesce(workload.audience, "sts.amazonaws.com") }
          StringLike = {
            "${provider.issuer}:sub" = sort(distinct([
              for subject in workload.trust.subject_patterns :
              "system:serviceaccount:${coalesce(subject.namespace, "*")}:${subject.service_account}"
            ]))
          }
        }
      } if length(workload.trust.subject_patterns) > 0
    ]
  }

  # EKS Pod Identity with session tags: one statement a namespace, its ServiceAccounts to the letter.
  workload_trust_pod_identity = {
    for name, workload in var.workloads : name => [
      for namespace in sort(distinct([
        for subject in local.workload_subjects[name] : subject.namespace
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
                  for subject in local.workload_subjects[name] : subject.service_account
                  if subject.namespace == namespace
                ]))
              },
              coalesce(workload.pod_identity.source_conditions, true) ? {
                "aws:SourceAccount" = local.cluster_account_id
              } : {},
            )
          },
          coalesce(workload.pod_identity.source_conditions, true) ? {
            ArnEquals = {
              "aws:SourceArn" = "arn:${local.partition}:eks:${var.region}:${local.cluster_account_id}:cluster/${var.cluster_name}"
            }
          } : {},
        )
      } if local.workload_identity[name] != "irsa" && !coalesce(workload.pod_identity.disable_session_tags, false)
    ]
  }

  # EKS Pod Identity without session tags: nothing but the source can be asked for.
  workload_trust_untagged = {
    for name, workload in var.workloads : name => (
      local.workload_identity[name] != "irsa" && coalesce(workload.pod_identity.disable_session_tags, false)
      ? [
        merge(
          {
            Effect    = "Allow"
            Principal = { Service = "pods.eks.amazonaws.com" }
            Action    = ["sts:AssumeRole", "sts:TagSession"]
          },
          coalesce(workload.pod_identity.source_conditions, true) ? {
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

  workload_trust = {
    for name in keys(var.workloads) : name => {
      Version = "2012-10-17"
      Statement = concat(
        local.workload_trust_subjects[name],
        local.workload_trust_patterns[name],
        local.workload_trust_pod_identity[name],
        local.workload_trust_untagged[name],
        local.workload_trust_statements[name],
      )
    }
  }

  workload_trust_limit = {
    for name, workload in var.workloads : name => coalesce(workload.trust.max_size, var.role.max_trust_size, 2048)
  }
}
