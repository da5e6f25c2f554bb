output "role_arn" {
  description = "The role's ARN; null where it has none"
  value       = local.role_arn
}

output "gitops" {
  description = "What another tool needs to install the chart; null where it is installed here"

  value = !var.install ? {
    chart      = var.chart.name
    repository = coalesce(var.chart.path, var.chart.repository)
    version    = var.chart.version
    release    = var.name
    namespace  = var.namespace
    service_account = (
      var.service_account.name != null
      ? var.service_account.name != null ? var.service_account.name : ""
      : ""
    )
    role_arn = local.role_arn
    values   = concat([jsonencode(local.values)], var.values)
    set = concat(
      var.service_account.name != null ? [
        {
          name  = coalesce(var.service_account.create_value, "serviceAccount.create")
          value = tostring(!var.install)
          type  = "auto"
        },
      ] : [],
      var.service_account.name != null ? [
        {
          name  = coalesce(var.service_account.name_value, "serviceAccount.name")
          value = var.service_account.name != null ? var.service_account.name : ""
          type  = "string"
        },
      ] : [],
      (
        (
          var.service_account.name != null &&
          !var.install &&
          (
            var.service_account.sts_regional_endpoints != null ||
            var.service_account.token_expiration != null ||
            (
              coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
              var.service_account.audience != null
            ) ||
            var.identity != "pod-identity" && local.role_arn != null && local.role_arn != null
          ) &&
          var.service_account.sts_regional_endpoints != null
        )
        ? [
          merge(
            {
              name = "${coalesce(var.service_account.annotations_value, "serviceAccount.annotations")}.eks\\.amazonaws\\.com/sts-regional-endpoints"
              type = "string"
            },
            var.service_account.sts_regional_endpoints != null ? {
              value = tostring(var.service_account.sts_regional_endpoints)
            } : {},
          ),
        ]
        : []
      ),
      (
        (
          var.service_account.name != null &&
          !var.install &&
          (
            var.service_account.sts_regional_endpoints != null ||
            var.service_account.token_expiration != null ||
            (
              coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
              var.service_account.audience != null
            ) ||
            var.identity != "pod-identity" && local.role_arn != null && local.role_arn != null
          ) &&
          var.service_account.token_expiration != null
        )
        ? [
          merge(
            {
              name = "${coalesce(var.service_account.annotations_value, "serviceAccount.annotations")}.eks\\.amazonaws\\.com/token-expiration"
              type = "string"
            },
            var.service_account.token_expiration != null ? {
              value = tostring(var.service_account.token_expiration)
            } : {},
          ),
        ]
        : []
      ),
      (
        (
          var.service_account.name != null &&
          !var.install &&
          (
            var.service_account.sts_regional_endpoints != null ||
            var.service_account.token_expiration != null ||
            (
              coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
              var.service_account.audience != null
            ) ||
            var.identity != "pod-identity" && local.role_arn != null && local.role_arn != null
          ) &&
          (
            coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
            var.service_account.audience != null
          )
        )
        ? [
          merge(
            {
              name = "${coalesce(var.service_account.annotations_value, "serviceAccount.annotations")}.eks\\.amazonaws\\.com/audience"
              type = "string"
            },
            (
              (
                coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
                var.service_account.audience != null
              )
              ? { value = var.service_account.audience }
              : {}
            ),
          ),
        ]
        : []
      ),
      (
        (
          var.service_account.name != null &&
          !var.install &&
          (
            var.service_account.sts_regional_endpoints != null ||
            var.service_account.token_expiration != null ||
            (
              coalesce(var.service_account.audience, "sts.amazonaws.com") != "sts.amazonaws.com" &&
              var.service_account.audience != null
            ) ||
            var.identity != "pod-identity" && local.role_arn != null && local.role_arn != null
          ) &&
          (var.identity != "pod-identity" && local.role_arn != null && local.role_arn != null)
        )
        ? [
          merge(
            {
              name = "${coalesce(var.service_account.annotations_value, "serviceAccount.annotations")}.eks\\.amazonaws\\.com/role-arn"
              type = "string"
            },
            var.identity != "pod-identity" && local.role_arn != null && local.role_arn != null ? {
              value = local.role_arn
            } : {},
          ),
        ]
        : []
      ),
      (
        (
          var.service_account.name != null &&
          var.service_account.pod_annotations_value != null &&
          local.role_arn != null
        )
        ? [
          {
            name  = "${var.service_account.pod_annotations_value}.cdktf-eks-irsa/role-arn"
            value = local.role_arn
            type  = "string"
          },
        ]
        : []
      ),
    )
  } : null
}
