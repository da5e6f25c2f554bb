# What each add-on's role allows.

locals {
  addon_statements = {
    for name, addon in var.addons : name => [
      for statement in addon.service_account.statements : merge(
        { Effect = coalesce(statement.effect, "Allow") },
        statement.sid != null ? { Sid = statement.sid } : {},
        statement.actions != null ? { Action = sort(distinct(statement.actions)) } : {},
        statement.not_actions != null ? { NotAction = sort(distinct(statement.not_actions)) } : {},
        statement.resources != null ? { Resource = sort(distinct(statement.resources)) } : {},
        statement.not_resources != null ? { NotResource = sort(distinct(statement.not_resources)) } : {},
        statement.conditions != null ? { Condition = statement.conditions } : {},
      )
    ]
  }

  addon_policy = {
    for name, addon in var.addons : name => {
      Version = "2012-10-17"
      Statement = concat(local.addon_statements[name], local.addon_grants[name], local.addon_assumes[name] ? [
        {
          Effect = "Allow"
          Action = ["sts:AssumeRole", "sts:TagSession"]
          Resource = sort(distinct(concat(addon.service_account.assume_role_arns, (
            (
              local.addon_identity[name] != "irsa"
              ? addon.service_account.pod_identity.target_role_arn != null
              : false
            )
            ? [addon.service_account.pod_identity.target_role_arn]
            : []
          ))))
        },
      ] : [])
    }
  }
}
