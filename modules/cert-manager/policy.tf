# What the role allows.

locals {
  statements = concat(
    var.hosted_zone_role_arn == null ? [
      { Effect = "Allow", Action = "route53:GetChange", Resource = "arn:${local.partition}:route53:::change/*" },
    ] : [],
    var.hosted_zone_role_arn == null ? [
      {
        Effect = "Allow"
        Action = "route53:ChangeResourceRecordSets"
        Resource = sort(distinct([
          for zone in local.hosted_zones : "arn:${local.partition}:route53:::hostedzone/${zone.id}"
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
    var.hosted_zone_role_arn == null ? [
      {
        Effect = "Allow"
        Action = "route53:ListResourceRecordSets"
        Resource = sort(distinct([
          for zone in local.hosted_zones : "arn:${local.partition}:route53:::hostedzone/${zone.id}"
        ]))
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
