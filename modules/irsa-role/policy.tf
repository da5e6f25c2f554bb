# What the role allows.

locals {
  statements = [
    for statement in var.statements : merge(
      { Effect = coalesce(statement.effect, "Allow") },
      statement.sid != null ? { Sid = statement.sid } : {},
      statement.actions != null ? { Action = sort(distinct(statement.actions)) } : {},
      statement.not_actions != null ? { NotAction = sort(distinct(statement.not_actions)) } : {},
      statement.resources != null ? { Resource = sort(distinct(statement.resources)) } : {},
      statement.not_resources != null ? { NotResource = sort(distinct(statement.not_resources)) } : {},
      statement.conditions != null ? { Condition = statement.conditions } : {},
    )
  ]

  policy = {
    Version = "2012-10-17"
    Statement = concat(local.statements, local.grants, local.assumes ? [
      {
        Effect   = "Allow"
        Action   = ["sts:AssumeRole", "sts:TagSession"]
        Resource = sort(distinct(var.assume_role_arns))
      },
    ] : [])
  }
}
