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

variable "chart_version" {
  description = "The chart's version, with its v"
  type        = string
  default     = "v1.21.2"
  nullable    = false

  validation {
    condition     = can(regex("^(v1\\.18|v1\\.19|v1\\.20|v1\\.21)\\.\\d+$", var.chart_version)) && !can(regex("^v1\\.19\\.0$", var.chart_version))
    error_message = "chart_version is ${jsonencode(var.chart_version)}: a version is a release of v1.18, v1.19, v1.20, v1.21, with its v, but v1.19.0. Choose one, as in v1.21.2."
  }
}

variable "namespace" {
  description = "The add-on's namespace"
  type        = string
  default     = "cert-manager"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", var.namespace)) && length(var.namespace) <= 63
    error_message = "namespace is ${jsonencode(var.namespace)}: a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it."
  }
}

variable "create_namespace" {
  description = "Make the namespace. Default: true"
  type        = bool
  default     = true
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

variable "hosted_zone_role_arn" {
  description = "A role to change into for all zones that have none of their own"
  type        = string
  default     = null

  validation {
    condition     = var.hosted_zone_role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", var.hosted_zone_role_arn))
    error_message = "hosted_zone_role_arn is ${jsonencode(var.hosted_zone_role_arn)}: a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is."
  }

  validation {
    condition     = alltrue([for arn in [for arn in [var.hosted_zone_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "hosted_zone_role_arn: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.hosted_zone_role_arn == null || length(var.hosted_zone_ids) + length(var.hosted_zones) == 0 || length(var.hosted_zone_ids) > 0 || !alltrue([for zone in var.hosted_zones : zone.role_arn != null if length(zone[*]) > 0])
    error_message = "hosted_zone_role_arn: hosted_zone_role_arn beside hosted zones that each have a role of their own: it is for the zones without one. Leave it out."
  }
}

variable "look_up_zones" {
  description = "Let solvers without a hostedZoneID find their zone by name. Default: false"
  type        = bool
  default     = false
  nullable    = false
}

variable "acme_challenge_only" {
  description = "Only records that start with _acme-challenge. Default: false"
  type        = bool
  default     = false
  nullable    = false
}

variable "issuers" {
  description = "Made as soon as cert-manager is ready"
  type = list(object({
    # An RFC 1123 subdomain
    name = string
    # Default: a ClusterIssuer
    namespace = optional(string)
    # ACME, with DNS01 in the hosted zones, or HTTP01
    acme = optional(object({
      # The account's
      email = string
      # Default: Let's Encrypt
      server = optional(string)
      # Let's Encrypt's staging server. Default: false
      staging = optional(bool)
      # Default: <name>-account
      private_key_secret = optional(string)
      # Follow: write DNS01 records where CNAMEs lead to. Default: None
      cname_strategy = optional(string)
      # An account that the authority knows already
      external_account = optional(object({
        # The account's key ID
        key_id = string
        # The Secret with the MAC key
        secret_name = string
        # The Secret's key. Default: secret
        secret_key = optional(string)
      }))
      # HTTP01 in the place of DNS01: one of the two
      http01 = optional(object({
        # Ingresses of this class answer challenges
        ingress_class = optional(string)
        # HTTPRoutes of this Gateway answer challenges
        gateway = optional(object({
          # The Gateway's name
          name = string
          # Default: the challenge's
          namespace = optional(string)
        }))
      }), {})
      # DNS01 of an Issuer in a namespace, by a ServiceAccount of its own. IRSA only
      dns01 = optional(object({
        # Made in the issuer's namespace, with a role for its zones: cert-manager asks for a token of it
        service_account = string
        # The zones of this issuer's role. Default: cert-manager's
        hosted_zones = optional(list(object({
          # The zone's ID
          id = string
          # The zone's domain
          name = optional(string)
        })), [])
      }))
      # cert-manager's own solvers in the place of ours; in modules each in YAML or JSON
      solvers = optional(list(string), [])
    }))
    # Self-signed certificates
    self_signed = optional(object({}))
    # A CA
    ca = optional(object({
      # The Secret with the CA's key pair
      secret_name = string
    }))
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      for issuer in var.issuers : issuer != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for issuer_index, issuer in var.issuers : (issuer != null) ? "" : "issuers[${issuer_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for issuer in var.issuers : issuer.name == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", issuer.name)) && length(issuer.name) <= 253 if length(issuer[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for issuer_index, issuer in var.issuers : (issuer.name == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", issuer.name)) && length(issuer.name) <= 253) ? "" : "issuers[${issuer_index}].name is ${jsonencode(issuer.name)}" if length(issuer[*]) > 0
      ])),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for issuer in var.issuers : issuer.namespace == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", issuer.namespace)) && length(issuer.namespace) <= 63 if length(issuer[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for issuer_index, issuer in var.issuers : (issuer.namespace == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", issuer.namespace)) && length(issuer.namespace) <= 63) ? "" : "issuers[${issuer_index}].namespace is ${jsonencode(issuer.namespace)}" if length(issuer[*]) > 0
      ])),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : acme.email == null ? false : acme.email != ""
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : (acme.email == null ? false : acme.email != "") ? "" : "issuers[${issuer_index}].acme.email is ${jsonencode(acme.email)}"
        ] if length(issuer[*]) > 0
      ]))),
      "an email address is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : acme.server == null ? true : can(regex("^https://[^\\s/]+(/\\S*)?$", acme.server))
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : (acme.server == null ? true : can(regex("^https://[^\\s/]+(/\\S*)?$", acme.server))) ? "" : "issuers[${issuer_index}].acme.server is ${jsonencode(acme.server)}"
        ] if length(issuer[*]) > 0
      ]))),
      "an endpoint is an https URL. Copy it from the cluster.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : acme.private_key_secret == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", acme.private_key_secret)) && length(acme.private_key_secret) <= 253
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : (acme.private_key_secret == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", acme.private_key_secret)) && length(acme.private_key_secret) <= 253) ? "" : "issuers[${issuer_index}].acme.private_key_secret is ${jsonencode(acme.private_key_secret)}"
        ] if length(issuer[*]) > 0
      ]))),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : acme.cname_strategy == null ? true : contains(["None", "Follow"], acme.cname_strategy)
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : (acme.cname_strategy == null ? true : contains(["None", "Follow"], acme.cname_strategy)) ? "" : "issuers[${issuer_index}].acme.cname_strategy is ${jsonencode(acme.cname_strategy)}"
        ] if length(issuer[*]) > 0
      ]))),
      "one of None, Follow is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for external_account in acme.external_account[*] : external_account.key_id == null ? false : external_account.key_id != ""
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for external_account in acme.external_account[*] : (external_account.key_id == null ? false : external_account.key_id != "") ? "" : "issuers[${issuer_index}].acme.external_account.key_id is ${jsonencode(external_account.key_id)}"
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a key ID is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for external_account in acme.external_account[*] : external_account.secret_name == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", external_account.secret_name)) && length(external_account.secret_name) <= 253
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for external_account in acme.external_account[*] : (external_account.secret_name == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", external_account.secret_name)) && length(external_account.secret_name) <= 253) ? "" : "issuers[${issuer_index}].acme.external_account.secret_name is ${jsonencode(external_account.secret_name)}"
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for external_account in acme.external_account[*] : external_account.secret_key == null ? true : external_account.secret_key != ""
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for external_account in acme.external_account[*] : (external_account.secret_key == null ? true : external_account.secret_key != "") ? "" : "issuers[${issuer_index}].acme.external_account.secret_key is ${jsonencode(external_account.secret_key)}"
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a key is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : acme.http01.ingress_class == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", acme.http01.ingress_class)) && !can(regex("^(y|n|yes|no|on|off|true|false|null|[0-9][0-9.]*(e[0-9]+)?|0x[0-9a-f]+|0o?[0-7]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$", acme.http01.ingress_class)) && length(acme.http01.ingress_class) <= 253
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : (acme.http01.ingress_class == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", acme.http01.ingress_class)) && !can(regex("^(y|n|yes|no|on|off|true|false|null|[0-9][0-9.]*(e[0-9]+)?|0x[0-9a-f]+|0o?[0-7]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$", acme.http01.ingress_class)) && length(acme.http01.ingress_class) <= 253) ? "" : "issuers[${issuer_index}].acme.http01.ingress_class is ${jsonencode(acme.http01.ingress_class)}"
        ] if length(issuer[*]) > 0
      ]))),
      "an IngressClass's name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), and nothing that YAML reads as a number or a switch, at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for gateway in acme.http01.gateway[*] : gateway.name == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", gateway.name)) && length(gateway.name) <= 253
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for gateway in acme.http01.gateway[*] : (gateway.name == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", gateway.name)) && length(gateway.name) <= 253) ? "" : "issuers[${issuer_index}].acme.http01.gateway.name is ${jsonencode(gateway.name)}"
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for gateway in acme.http01.gateway[*] : gateway.namespace == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", gateway.namespace)) && length(gateway.namespace) <= 63
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for gateway in acme.http01.gateway[*] : (gateway.namespace == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", gateway.namespace)) && length(gateway.namespace) <= 63) ? "" : "issuers[${issuer_index}].acme.http01.gateway.namespace is ${jsonencode(gateway.namespace)}"
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for dns01 in acme.dns01[*] : dns01.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", dns01.service_account)) && length(dns01.service_account) <= 253
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for dns01 in acme.dns01[*] : (dns01.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", dns01.service_account)) && length(dns01.service_account) <= 253) ? "" : "issuers[${issuer_index}].acme.dns01.service_account is ${jsonencode(dns01.service_account)}"
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for dns01 in acme.dns01[*] : [
            for hosted_zone in dns01.hosted_zones : hosted_zone != null
          ]
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for dns01 in acme.dns01[*] : [
              for hosted_zone_index, hosted_zone in dns01.hosted_zones : (hosted_zone != null) ? "" : "issuers[${issuer_index}].acme.dns01.hosted_zones[${hosted_zone_index}] is null"
            ]
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for dns01 in acme.dns01[*] : [
            for hosted_zone in dns01.hosted_zones : hosted_zone.id == null ? false : can(regex("^Z[A-Z0-9]{1,31}$", hosted_zone.id)) if length(hosted_zone[*]) > 0
          ]
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for dns01 in acme.dns01[*] : [
              for hosted_zone_index, hosted_zone in dns01.hosted_zones : (hosted_zone.id == null ? false : can(regex("^Z[A-Z0-9]{1,31}$", hosted_zone.id))) ? "" : "issuers[${issuer_index}].acme.dns01.hosted_zones[${hosted_zone_index}].id is ${jsonencode(hosted_zone.id)}" if length(hosted_zone[*]) > 0
            ]
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a hosted zone ID is Z and up to 31 capital letters and digits. Write only the ID, without /hostedzone/ and without a domain name.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for acme in issuer.acme[*] : [
          for dns01 in acme.dns01[*] : [
            for hosted_zone in dns01.hosted_zones : hosted_zone.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", hosted_zone.name)) && length(hosted_zone.name) <= 253 if length(hosted_zone[*]) > 0
          ]
        ]
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for acme in issuer.acme[*] : [
            for dns01 in acme.dns01[*] : [
              for hosted_zone_index, hosted_zone in dns01.hosted_zones : (hosted_zone.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", hosted_zone.name)) && length(hosted_zone.name) <= 253) ? "" : "issuers[${issuer_index}].acme.dns01.hosted_zones[${hosted_zone_index}].name is ${jsonencode(hosted_zone.name)}" if length(hosted_zone[*]) > 0
            ]
          ]
        ] if length(issuer[*]) > 0
      ]))),
      "a domain is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for issuer in var.issuers : [
        for ca in issuer.ca[*] : ca.secret_name == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", ca.secret_name)) && length(ca.secret_name) <= 253
      ] if length(issuer[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for issuer_index, issuer in var.issuers : [
          for ca in issuer.ca[*] : (ca.secret_name == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", ca.secret_name)) && length(ca.secret_name) <= 253) ? "" : "issuers[${issuer_index}].ca.secret_name is ${jsonencode(ca.secret_name)}"
        ] if length(issuer[*]) > 0
      ]))),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition     = var.install || length(var.issuers) == 0
    error_message = "issuers: issuers with install = false: they can be made only after cert-manager, which another tool installs. Leave them to that tool."
  }

  validation {
    condition     = var.wait || length(var.issuers) == 0
    error_message = "issuers: issuers with wait = false: they can be made only when cert-manager's webhook answers. Leave wait out, or the issuers to another release."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : length([for kind in [issuer.acme, issuer.self_signed, issuer.ca] : true if kind != null]) == 1 if length(issuer[*]) > 0])
    error_message = "issuers: an issuer of no kind, or of several: exactly one of acme, self_signed and ca is expected. Add one, or keep one."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || (issuer.namespace == null || issuer.acme.dns01 != null) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: an ACME issuer with a namespace: cert-manager uses its AWS permissions for ClusterIssuers only. Add dns01 with a service_account of its own, or leave the namespace out."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : issuer.acme.dns01 == null || issuer.namespace != null && issuer.acme.http01.ingress_class == null && issuer.acme.http01.gateway == null if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: an ACME issuer with dns01, and without a namespace or beside http01: a ServiceAccount of its own is for DNS01 of an Issuer in a namespace; ClusterIssuers use cert-manager's. Add the namespace, and leave one of dns01 and http01 out."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : issuer.acme.dns01 == null || var.identity != "pod-identity" if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: an issuer with dns01, and identity = \"pod-identity\": no pod runs as the issuer's ServiceAccount: its token is taken by the cluster's OIDC provider. Use identity = \"irsa\", or both."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : issuer.acme.dns01 == null || length(try(issuer.acme.dns01.hosted_zones, [])) > 0 || var.hosted_zone_role_arn == null && alltrue([for zone in var.hosted_zones : zone.role_arn == null if length(zone[*]) > 0]) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: an ACME issuer with dns01, and hosted zones with a role of another account: the token of its ServiceAccount is good for one role, which is its own. Name zones of this account in dns01.hosted_zones, or write solvers."
  }

  validation {
    condition     = length(distinct(compact([for issuer in var.issuers : try("${issuer.namespace}/${issuer.acme.dns01.service_account}", null)]))) == length(compact([for issuer in var.issuers : try("${issuer.namespace}/${issuer.acme.dns01.service_account}", null)]))
    error_message = "issuers: two issuers of a namespace have one ServiceAccount: each has a ServiceAccount and a role of its own. Rename one of the two."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || (length(var.hosted_zone_ids) + length(var.hosted_zones) + length(try(issuer.acme.dns01.hosted_zones, [])) > 0) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: an ACME issuer, and no hosted zones: domains are proved by DNS01 in Route53, which takes a zone. Add hosted_zones, http01, or solvers."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || ((length(try(issuer.acme.dns01.hosted_zones, [])) > 0 ? length(try(issuer.acme.dns01.hosted_zones, [])) == 1 || length([for zone in try(issuer.acme.dns01.hosted_zones, []) : zone.name if zone.name != null]) == length(try(issuer.acme.dns01.hosted_zones, [])) : length(var.hosted_zone_ids) + length(var.hosted_zones) <= 1 || length(var.hosted_zone_ids) == 0 && alltrue([for zone in var.hosted_zones : zone.name != null]))) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: an ACME issuer, and several hosted zones without names: each domain is proved in its own zone, which has to be told from the others. Write each zone as { id, name }, as in { id: Z0123456789, name: \"example.com\" }."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || ((length(try(issuer.acme.dns01.hosted_zones, [])) > 0 ? length(distinct([for zone in try(issuer.acme.dns01.hosted_zones, []) : zone.name if zone.name != null])) == length([for zone in try(issuer.acme.dns01.hosted_zones, []) : zone.name if zone.name != null]) : length(distinct([for zone in var.hosted_zones : zone.name if zone.name != null])) == length([for zone in var.hosted_zones : zone.name if zone.name != null]))) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: an ACME issuer, and hosted zones of one name: of zones with one name, a public and a private one say, cert-manager takes the first. Name the public one only."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : issuer.acme.http01.ingress_class == null || issuer.acme.http01.gateway == null if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: ingress_class, gateway are given together: exactly one of ingress_class, gateway is expected. Keep one."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : length(issuer.acme.solvers) == 0 || issuer.acme.http01.ingress_class == null && issuer.acme.http01.gateway == null && issuer.acme.cname_strategy == null && issuer.acme.dns01 == null if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: http01, dns01 or cname_strategy beside solvers: solvers stand in the place of those that these are about. Say it in the solvers, or leave them out."
  }

  validation {
    condition     = alltrue([for issuer in var.issuers : can([for solver in issuer.acme.solvers : keys(yamldecode(solver))]) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "issuers: a solver that is no document: each is a mapping in YAML or JSON. Write it by yamlencode or jsonencode."
  }

  validation {
    condition     = length(distinct([for issuer in var.issuers : join("/", [for part in [issuer.namespace, issuer.name] : part if part != null]) if length(issuer[*]) > 0])) == length([for issuer in var.issuers : true if length(issuer[*]) > 0])
    error_message = "issuers: two issuers have one name: an issuer's name is unique in its namespace. Rename one of the two."
  }
}

variable "replicas" {
  description = "Of all three components. Default: the chart's, 1"
  type        = number
  default     = null

  validation {
    condition     = var.replicas == null ? true : var.replicas >= 1 && var.replicas <= 100 && floor(var.replicas) == var.replicas
    error_message = "replicas is ${jsonencode(var.replicas)}: a whole number from 1 to 100 replicas is expected. Write one in this range."
  }
}

variable "fargate" {
  description = "Pods run on Fargate: the webhook takes port 10260. Default: false"
  type        = bool
  default     = null

  validation {
    condition     = !coalesce(var.fargate, false) || var.identity != "pod-identity"
    error_message = "fargate: identity = \"pod-identity\" with fargate = true: EKS Pod Identity does not work on Fargate. Use identity = \"irsa\"."
  }
}

variable "leader_election_namespace" {
  description = "Default: the chart's, kube-system"
  type        = string
  default     = null

  validation {
    condition     = var.leader_election_namespace == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", var.leader_election_namespace)) && length(var.leader_election_namespace) <= 63
    error_message = "leader_election_namespace is ${jsonencode(var.leader_election_namespace)}: a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it."
  }
}

variable "image_registry" {
  description = "In the place of quay.io/jetstack; needed in isolated partitions"
  type        = string
  default     = null

  validation {
    condition     = var.image_registry == null ? true : can(regex("^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$", var.image_registry))
    error_message = "image_registry is ${jsonencode(var.image_registry)}: an image registry is a host in lower case, as in mirror.example.com/team. Write it without https:// in front and without a slash at the end."
  }

  validation {
    condition     = var.image_registry != null || !contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)
    error_message = "image_registry: no image registry, in the partition of this region: there is no way from there to the public one. Write image_registry: the host of your mirror, which has cert-manager's images."
  }
}

