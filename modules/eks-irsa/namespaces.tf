# Namespaces that workloads and add-ons ask for. One that two ask for is made once.

locals {
  namespaces_asked_for = concat(
    keys(var.namespaces),
    [for one in values(var.workloads) : one.namespace if one.create_namespace],
    [for one in values(var.addons) : one.namespace if one.create_namespace && one.install],
    [for one in var.cert_manager[*] : one.namespace if one.create_namespace && one.install],
    [for one in var.load_balancer_controller[*] : one.namespace if one.create_namespace && one.install],
  )

  namespaces = {
    for name in var.iam_only ? [] : setsubtract(local.namespaces_asked_for, [
      "default", "kube-system", "kube-public", "kube-node-lease",
    ]) : name =>
    { labels = try(var.namespaces[name].labels, null), annotations = try(var.namespaces[name].annotations, null) }
  }

  namespace_names = tomap({ for name in keys(local.namespaces) : name => name })

  # Where a workload has the ServiceAccount that Kubernetes makes some time after the namespace.
  namespaces_with_default_account = [
    for one in values(var.workloads) : one.namespace if one.existing && one.service_account == "default"
  ]

  namespace_ready = [length(kubernetes_namespace_v1.namespace)]
}

resource "kubernetes_namespace_v1" "namespace" {
  for_each                         = local.namespace_names
  wait_for_default_service_account = contains(local.namespaces_with_default_account, each.key)

  metadata {
    annotations = local.namespaces[each.key].annotations
    labels      = local.namespaces[each.key].labels
    name        = each.key
  }
}
