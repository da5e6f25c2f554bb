# The AWS Load Balancer Controller, where it is asked for; after cert-manager.

module "load_balancer_controller" {
  source            = "../load-balancer-controller"
  count             = var.load_balancer_controller != null ? 1 : 0
  cluster_name      = var.cluster_name
  region            = var.region
  partition         = local.partition
  oidc_provider_arn = local.oidc_provider_arn
  account_id        = local.cluster_account_id
  chart_version     = var.load_balancer_controller.version
  identity          = coalesce(var.load_balancer_controller.identity, var.identity)

  webhook_certificate = coalesce(
    var.load_balancer_controller.webhook_certificate,
    (var.cert_manager != null ? var.cert_manager.install : false) ? "cert-manager" : "helm",
  )

  service_mutator_webhook   = var.load_balancer_controller.service_mutator_webhook
  replicas                  = var.load_balancer_controller.replicas
  isolated                  = var.load_balancer_controller.isolated
  shield                    = var.load_balancer_controller.shield
  waf                       = var.load_balancer_controller.waf
  wafv2                     = var.load_balancer_controller.wafv2
  default_target_type       = var.load_balancer_controller.default_target_type
  default_scheme            = var.load_balancer_controller.default_scheme
  default_ssl_policy        = var.load_balancer_controller.default_ssl_policy
  log_level                 = var.load_balancer_controller.log_level
  service_monitor           = var.load_balancer_controller.service_monitor
  fargate                   = var.load_balancer_controller.fargate
  image_registry            = var.load_balancer_controller.image_registry
  global_accelerator        = var.load_balancer_controller.global_accelerator
  certificate_management    = var.load_balancer_controller.certificate_management
  target_group_binding_only = var.load_balancer_controller.target_group_binding_only
  ingress_class             = var.load_balancer_controller.ingress_class
  feature_gates             = var.load_balancer_controller.feature_gates
  gateway_api               = var.load_balancer_controller.gateway_api
  security_groups           = var.load_balancer_controller.security_groups
  default_tags              = var.load_balancer_controller.default_tags
  role                      = var.load_balancer_controller.role
  pod_identity              = var.load_balancer_controller.pod_identity
  timeout                   = var.load_balancer_controller.timeout
  upgrade_install           = var.load_balancer_controller.upgrade_install
  take_ownership            = var.load_balancer_controller.take_ownership
  atomic                    = var.load_balancer_controller.atomic
  install                   = var.load_balancer_controller.install && !var.iam_only
  values                    = var.load_balancer_controller.values
  chart                     = var.load_balancer_controller.chart
  create_role               = var.load_balancer_controller.create_role
  role_arn                  = var.load_balancer_controller.role_arn
  tags                      = var.tags
  chart_credentials         = lookup(var.chart_credentials, "load-balancer-controller", null)
  after                     = concat([length(local.namespace_ready)], module.cert_manager[*].ready)
  vpc_id                    = local.cluster_vpc_id
}
