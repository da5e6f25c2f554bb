# What the role allows.

locals {
  statements = concat(
    length(local.zone_arns) > 0 ? [
      { Effect = "Allow", Action = "route53:GetChange", Resource = "arn:${local.partition}:route53:::change/*" },
    ] : [],
    length(local.zone_arns) > 0 ? [
      {
        Effect   = "Allow"
        Action   = "route53:ChangeResourceRecordSets"
        Resource = sort(distinct(local.zone_arns))
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
    length(local.zone_arns) > 0 ? [
      { Effect = "Allow", Action = "route53:ListResourceRecordSets", Resource = sort(distinct(local.zone_arns)) },
    ] : [],
    length(local.zone_arns) > 0 && var.look_up_zones ? [
      { Effect = "Allow", Action = "route53:ListHostedZonesByName", Resource = "*" },
    ] : [],
    length(local.zone_role_arns) > 0 ? [
      {
        Effect   = "Allow"
        Action   = ["sts:AssumeRole", "sts:TagSession"]
        Resource = sort(distinct(local.zone_role_arns))
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

  issuer_policy = {
    for name, issuer in local.issuer_identities : name => {
      Version = "2012-10-17"
      Statement = concat(
        [
          {
            Effect   = "Allow"
            Action   = "route53:GetChange"
            Resource = "arn:${local.partition}:route53:::change/*"
          },
          {
            Effect = "Allow"
            Action = "route53:ChangeResourceRecordSets"
            Resource = sort(distinct([
              for zone in issuer.zones : "arn:${local.partition}:route53:::hostedzone/${zone.id}"
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
          {
            Effect = "Allow"
            Action = "route53:ListResourceRecordSets"
            Resource = sort(distinct([
              for zone in issuer.zones : "arn:${local.partition}:route53:::hostedzone/${zone.id}"
            ]))
          },
        ],
        var.look_up_zones ? [{ Effect = "Allow", Action = "route53:ListHostedZonesByName", Resource = "*" }] : [],
      )
    }
  }
}
