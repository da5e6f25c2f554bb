# Any other add-ons: Helm releases, each with a role where it is given permissions.

locals {
  addon_names = tomap({ for name in keys(var.addons) : name => name })

  addon_service_account = {
    for name, addon in var.addons : name => addon.service_account.name != null ? addon.service_account.name : ""
  }

  addon_identity = { for name, addon in var.addons : name => coalesce(addon.identity, var.identity) }

  addon_annotations_value = {
    for name, addon in var.addons : name => coalesce(
      addon.service_account.annotations_value,
      "serviceAccount.annotations",
    )
  }

  addon_role_arns  = { for name, one in aws_iam_role.addon : name => one.arn }
  addon_role_names = { for name, one in aws_iam_role.addon : name => one.name }
  addon_role_ids   = { for name, one in aws_iam_role.addon : name => one.id }

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
        length(addon.service_account.assume_role_arns) > 0
      ) &&
      addon.service_account.create_role &&
      addon.service_account.name != null
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
            name  = coalesce(addon.service_account.create_value, "serviceAccount.create")
            value = tostring(!(addon.install && !var.iam_only))
            type  = "auto"
          },
        ] : [],
        addon.service_account.name != null ? [
          {
            name  = coalesce(addon.service_account.name_value, "serviceAccount.name")
            value = local.addon_service_account[name]
            type  = "string"
          },
        ] : [],
      ),
      [
        for key, text in local.addon_annotations_set[name] : {
          name  = "${local.addon_annotations_value[name]}.${replace(key, ".", "\\.")}"
          value = text
          type  = "string"
        }
        if addon.service_account.name != null &&
        !(addon.install && !var.iam_only) &&
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
            name  = "${addon.service_account.pod_annotations_value}.cdktf-eks-irsa/role-arn"
            value = local.addon_role_arn[name]
            type  = "string"
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

  addon_attached = tomap(merge([
    for name, addon in var.addons : {
      for key, value in merge(
        { for arn in distinct(addon.service_account.policy_arns) : arn => arn },
        addon.service_account.named_policy_arns,
      ) : "${name}/${key}" =>
      value
    } if local.addon_creates_role[name]
  ]...))

  addon_inline_made = tomap({
    for name, addon in var.addons : name => name
    if local.addon_creates_role[name] &&
    (length(local.addon_statements[name]) > 0 || length(addon.service_account.assume_role_arns) > 0)
  })

  addon_exclusive = tomap({
    for name, addon in var.addons : name => name
    if local.addon_creates_role[name] && coalesce(addon.service_account.role.exclusive_policies, false)
  })

  addon_attached_all = [length(aws_iam_role_policy_attachment.addon_policy), length(aws_iam_role_policy.addon)]

  addon_role_ready = [
    length(aws_iam_role_policy_attachment.addon_policy),
    length(aws_iam_role_policy.addon),
    length(aws_iam_role_policy_attachments_exclusive.addon),
    length(aws_iam_role_policies_exclusive.addon),
  ]

  # The role that is made, or the one that is there already.
  addon_role_arn = {
    for name, addon in var.addons : name =>
    local.addon_creates_role[name] ? local.addon_role_arns[name] : addon.service_account.role_arn
  }

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
    if addon.install && !var.iam_only && addon.service_account.name != null
  })

  addon_service_account_ready = [length(kubernetes_service_account_v1.addon)]

  addon_pod_identity_association_made = tomap({
    for name, addon in var.addons : name => name
    if local.addon_identity[name] != "irsa" &&
    (local.addon_creates_role[name] || !addon.service_account.create_role && addon.service_account.name != null)
  })

  addon_pod_identity_association_ready = [length(aws_eks_pod_identity_association.addon)]
}

resource "aws_iam_role" "addon" {
  for_each           = local.addon_role_made
  assume_role_policy = jsonencode(local.addon_trust[each.key])

  description = coalesce(
    var.addons[each.key].service_account.role.description,
    "Pods of the ServiceAccount ${var.addons[each.key].namespace}/${local.addon_service_account[each.key]} in the EKS cluster ${var.cluster_name}",
  )

  force_detach_policies = var.addons[each.key].service_account.role.force_detach_policies
  max_session_duration  = var.addons[each.key].service_account.role.max_session_duration

  name = var.addons[each.key].service_account.role.name_prefix == null ? coalesce(
    var.addons[each.key].service_account.role.name,
    local.addon_role_name[each.key],
  ) : null

  name_prefix          = var.addons[each.key].service_account.role.name_prefix
  path                 = var.addons[each.key].service_account.role.path
  permissions_boundary = var.addons[each.key].service_account.role.permissions_boundary
  tags                 = merge(var.tags, var.addons[each.key].service_account.role.tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.addon_trust[each.key])) <= 2048

      error_message = join("", [
        "the trust policy has too many characters: IAM accepts 2048. ",
        "Name fewer ServiceAccounts in one role, or split it into several roles.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "addon_policy" {
  for_each   = local.addon_attached
  policy_arn = each.value
  role       = local.addon_role_ids[split("/", each.key)[0]]
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

  policy_arns = values(merge(
    { for arn in distinct(var.addons[each.key].service_account.policy_arns) : arn => arn },
    var.addons[each.key].service_account.named_policy_arns,
  ))

  role_name  = local.addon_role_ids[each.key]
  depends_on = [local.addon_attached_all]
}

resource "aws_iam_role_policies_exclusive" "addon" {
  for_each = local.addon_exclusive

  policy_names = (
    (
      length(local.addon_statements[each.key]) > 0 ||
      length(var.addons[each.key].service_account.assume_role_arns) > 0
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

resource "helm_release" "addon" {
  for_each  = local.addon_installed
  atomic    = var.addons[each.key].atomic
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

  wait = true

  depends_on = [
    local.namespace_ready,
    local.addon_service_account_ready,
    local.addon_pod_identity_association_ready,
    module.cert_manager,
    module.load_balancer_controller,
  ]
}
