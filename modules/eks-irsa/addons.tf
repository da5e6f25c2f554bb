# Any other add-ons: Helm releases, each with a role where it is given permissions.

locals {
  addon_role_settings = {
    for name, addon in var.addons : name => {
      name = addon.service_account.role.name
      name_prefix = try(
        coalesce(
          addon.service_account.role.name_prefix,
          addon.service_account.role.name == null ? var.role.name_prefix : null,
        ),
        null,
      )
      description = addon.service_account.role.description
      path        = try(coalesce(addon.service_account.role.path, var.role.path), null)
      permissions_boundary = try(
        coalesce(addon.service_account.role.permissions_boundary, var.role.permissions_boundary),
        null,
      )
      max_session_duration = try(
        coalesce(addon.service_account.role.max_session_duration, var.role.max_session_duration),
        null,
      )
      tags = merge(var.role.tags, addon.service_account.role.tags)
      force_detach_policies = try(
        coalesce(addon.service_account.role.force_detach_policies, var.role.force_detach_policies),
        null,
      )
      exclusive_policies = try(
        coalesce(addon.service_account.role.exclusive_policies, var.role.exclusive_policies),
        null,
      )
      managed_policies = try(coalesce(addon.service_account.role.managed_policies, var.role.managed_policies), null)
    }
  }

  addon_service_account = {
    for name, addon in var.addons : name => addon.service_account.name != null ? addon.service_account.name : ""
  }

  addon_identity            = { for name, addon in var.addons : name => coalesce(addon.identity, var.identity) }
  addon_role_arns           = { for name, one in aws_iam_role.addon : name => one.arn }
  addon_role_ids            = { for name, one in aws_iam_role.addon : name => one.id }
  addon_managed_policy_arns = { for name, one in aws_iam_policy.addon_managed : name => one.arn }

  addon_eks_pod_identity_association_external_ids = {
    for name, one in aws_eks_pod_identity_association.addon : name => one.external_id
  }

  addon_external_ids = {
    for name, addon in var.addons : name =>
    addon.service_account.pod_identity.target_role_arn != null ? try(
      local.addon_eks_pod_identity_association_external_ids[name],
      null,
    ) : null
  }

  addon_releases = {
    for name, addon in var.addons : name => addon.install && !var.iam_only ? addon.chart.version : null
  }

  addon_namespaces = { for name, addon in var.addons : name => addon.namespace if addon.install && !var.iam_only }

  addon_gitops = {
    for name, addon in var.addons : name =>
    !(addon.install && !var.iam_only) ? {
      chart           = addon.chart.name
      repository      = coalesce(addon.chart.path, addon.chart.repository)
      version         = addon.chart.version
      release         = name
      namespace       = addon.namespace
      service_account = addon.service_account.name != null ? local.addon_service_account[name] : ""
      role_arn        = local.addon_role_arn[name]
      values          = concat(["{}"], addon.values)
      set             = local.addon_set[name]
    } : null
  }

  addon_creates_role = {
    for name, addon in var.addons : name =>
    (
      (
        length(addon.service_account.policy_arns) > 0 ||
        length(addon.service_account.named_policy_arns) > 0 ||
        length(addon.service_account.statements) > 0 ||
        length(addon.service_account.grants) > 0 ||
        length(addon.service_account.assume_role_arns) > 0 ||
        length(addon.service_account.acknowledge) > 0 ||
        addon.service_account.pod_identity.target_role_arn != null
      ) &&
      addon.service_account.create_role &&
      addon.service_account.name != null
    )
  }

  addon_annotations_path = {
    for name, addon in var.addons : name => coalesce(
      addon.service_account.annotations_value,
      "${coalesce(addon.service_account.account_value, "serviceAccount")}.annotations",
    )
  }

  addon_annotations_set = {
    for name, addon in var.addons : name => merge(
      addon.service_account.sts_regional_endpoints != null ? {
        "eks.amazonaws.com/sts-regional-endpoints" = tostring(addon.service_account.sts_regional_endpoints)
      } : {},
      addon.service_account.token_expiration != null ? {
        "eks.amazonaws.com/token-expiration" = tostring(addon.service_account.token_expiration)
      } : {},
      (
        (
          coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
          addon.service_account.audience != null
        )
        ? { "eks.amazonaws.com/audience" = addon.service_account.audience }
        : {}
      ),
      local.addon_identity[name] != "pod-identity" && local.addon_role_arn[name] != null ? {
        "eks.amazonaws.com/role-arn" = local.addon_role_arn[name]
      } : {},
    )
  }

  # Values under paths that the user gives.
  addon_set = {
    for name, addon in var.addons : name => concat(
      concat(
        addon.service_account.name != null ? [
          {
            name = coalesce(
              addon.service_account.create_value,
              "${coalesce(addon.service_account.account_value, "serviceAccount")}.create",
            )
            value = tostring(!(addon.install && !var.iam_only) || addon.service_account.made_by == "chart")
            type  = "auto"
          },
        ] : [],
        addon.service_account.name != null ? [
          {
            name = coalesce(
              addon.service_account.name_value,
              "${coalesce(addon.service_account.account_value, "serviceAccount")}.name",
            )
            value = local.addon_service_account[name]
            type  = "string"
          },
        ] : [],
      ),
      [
        for key, text in local.addon_annotations_set[name] : {
          name  = "${local.addon_annotations_path[name]}.${replace(key, ".", "\\.")}"
          value = text
          type  = "string"
        }
        if addon.service_account.name != null &&
        (!(addon.install && !var.iam_only) || addon.service_account.made_by == "chart") &&
        (
          addon.service_account.sts_regional_endpoints != null ||
          addon.service_account.token_expiration != null ||
          (
            coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
            addon.service_account.audience != null
          ) ||
          local.addon_identity[name] != "pod-identity" && local.addon_role_arn[name] != null
        )
      ],
      (
        (
          addon.service_account.name != null &&
          addon.service_account.pod_annotations_value != null &&
          local.addon_role_arn[name] != null
        )
        ? [
          {
            name = "${addon.service_account.pod_annotations_value}.cdktf-eks-irsa/role-arn"
            value = (
              local.addon_identity[name] == "irsa"
              ? local.addon_role_arn[name]
              : "${local.addon_role_arn[name]} ${local.addon_identity[name]}"
            )
            type = "string"
          },
        ]
        : []
      ),
    )
  }

  addon_installed      = tomap({ for name, addon in var.addons : name => name if addon.install && !var.iam_only })
  addon_role_full_name = { for name in keys(var.addons) : name => join("-", [var.cluster_name, var.region, name]) }

  addon_role_name = {
    for name in keys(var.addons) : name =>
    (
      length(local.addon_role_full_name[name]) <= 64
      ? local.addon_role_full_name[name]
      : "${replace(substr(local.addon_role_full_name[name], 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.addon_role_full_name[name]), 0, 8)}"
    )
  }

  addon_role_made = tomap({ for name in keys(var.addons) : name => name if local.addon_creates_role[name] })

  addon_assumes = {
    for name, addon in var.addons : name =>
    (
      length(addon.service_account.assume_role_arns) > 0
      ? true
      : local.addon_identity[name] != "irsa" ? addon.service_account.pod_identity.target_role_arn != null : false
    )
  }

  addon_permits_something = {
    for name, addon in var.addons : name =>
    (
      length(local.addon_statements[name]) > 0 || length(addon.service_account.grants) > 0
      ? true
      : local.addon_assumes[name]
    )
  }

  addon_attached = tomap(merge([
    for name, addon in var.addons : {
      for key, value in merge(
        { for arn in distinct(addon.service_account.policy_arns) : arn => arn },
        addon.service_account.named_policy_arns,
      ) : "${name}/${key}" =>
      value
    } if local.addon_creates_role[name]
  ]...))

  addon_managed_made = tomap({
    for name in keys(var.addons) : name => name
    if local.addon_creates_role[name] &&
    local.addon_permits_something[name] &&
    coalesce(local.addon_role_settings[name].managed_policies, false)
  })

  addon_own_full_name = {
    for name in keys(var.addons) : name => join("-", [var.cluster_name, var.region, name, "1"])
  }

  addon_own_name = {
    for name in keys(var.addons) : name =>
    (
      length(local.addon_own_full_name[name]) <= 128
      ? local.addon_own_full_name[name]
      : "${replace(substr(local.addon_own_full_name[name], 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.addon_own_full_name[name]), 0, 8)}"
    )
  }

  addon_inline_made = tomap({
    for name in keys(var.addons) : name => name
    if local.addon_creates_role[name] &&
    local.addon_permits_something[name] &&
    !coalesce(local.addon_role_settings[name].managed_policies, false)
  })

  addon_exclusive = tomap({
    for name in keys(var.addons) : name => name
    if local.addon_creates_role[name] && coalesce(local.addon_role_settings[name].exclusive_policies, false)
  })

  addon_attached_all = [
    length(aws_iam_role_policy_attachment.addon_policy),
    length(aws_iam_role_policy_attachment.addon_managed),
    length(aws_iam_role_policy.addon),
  ]

  addon_role_ready = [
    length(aws_iam_role_policy_attachment.addon_policy),
    length(aws_iam_role_policy_attachment.addon_managed),
    length(aws_iam_role_policy.addon),
    length(aws_iam_role_policy_attachments_exclusive.addon),
    length(aws_iam_role_policies_exclusive.addon),
  ]

  # The role that is made, or the one that is there already.
  addon_role_arn = {
    for name, addon in var.addons : name =>
    local.addon_creates_role[name] ? local.addon_role_arns[name] : addon.service_account.role_arn
  }

  addon_associated = tomap(merge([
    for name, addon in var.addons : {
      for key, value in {
        for subject in [
          for subject in addon.service_account.trust.subjects : subject
          if !contains(local.accounts_associated, "${subject.namespace}/${subject.service_account}")
        ] : "${subject.namespace}/${subject.service_account}" =>
        {
          namespace            = subject.namespace
          service_account      = subject.service_account
          role_arn             = local.addon_role_arn[name]
          target_role_arn      = addon.service_account.pod_identity.target_role_arn
          disable_session_tags = addon.service_account.pod_identity.disable_session_tags
        }
      } : "${name}/${key}" =>
      value
    }
    if local.addon_identity[name] != "irsa" &&
    (local.addon_creates_role[name] || !addon.service_account.create_role && addon.service_account.name != null)
  ]...))

  addon_annotations = {
    for name, addon in var.addons : name => merge(
      { "helm.sh/resource-policy" = "keep" },
      addon.service_account.sts_regional_endpoints != null ? {
        "eks.amazonaws.com/sts-regional-endpoints" = tostring(addon.service_account.sts_regional_endpoints)
      } : {},
      addon.service_account.token_expiration != null ? {
        "eks.amazonaws.com/token-expiration" = tostring(addon.service_account.token_expiration)
      } : {},
      (
        (
          coalesce(addon.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
          addon.service_account.audience != null
        )
        ? { "eks.amazonaws.com/audience" = addon.service_account.audience }
        : {}
      ),
      local.addon_identity[name] != "pod-identity" && local.addon_role_arn[name] != null ? {
        "eks.amazonaws.com/role-arn" = local.addon_role_arn[name]
      } : {},
    )
  }

  addon_service_account_made = tomap({
    for name, addon in var.addons : name => name
    if addon.install &&
    !var.iam_only &&
    addon.service_account.name != null &&
    addon.service_account.made_by != "chart"
  })

  addon_service_account_first = [length(kubernetes_service_account_v1.addon)]

  addon_pod_identity_association_made = tomap({
    for name, addon in var.addons : name => name
    if local.addon_identity[name] != "irsa" &&
    (local.addon_creates_role[name] || !addon.service_account.create_role && addon.service_account.name != null)
  })

  addon_pod_identity_association_ready   = [length(aws_eks_pod_identity_association.addon)]
  addon_other_subjects_association_ready = [length(aws_eks_pod_identity_association.addon_other_subjects)]
}

resource "aws_iam_role" "addon" {
  for_each           = local.addon_role_made
  assume_role_policy = jsonencode(local.addon_trust[each.key])

  description = coalesce(
    local.addon_role_settings[each.key].description,
    "Pods of the ServiceAccount ${var.addons[each.key].namespace}/${local.addon_service_account[each.key]} in the EKS cluster ${var.cluster_name}",
  )

  force_detach_policies = local.addon_role_settings[each.key].force_detach_policies
  max_session_duration  = local.addon_role_settings[each.key].max_session_duration

  name = local.addon_role_settings[each.key].name_prefix == null ? coalesce(
    local.addon_role_settings[each.key].name,
    local.addon_role_name[each.key],
  ) : null

  name_prefix          = local.addon_role_settings[each.key].name_prefix
  path                 = local.addon_role_settings[each.key].path
  permissions_boundary = local.addon_role_settings[each.key].permissions_boundary
  tags                 = merge(var.tags, local.addon_role_settings[each.key].tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.addon_trust[each.key])) <= local.addon_trust_limit[each.key]

      error_message = join("", [
        "the trust policy has too many characters: IAM accepts ${local.addon_trust_limit[each.key]}. ",
        "Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "addon_policy" {
  for_each   = local.addon_attached
  policy_arn = each.value
  role       = local.addon_role_ids[split("/", each.key)[0]]
}

resource "aws_iam_policy" "addon_managed" {
  for_each = local.addon_managed_made
  name     = local.addon_own_name[each.key]
  path     = local.addon_role_settings[each.key].path
  policy   = jsonencode(local.addon_policy[each.key])
  tags     = merge(var.tags, local.addon_role_settings[each.key].tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.addon_policy[each.key])) <= 6144

      error_message = join("", [
        "the managed policy has too many characters: the limit is 6144, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "addon_managed" {
  for_each   = local.addon_managed_made
  policy_arn = local.addon_managed_policy_arns[each.key]
  role       = local.addon_role_ids[each.key]
}

resource "aws_iam_role_policy" "addon" {
  for_each = local.addon_inline_made
  name     = "inline"
  policy   = jsonencode(local.addon_policy[each.key])
  role     = local.addon_role_ids[each.key]

  lifecycle {
    precondition {
      condition = length(jsonencode(local.addon_policy[each.key])) <= 10240

      error_message = join("", [
        "the inline policy has too many characters: the limit is 10240, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachments_exclusive" "addon" {
  for_each = local.addon_exclusive

  policy_arns = concat(
    values(merge(
      { for arn in distinct(var.addons[each.key].service_account.policy_arns) : arn => arn },
      var.addons[each.key].service_account.named_policy_arns,
    )),
    (
      (
        local.addon_permits_something[each.key] &&
        coalesce(local.addon_role_settings[each.key].managed_policies, false)
      )
      ? [local.addon_managed_policy_arns[each.key]]
      : []
    ),
  )

  role_name  = local.addon_role_ids[each.key]
  depends_on = [local.addon_attached_all]
}

resource "aws_iam_role_policies_exclusive" "addon" {
  for_each = local.addon_exclusive

  policy_names = (
    (
      local.addon_permits_something[each.key] &&
      !coalesce(local.addon_role_settings[each.key].managed_policies, false)
    )
    ? ["inline"]
    : []
  )

  role_name  = local.addon_role_ids[each.key]
  depends_on = [local.addon_attached_all]
}

resource "kubernetes_service_account_v1" "addon" {
  for_each                        = local.addon_service_account_made
  automount_service_account_token = true

  metadata {
    annotations = local.addon_annotations[each.key]
    name        = local.addon_service_account[each.key]
    namespace   = var.addons[each.key].namespace
  }

  depends_on = [local.namespace_ready, local.addon_role_ready]
}

resource "aws_eks_pod_identity_association" "addon" {
  for_each             = local.addon_pod_identity_association_made
  cluster_name         = var.cluster_name
  disable_session_tags = var.addons[each.key].service_account.pod_identity.disable_session_tags
  namespace            = var.addons[each.key].namespace
  region               = var.region
  role_arn             = local.addon_role_arn[each.key]
  service_account      = local.addon_service_account[each.key]
  tags                 = var.tags
  target_role_arn      = var.addons[each.key].service_account.pod_identity.target_role_arn
  depends_on           = [local.addon_role_ready]
}

resource "aws_eks_pod_identity_association" "addon_other_subjects" {
  for_each             = local.addon_associated
  cluster_name         = var.cluster_name
  disable_session_tags = each.value.disable_session_tags
  namespace            = each.value.namespace
  region               = var.region
  role_arn             = each.value.role_arn
  service_account      = each.value.service_account
  tags                 = var.tags
  target_role_arn      = each.value.target_role_arn
  depends_on           = [local.addon_role_ready]
}

resource "helm_release" "addon" {
  for_each  = local.addon_installed
  atomic    = coalesce(var.addons[each.key].atomic, var.addons[each.key].wait)
  chart     = coalesce(var.addons[each.key].chart.path, var.addons[each.key].chart.name)
  name      = each.key
  namespace = var.addons[each.key].namespace

  repository = (
    var.addons[each.key].chart.path == null && var.addons[each.key].chart.repository != null
    ? var.addons[each.key].chart.repository
    : null
  )

  repository_password = (
    (
      var.addons[each.key].chart.path == null &&
      try(lookup(var.chart_credentials, each.key, null).password, null) != null
    )
    ? try(lookup(var.chart_credentials, each.key, null).password, null)
    : null
  )

  repository_username = (
    (
      var.addons[each.key].chart.path == null &&
      try(lookup(var.chart_credentials, each.key, null).username, null) != null
    )
    ? try(lookup(var.chart_credentials, each.key, null).username, null)
    : null
  )

  set             = local.addon_set[each.key]
  take_ownership  = var.addons[each.key].take_ownership
  timeout         = coalesce(var.addons[each.key].timeout, 600)
  upgrade_install = var.addons[each.key].upgrade_install
  values          = concat(["{}"], var.addons[each.key].values)

  version = (
    var.addons[each.key].chart.path == null && var.addons[each.key].chart.version != null
    ? var.addons[each.key].chart.version
    : null
  )

  wait = var.addons[each.key].wait

  depends_on = [
    local.namespace_ready,
    local.addon_service_account_first,
    local.addon_pod_identity_association_ready,
    local.addon_other_subjects_association_ready,
    local.workload_service_account_first,
    local.workload_rbac_ready,
    local.workload_pod_identity_association_ready,
    local.workload_other_subjects_association_ready,
    module.cert_manager,
    module.load_balancer_controller,
  ]
}
