# What each workload's role allows.

locals {
  workload_statements = {
    for name, workload in var.workloads : name => [
      for statement in workload.statements : merge(
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

  workload_policy = {
    for name, workload in var.workloads : name => {
      Version = "2012-10-17"
      Statement = concat(local.workload_statements[name], local.workload_grants[name], (
        local.workload_assumes[name]
        ? [
          {
            Effect = "Allow"
            Action = ["sts:AssumeRole", "sts:TagSession"]
            Resource = sort(distinct(concat(workload.assume_role_arns, (
              (local.workload_identity[name] != "irsa" ? workload.pod_identity.target_role_arn != null : false)
              ? [workload.pod_identity.target_role_arn]
              : []
            ))))
          },
        ]
        : []
      ))
    }
  }
}
