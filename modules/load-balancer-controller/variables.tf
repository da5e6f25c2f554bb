variable "cluster_name" {
  description = "The EKS cluster's name"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9A-Za-z][0-9A-Za-z_-]*$", var.cluster_name)) && length(var.cluster_name) <= 100
    error_message = "cluster_name is ${jsonencode(var.cluster_name)}: an EKS cluster name is letters, digits, hyphens and underscores, with a letter or digit first, at most 100 characters. Rename it."
  }
}

variable "region" {
  description = "The cluster's region, as in ap-northeast-2"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2,}(-[a-z]+)+-\\d+$", var.region))
    error_message = "region is ${jsonencode(var.region)}: a region is a code of the form ap-northeast-2. Write the region's code, not its name or a zone."
  }
}

variable "partition" {
  description = "The AWS partition. Default: the region's"
  type        = string
  default     = null

  validation {
    condition     = var.partition == null ? true : contains(["aws", "aws-cn", "aws-us-gov", "aws-eusc", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], var.partition)
    error_message = "partition is ${jsonencode(var.partition)}: one of aws, aws-cn, aws-us-gov, aws-eusc, aws-iso, aws-iso-b, aws-iso-e, aws-iso-f is expected. Choose one of them."
  }

  validation {
    condition     = var.partition != null || local.region_partition != null
    error_message = "the region's partition is not known: no partition has regions of this form (known forms: ap-northeast-2, cn-north-1, us-gov-west-1, eusc-de-east-1, us-iso-east-1, us-isob-east-1, eu-isoe-west-1, us-isof-south-1). Correct it, or name its `partition`."
  }

  validation {
    condition     = var.partition == null || local.region_partition == null ? true : var.partition == local.region_partition
    error_message = "this partition is not the region's: a region belongs to one partition. Leave partition out, or correct one of the two."
  }
}

variable "oidc_provider_arn" {
  description = "The ARN of the cluster's OIDC provider in IAM. With identity = pod-identity, account_id will do"
  type        = string
  default     = null

  validation {
    condition     = var.oidc_provider_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", var.oidc_provider_arn))
    error_message = "oidc_provider_arn is ${jsonencode(var.oidc_provider_arn)}: a provider ARN is arn:partition:iam::account:oidc-provider/name, the ARN of an IAM OIDC provider. Check which ARN this is."
  }

  validation {
    condition     = var.oidc_provider_arn != null || var.identity == "pod-identity"
    error_message = "oidc_provider_arn is null: roles for IRSA trust the cluster's OIDC provider. Give oidc_provider_arn."
  }

  validation {
    condition     = var.oidc_provider_arn == null ? true : try(split(":", var.oidc_provider_arn)[1] == local.partition, true)
    error_message = "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }
}

variable "account_id" {
  description = "The account's twelve digits. Default: the OIDC provider's"
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null ? true : can(regex("^\\d{12}$", var.account_id))
    error_message = "account_id is ${jsonencode(var.account_id)}: an account ID is twelve digits. Write it in quotes, with its leading zeros."
  }

  validation {
    condition     = var.account_id != null || var.oidc_provider_arn != null
    error_message = "account_id is null: roles are held to the cluster's account. Give account_id."
  }

  validation {
    condition     = var.account_id == null || var.oidc_provider_arn == null ? true : try(split(":", var.oidc_provider_arn)[4] == var.account_id, true)
    error_message = "account_id is not that of oidc_provider_arn: a role trusts a provider of its own account. Correct one of the two, or leave account_id out."
  }
}

variable "vpc_id" {
  description = "The cluster's VPC"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-z]+$", var.vpc_id))
    error_message = "vpc_id is ${jsonencode(var.vpc_id)}: a VPC ID is vpc- and hexadecimal digits. Copy it from the cluster."
  }
}

variable "chart_version" {
  description = "The chart's version"
  type        = string
  default     = "3.5.0"
  nullable    = false

  validation {
    condition = contains([
      "1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1",
      "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0",
    ], var.chart_version)
    error_message = "chart_version is ${jsonencode(var.chart_version)}: a chart version is one of 1.13.0, 1.13.1, 1.13.2, 1.13.3, 1.13.4, 1.14.0, 1.14.1, 1.15.0, 1.16.0, 1.17.0, 1.17.1, 3.0.0, 3.1.0, 3.2.0, 3.2.1, 3.2.2, 3.3.0, 3.4.0, 3.4.1, 3.4.2, 3.4.3, 3.5.0. Choose one of these."
  }
}

variable "namespace" {
  description = "The add-on's namespace"
  type        = string
  default     = "kube-system"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", var.namespace)) && length(var.namespace) <= 63
    error_message = "namespace is ${jsonencode(var.namespace)}: a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it."
  }
}

variable "create_namespace" {
  description = "Make the namespace. Default: false"
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !(var.create_namespace && (var.namespace != null ? contains(["default", "kube-system", "kube-public", "kube-node-lease"], var.namespace) : false))
    error_message = "create_namespace: create_namespace for a namespace of Kubernetes: every cluster has this namespace, so creating it fails. Leave create_namespace out."
  }
}

variable "identity" {
  description = "How pods get their role: irsa (default), pod-identity, or both while moving"
  type        = string
  default     = "irsa"
  nullable    = false

  validation {
    condition     = contains(["irsa", "pod-identity", "both"], var.identity)
    error_message = "identity is ${jsonencode(var.identity)}: one of irsa, pod-identity, both is expected. Choose one of them."
  }
}

variable "webhook_certificate" {
  description = "Who makes the webhook certificate. Default: cert-manager where it is installed, else helm"
  type        = string
  default     = null

  validation {
    condition     = var.webhook_certificate == null ? true : contains(["cert-manager", "helm"], var.webhook_certificate)
    error_message = "webhook_certificate is ${jsonencode(var.webhook_certificate)}: one of cert-manager, helm is expected. Choose one of them."
  }

  validation {
    condition     = !contains(["3.0.0"], var.chart_version) || coalesce(var.webhook_certificate, "helm") == "cert-manager"
    error_message = "webhook_certificate: webhook_certificate is helm with chart 3.0.0: this chart cannot keep its certificate (keepTLSSecret was removed in 3.0.0 and came back in 3.1.0), so every upgrade would break its webhooks. Use chart 3.1.0 or later, or webhook_certificate: cert-manager."
  }
}

variable "service_mutator_webhook" {
  description = "Take over every new Service of type LoadBalancer. Default: false"
  type        = bool
  default     = false
  nullable    = false
}