variable "prometheus" {
  description = "Metrics"
  type = object({
    # Metrics. Default: true
    enabled = optional(bool)
    # Default: false
    service_monitor = optional(bool)
    # Default: false
    pod_monitor = optional(bool)
  })
  default  = {}
  nullable = false

  validation {
    condition     = !(coalesce(var.prometheus.service_monitor, false) && coalesce(var.prometheus.pod_monitor, false))
    error_message = "prometheus: service_monitor and pod_monitor are both on: the chart makes one or the other. Keep one."
  }

  validation {
    condition     = coalesce(var.prometheus.enabled, true) || !coalesce(var.prometheus.service_monitor, false) && !coalesce(var.prometheus.pod_monitor, false)
    error_message = "prometheus: service_monitor or pod_monitor with enabled = false: there are no metrics to watch. Leave enabled out, or the monitor."
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
  description = "Adopt objects that others made. Default: false"
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

variable "hosted_zone_ids" {
  description = "Zones for DNS01 challenges; a role is made only if there are any"
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition = alltrue([
      for hosted_zone_id in var.hosted_zone_ids : hosted_zone_id == null ? false : can(regex("^Z[A-Z0-9]{1,31}$", hosted_zone_id))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for hosted_zone_id_index, hosted_zone_id in var.hosted_zone_ids : (hosted_zone_id == null ? false : can(regex("^Z[A-Z0-9]{1,31}$", hosted_zone_id))) ? "" : "hosted_zone_ids[${hosted_zone_id_index}] is ${jsonencode(hosted_zone_id)}"
      ])),
      "a hosted zone ID is Z and up to 31 capital letters and digits. Write only the ID, without /hostedzone/ and without a domain name.",
    ])
  }
}

