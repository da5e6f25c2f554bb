# What the role allows.

locals {
  statements = concat(
    local.has_own_zones ? [
      { Effect = "Allow", Action = "route53:GetChange", Resource = "arn:${local.partition}:route53:::change/*" },
    ] : [],
    local.has_own_zones ? [
      {
        Effect = "Allow"
        Action = "route53:ChangeResourceRecordSets"
        Resource = sort(distinct([
          for zone in local.hosted_zones : "arn:${local.partition}:route53:::hostedzone/${zone.id}"
          if zone.role_arn == null
        ]))
        Condition = merge(
          {
            "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = "TXT" }
            Null = merge(
              { "route53:ChangeResourceRecordSetsRecordTypes" = "false" },
              var.acme_challenge_only ? { "route53:ChangeResourceRecordSetsNormalizedRecordNames" = "false" } : {},
            )
          },
          var.acme_challenge_only ? {
            "ForAllValues:StringLike" = {
              "route53:ChangeResourceRecordSetsNormalizedRecordNames" = ["_acme-challenge.*"]
            }
          } : {},
        )
      },
    ] : [],
    local.has_own_zones ? [
      {
        Effect = "Allow"
        Action = "route53:ListResourceRecordSets"
        Resource = sort(distinct([
          for zone in local.hosted_zones : "arn:${local.partition}:route53:::hostedzone/${zone.id}"
          if zone.role_arn == null
        ]))
      },
    ] : [],
    local.has_own_zones && var.look_up_zones ? [
      { Effect = "Allow", Action = "route53:ListHostedZonesByName", Resource = "*" },
    ] : [],
    length(local.hosted_zone_role_arns) > 0 ? [
      {
        Effect   = "Allow"
        Action   = ["sts:AssumeRole", "sts:TagSession"]
        Resource = sort(distinct(local.hosted_zone_role_arns))
      },
    ] : [],
  )

  policy = {
    Version = "2012-10-17"
    Statement = concat(local.statements, local.assumes ? [
      {
        Effect = "Allow"
        Action = ["sts:AssumeRole", "sts:TagSession"]
        Resource = (var.identity != "irsa" ? var.pod_identity.target_role_arn != null : false) ? [
          var.pod_identity.target_role_arn,
        ] : []
      },
    ] : [])
  }
}
