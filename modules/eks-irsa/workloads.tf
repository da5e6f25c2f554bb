# Workloads: ServiceAccounts, each with an IAM role of its own.

locals {
  # ServiceAccounts with a Pod Identity association of their own: EKS takes one for each.
  accounts_associated = concat(
    [
      for one in values(var.workloads) : "${one.namespace}/${one.service_account}"
      if coalesce(one.identity, var.identity) != "irsa" && one.namespace != null && one.service_account != null
    ],
    [
      for one in values(var.addons) : "${one.namespace}/${one.service_account.name}"
      if coalesce(one.identity, var.identity) != "irsa" &&
      one.namespace != null &&
      one.service_account.name != null
    ],
  )

  workload_identity = { for name, workload in var.workloads : name => coalesce(workload.identity, var.identity) }

  workload_role_settings = {
    for name, workload in var.workloads : name => {
      name = workload.role.name
      name_prefix = try(
        coalesce(workload.role.name_prefix, workload.role.name == null ? var.role.name_prefix : null),
        null,
      )
      description          = workload.role.description
      path                 = try(coalesce(workload.role.path, var.role.path), null)
      permissions_boundary = try(coalesce(workload.role.permissions_boundary, var.role.permissions_boundary), null)
      max_session_duration = try(coalesce(workload.role.max_session_duration, var.role.max_session_duration), null)
      tags                 = merge(var.role.tags, workload.role.tags)
      force_detach_policies = try(
        coalesce(workload.role.force_detach_policies, var.role.force_detach_policies),
        null,
      )
      exclusive_policies = try(coalesce(workload.role.exclusive_policies, var.role.exclusive_policies), null)
      managed_policies   = try(coalesce(workload.role.managed_policies, var.role.managed_policies), null)
    }
  }

  workload_role_arns           = { for name, one in aws_iam_role.workload : name => one.arn }
  workload_role_names          = { for name, one in aws_iam_role.workload : name => one.name }
  workload_role_ids            = { for name, one in aws_iam_role.workload : name => one.id }
  workload_managed_policy_arns = { for name, one in aws_iam_policy.workload_managed : name => one.arn }

  workload_eks_pod_identity_association_external_ids = {
    for name, one in aws_eks_pod_identity_association.workload : name => one.external_id
  }

  workload_external_ids = {
    for name, workload in var.workloads : name =>
    workload.pod_identity.target_role_arn != null ? try(
      local.workload_eks_pod_identity_association_external_ids[name],
      null,
    ) : null
  }

  workload_role_full_name = {
    for name in keys(var.workloads) : name => join("-", [var.cluster_name, var.region, name])
  }

  workload_role_name = {
    for name in keys(var.workloads) : name =>
    (
      length(local.workload_role_full_name[name]) <= 64
      ? local.workload_role_full_name[name]
      : "${replace(substr(local.workload_role_full_name[name], 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.workload_role_full_name[name]), 0, 8)}"
    )
  }

  workload_role_made = tomap({ for name, workload in var.workloads : name => name if workload.create_role })

  workload_assumes = {
    for name, workload in var.workloads : name =>
    (
      length(workload.assume_role_arns) > 0
      ? true
      : local.workload_identity[name] != "irsa" ? workload.pod_identity.target_role_arn != null : false
    )
  }

  workload_permits_something = {
    for name, workload in var.workloads : name =>
    length(local.workload_statements[name]) > 0 || length(workload.grants) > 0 ? true : local.workload_assumes[name]
  }

  workload_attached = tomap(merge([
    for name, workload in var.workloads : {
      for key, value in merge(
        { for arn in distinct(workload.policy_arns) : arn => arn },
        workload.named_policy_arns,
      ) : "${name}/${key}" =>
      value
    } if workload.create_role
  ]...))

  workload_managed_made = tomap({
    for name, workload in var.workloads : name => name
    if workload.create_role &&
    local.workload_permits_something[name] &&
    coalesce(local.workload_role_settings[name].managed_policies, false)
  })

  workload_own_full_name = {
    for name in keys(var.workloads) : name => join("-", [var.cluster_name, var.region, name, "1"])
  }

  workload_own_name = {
    for name in keys(var.workloads) : name =>
    (
      length(local.workload_own_full_name[name]) <= 128
      ? local.workload_own_full_name[name]
      : "${replace(substr(local.workload_own_full_name[name], 0, 119), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.workload_own_full_name[name]), 0, 8)}"
    )
  }

  workload_inline_made = tomap({
    for name, workload in var.workloads : name => name
    if workload.create_role &&
    local.workload_permits_something[name] &&
    !coalesce(local.workload_role_settings[name].managed_policies, false)
  })

  workload_exclusive = tomap({
    for name, workload in var.workloads : name => name
    if workload.create_role && coalesce(local.workload_role_settings[name].exclusive_policies, false)
  })

  workload_attached_all = [
    length(aws_iam_role_policy_attachment.workload_policy),
    length(aws_iam_role_policy_attachment.workload_managed),
    length(aws_iam_role_policy.workload),
  ]

  workload_role_ready = [
    length(aws_iam_role_policy_attachment.workload_policy),
    length(aws_iam_role_policy_attachment.workload_managed),
    length(aws_iam_role_policy.workload),
    length(aws_iam_role_policy_attachments_exclusive.workload),
    length(aws_iam_role_policies_exclusive.workload),
  ]

  # The role that is made, or the one that is there already.
  workload_role_arn = {
    for name, workload in var.workloads : name =>
    workload.create_role ? local.workload_role_arns[name] : workload.role_arn
  }

  workload_associated = tomap(merge([
    for name, workload in var.workloads : {
      for key, value in {
        for subject in [
          for subject in workload.trust.subjects : subject
          if !contains(local.accounts_associated, "${subject.namespace}/${subject.service_account}")
        ] : "${subject.namespace}/${subject.service_account}" =>
        {
          namespace            = subject.namespace
          service_account      = subject.service_account
          role_arn             = local.workload_role_arn[name]
          target_role_arn      = workload.pod_identity.target_role_arn
          disable_session_tags = workload.pod_identity.disable_session_tags
        }
      } : "${name}/${key}" =>
      value
    } if local.workload_identity[name] != "irsa"
  ]...))

  workload_annotations = {
    for name, workload in var.workloads : name => merge(
      coalesce(workload.annotations, {}),
      merge(
        workload.sts_regional_endpoints != null ? {
          "eks.amazonaws.com/sts-regional-endpoints" = tostring(workload.sts_regional_endpoints)
        } : {},
        workload.token_expiration != null ? {
          "eks.amazonaws.com/token-expiration" = tostring(workload.token_expiration)
        } : {},
        coalesce(workload.audience, "sts.amazonaws.com") != "sts.amazonaws.com" && workload.audience != null ? {
          "eks.amazonaws.com/audience" = workload.audience
        } : {},
        local.workload_identity[name] != "pod-identity" && local.workload_role_arn[name] != null ? {
          "eks.amazonaws.com/role-arn" = local.workload_role_arn[name]
        } : {},
      ),
    )
  }

  workload_service_account_made = tomap({
    for name, workload in var.workloads : name => name
    if !(var.iam_only || workload.role_only) && !workload.existing
  })

  # ServiceAccounts that Kubernetes or EKS makes: they are there before any release.
  workload_of_cluster = {
    for name, workload in var.workloads : name =>
    (
      workload.service_account == "default" ||
      (
        workload.namespace == "kube-system" &&
        (workload.service_account != null ? contains(
          [
            "aws-cloud-provider", "aws-node", "coredns", "eks-vpc-resource-controller", "kube-proxy",
            "tagging-controller", "vpc-resource-controller",
          ],
          workload.service_account,
        ) : false)
      )
    )
  }

  workload_annotated_before_releases = tomap({
    for name, workload in var.workloads : name => name
    if !(var.iam_only || workload.role_only) &&
    local.workload_of_cluster[name] &&
    workload.existing &&
    (
      local.workload_identity[name] != "pod-identity"
      ? true
      : (
        workload.sts_regional_endpoints != null ||
        workload.token_expiration != null ||
        coalesce(workload.audience, "sts.amazonaws.com") != "sts.amazonaws.com" && workload.audience != null ||
        length(coalesce(workload.annotations, {})) > 0
      )
    )
  })

  workload_annotated = tomap({
    for name, workload in var.workloads : name => name
    if !(var.iam_only || workload.role_only) &&
    !local.workload_of_cluster[name] &&
    workload.existing &&
    (
      local.workload_identity[name] != "pod-identity"
      ? true
      : (
        workload.sts_regional_endpoints != null ||
        workload.token_expiration != null ||
        coalesce(workload.audience, "sts.amazonaws.com") != "sts.amazonaws.com" && workload.audience != null ||
        length(coalesce(workload.annotations, {})) > 0
      )
    )
  })

  workload_service_account_first = [
    length(kubernetes_service_account_v1.workload),
    length(kubernetes_annotations.workload_of_cluster),
  ]

  workload_ruled = tomap({
    for name, workload in var.workloads : name => name
    if !(var.iam_only || workload.role_only) && length(workload.rules) > 0
  })

  workload_rbac_role_ready = [length(kubernetes_role_v1.workload)]

  workload_ruled_in_cluster = tomap({
    for name, workload in var.workloads : name => name
    if !(var.iam_only || workload.role_only) && length(workload.cluster_rules) > 0
  })

  workload_rbac_cluster_role_ready = [length(kubernetes_cluster_role_v1.workload)]

  workload_rbac_ready = [
    length(kubernetes_role_binding_v1.workload),
    length(kubernetes_cluster_role_binding_v1.workload),
  ]

  workload_pod_identity_association_made = tomap({
    for name in keys(var.workloads) : name => name if local.workload_identity[name] != "irsa"
  })

  workload_pod_identity_association_ready   = [length(aws_eks_pod_identity_association.workload)]
  workload_other_subjects_association_ready = [length(aws_eks_pod_identity_association.workload_other_subjects)]
}

