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
  namespace         = var.load_balancer_controller.namespace
  create_namespace  = false
  identity          = coalesce(var.load_balancer_controller.identity, var.identity)

  webhook_certificate = coalesce(
    var.load_balancer_controller.webhook_certificate,
    (
      (
        (var.cert_manager != null ? var.cert_manager.install : false) ||
        (
          var.cert_manager != null &&
          !(
            (var.load_balancer_controller != null ? var.load_balancer_controller.install : false) &&
            !var.iam_only
          )
        )
      )
      ? "cert-manager"
      : "helm"
    ),
  )

  service_mutator_webhook    = var.load_balancer_controller.service_mutator_webhook
  replicas                   = var.load_balancer_controller.replicas
  isolated                   = var.load_balancer_controller.isolated
  shield                     = var.load_balancer_controller.shield
  waf                        = var.load_balancer_controller.waf
  wafv2                      = var.load_balancer_controller.wafv2
  default_target_type        = var.load_balancer_controller.default_target_type
  default_scheme             = var.load_balancer_controller.default_scheme
  default_ssl_policy         = var.load_balancer_controller.default_ssl_policy
  log_level                  = var.load_balancer_controller.log_level
  service_monitor            = var.load_balancer_controller.service_monitor
  fargate                    = var.load_balancer_controller.fargate
  image_registry             = var.load_balancer_controller.image_registry
  global_accelerator         = var.load_balancer_controller.global_accelerator
  certificate_management     = var.load_balancer_controller.certificate_management
  certificate_zones          = var.load_balancer_controller.certificate_zones
  certificate_authority_arns = var.load_balancer_controller.certificate_authority_arns
  wafv2_names                = var.load_balancer_controller.wafv2_names
  target_group_binding_only  = var.load_balancer_controller.target_group_binding_only
  policy                     = var.load_balancer_controller.policy
  vpc                        = var.load_balancer_controller.vpc
  grants                     = var.load_balancer_controller.grants
  assume_role_arns           = var.load_balancer_controller.assume_role_arns
  ingress_class              = var.load_balancer_controller.ingress_class
  feature_gates              = var.load_balancer_controller.feature_gates
  gateway_api                = var.load_balancer_controller.gateway_api
  security_groups            = var.load_balancer_controller.security_groups
  default_tags               = var.load_balancer_controller.default_tags
  role_arn                   = var.load_balancer_controller.role_arn

  role = one([
    for own in var.load_balancer_controller[*].role : {
      name                  = own.name
      name_prefix           = try(coalesce(own.name_prefix, own.name == null ? var.role.name_prefix : null), null)
      description           = own.description
      path                  = try(coalesce(own.path, var.role.path), null)
      permissions_boundary  = try(coalesce(own.permissions_boundary, var.role.permissions_boundary), null)
      max_session_duration  = try(coalesce(own.max_session_duration, var.role.max_session_duration), null)
      tags                  = merge(var.role.tags, own.tags)
      force_detach_policies = try(coalesce(own.force_detach_policies, var.role.force_detach_policies), null)
      exclusive_policies    = try(coalesce(own.exclusive_policies, var.role.exclusive_policies), null)
      managed_policies      = try(coalesce(own.managed_policies, var.role.managed_policies), null)
    }
  ])

  trust             = var.load_balancer_controller.trust
  pod_identity      = var.load_balancer_controller.pod_identity
  timeout           = var.load_balancer_controller.timeout
  upgrade_install   = var.load_balancer_controller.upgrade_install
  take_ownership    = var.load_balancer_controller.take_ownership
  wait              = var.load_balancer_controller.wait
  atomic            = var.load_balancer_controller.atomic
  install           = var.load_balancer_controller.install && !var.iam_only
  values            = var.load_balancer_controller.values
  policy_arns       = var.load_balancer_controller.policy_arns
  named_policy_arns = var.load_balancer_controller.named_policy_arns
  statements        = var.load_balancer_controller.statements
  chart             = var.load_balancer_controller.chart
  create_role       = var.load_balancer_controller.create_role
  tags              = var.tags
  chart_credentials = lookup(var.chart_credentials, "load-balancer-controller", null)
  after             = concat([length(local.namespace_ready)], module.cert_manager[*].ready)
  vpc_id            = local.cluster_vpc_id
}
