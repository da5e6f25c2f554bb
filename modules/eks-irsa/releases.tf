locals {
  releases_of_parts = {
    cert-manager = (
      var.cert_manager != null
      ? (
        var.cert_manager.install && !var.iam_only && var.cert_manager.chart.path == null
        ? var.cert_manager.version
        : null
      )
      : null
    )
    aws-load-balancer-controller = (
      var.load_balancer_controller != null
      ? (
        var.load_balancer_controller.install && !var.iam_only && var.load_balancer_controller.chart.path == null
        ? var.load_balancer_controller.version
        : null
      )
      : null
    )
  }

  releases_namespaces = {
    cert-manager = (
      var.cert_manager != null
      ? var.cert_manager.install && !var.iam_only ? var.cert_manager.namespace : null
      : null
    )
    cert-manager-issuers = (
      var.cert_manager != null
      ? (
        var.cert_manager.install && !var.iam_only && length(var.cert_manager.issuers) > 0
        ? var.cert_manager.namespace
        : null
      )
      : null
    )
    aws-load-balancer-controller = (
      var.load_balancer_controller != null
      ? var.load_balancer_controller.install && !var.iam_only ? var.load_balancer_controller.namespace : null
      : null
    )
  }
}