resource "aws_iam_role" "workload" {
  for_each           = local.workload_role_made
  assume_role_policy = jsonencode(local.workload_trust[each.key])

  description = coalesce(
    local.workload_role_settings[each.key].description,
    (
      var.workloads[each.key].service_account != null
      ? "Pods of the ServiceAccount ${var.workloads[each.key].namespace}/${var.workloads[each.key].service_account} in the EKS cluster ${var.cluster_name}"
      : "Pods of ServiceAccounts by pattern in the EKS cluster ${var.cluster_name}"
    ),
  )

  force_detach_policies = local.workload_role_settings[each.key].force_detach_policies
  max_session_duration  = local.workload_role_settings[each.key].max_session_duration

  name = local.workload_role_settings[each.key].name_prefix == null ? coalesce(
    local.workload_role_settings[each.key].name,
    local.workload_role_name[each.key],
  ) : null

  name_prefix          = local.workload_role_settings[each.key].name_prefix
  path                 = local.workload_role_settings[each.key].path
  permissions_boundary = local.workload_role_settings[each.key].permissions_boundary
  tags                 = merge(var.tags, local.workload_role_settings[each.key].tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.workload_trust[each.key])) <= local.workload_trust_limit[each.key]

      error_message = join("", [
        "the trust policy has too many characters: IAM accepts ${local.workload_trust_limit[each.key]}. ",
        "Name fewer ServiceAccounts in one role, split it, or raise trust.maxSize (max_size in modules) with the account's quota.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "workload_policy" {
  for_each   = local.workload_attached
  policy_arn = each.value
  role       = local.workload_role_ids[split("/", each.key)[0]]
}

resource "aws_iam_policy" "workload_managed" {
  for_each = local.workload_managed_made
  name     = local.workload_own_name[each.key]
  path     = local.workload_role_settings[each.key].path
  policy   = jsonencode(local.workload_policy[each.key])
  tags     = merge(var.tags, local.workload_role_settings[each.key].tags)

  lifecycle {
    precondition {
      condition = length(jsonencode(local.workload_policy[each.key])) <= 6144

      error_message = join("", [
        "the managed policy has too many characters: the limit is 6144, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachment" "workload_managed" {
  for_each   = local.workload_managed_made
  policy_arn = local.workload_managed_policy_arns[each.key]
  role       = local.workload_role_ids[each.key]
}

resource "aws_iam_role_policy" "workload" {
  for_each = local.workload_inline_made
  name     = "inline"
  policy   = jsonencode(local.workload_policy[each.key])
  role     = local.workload_role_ids[each.key]

  lifecycle {
    precondition {
      condition = length(jsonencode(local.workload_policy[each.key])) <= 10240

      error_message = join("", [
        "the inline policy has too many characters: the limit is 10240, white space not counted. ",
        "Merge statements, use wildcards, or move statements to a policy of your own and give its ARN.",
      ])
    }
  }
}

resource "aws_iam_role_policy_attachments_exclusive" "workload" {
  for_each = local.workload_exclusive

  policy_arns = concat(
    values(merge(
      { for arn in distinct(var.workloads[each.key].policy_arns) : arn => arn },
      var.workloads[each.key].named_policy_arns,
    )),
    (
      (
        local.workload_permits_something[each.key] &&
        coalesce(local.workload_role_settings[each.key].managed_policies, false)
      )
      ? [local.workload_managed_policy_arns[each.key]]
      : []
    ),
  )

  role_name  = local.workload_role_ids[each.key]
  depends_on = [local.workload_attached_all]
}

resource "aws_iam_role_policies_exclusive" "workload" {
  for_each = local.workload_exclusive

  policy_names = (
    (
      local.workload_permits_something[each.key] &&
      !coalesce(local.workload_role_settings[each.key].managed_policies, false)
    )
    ? ["inline"]
    : []
  )

  role_name  = local.workload_role_ids[each.key]
  depends_on = [local.workload_attached_all]
}

resource "kubernetes_service_account_v1" "workload" {
  for_each                        = local.workload_service_account_made
  automount_service_account_token = coalesce(var.workloads[each.key].automount_service_account_token, true)

  metadata {
    annotations = local.workload_annotations[each.key]
    labels      = var.workloads[each.key].labels
    name        = var.workloads[each.key].service_account
    namespace   = var.workloads[each.key].namespace
  }

  dynamic "image_pull_secret" {
    for_each = coalesce(var.workloads[each.key].image_pull_secrets, [])

    content {
      name = image_pull_secret.value
    }
  }

  depends_on = [local.namespace_ready, local.workload_role_ready]
}

resource "kubernetes_annotations" "workload_of_cluster" {
  for_each    = local.workload_annotated_before_releases
  annotations = local.workload_annotations[each.key]
  api_version = "v1"
  kind        = "ServiceAccount"

  metadata {
    name      = var.workloads[each.key].service_account
    namespace = var.workloads[each.key].namespace
  }

  depends_on = [local.namespace_ready, local.workload_role_ready]
}

resource "kubernetes_annotations" "workload" {
  for_each    = local.workload_annotated
  annotations = local.workload_annotations[each.key]
  api_version = "v1"
  kind        = "ServiceAccount"

  metadata {
    name      = var.workloads[each.key].service_account
    namespace = var.workloads[each.key].namespace
  }

  depends_on = [
    local.namespace_ready,
    local.workload_role_ready,
    module.cert_manager,
    module.load_balancer_controller,
    helm_release.addon,
  ]
}

resource "kubernetes_role_v1" "workload" {
  for_each = local.workload_ruled

  metadata {
    name      = var.workloads[each.key].service_account
    namespace = var.workloads[each.key].namespace
  }

  dynamic "rule" {
    for_each = var.workloads[each.key].rules

    content {
      api_groups     = rule.value.api_groups
      resources      = rule.value.resources
      verbs          = rule.value.verbs
      resource_names = rule.value.resource_names
    }
  }

  depends_on = [local.namespace_ready]
}

resource "kubernetes_role_binding_v1" "workload" {
  for_each = local.workload_ruled

  metadata {
    name      = var.workloads[each.key].service_account
    namespace = var.workloads[each.key].namespace
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = var.workloads[each.key].service_account
  }

  subject {
    kind      = "ServiceAccount"
    name      = var.workloads[each.key].service_account
    namespace = var.workloads[each.key].namespace
  }

  depends_on = [local.workload_rbac_role_ready]
}

resource "kubernetes_cluster_role_v1" "workload" {
  for_each = local.workload_ruled_in_cluster

  metadata {
    name = "${var.workloads[each.key].namespace}:${var.workloads[each.key].service_account}"
  }

  dynamic "rule" {
    for_each = var.workloads[each.key].cluster_rules

    content {
      api_groups     = rule.value.api_groups
      resources      = rule.value.resources
      verbs          = rule.value.verbs
      resource_names = rule.value.resource_names
    }
  }
}

resource "kubernetes_cluster_role_binding_v1" "workload" {
  for_each = local.workload_ruled_in_cluster

  metadata {
    name = "${var.workloads[each.key].namespace}:${var.workloads[each.key].service_account}"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "${var.workloads[each.key].namespace}:${var.workloads[each.key].service_account}"
  }

  subject {
    kind      = "ServiceAccount"
    name      = var.workloads[each.key].service_account
    namespace = var.workloads[each.key].namespace
  }

  depends_on = [local.workload_rbac_cluster_role_ready]
}

resource "aws_eks_pod_identity_association" "workload" {
  for_each             = local.workload_pod_identity_association_made
  cluster_name         = var.cluster_name
  disable_session_tags = var.workloads[each.key].pod_identity.disable_session_tags
  namespace            = var.workloads[each.key].namespace
  region               = var.region
  role_arn             = local.workload_role_arn[each.key]
  service_account      = var.workloads[each.key].service_account
  tags                 = var.tags
  target_role_arn      = var.workloads[each.key].pod_identity.target_role_arn
  depends_on           = [local.workload_role_ready]
}

resource "aws_eks_pod_identity_association" "workload_other_subjects" {
  for_each             = local.workload_associated
  cluster_name         = var.cluster_name
  disable_session_tags = each.value.disable_session_tags
  namespace            = each.value.namespace
  region               = var.region
  role_arn             = each.value.role_arn
  service_account      = each.value.service_account
  tags                 = var.tags
  target_role_arn      = each.value.target_role_arn
  depends_on           = [local.workload_role_ready]
}
