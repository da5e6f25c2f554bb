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
    for name in keys(var.addons) : name => {
      Version = "2012-10-17"
      Statement = concat(local.addon_statements[name], length(local.addon_assumes[name]) > 0 ? [
        {
          Effect   = "Allow"
          Action   = ["sts:AssumeRole", "sts:TagSession"]
          Resource = sort(distinct(local.addon_assumes[name]))
        },
      ] : [])
    }
  }
}
