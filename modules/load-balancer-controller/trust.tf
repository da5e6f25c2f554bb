# Who may assume the role.

locals {
  # The cluster's own OIDC provider, and those of other clusters. A provider's ARN ends with its issuer.
  oidc_providers = var.identity != "pod-identity" ? [{ arn = var.oidc_provider_arn, issuer = local.oidc_issuer }] : []

  # IRSA: a token of these ServiceAccounts, to the letter, meant for STS.
  trust_subjects = [
    for provider in local.oidc_providers : {
      Effect    = "Allow"
      Principal = { Federated = provider.arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${provider.issuer}:aud" = "sts.amazonaws.com"
          "${provider.issuer}:sub" = "system:serviceaccount:${var.namespace}:aws-load-balancer-controller"
        }
      }
    }
  ]

  # EKS Pod Identity with session tags: one statement a namespace, its ServiceAccounts to the letter.
  trust_pod_identity = var.identity != "irsa" && !coalesce(var.pod_identity.disable_session_tags, false) ? [
    {
      Effect    = "Allow"
      Principal = { Service = "pods.eks.amazonaws.com" }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Condition = merge(
        {
          StringEquals = merge(
            {
              "aws:RequestTag/kubernetes-namespace"       = var.namespace
              "aws:RequestTag/kubernetes-service-account" = "aws-load-balancer-controller"
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
    },
  ] : []

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
    Version   = "2012-10-17"
    Statement = concat(local.trust_subjects, local.trust_pod_identity, local.trust_untagged)
  }
}