variable "hosted_zones" {
  description = "Further zones, with their names, which issuers need to choose between several, and roles of their accounts"
  type = list(object({
    # The zone's ID
    id = string
    # The zone's domain
    name = optional(string)
    # The zone is in another account: its role to change into
    role_arn = optional(string)
  }))
  default  = []
  nullable = false

  validation {
    condition = alltrue([
      for hosted_zone in var.hosted_zones : hosted_zone != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for hosted_zone_index, hosted_zone in var.hosted_zones : (hosted_zone != null) ? "" : "hosted_zones[${hosted_zone_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for hosted_zone in var.hosted_zones : hosted_zone.id == null ? false : can(regex("^Z[A-Z0-9]{1,31}$", hosted_zone.id)) if length(hosted_zone[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for hosted_zone_index, hosted_zone in var.hosted_zones : (hosted_zone.id == null ? false : can(regex("^Z[A-Z0-9]{1,31}$", hosted_zone.id))) ? "" : "hosted_zones[${hosted_zone_index}].id is ${jsonencode(hosted_zone.id)}" if length(hosted_zone[*]) > 0
      ])),
      "a hosted zone ID is Z and up to 31 capital letters and digits. Write only the ID, without /hostedzone/ and without a domain name.",
    ])
  }

  validation {
    condition = alltrue([
      for hosted_zone in var.hosted_zones : hosted_zone.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", hosted_zone.name)) && length(hosted_zone.name) <= 253 if length(hosted_zone[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for hosted_zone_index, hosted_zone in var.hosted_zones : (hosted_zone.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", hosted_zone.name)) && length(hosted_zone.name) <= 253) ? "" : "hosted_zones[${hosted_zone_index}].name is ${jsonencode(hosted_zone.name)}" if length(hosted_zone[*]) > 0
      ])),
      "a domain is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for hosted_zone in var.hosted_zones : hosted_zone.role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", hosted_zone.role_arn)) if length(hosted_zone[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for hosted_zone_index, hosted_zone in var.hosted_zones : (hosted_zone.role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", hosted_zone.role_arn))) ? "" : "hosted_zones[${hosted_zone_index}].role_arn is ${jsonencode(hosted_zone.role_arn)}" if length(hosted_zone[*]) > 0
      ])),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition     = alltrue([for arn in [for zone in var.hosted_zones : zone.role_arn if length(zone[*]) > 0] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "hosted_zones: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
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