variable "replicas" {
  description = "Default: 2"
  type        = number
  default     = null

  validation {
    condition     = var.replicas == null ? true : var.replicas >= 1 && var.replicas <= 100 && floor(var.replicas) == var.replicas
    error_message = "replicas is ${jsonencode(var.replicas)}: a whole number from 1 to 100 replicas is expected. Write one in this range."
  }
}

variable "isolated" {
  description = "No way to the internet: WAF and Shield are off. Default: in isolated partitions"
  type        = bool
  default     = null
}

variable "shield" {
  description = "AWS Shield Advanced. Default: the controller's, on"
  type        = bool
  default     = null
}

variable "waf" {
  description = "AWS WAF Classic. Default: the controller's, on"
  type        = bool
  default     = null
}

variable "wafv2" {
  description = "AWS WAF. Default: the controller's, on"
  type        = bool
  default     = null
}

variable "default_target_type" {
  description = "Default: instance"
  type        = string
  default     = null

  validation {
    condition     = var.default_target_type == null ? true : contains(["instance", "ip"], var.default_target_type)
    error_message = "default_target_type is ${jsonencode(var.default_target_type)}: one of instance, ip is expected. Choose one of them."
  }
}

variable "default_scheme" {
  description = "Default: internal"
  type        = string
  default     = null

  validation {
    condition     = var.default_scheme == null ? true : contains(["internal", "internet-facing"], var.default_scheme)
    error_message = "default_scheme is ${jsonencode(var.default_scheme)}: one of internal, internet-facing is expected. Choose one of them."
  }

  validation {
    condition     = var.default_scheme == null || contains(["1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.chart_version)
    error_message = "default_scheme: default_scheme with chart of an earlier version: charts have it from 1.17.1 on. Leave it out, or use a later chart."
  }
}

variable "default_ssl_policy" {
  description = "An ELB security policy"
  type        = string
  default     = null

  validation {
    condition     = var.default_ssl_policy == null ? true : var.default_ssl_policy != ""
    error_message = "default_ssl_policy is ${jsonencode(var.default_ssl_policy)}: a policy is not empty. Write one, or leave the key out."
  }
}

variable "log_level" {
  description = "Default: info"
  type        = string
  default     = null

  validation {
    condition     = var.log_level == null ? true : contains(["info", "debug"], var.log_level)
    error_message = "log_level is ${jsonencode(var.log_level)}: one of info, debug is expected. Choose one of them."
  }
}

variable "service_monitor" {
  description = "For the Prometheus operator. Default: false"
  type        = bool
  default     = null
}

variable "fargate" {
  description = "Pods run on Fargate, where Pod Identity does not work. Default: false"
  type        = bool
  default     = null

  validation {
    condition     = !coalesce(var.fargate, false) || var.identity != "pod-identity"
    error_message = "fargate: identity = \"pod-identity\" with fargate = true: EKS Pod Identity does not work on Fargate. Use identity = \"irsa\"."
  }
}

variable "image_registry" {
  description = "public, regional (AWS's own), or a host. Default: public; regional in China"
  type        = string
  default     = null

  validation {
    condition     = var.image_registry == null ? true : can(regex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$", var.image_registry))
    error_message = "image_registry is ${jsonencode(var.image_registry)}: an image registry is a host in lower case, as in mirror.example.com/team. Write it without https:// in front and without a slash at the end."
  }

  validation {
    condition     = coalesce(var.image_registry, "public") != "public" || !contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)
    error_message = "image_registry: no image registry, in the partition of this region: there is no way from there to the public one. Write image_registry: the host of your mirror, which has amazon/aws-load-balancer-controller."
  }

  validation {
    condition     = coalesce(var.image_registry, local.partition == "aws-cn" ? "regional" : "public") != "regional" || contains(["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2", "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1", "us-gov-east-1", "us-gov-west-1"], var.region)
    error_message = "image_registry: image_registry = \"regional\" in this region: AWS lists no add-on registry for this region. Write the host of a registry, or public."
  }
}

variable "global_accelerator" {
  description = "Global Accelerator, from chart 1.17.0 on. Default: false"
  type        = bool
  default     = null

  validation {
    condition     = !coalesce(var.global_accelerator, false) || local.partition == "aws"
    error_message = "global_accelerator: global_accelerator in the partition of this region: the service is in the commercial partition only. Leave it out."
  }

  validation {
    condition     = !coalesce(var.global_accelerator, false) || contains(["1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.chart_version)
    error_message = "global_accelerator: global_accelerator with chart of an earlier version: charts have it from 1.17.0 on. Leave it out, or use a later chart."
  }
}

variable "certificate_management" {
  description = "Request ACM certificates, from chart 3.3.0 on. Default: false"
  type        = bool
  default     = null

  validation {
    condition     = !coalesce(var.certificate_management, false) || contains(["3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.chart_version)
    error_message = "certificate_management: certificate_management with chart of an earlier version: charts have it from 3.3.0 on. Leave it out, or use a later chart."
  }
}

variable "certificate_zones" {
  description = "Zones to prove these certificates' domains in. Default: all of the account"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for certificate_zone in var.certificate_zones : certificate_zone == null ? false : can(regex("^Z[A-Z0-9]{1,31}$", certificate_zone))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for certificate_zone_index, certificate_zone in var.certificate_zones : (certificate_zone == null ? false : can(regex("^Z[A-Z0-9]{1,31}$", certificate_zone))) ? "" : "certificate_zones[${certificate_zone_index}] is ${jsonencode(certificate_zone)}"
      ])),
      "a hosted zone ID is Z and up to 31 capital letters and digits. Write only the ID, without /hostedzone/ and without a domain name.",
    ])
  }

  validation {
    condition     = length(var.certificate_zones) == 0 || coalesce(var.certificate_management, false)
    error_message = "certificate_zones: certificate_zones without certificate_management: nothing requests certificates, and it would have no effect. Leave out one of the two."
  }
}

