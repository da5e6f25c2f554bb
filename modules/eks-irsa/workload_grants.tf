# What grants of each workload allow, as statements of its policy.

locals {
  # Grants, and the use of keys that they ask for, which is a grant of its own.
  workload_grants_asked = {
    for name, workload in var.workloads : name => concat(workload.grants, [
      for grant in workload.grants : merge(grant, {
        service = "kms"
        verbs = flatten([
          for verb in grant.verbs : lookup(local.grant_services[grant.service].keys.verbs, verb, [])
        ])
        resources = grant.kms_keys
        via       = [local.grant_services[grant.service].keys.through]
      }) if length(grant.kms_keys) > 0
    ])
  }

  # The same with resources as ARNs: a name is the cluster's partition's, region's and account's.
  workload_grants_named = {
    for name in keys(var.workloads) : name => [
      for grant in local.workload_grants_asked[name] : merge(grant, {
        arns = [
          for resource in grant.resources : join("", [
            startswith(resource, "arn:") ? "" : local.grant_services[grant.service].arn,
            resource,
            (
              endswith(resource, "/")
              ? "*"
              : startswith(resource, "arn:") ? "" : local.grant_services[grant.service].suffix
            ),
          ]) if !startswith(resource, "alias/")
        ]
        aliases = [for resource in grant.resources : resource if startswith(resource, "alias/")]
      })
    ]
  }

  # The same with what else its service's statements are said of.
  workload_grant_lists = {
    for name in keys(var.workloads) : name => [
      for grant in local.workload_grants_named[name] : merge(grant, {
        paths     = [for arn in grant.arns : trimsuffix(arn, "/*") if endswith(arn, "/*")]
        any       = ["*"]
        once      = [""]
        tree      = ["", "/*"]
        below     = coalescelist(grant.prefixes, [""])
        table     = [for part in coalescelist(grant.parts, ["table"]) : "" if part == "table"]
        indexes   = [for part in coalescelist(grant.parts, ["table"]) : "" if part == "indexes"]
        stream    = [for part in coalescelist(grant.parts, ["table"]) : "" if part == "stream"]
        direct    = length(grant.inference_profiles) > 0 ? [] : [""]
        topics_of = [for arn in grant.arns : replace(arn, ":cluster/", ":topic/")]
        groups_of = [for arn in grant.arns : replace(arn, ":cluster/", ":group/")]
      })
    ]
  }

  # A statement for each form of its service that a grant gives anything of.
  workload_grants = {
    for name in keys(var.workloads) : name => flatten([
      for grant in local.workload_grant_lists[name] : [
        for form in local.grant_services[grant.service].forms : merge(
          {
            Effect = "Allow"
            Action = sort(distinct(flatten([for verb in grant.verbs : lookup(form.actions, verb, [])])))
            Resource = sort(distinct([
              for pair in setproduct(grant[form.resources], grant[form.parts]) : replace(
                replace(form.text, "{part}", pair[1]),
                "{resource}",
                pair[0],
              )
            ]))
          },
          length(flatten([for condition in form.conditions : grant[condition.parts]])) > 0 ? {
            Condition = {
              for condition in form.conditions : condition.test => {
                (condition.key) = [
                  for pair in setproduct(grant[condition.resources], grant[condition.parts]) : replace(
                    replace(condition.text, "{part}", pair[1]),
                    "{resource}",
                    pair[0],
                  )
                ]
              } if length(grant[condition.parts]) > 0
            }
          } : {},
        )
        if length(setintersection(keys(form.actions), grant.verbs)) > 0 &&
        length(grant[form.resources]) > 0 &&
        length(grant[form.parts]) > 0
      ]
    ])
  }
}