variable "certificate_authority_arns" {
  description = "Private authorities (ACM PCA) for these certificates"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for certificate_authority_arn in var.certificate_authority_arns : certificate_authority_arn == null ? false : can(regex("^arn:[^:\\s]+:acm-pca:[^:\\s]+:[^:\\s]+:certificate-authority/[\\w*-]+$", certificate_authority_arn))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for certificate_authority_arn_index, certificate_authority_arn in var.certificate_authority_arns : (certificate_authority_arn == null ? false : can(regex("^arn:[^:\\s]+:acm-pca:[^:\\s]+:[^:\\s]+:certificate-authority/[\\w*-]+$", certificate_authority_arn))) ? "" : "certificate_authority_arns[${certificate_authority_arn_index}] is ${jsonencode(certificate_authority_arn)}"
      ])),
      "a private authority's ARN is arn:partition:acm-pca:region:account:certificate-authority/id. Copy it from ACM PCA.",
    ])
  }

  validation {
    condition     = alltrue([for arn in var.certificate_authority_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "certificate_authority_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = length(var.certificate_authority_arns) == 0 || coalesce(var.certificate_management, false)
    error_message = "certificate_authority_arns: certificate_authority_arns without certificate_management: nothing requests certificates, and it would have no effect. Leave out one of the two."
  }
}

variable "wafv2_names" {
  description = "Let Ingresses name web ACLs, from chart 1.14.1 on. Default: false"
  type        = bool
  default     = null

  validation {
    condition     = !coalesce(var.wafv2_names, false) || contains(["1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.chart_version)
    error_message = "wafv2_names: wafv2_names with chart of an earlier version: charts have it from 1.14.1 on. Leave it out, or use a later chart."
  }

  validation {
    condition     = !coalesce(var.wafv2_names, false) || coalesce(var.wafv2, true)
    error_message = "wafv2_names: wafv2_names with wafv2 = false: the controller does not call WAF, and it would have no effect. Leave out one of the two."
  }
}

variable "target_group_binding_only" {
  description = "Only permissions to register targets; not for bindings with networking. Default: false"
  type        = bool
  default     = null
}

variable "policy" {
  description = "upstream: as its makers test it (default). narrow: ARNs in the place of * where IAM has types. scoped: narrow, and changes only of what carries the cluster's tag"
  type        = string
  default     = null

  validation {
    condition     = var.policy == null ? true : contains(["upstream", "narrow", "scoped"], var.policy)
    error_message = "policy is ${jsonencode(var.policy)}: one of upstream, narrow, scoped is expected. Choose one of them."
  }

  validation {
    condition     = coalesce(var.policy, "upstream") == "upstream" || !coalesce(var.target_group_binding_only, false)
    error_message = "policy: policy: narrow or scoped with target_group_binding_only = true: the policy for target groups has one form, and it would have no effect. Leave out one of the two."
  }
}

variable "vpc" {
  description = "With policy: scoped, security groups of the cluster's VPC only. Default: false"
  type        = bool
  default     = null

  validation {
    condition     = !coalesce(var.vpc, false) || coalesce(var.policy, "upstream") == "scoped"
    error_message = "vpc: vpc = true without policy: scoped: no other policy is held to a VPC, and it would have no effect. Leave out one of the two."
  }
}

variable "grants" {
  description = "What the role allows by verbs in the place of actions: names or ARNs of one service's resources"
  type = list(object({
    # The AWS service, with its verbs: s3 (read, write, delete, list), dynamodb (read, write), sqs (consume, send), sns (publish), kinesis (read, write), secretsManager (read), ssmParameters (read), kms (encrypt, decrypt), eventBridge (put), ecr (pull), logs (write), cloudwatch (write), bedrock (invoke), rds (connect), msk (connect)
    service = string
    # What is allowed, in the service's verbs
    verbs = list(string)
    # ARNs, or names, which take the cluster's partition, region and account
    resources = list(string)
    # s3: what keys start with, as in incoming/. Default: all objects
    prefixes = optional(list(string), [])
    # Keys that the data is encrypted with, by ARN, ID or alias/name. Default: AWS's own
    kms_keys = optional(list(string), [])
    # dynamodb: what of the table. Default: the table alone
    parts = optional(list(string), [])
    # bedrock: us, eu, global, whose profiles models are invoked by. Default: directly
    inference_profiles = optional(list(string), [])
    # msk: topics to read from
    read_topics = optional(list(string), [])
    # msk: topics to write to
    write_topics = optional(list(string), [])
    # msk: consumer groups to be in
    groups = optional(list(string), [])
    # kms: services through which alone keys are used, as in s3. Default: any way
    via = optional(list(string), [])
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for arn in flatten([for grant in var.grants : try(concat(grant.resources, grant.kms_keys), [])]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "grants: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for grant in var.grants : try(length(grant.verbs) > 0 && length(grant.resources) > 0 && length(setsubtract(grant.verbs, local.grant_rules[grant.service].verbs)) == 0 && alltrue([for option in concat([for name in ["prefixes", "kms_keys", "via", "inference_profiles", "read_topics", "write_topics", "groups"] : name if length(grant[name]) > 0], grant.parts) : length(setintersection(grant.verbs, lookup(local.grant_rules[grant.service].options, option, []))) > 0]) && alltrue([for text in grant.resources : can(regex("^(${local.grant_rules[grant.service].arn}|${local.grant_rules[grant.service].name})$", text))]) && !anytrue([for text in grant.resources : can(regex(local.grant_rules[grant.service].not, text))]) && alltrue([for text in grant.kms_keys : can(regex("^(${local.grant_rules.kms.arn}|${local.grant_rules.kms.name})$", text))]) && alltrue([for text in concat(grant.via, grant.inference_profiles) : can(regex("^[a-z0-9-]+$", text))]), false)])
    error_message = "grants: a grant that its service does not have: a grant has a service, and verbs, options and resources, names or ARNs, that are this service's and go together. Compare it with the table of grants in the documentation."
  }
}

variable "assume_role_arns" {
  description = "Roles, of other accounts too, that the pods may change into"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for assume_role_arn in var.assume_role_arns : assume_role_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", assume_role_arn))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for assume_role_arn_index, assume_role_arn in var.assume_role_arns : (assume_role_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", assume_role_arn))) ? "" : "assume_role_arns[${assume_role_arn_index}] is ${jsonencode(assume_role_arn)}"
      ])),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition     = alltrue([for arn in var.assume_role_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "assume_role_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }
}

variable "ingress_class" {
  description = "The IngressClass"
  type = object({
    # Default: alb
    name = optional(string)
    # The cluster's default class. Default: false
    default = optional(bool)
    # Make it. Default: true
    create = optional(bool)
    # The spec of its IngressClassParams: scheme, subnets, tags
    params = optional(any)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.ingress_class.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", var.ingress_class.name)) && !can(regex("^(y|n|yes|no|on|off|true|false|null|[0-9][0-9.]*(e[0-9]+)?|0x[0-9a-f]+|0o?[0-7]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$", var.ingress_class.name)) && length(var.ingress_class.name) <= 253
    error_message = "ingress_class.name is ${jsonencode(var.ingress_class.name)}: an IngressClass's name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), and nothing that YAML reads as a number or a switch, at most 253 characters. Rename it."
  }

  validation {
    condition     = coalesce(var.ingress_class.create, true) || length(var.ingress_class.params[*]) == 0 && !coalesce(var.ingress_class.default, false)
    error_message = "ingress_class: params or default of an ingress_class with create = false: no IngressClass is made, and it would have no effect. Leave out one of the two."
  }
}

variable "feature_gates" {
  description = "Gates by name; checked for the version"
  type        = map(bool)
  default     = null

  validation {
    condition     = coalesce(var.policy, "upstream") != "scoped" || try(var.feature_gates["ListenerRulesTagging"], true)
    error_message = "feature_gates: the feature gate ListenerRulesTagging off, with policy: scoped: listeners and rules would have no tags, and this policy makes and changes nothing without. Leave the gate on, or choose another policy."
  }

  validation {
    condition     = alltrue([for gate in keys(coalesce(var.feature_gates, {})) : contains(keys({ AGAController = "1.14.1", ALBGatewayAPI = "1.13.0", ALBSingleSubnet = "1.13.0", ALBTargetControlAgent = "1.16.0", EnableCertificateManagement = "3.3.0", EnableDefaultTagsLowPriority = "1.14.1", EnableIPTargetType = "1.13.0", EnableRGTAPI = "1.13.0", EnableServiceController = "1.13.0", EnableTCPUDPListener = "1.13.0", EndpointsFailOpen = "1.13.0", EnhancedDefaultBehavior = "1.14.0", GatewayListenerSet = "3.2.2", GlobalAcceleratorController = "1.17.0", IngressPlanAnnotation = "3.4.0", LBCapacityReservation = "1.13.0", ListenerRulesTagging = "1.13.0", NLBGatewayAPI = "1.13.0", NLBHealthCheckAdvancedConfig = "1.13.0", NLBSecurityGroup = "1.13.0", ServiceTypeLoadBalancerOnly = "1.13.0", SubnetDiscoveryByReachability = "1.13.0", SubnetsClusterTagCheck = "1.13.0", WeightedTargetGroups = "1.13.0" }), gate)])
    error_message = "feature_gates: a feature gate that is not known: the gates are AGAController, ALBGatewayAPI, ALBSingleSubnet, ALBTargetControlAgent, EnableCertificateManagement, EnableDefaultTagsLowPriority, EnableIPTargetType, EnableRGTAPI, EnableServiceController, EnableTCPUDPListener, EndpointsFailOpen, EnhancedDefaultBehavior, GatewayListenerSet, GlobalAcceleratorController, IngressPlanAnnotation, LBCapacityReservation, ListenerRulesTagging, NLBGatewayAPI, NLBHealthCheckAdvancedConfig, NLBSecurityGroup, ServiceTypeLoadBalancerOnly, SubnetDiscoveryByReachability, SubnetsClusterTagCheck, WeightedTargetGroups. Rename or remove it."
  }

  validation {
    condition     = alltrue([for gate in keys(coalesce(var.feature_gates, {})) : try(index(["1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.chart_version) >= index(["1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], { AGAController = "1.14.1", ALBGatewayAPI = "1.13.0", ALBSingleSubnet = "1.13.0", ALBTargetControlAgent = "1.16.0", EnableCertificateManagement = "3.3.0", EnableDefaultTagsLowPriority = "1.14.1", EnableIPTargetType = "1.13.0", EnableRGTAPI = "1.13.0", EnableServiceController = "1.13.0", EnableTCPUDPListener = "1.13.0", EndpointsFailOpen = "1.13.0", EnhancedDefaultBehavior = "1.14.0", GatewayListenerSet = "3.2.2", GlobalAcceleratorController = "1.17.0", IngressPlanAnnotation = "3.4.0", LBCapacityReservation = "1.13.0", ListenerRulesTagging = "1.13.0", NLBGatewayAPI = "1.13.0", NLBHealthCheckAdvancedConfig = "1.13.0", NLBSecurityGroup = "1.13.0", ServiceTypeLoadBalancerOnly = "1.13.0", SubnetDiscoveryByReachability = "1.13.0", SubnetsClusterTagCheck = "1.13.0", WeightedTargetGroups = "1.13.0" }[gate]), true)])
    error_message = "feature_gates: a feature gate with chart of this version: charts know it from a later version on, and a controller that does not know a gate does not start. Leave it out, or use a later chart."
  }

  validation {
    condition     = !contains(keys(coalesce(var.feature_gates, {})), "AGAController") || try(index(["1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.chart_version) <= index(["1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], "1.16.0"), true)
    error_message = "feature_gates: the feature gate AGAController with chart of this version: charts know it up to 1.16.0 only, and a controller that does not know a gate does not start. Leave it out."
  }
}

variable "gateway_api" {
  description = "Gateways, too; before chart 3.2.0, with all CRDs in place. Default: from 3.2.0 on, where the CRDs are"
  type        = bool
  default     = null
}

variable "security_groups" {
  description = "Security groups"
  type = object({
    # One backend group for all. Default: true
    shared_backend = optional(bool)
    # Yours in its place
    backend = optional(string)
    # Default: false
    manage_backend_rules = optional(bool)
    # Narrow node rules to ports in use. Default: true
    restrict_rules = optional(bool)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.security_groups.backend == null ? true : can(regex("^sg-[0-9a-z]+$", var.security_groups.backend))
    error_message = "security_groups.backend is ${jsonencode(var.security_groups.backend)}: a security group is sg- and hexadecimal digits. Copy its ID."
  }

  validation {
    condition     = coalesce(var.security_groups.shared_backend, true) || var.security_groups.backend == null
    error_message = "security_groups: security_groups.backend with shared_backend = false: no group is shared, and it would have no effect. Leave out one of the two."
  }
}

variable "default_tags" {
  description = "Tags of all that the controller makes; no commas"
  type        = map(string)
  default     = null

  validation {
    condition = alltrue([
      for default_tag_key in keys(coalesce(var.default_tags, {})) : default_tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", default_tag_key)) && !can(regex("^[aA][wW][sS]:|=|: ", default_tag_key)) && length(regexall("(?s).", default_tag_key)) <= 128
    ])
    error_message = join(": ", [
      join(", ", compact([
        for default_tag_key in keys(coalesce(var.default_tags, {})) : (default_tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", default_tag_key)) && !can(regex("^[aA][wW][sS]:|=|: ", default_tag_key)) && length(regexall("(?s).", default_tag_key)) <= 128) ? "" : "default_tags has the key ${jsonencode(default_tag_key)}"
      ])),
      "a default tag's key is letters, digits, spaces and _.:/+-@, without \": \" and without aws: in front, at most 128 characters. Change it.",
    ])
  }

  validation {
    condition     = var.default_tags == null ? true : try(length(var.default_tags), 0) <= 50
    error_message = "default_tags has ${try(length(var.default_tags), 0)} entries: there are at most 50. Remove some."
  }

  validation {
    condition = alltrue([
      for default_tag in coalesce(var.default_tags, {}) : default_tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", default_tag)) && !can(regex(": |:$", default_tag)) && length(regexall("(?s).", default_tag)) <= 256
    ])
    error_message = join(": ", [
      join(", ", compact([
        for default_tag_key, default_tag in coalesce(var.default_tags, {}) : (default_tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", default_tag)) && !can(regex(": |:$", default_tag)) && length(regexall("(?s).", default_tag)) <= 256) ? "" : "default_tags[${jsonencode(default_tag_key)}] is ${jsonencode(default_tag)}"
      ])),
      "a default tag's value is letters, digits, spaces and _.:/=+-@, without \": \" and without a colon at the end, at most 256 characters. Change it.",
    ])
  }
}

variable "role_arn" {
  description = "A role that is there already; its trust policy is its owner's"
  type        = string
  default     = null

  validation {
    condition     = var.role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", var.role_arn))
    error_message = "role_arn is ${jsonencode(var.role_arn)}: a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is."
  }

  validation {
    condition     = var.create_role || var.identity == "irsa" || var.role_arn != null
    error_message = "role_arn: role_arn is null: a Pod Identity association is for a role. Give role_arn."
  }

  validation {
    condition     = !var.create_role || var.role_arn == null
    error_message = "role_arn: role_arn with create_role = true: either a role is made, or one that is there is taken. Write create_role = false, or leave role_arn out."
  }

  validation {
    condition     = alltrue([for arn in [for arn in [var.role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "role_arn: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }
}

variable "role" {
  description = "The role's own settings"
  type = object({
    # At most 64 characters. Default: <cluster>-<region>-<workload>
    name = optional(string)
    # At most 38 characters; AWS completes it
    name_prefix = optional(string)
    # At most 1,000 characters
    description = optional(string)
    # Of the role and its policies. Starts and ends with a slash. Default: /
    path = optional(string)
    # A managed policy's ARN
    permissions_boundary = optional(string)
    # In seconds. Default: 3600
    max_session_duration = optional(number)
    # AWS tags, at most 50
    tags = optional(map(string))
    # Destroy the role with policies that others attached. Default: false
    force_detach_policies = optional(bool)
    # Remove policies that others add to the role. Default: false
    exclusive_policies = optional(bool)
    # Managed policies in the place of an inline one. Default: false
    managed_policies = optional(bool)
    # Refused: permissions_boundary is meant
    permission_boundary = optional(string)
    # Refused: permissions_boundary is meant
    permissions_boundary_arn = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.role.name == null ? true : can(regex("^[\\w+=,.@-]+$", var.role.name)) && length(var.role.name) <= 64
    error_message = "role.name is ${jsonencode(var.role.name)}: a role name is letters, digits and +=,.@_-, at most 64 characters. Rename it."
  }

  validation {
    condition     = var.role.name_prefix == null ? true : can(regex("^[\\w+=,.@-]+$", var.role.name_prefix)) && length(var.role.name_prefix) <= 38
    error_message = "role.name_prefix is ${jsonencode(var.role.name_prefix)}: a role's name prefix is letters, digits and +=,.@_-, at most 38 characters. Rename it."
  }

  validation {
    condition     = var.role.description == null ? true : var.role.description != "" && can(regex("^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$", var.role.description)) && length(regexall("(?s).", var.role.description)) <= 1000
    error_message = "role.description is ${jsonencode(var.role.description)}: a role description is printable Latin-1 text, at most 1,000 characters. Rename it."
  }

  validation {
    condition     = var.role.path == null ? true : can(regex("^/([\\x21-\\x2e\\x30-\\x7e]+/)*$", var.role.path)) && length(var.role.path) <= 512
    error_message = "role.path is ${jsonencode(var.role.path)}: a role path is text that starts and ends with a slash, as in \"/pods/\", at most 512 characters. Rename it."
  }

  validation {
    condition     = var.role.permissions_boundary == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", var.role.permissions_boundary))
    error_message = "role.permissions_boundary is ${jsonencode(var.role.permissions_boundary)}: a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is."
  }

  validation {
    condition     = var.role.max_session_duration == null ? true : var.role.max_session_duration >= 3600 && var.role.max_session_duration <= 43200 && floor(var.role.max_session_duration) == var.role.max_session_duration
    error_message = "role.max_session_duration is ${jsonencode(var.role.max_session_duration)}: a whole number from 3600 to 43200 seconds is expected. Write one in this range."
  }

  validation {
    condition = alltrue([
      for tag_key in keys(coalesce(var.role.tags, {})) : tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128
    ])
    error_message = join(": ", [
      join(", ", compact([
        for tag_key in keys(coalesce(var.role.tags, {})) : (tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128) ? "" : "role.tags has the key ${jsonencode(tag_key)}"
      ])),
      "a tag key is letters, digits, spaces and _.:/=+-@, without aws: in front, at most 128 characters. Change it.",
    ])
  }

  validation {
    condition     = var.role.tags == null ? true : try(length(var.role.tags), 0) <= 50
    error_message = "role.tags has ${try(length(var.role.tags), 0)} entries: there are at most 50. Remove some."
  }

  validation {
    condition = alltrue([
      for tag in coalesce(var.role.tags, {}) : tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256
    ])
    error_message = join(": ", [
      join(", ", compact([
        for tag_key, tag in coalesce(var.role.tags, {}) : (tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256) ? "" : "role.tags[${jsonencode(tag_key)}] is ${jsonencode(tag)}"
      ])),
      "a tag value is letters, digits, spaces and _.:/=+-@, at most 256 characters. Change it.",
    ])
  }

  validation {
    condition     = var.role.name == null || var.role.name_prefix == null
    error_message = "role: name and name_prefix are both given: a role has one or the other. Keep one."
  }

  validation {
    condition     = alltrue([for arn in [for arn in [var.role.permissions_boundary] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "role: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition = length(flatten([for one in var.role[*] : [one.permission_boundary == null ? [] : ["role.permission_boundary (permissions_boundary is meant)"], one.permissions_boundary_arn == null ? [] : ["role.permissions_boundary_arn (permissions_boundary is meant)"]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one in var.role[*] : [one.permission_boundary == null ? [] : ["role.permission_boundary (permissions_boundary is meant)"], one.permissions_boundary_arn == null ? [] : ["role.permissions_boundary_arn (permissions_boundary is meant)"]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
  }
}

variable "trust" {
  description = "Who else may assume the role"
  type = object({
    # Other ServiceAccounts of the cluster that may assume the role; you annotate them
    subjects = optional(list(object({
      # A namespace
      namespace = string
      # A ServiceAccount's name
      service_account = string
    })), [])
    # ServiceAccounts with wildcards: every pod that they match may assume the role
    subject_patterns = optional(list(object({
      # With * and ? for any characters
      namespace = optional(string)
      # All namespaces, in the place of namespace. Default: false
      any_namespace = optional(bool)
      # A name, with * and ? for any characters
      service_account = string
    })), [])
    # Other clusters' OIDC providers, for a role that clusters share
    other_providers = optional(list(string), [])
    # Further statements
    statements = optional(list(object({
      sid = optional(string)
      # One of Allow, Deny. Default: Allow
      effect = optional(string)
      # By kind
      principals = object({
        AWS       = optional(list(string))
        Service   = optional(list(string))
        Federated = optional(list(string))
      })
      # service:Action
      actions = list(string)
      # Condition operator, condition key, values
      conditions = optional(map(map(list(string))))
      # Refused: effect is meant
      Effect = optional(string)
      # Refused: conditions is meant
      condition = optional(object({}))
      # Refused: conditions is meant
      Condition = optional(object({}))
    })), [])
    # Your account's quota. Default: 2048
    max_size = optional(number)
  })
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for subject in var.trust.subjects : subject != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_index, subject in var.trust.subjects : (subject != null) ? "" : "trust.subjects[${subject_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for subject in var.trust.subjects : subject.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", subject.namespace)) && length(subject.namespace) <= 63 if length(subject[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_index, subject in var.trust.subjects : (subject.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", subject.namespace)) && length(subject.namespace) <= 63) ? "" : "trust.subjects[${subject_index}].namespace is ${jsonencode(subject.namespace)}" if length(subject[*]) > 0
      ])),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for subject in var.trust.subjects : subject.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", subject.service_account)) && length(subject.service_account) <= 253 if length(subject[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_index, subject in var.trust.subjects : (subject.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", subject.service_account)) && length(subject.service_account) <= 253) ? "" : "trust.subjects[${subject_index}].service_account is ${jsonencode(subject.service_account)}" if length(subject[*]) > 0
      ])),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for subject_pattern in var.trust.subject_patterns : subject_pattern != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_pattern_index, subject_pattern in var.trust.subject_patterns : (subject_pattern != null) ? "" : "trust.subject_patterns[${subject_pattern_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for subject_pattern in var.trust.subject_patterns : subject_pattern.namespace == null ? true : can(regex("^[a-z0-9.*?-]+$", subject_pattern.namespace)) if length(subject_pattern[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_pattern_index, subject_pattern in var.trust.subject_patterns : (subject_pattern.namespace == null ? true : can(regex("^[a-z0-9.*?-]+$", subject_pattern.namespace))) ? "" : "trust.subject_patterns[${subject_pattern_index}].namespace is ${jsonencode(subject_pattern.namespace)}" if length(subject_pattern[*]) > 0
      ])),
      "a namespace pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.",
    ])
  }

  validation {
    condition = alltrue([
      for subject_pattern in var.trust.subject_patterns : subject_pattern.service_account == null ? false : can(regex("^[a-z0-9.*?-]+$", subject_pattern.service_account)) if length(subject_pattern[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_pattern_index, subject_pattern in var.trust.subject_patterns : (subject_pattern.service_account == null ? false : can(regex("^[a-z0-9.*?-]+$", subject_pattern.service_account))) ? "" : "trust.subject_patterns[${subject_pattern_index}].service_account is ${jsonencode(subject_pattern.service_account)}" if length(subject_pattern[*]) > 0
      ])),
      "a ServiceAccount pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.",
    ])
  }

  validation {
    condition = alltrue([
      for other_provider in var.trust.other_providers : other_provider == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", other_provider))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for other_provider_index, other_provider in var.trust.other_providers : (other_provider == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", other_provider))) ? "" : "trust.other_providers[${other_provider_index}] is ${jsonencode(other_provider)}"
      ])),
      "a provider ARN is arn:partition:iam::account:oidc-provider/name, the ARN of an IAM OIDC provider. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.trust.statements : statement != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.trust.statements : (statement != null) ? "" : "trust.statements[${statement_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.trust.statements : statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect) if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.trust.statements : (statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect)) ? "" : "trust.statements[${statement_index}].effect is ${jsonencode(statement.effect)}" if length(statement[*]) > 0
      ])),
      "one of Allow, Deny is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.trust.statements : statement.principals != null if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.trust.statements : (statement.principals != null) ? "" : "trust.statements[${statement_index}].principals is null" if length(statement[*]) > 0
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.trust.statements : statement.actions != null if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.trust.statements : (statement.actions != null) ? "" : "trust.statements[${statement_index}].actions is null" if length(statement[*]) > 0
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.trust.statements : statement.actions == null ? false : length(statement.actions) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.trust.statements : (statement.actions == null ? false : length(statement.actions) > 0) ? "" : "trust.statements[${statement_index}].actions is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.trust.statements : [
        for action in coalesce(statement.actions, []) : action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.trust.statements : [
          for action_index, action in coalesce(statement.actions, []) : (action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))) ? "" : "trust.statements[${statement_index}].actions[${action_index}] is ${jsonencode(action)}"
        ] if length(statement[*]) > 0
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition     = var.trust.max_size == null ? true : var.trust.max_size >= 2048 && var.trust.max_size <= 8192 && floor(var.trust.max_size) == var.trust.max_size
    error_message = "trust.max_size is ${jsonencode(var.trust.max_size)}: a whole number from 2048 to 8192 characters is expected. Write one in this range."
  }

  validation {
    condition     = alltrue([for arn in var.trust.other_providers : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "trust: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for statement in var.trust.statements : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])
    error_message = "trust: there is no principal in a statement: at least one principal in a statement is needed. Add one."
  }

  validation {
    condition     = var.identity != "pod-identity" || !(length(var.trust.subject_patterns) > 0) && !(length(var.trust.other_providers) > 0)
    error_message = "trust: subject patterns or other clusters' providers with identity = \"pod-identity\": an association is for one ServiceAccount of one cluster. Use identity = \"irsa\" or both, or leave them out."
  }

  validation {
    condition     = alltrue([for pattern in var.trust.subject_patterns : pattern.namespace != null != coalesce(pattern.any_namespace, false) if length(pattern[*]) > 0])
    error_message = "trust: a pattern's namespace: it has namespace, or any_namespace = true, and not both. Give one of the two."
  }

  validation {
    condition     = alltrue([for pattern in var.trust.subject_patterns : pattern.namespace == null || !(pattern.namespace != null ? replace(pattern.namespace, "/[*?]/", "") == "" : false) if length(pattern[*]) > 0])
    error_message = "trust: a namespace of wildcards alone: every namespace of the cluster matches it. Name the namespace, or write any_namespace = true in its place if all are meant."
  }

  validation {
    condition     = alltrue([for pattern in var.trust.subject_patterns : !(coalesce(pattern.any_namespace, false) && (pattern.service_account != null ? replace(pattern.service_account, "/[*?]/", "") == "" : false)) if length(pattern[*]) > 0])
    error_message = "trust: a pattern of wildcards alone: every pod of the cluster could assume the role. Name the ServiceAccount, or the namespace."
  }

  validation {
    condition = length(flatten([for one in var.trust[*] : [[for one1_index, one1 in coalesce(one.statements, []) : [for one2 in one1[*] : [one2.Effect == null ? [] : ["trust.statements[${one1_index}].Effect (effect is meant)"], one2.condition == null ? [] : ["trust.statements[${one1_index}].condition (conditions is meant)"], one2.Condition == null ? [] : ["trust.statements[${one1_index}].Condition (conditions is meant)"]]]]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one in var.trust[*] : [[for one1_index, one1 in coalesce(one.statements, []) : [for one2 in one1[*] : [one2.Effect == null ? [] : ["trust.statements[${one1_index}].Effect (effect is meant)"], one2.condition == null ? [] : ["trust.statements[${one1_index}].condition (conditions is meant)"], one2.Condition == null ? [] : ["trust.statements[${one1_index}].Condition (conditions is meant)"]]]]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
  }
}

variable "pod_identity" {
  description = "The Pod Identity association, with identity: pod-identity or both"
  type = object({
    # A role of another account that pods end up with
    target_role_arn = optional(string)
    # Sessions without tags. Default: false
    disable_session_tags = optional(bool)
    # Hold the role to this account and cluster. Default: true
    source_conditions = optional(bool)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.pod_identity.target_role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", var.pod_identity.target_role_arn))
    error_message = "pod_identity.target_role_arn is ${jsonencode(var.pod_identity.target_role_arn)}: a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is."
  }

  validation {
    condition     = var.identity != "irsa" || !anytrue([for value in values(var.pod_identity) : value != null])
    error_message = "pod_identity: pod_identity with identity = \"irsa\": there is no association that it could be for. Leave it out, or use identity = \"pod-identity\" or both."
  }

  validation {
    condition     = alltrue([for arn in [for arn in [var.pod_identity.target_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "pod_identity: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }
}

variable "timeout" {
  description = "For the release to become ready, in seconds. Default: 600"
  type        = number
  default     = null

  validation {
    condition     = var.timeout == null ? true : var.timeout >= 1 && var.timeout <= 3600 && floor(var.timeout) == var.timeout
    error_message = "timeout is ${jsonencode(var.timeout)}: a whole number from 1 to 3600 seconds is expected. Write one in this range."
  }
}

variable "upgrade_install" {
  description = "Adopt a release of this name that is there already. Default: false"
  type        = bool
  default     = null
}

variable "take_ownership" {
  description = "Adopt objects that others made. Default: true where helm makes the webhook certificate, for cert-manager's Secret may be in the way"
  type        = bool
  default     = null
}

variable "wait" {
  description = "false: go on as soon as the release's objects are made; what depends on it may come before its pods. Default: true"
  type        = bool
  default     = true
  nullable    = false
}

variable "atomic" {
  description = "false: a release that fails stays, to look at; helm uninstall it, or set upgradeInstall, before the next apply. Default: wait"
  type        = bool
  default     = null

  validation {
    condition     = !(coalesce(var.atomic, false) && !coalesce(var.wait, true))
    error_message = "atomic: atomic = true with wait = false: Helm finds out that a release failed only where it waits for it. Leave one of the two out."
  }
}

variable "install" {
  description = "false: only what is in AWS; outputs tell GitOps the rest. Default: true"
  type        = bool
  default     = true
  nullable    = false
}

variable "values" {
  description = "Chart values, merged last over ours"
  type        = any
  default     = {}
  nullable    = false
}

variable "policy_arns" {
  description = "Managed policies to attach; their ARNs are known when Terraform plans"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = try(length(var.policy_arns), 0) <= 20
    error_message = "policy_arns has ${try(length(var.policy_arns), 0)} entries: there are at most 20. Remove some."
  }

  validation {
    condition = alltrue([
      for policy_arn in var.policy_arns : policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", policy_arn))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for policy_arn_index, policy_arn in var.policy_arns : (policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", policy_arn))) ? "" : "policy_arns[${policy_arn_index}] is ${jsonencode(policy_arn)}"
      ])),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition     = alltrue([for arn in var.policy_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "policy_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = length(distinct(var.policy_arns)) == length(var.policy_arns)
    error_message = "policy_arns: an ARN stands twice: a policy is attached to a role once. Remove one of the two."
  }

  validation {
    condition     = length(var.policy_arns) + length(var.named_policy_arns) <= 20
    error_message = "policy_arns: too many managed policies: IAM attaches at most 20 to a role. Merge some of them into a policy of your own."
  }
}

variable "named_policy_arns" {
  description = "Managed policies by a name of yours, for ARNs that are not known before the apply"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for named_policy_arn in var.named_policy_arns : named_policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", named_policy_arn))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for named_policy_arn_key, named_policy_arn in var.named_policy_arns : (named_policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", named_policy_arn))) ? "" : "named_policy_arns[${jsonencode(named_policy_arn_key)}] is ${jsonencode(named_policy_arn)}"
      ])),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition     = alltrue([for arn in values(var.named_policy_arns) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "named_policy_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }
}

variable "statements" {
  description = "An inline policy, of at most 10,240 characters, or, with role.managed_policies, a managed one, of at most 6,144"
  type = list(object({
    sid = optional(string)
    # One of Allow, Deny. Default: Allow
    effect = optional(string)
    # service:Action, or "*"
    actions = optional(list(string))
    # service:Action
    not_actions = optional(list(string))
    # An ARN, or "*"
    resources = optional(list(string))
    # An ARN
    not_resources = optional(list(string))
    # Condition operator, condition key, values
    conditions = optional(map(map(list(string))))
    # Refused: effect is meant
    Effect = optional(string)
    # Refused: conditions is meant
    condition = optional(object({}))
    # Refused: conditions is meant
    Condition = optional(object({}))
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      for statement in var.statements : statement != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.statements : (statement != null) ? "" : "statements[${statement_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.statements : statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect) if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.statements : (statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect)) ? "" : "statements[${statement_index}].effect is ${jsonencode(statement.effect)}" if length(statement[*]) > 0
      ])),
      "one of Allow, Deny is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.statements : statement.actions == null ? true : length(statement.actions) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.statements : (statement.actions == null ? true : length(statement.actions) > 0) ? "" : "statements[${statement_index}].actions is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.statements : [
        for action in coalesce(statement.actions, []) : action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.statements : [
          for action_index, action in coalesce(statement.actions, []) : (action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))) ? "" : "statements[${statement_index}].actions[${action_index}] is ${jsonencode(action)}"
        ] if length(statement[*]) > 0
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.statements : statement.not_actions == null ? true : length(statement.not_actions) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.statements : (statement.not_actions == null ? true : length(statement.not_actions) > 0) ? "" : "statements[${statement_index}].not_actions is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.statements : [
        for not_action in coalesce(statement.not_actions, []) : not_action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", not_action))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.statements : [
          for not_action_index, not_action in coalesce(statement.not_actions, []) : (not_action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", not_action))) ? "" : "statements[${statement_index}].not_actions[${not_action_index}] is ${jsonencode(not_action)}"
        ] if length(statement[*]) > 0
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.statements : statement.resources == null ? true : length(statement.resources) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.statements : (statement.resources == null ? true : length(statement.resources) > 0) ? "" : "statements[${statement_index}].resources is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.statements : [
        for resource in coalesce(statement.resources, []) : resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", resource))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.statements : [
          for resource_index, resource in coalesce(statement.resources, []) : (resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", resource))) ? "" : "statements[${statement_index}].resources[${resource_index}] is ${jsonencode(resource)}"
        ] if length(statement[*]) > 0
      ]))),
      "a resource is an ARN, arn:partition:service:region:account:resource, or \"*\". Write the full ARN.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.statements : statement.not_resources == null ? true : length(statement.not_resources) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.statements : (statement.not_resources == null ? true : length(statement.not_resources) > 0) ? "" : "statements[${statement_index}].not_resources is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.statements : [
        for not_resource in coalesce(statement.not_resources, []) : not_resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", not_resource))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.statements : [
          for not_resource_index, not_resource in coalesce(statement.not_resources, []) : (not_resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", not_resource))) ? "" : "statements[${statement_index}].not_resources[${not_resource_index}] is ${jsonencode(not_resource)}"
        ] if length(statement[*]) > 0
      ]))),
      "a resource is an ARN, arn:partition:service:region:account:resource, or \"*\". Write the full ARN.",
    ])
  }

  validation {
    condition     = alltrue([for arn in flatten([for statement in var.statements : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, [])) if length(statement[*]) > 0]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "statements: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for statement in var.statements : statement.actions != null != (statement.not_actions != null) && statement.resources != null != (statement.not_resources != null) if length(statement[*]) > 0])
    error_message = "statements: a statement lacks a part, or has one twice: it has exactly one of actions and not_actions, and one of resources and not_resources. Add what is missing, or keep one."
  }

  validation {
    condition = length(flatten([for one_index, one in coalesce(var.statements, []) : [for one1 in one[*] : [one1.Effect == null ? [] : ["statements[${one_index}].Effect (effect is meant)"], one1.condition == null ? [] : ["statements[${one_index}].condition (conditions is meant)"], one1.Condition == null ? [] : ["statements[${one_index}].Condition (conditions is meant)"]]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one_index, one in coalesce(var.statements, []) : [for one1 in one[*] : [one1.Effect == null ? [] : ["statements[${one_index}].Effect (effect is meant)"], one1.condition == null ? [] : ["statements[${one_index}].condition (conditions is meant)"], one1.Condition == null ? [] : ["statements[${one_index}].Condition (conditions is meant)"]]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
  }
}

variable "chart" {
  description = "Another source of the chart: a mirror, or a folder"
  type = object({
    # An https:// or oci:// repository
    repository = optional(string)
    # A chart's folder, from where Terraform runs
    path = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.chart.repository == null ? true : can(regex("^(https|oci)://\\S+$", var.chart.repository))
    error_message = "chart.repository is ${jsonencode(var.chart.repository)}: a chart repository is an https:// or oci:// URL. Write it with its scheme, or use path."
  }

  validation {
    condition     = var.chart.path == null ? true : var.chart.path != ""
    error_message = "chart.path is ${jsonencode(var.chart.path)}: a path is not empty. Write one, or leave the key out."
  }
}

variable "create_role" {
  description = "false: use the role of role_arn. Default: true"
  type        = bool
  default     = true
  nullable    = false

  validation {
    condition     = var.create_role || length(var.policy_arns) + length(var.named_policy_arns) + length(var.statements) + length(var.grants) + length(var.assume_role_arns) == 0
    error_message = "create_role: permissions, role or trust with create_role = false: a role that is there already keeps what it has. Leave them out, or create_role."
  }
}

variable "tags" {
  description = "AWS tags, at most 50"
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition = alltrue([
      for tag_key in keys(var.tags) : tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128
    ])
    error_message = join(": ", [
      join(", ", compact([
        for tag_key in keys(var.tags) : (tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128) ? "" : "tags has the key ${jsonencode(tag_key)}"
      ])),
      "a tag key is letters, digits, spaces and _.:/=+-@, without aws: in front, at most 128 characters. Change it.",
    ])
  }

  validation {
    condition     = try(length(var.tags), 0) <= 50
    error_message = "tags has ${try(length(var.tags), 0)} entries: there are at most 50. Remove some."
  }

  validation {
    condition = alltrue([
      for tag in var.tags : tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256
    ])
    error_message = join(": ", [
      join(", ", compact([
        for tag_key, tag in var.tags : (tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256) ? "" : "tags[${jsonencode(tag_key)}] is ${jsonencode(tag)}"
      ])),
      "a tag value is letters, digits, spaces and _.:/=+-@, at most 256 characters. Change it.",
    ])
  }
}

variable "chart_credentials" {
  description = "The user name and the password of the chart's repository, where it wants them"
  type = object({
    username = string
    password = string
  })
  default   = null
  sensitive = true

  validation {
    condition = alltrue([
      for chart_credentials in var.chart_credentials[*] : chart_credentials.username != null
    ])
    error_message = "chart_credentials.username: a value is expected. Write one, or leave the whole out."
  }

  validation {
    condition = alltrue([
      for chart_credentials in var.chart_credentials[*] : chart_credentials.password != null
    ])
    error_message = "chart_credentials.password: a value is expected. Write one, or leave the whole out."
  }
}

variable "after" {
  description = "Values of what has to be there before anything is made in Kubernetes, such as module.cert_manager.ready"
  type        = any
  default     = []
  nullable    = false
}
