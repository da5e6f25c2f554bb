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

variable "cluster_attributes" {
  description = "Use these, and read nothing from the cluster: where it is made in the same apply, for one"
  type = object({
    # The account's twelve digits
    account_id = string
    # With https://
    oidc_issuer = string
    # Needed for the load balancer controller
    vpc_id = optional(string)
  })
  default = null

  validation {
    condition = alltrue([
      for cluster_attributes in var.cluster_attributes[*] : cluster_attributes.account_id == null ? false : can(regex("^\\d{12}$", cluster_attributes.account_id))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for cluster_attributes in var.cluster_attributes[*] : (cluster_attributes.account_id == null ? false : can(regex("^\\d{12}$", cluster_attributes.account_id))) ? "" : "cluster_attributes.account_id is ${jsonencode(cluster_attributes.account_id)}"
      ])),
      "an account ID is twelve digits. Write it in quotes, with its leading zeros.",
    ])
  }

  validation {
    condition = alltrue([
      for cluster_attributes in var.cluster_attributes[*] : cluster_attributes.oidc_issuer == null ? false : can(regex("^https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*$", cluster_attributes.oidc_issuer))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for cluster_attributes in var.cluster_attributes[*] : (cluster_attributes.oidc_issuer == null ? false : can(regex("^https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*$", cluster_attributes.oidc_issuer))) ? "" : "cluster_attributes.oidc_issuer is ${jsonencode(cluster_attributes.oidc_issuer)}"
      ])),
      "an OIDC issuer is an https URL without port, query or trailing slash. Put https:// in front, or copy it from the cluster (identity.oidc.issuer).",
    ])
  }

  validation {
    condition = alltrue([
      for cluster_attributes in var.cluster_attributes[*] : cluster_attributes.vpc_id == null ? true : can(regex("^vpc-[0-9a-z]+$", cluster_attributes.vpc_id))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for cluster_attributes in var.cluster_attributes[*] : (cluster_attributes.vpc_id == null ? true : can(regex("^vpc-[0-9a-z]+$", cluster_attributes.vpc_id))) ? "" : "cluster_attributes.vpc_id is ${jsonencode(cluster_attributes.vpc_id)}"
      ])),
      "a VPC ID is vpc- and hexadecimal digits. Copy it from the cluster.",
    ])
  }

  validation {
    condition     = var.cluster_attributes == null ? true : var.load_balancer_controller == null || var.cluster_attributes.vpc_id != null
    error_message = "cluster_attributes.vpc_id is null: the load balancer controller needs it. Give cluster_attributes.vpc_id."
  }
}

variable "oidc_provider" {
  description = "The cluster's OIDC provider in IAM: create it, lookup the one of the issuer, or take the existing one of oidc_provider_arn. Default: create it where a role needs it"
  type        = string
  default     = null

  validation {
    condition     = var.oidc_provider == null ? true : contains(["create", "lookup", "existing"], var.oidc_provider)
    error_message = "oidc_provider is ${jsonencode(var.oidc_provider)}: one of create, lookup, existing is expected. Choose one of them."
  }
}

variable "oidc_provider_arn" {
  description = "The existing OIDC provider's ARN"
  type        = string
  default     = null

  validation {
    condition     = var.oidc_provider_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", var.oidc_provider_arn))
    error_message = "oidc_provider_arn is ${jsonencode(var.oidc_provider_arn)}: a provider ARN is arn:partition:iam::account:oidc-provider/name, the ARN of an IAM OIDC provider. Check which ARN this is."
  }

  validation {
    condition     = var.oidc_provider_arn != null || var.oidc_provider != "existing"
    error_message = "oidc_provider_arn is null: oidc_provider is \"existing\". Give oidc_provider_arn."
  }

  validation {
    condition     = var.oidc_provider_arn == null || var.oidc_provider == "existing"
    error_message = "oidc_provider_arn is given: oidc_provider is not \"existing\", and it would have no effect. Leave oidc_provider_arn out."
  }

  validation {
    condition     = var.oidc_provider_arn == null ? true : endswith(var.oidc_provider_arn, ":oidc-provider/${local.cluster_issuer}")
    error_message = "an ARN of another cluster's provider: this cluster's issuer is another one, and its provider's ARN ends with that. Give this cluster's provider, or leave oidc_provider out to create it."
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

variable "preflight" {
  description = "Check what only the live cluster knows: its Kubernetes version, its issuer, the audience of a provider that is looked up"
  type        = bool
  default     = true
  nullable    = false
}

variable "iam_only" {
  description = "Make nothing in Kubernetes: only what is in AWS, for GitOps"
  type        = bool
  default     = false
  nullable    = false
}

variable "cert_manager" {
  description = "cert-manager. null: it is not installed; {}: with the defaults"
  type = object({
    # The chart's version, with its v
    version = optional(string, "v1.21.2")
    # The add-on's namespace
    namespace = optional(string, "cert-manager")
    # Make the namespace. Default: true
    create_namespace = optional(bool, true)
    # How pods get their role: irsa (default), pod-identity, or both while moving
    identity = optional(string)
    # A role to change into for all zones that have none of their own
    hosted_zone_role_arn = optional(string)
    # Let solvers without a hostedZoneID find their zone by name. Default: false
    look_up_zones = optional(bool, false)
    # Only records that start with _acme-challenge. Default: false
    acme_challenge_only = optional(bool, false)
    # Made as soon as cert-manager is ready
    issuers = optional(list(object({
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
    })), [])
    # Of all three components. Default: the chart's, 1
    replicas = optional(number)
    # Pods run on Fargate: the webhook takes port 10260. Default: false
    fargate = optional(bool)
    # Default: the chart's, kube-system
    leader_election_namespace = optional(string)
    # In the place of quay.io/jetstack; needed in isolated partitions
    image_registry = optional(string)
    # Metrics
    prometheus = optional(object({
      # Metrics. Default: true
      enabled = optional(bool)
      # Default: false
      service_monitor = optional(bool)
      # Default: false
      pod_monitor = optional(bool)
    }), {})
    # A role that is there already; its trust policy is its owner's
    role_arn = optional(string)
    # The role's own settings
    role = optional(object({
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
    }), {})
    # Who else may assume the role
    trust = optional(object({
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
    }), {})
    # The Pod Identity association, with identity: pod-identity or both
    pod_identity = optional(object({
      # A role of another account that pods end up with
      target_role_arn = optional(string)
      # Sessions without tags. Default: false
      disable_session_tags = optional(bool)
      # Hold the role to this account and cluster. Default: true
      source_conditions = optional(bool)
    }), {})
    # For the release to become ready, in seconds. Default: 600
    timeout = optional(number)
    # Adopt a release of this name that is there already. Default: false
    upgrade_install = optional(bool)
    # Adopt objects that others made. Default: false
    take_ownership = optional(bool)
    # false: go on as soon as the release's objects are made; what depends on it may come before its pods. Default: true
    wait = optional(bool, true)
    # false: a release that fails stays, to look at; helm uninstall it, or set upgradeInstall, before the next apply. Default: wait
    atomic = optional(bool)
    # false: only what is in AWS; outputs tell GitOps the rest. Default: true
    install = optional(bool, true)
    # Chart values, merged last over ours
    values = optional(any, {})
    # Zones for DNS01 challenges; a role is made only if there are any
    hosted_zone_ids = optional(list(string), [])
    # Further zones, with their names, which issuers need to choose between several, and roles of their accounts
    hosted_zones = optional(list(object({
      # The zone's ID
      id = string
      # The zone's domain
      name = optional(string)
      # The zone is in another account: its role to change into
      role_arn = optional(string)
    })), [])
    # Another source of the chart: a mirror, or a folder
    chart = optional(object({
      # An https:// or oci:// repository
      repository = optional(string)
      # A chart's folder, from where Terraform runs
      path = optional(string)
    }), {})
    # false: use the role of role_arn. Default: true
    create_role = optional(bool, true)
  })
  default = null

  validation {
    condition     = var.cert_manager == null ? true : !(coalesce(var.cert_manager.atomic, false) && !coalesce(var.cert_manager.wait, true))
    error_message = "cert_manager.atomic: atomic = true with wait = false: Helm finds out that a release failed only where it waits for it. Leave one of the two out."
  }

  validation {
    condition     = var.cert_manager == null ? true : var.cert_manager.role.name == null || var.cert_manager.role.name_prefix == null
    error_message = "cert_manager.role: name and name_prefix are both given: a role has one or the other. Keep one."
  }

  validation {
    condition     = var.cert_manager == null ? true : coalesce(var.cert_manager.identity, var.identity) != "irsa" || !anytrue([for value in values(var.cert_manager.pod_identity) : value != null])
    error_message = "cert_manager.pod_identity: pod_identity with identity = \"irsa\": there is no association that it could be for. Leave it out, or use identity = \"pod-identity\" or both."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for arn in [for arn in [var.cert_manager.role.permissions_boundary] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "cert_manager.role: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for arn in [for arn in [var.cert_manager.pod_identity.target_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "cert_manager.pod_identity: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.cert_manager == null ? true : var.cert_manager.create_role || coalesce(var.cert_manager.identity, var.identity) == "irsa" || var.cert_manager.role_arn != null
    error_message = "cert_manager.role_arn: role_arn is null: a Pod Identity association is for a role. Give role_arn."
  }

  validation {
    condition     = var.cert_manager == null ? true : !var.cert_manager.create_role || var.cert_manager.role_arn == null
    error_message = "cert_manager.role_arn: role_arn with create_role = true: either a role is made, or one that is there is taken. Write create_role = false, or leave role_arn out."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for arn in [for arn in [var.cert_manager.role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "cert_manager.role_arn: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for arn in var.cert_manager.trust.other_providers : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "cert_manager.trust: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for statement in var.cert_manager.trust.statements : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])
    error_message = "cert_manager.trust: there is no principal in a statement: at least one principal in a statement is needed. Add one."
  }

  validation {
    condition     = var.cert_manager == null ? true : coalesce(var.cert_manager.identity, var.identity) != "pod-identity" || !(length(var.cert_manager.trust.subject_patterns) > 0) && !(length(var.cert_manager.trust.other_providers) > 0)
    error_message = "cert_manager.trust: subject patterns or other clusters' providers with identity = \"pod-identity\": an association is for one ServiceAccount of one cluster. Use identity = \"irsa\" or both, or leave them out."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for pattern in var.cert_manager.trust.subject_patterns : pattern.namespace != null != coalesce(pattern.any_namespace, false) if length(pattern[*]) > 0])
    error_message = "cert_manager.trust: a pattern's namespace: it has namespace, or any_namespace = true, and not both. Give one of the two."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for pattern in var.cert_manager.trust.subject_patterns : pattern.namespace == null || !(pattern.namespace != null ? replace(pattern.namespace, "/[*?]/", "") == "" : false) if length(pattern[*]) > 0])
    error_message = "cert_manager.trust: a namespace of wildcards alone: every namespace of the cluster matches it. Name the namespace, or write any_namespace = true in its place if all are meant."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for pattern in var.cert_manager.trust.subject_patterns : !(coalesce(pattern.any_namespace, false) && (pattern.service_account != null ? replace(pattern.service_account, "/[*?]/", "") == "" : false)) if length(pattern[*]) > 0])
    error_message = "cert_manager.trust: a pattern of wildcards alone: every pod of the cluster could assume the role. Name the ServiceAccount, or the namespace."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for arn in [for arn in [var.cert_manager.hosted_zone_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "cert_manager.hosted_zone_role_arn: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for arn in [for zone in var.cert_manager.hosted_zones : zone.role_arn if length(zone[*]) > 0] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "cert_manager.hosted_zones: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.cert_manager == null ? true : !coalesce(var.cert_manager.fargate, false) || coalesce(var.cert_manager.identity, var.identity) != "pod-identity"
    error_message = "cert_manager.fargate: identity = \"pod-identity\" with fargate = true: EKS Pod Identity does not work on Fargate. Use identity = \"irsa\"."
  }

  validation {
    condition     = var.cert_manager == null ? true : var.cert_manager.image_registry != null || !contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)
    error_message = "cert_manager.image_registry: no image registry, in the partition of this region: there is no way from there to the public one. Write image_registry: the host of your mirror, which has cert-manager's images."
  }

  validation {
    condition     = var.cert_manager == null ? true : var.cert_manager.hosted_zone_role_arn == null || length(var.cert_manager.hosted_zone_ids) + length(var.cert_manager.hosted_zones) == 0 || length(var.cert_manager.hosted_zone_ids) > 0 || !alltrue([for zone in var.cert_manager.hosted_zones : zone.role_arn != null if length(zone[*]) > 0])
    error_message = "cert_manager.hosted_zone_role_arn: hosted_zone_role_arn beside hosted zones that each have a role of their own: it is for the zones without one. Leave it out."
  }

  validation {
    condition     = var.cert_manager == null ? true : !(coalesce(var.cert_manager.prometheus.service_monitor, false) && coalesce(var.cert_manager.prometheus.pod_monitor, false))
    error_message = "cert_manager.prometheus: service_monitor and pod_monitor are both on: the chart makes one or the other. Keep one."
  }

  validation {
    condition     = var.cert_manager == null ? true : coalesce(var.cert_manager.prometheus.enabled, true) || !coalesce(var.cert_manager.prometheus.service_monitor, false) && !coalesce(var.cert_manager.prometheus.pod_monitor, false)
    error_message = "cert_manager.prometheus: service_monitor or pod_monitor with enabled = false: there are no metrics to watch. Leave enabled out, or the monitor."
  }

  validation {
    condition     = var.cert_manager == null ? true : var.cert_manager.install || length(var.cert_manager.issuers) == 0
    error_message = "cert_manager.issuers: issuers with install = false: they can be made only after cert-manager, which another tool installs. Leave them to that tool."
  }

  validation {
    condition     = var.cert_manager == null ? true : var.cert_manager.wait || length(var.cert_manager.issuers) == 0
    error_message = "cert_manager.issuers: issuers with wait = false: they can be made only when cert-manager's webhook answers. Leave wait out, or the issuers to another release."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : length([for kind in [issuer.acme, issuer.self_signed, issuer.ca] : true if kind != null]) == 1 if length(issuer[*]) > 0])
    error_message = "cert_manager.issuers: an issuer of no kind, or of several: exactly one of acme, self_signed and ca is expected. Add one, or keep one."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || (issuer.namespace == null || issuer.acme.dns01 != null) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: an ACME issuer with a namespace: cert-manager uses its AWS permissions for ClusterIssuers only. Add dns01 with a service_account of its own, or leave the namespace out."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : issuer.acme.dns01 == null || issuer.namespace != null && issuer.acme.http01.ingress_class == null && issuer.acme.http01.gateway == null if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: an ACME issuer with dns01, and without a namespace or beside http01: a ServiceAccount of its own is for DNS01 of an Issuer in a namespace; ClusterIssuers use cert-manager's. Add the namespace, and leave one of dns01 and http01 out."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : issuer.acme.dns01 == null || coalesce(var.cert_manager.identity, var.identity) != "pod-identity" if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: an issuer with dns01, and identity = \"pod-identity\": no pod runs as the issuer's ServiceAccount: its token is taken by the cluster's OIDC provider. Use identity = \"irsa\", or both."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : issuer.acme.dns01 == null || length(try(issuer.acme.dns01.hosted_zones, [])) > 0 || var.cert_manager.hosted_zone_role_arn == null && alltrue([for zone in var.cert_manager.hosted_zones : zone.role_arn == null if length(zone[*]) > 0]) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: an ACME issuer with dns01, and hosted zones with a role of another account: the token of its ServiceAccount is good for one role, which is its own. Name zones of this account in dns01.hosted_zones, or write solvers."
  }

  validation {
    condition     = var.cert_manager == null ? true : length(distinct(compact([for issuer in var.cert_manager.issuers : try("${issuer.namespace}/${issuer.acme.dns01.service_account}", null)]))) == length(compact([for issuer in var.cert_manager.issuers : try("${issuer.namespace}/${issuer.acme.dns01.service_account}", null)]))
    error_message = "cert_manager.issuers: two issuers of a namespace have one ServiceAccount: each has a ServiceAccount and a role of its own. Rename one of the two."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || (length(var.cert_manager.hosted_zone_ids) + length(var.cert_manager.hosted_zones) + length(try(issuer.acme.dns01.hosted_zones, [])) > 0) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: an ACME issuer, and no hosted zones: domains are proved by DNS01 in Route53, which takes a zone. Add hosted_zones, http01, or solvers."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || ((length(try(issuer.acme.dns01.hosted_zones, [])) > 0 ? length(try(issuer.acme.dns01.hosted_zones, [])) == 1 || length([for zone in try(issuer.acme.dns01.hosted_zones, []) : zone.name if zone.name != null]) == length(try(issuer.acme.dns01.hosted_zones, [])) : length(var.cert_manager.hosted_zone_ids) + length(var.cert_manager.hosted_zones) <= 1 || length(var.cert_manager.hosted_zone_ids) == 0 && alltrue([for zone in var.cert_manager.hosted_zones : zone.name != null]))) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: an ACME issuer, and several hosted zones without names: each domain is proved in its own zone, which has to be told from the others. Write each zone as { id, name }, as in { id: Z0123456789, name: \"example.com\" }."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : length(issuer.acme.solvers) > 0 || issuer.acme.http01.ingress_class != null || issuer.acme.http01.gateway != null || ((length(try(issuer.acme.dns01.hosted_zones, [])) > 0 ? length(distinct([for zone in try(issuer.acme.dns01.hosted_zones, []) : zone.name if zone.name != null])) == length([for zone in try(issuer.acme.dns01.hosted_zones, []) : zone.name if zone.name != null]) : length(distinct([for zone in var.cert_manager.hosted_zones : zone.name if zone.name != null])) == length([for zone in var.cert_manager.hosted_zones : zone.name if zone.name != null]))) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: an ACME issuer, and hosted zones of one name: of zones with one name, a public and a private one say, cert-manager takes the first. Name the public one only."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : issuer.acme.http01.ingress_class == null || issuer.acme.http01.gateway == null if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: ingress_class, gateway are given together: exactly one of ingress_class, gateway is expected. Keep one."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : length(issuer.acme.solvers) == 0 || issuer.acme.http01.ingress_class == null && issuer.acme.http01.gateway == null && issuer.acme.cname_strategy == null && issuer.acme.dns01 == null if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: http01, dns01 or cname_strategy beside solvers: solvers stand in the place of those that these are about. Say it in the solvers, or leave them out."
  }

  validation {
    condition     = var.cert_manager == null ? true : alltrue([for issuer in var.cert_manager.issuers : can([for solver in issuer.acme.solvers : keys(yamldecode(solver))]) if length(issuer[*]) == 0 ? false : issuer.acme != null])
    error_message = "cert_manager.issuers: a solver that is no document: each is a mapping in YAML or JSON. Write it by yamlencode or jsonencode."
  }

  validation {
    condition     = var.cert_manager == null ? true : length(distinct([for issuer in var.cert_manager.issuers : join("/", [for part in [issuer.namespace, issuer.name] : part if part != null]) if length(issuer[*]) > 0])) == length([for issuer in var.cert_manager.issuers : true if length(issuer[*]) > 0])
    error_message = "cert_manager.issuers: two issuers have one name: an issuer's name is unique in its namespace. Rename one of the two."
  }

  validation {
    condition     = var.cert_manager == null ? true : !(var.cert_manager.create_namespace && (var.cert_manager.namespace != null ? contains(["default", "kube-system", "kube-public", "kube-node-lease"], var.cert_manager.namespace) : false))
    error_message = "cert_manager.create_namespace: create_namespace for a namespace of Kubernetes: every cluster has this namespace, so creating it fails. Leave create_namespace out."
  }

  validation {
    condition     = var.cert_manager == null ? true : !var.iam_only || length(var.cert_manager.issuers) == 0
    error_message = "cert_manager.issuers: issuers with install = false: they can be made only after cert-manager, which another tool installs. Leave them to that tool."
  }

  validation {
    condition = length(flatten([for one in var.cert_manager[*] : [[for one1 in one.role[*] : [one1.permission_boundary == null ? [] : ["cert_manager.role.permission_boundary (permissions_boundary is meant)"], one1.permissions_boundary_arn == null ? [] : ["cert_manager.role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one1 in one.trust[*] : [[for one2_index, one2 in coalesce(one1.statements, []) : [for one3 in one2[*] : [one3.Effect == null ? [] : ["cert_manager.trust.statements[${one2_index}].Effect (effect is meant)"], one3.condition == null ? [] : ["cert_manager.trust.statements[${one2_index}].condition (conditions is meant)"], one3.Condition == null ? [] : ["cert_manager.trust.statements[${one2_index}].Condition (conditions is meant)"]]]]]]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one in var.cert_manager[*] : [[for one1 in one.role[*] : [one1.permission_boundary == null ? [] : ["cert_manager.role.permission_boundary (permissions_boundary is meant)"], one1.permissions_boundary_arn == null ? [] : ["cert_manager.role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one1 in one.trust[*] : [[for one2_index, one2 in coalesce(one1.statements, []) : [for one3 in one2[*] : [one3.Effect == null ? [] : ["cert_manager.trust.statements[${one2_index}].Effect (effect is meant)"], one3.condition == null ? [] : ["cert_manager.trust.statements[${one2_index}].condition (conditions is meant)"], one3.Condition == null ? [] : ["cert_manager.trust.statements[${one2_index}].Condition (conditions is meant)"]]]]]]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
  }
}

variable "load_balancer_controller" {
  description = "The AWS Load Balancer Controller. null: it is not installed; {}: with the defaults"
  type = object({
    # The chart's version
    version = optional(string, "3.5.0")
    # The add-on's namespace
    namespace = optional(string, "kube-system")
    # Make the namespace. Default: false
    create_namespace = optional(bool, false)
    # How pods get their role: irsa (default), pod-identity, or both while moving
    identity = optional(string)
    # Who makes the webhook certificate. Default: cert-manager where it is installed, else helm
    webhook_certificate = optional(string)
    # Take over every new Service of type LoadBalancer. Default: false
    service_mutator_webhook = optional(bool, false)
    # Default: 2
    replicas = optional(number)
    # No way to the internet: WAF and Shield are off. Default: in isolated partitions
    isolated = optional(bool)
    # AWS Shield Advanced. Default: the controller's, on
    shield = optional(bool)
    # AWS WAF Classic. Default: the controller's, on
    waf = optional(bool)
    # AWS WAF. Default: the controller's, on
    wafv2 = optional(bool)
    # One of instance, ip. Default: instance
    default_target_type = optional(string)
    # One of internal, internet-facing. Default: internal
    default_scheme = optional(string)
    # An ELB security policy
    default_ssl_policy = optional(string)
    # One of info, debug. Default: info
    log_level = optional(string)
    # For the Prometheus operator. Default: false
    service_monitor = optional(bool)
    # Pods run on Fargate, where Pod Identity does not work. Default: false
    fargate = optional(bool)
    # public, regional (AWS's own), or a host. Default: public; regional in China
    image_registry = optional(string)
    # Global Accelerator, from chart 1.17.0 on. Default: false
    global_accelerator = optional(bool)
    # Request ACM certificates, from chart 3.3.0 on. Default: false
    certificate_management = optional(bool)
    # Zones to prove these certificates' domains in. Default: all of the account
    certificate_zones = optional(list(string), [])
    # Private authorities (ACM PCA) for these certificates
    certificate_authority_arns = optional(list(string), [])
    # Let Ingresses name web ACLs, from chart 1.14.1 on. Default: false
    wafv2_names = optional(bool)
    # Only permissions to register targets; not for bindings with networking. Default: false
    target_group_binding_only = optional(bool)
    # upstream: as its makers test it (default). narrow: ARNs in the place of * where IAM has types. scoped: narrow, and changes only of what carries the cluster's tag
    policy = optional(string)
    # With policy: scoped, security groups of the cluster's VPC only. Default: false
    vpc = optional(bool)
    # What the role allows by verbs in the place of actions: names or ARNs of one service's resources
    grants = optional(list(object({
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
    })), [])
    # Roles, of other accounts too, that the pods may change into
    assume_role_arns = optional(list(string), [])
    # The IngressClass
    ingress_class = optional(object({
      # Default: alb
      name = optional(string)
      # The cluster's default class. Default: false
      default = optional(bool)
      # Make it. Default: true
      create = optional(bool)
      # The spec of its IngressClassParams: scheme, subnets, tags
      params = optional(any)
    }), {})
    # Gates by name; checked for the version
    feature_gates = optional(map(bool))
    # Gateways, too; before chart 3.2.0, with all CRDs in place. Default: from 3.2.0 on, where the CRDs are
    gateway_api = optional(bool)
    # Security groups
    security_groups = optional(object({
      # One backend group for all. Default: true
      shared_backend = optional(bool)
      # Yours in its place
      backend = optional(string)
      # Default: false
      manage_backend_rules = optional(bool)
      # Narrow node rules to ports in use. Default: true
      restrict_rules = optional(bool)
    }), {})
    # Tags of all that the controller makes; no commas
    default_tags = optional(map(string))
    # A role that is there already; its trust policy is its owner's
    role_arn = optional(string)
    # The role's own settings
    role = optional(object({
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
    }), {})
    # Who else may assume the role
    trust = optional(object({
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
    }), {})
    # The Pod Identity association, with identity: pod-identity or both
    pod_identity = optional(object({
      # A role of another account that pods end up with
      target_role_arn = optional(string)
      # Sessions without tags. Default: false
      disable_session_tags = optional(bool)
      # Hold the role to this account and cluster. Default: true
      source_conditions = optional(bool)
    }), {})
    # For the release to become ready, in seconds. Default: 600
    timeout = optional(number)
    # Adopt a release of this name that is there already. Default: false
    upgrade_install = optional(bool)
    # Adopt objects that others made. Default: true where helm makes the webhook certificate, for cert-manager's Secret may be in the way
    take_ownership = optional(bool)
    # false: go on as soon as the release's objects are made; what depends on it may come before its pods. Default: true
    wait = optional(bool, true)
    # false: a release that fails stays, to look at; helm uninstall it, or set upgradeInstall, before the next apply. Default: wait
    atomic = optional(bool)
    # false: only what is in AWS; outputs tell GitOps the rest. Default: true
    install = optional(bool, true)
    # Chart values, merged last over ours
    values = optional(any, {})
    # Managed policies to attach; their ARNs are known when Terraform plans
    policy_arns = optional(list(string), [])
    # Managed policies by a name of yours, for ARNs that are not known before the apply
    named_policy_arns = optional(map(string), {})
    # An inline policy, of at most 10,240 characters, or, with role.managed_policies, a managed one, of at most 6,144
    statements = optional(list(object({
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
    })), [])
    # Another source of the chart: a mirror, or a folder
    chart = optional(object({
      # An https:// or oci:// repository
      repository = optional(string)
      # A chart's folder, from where Terraform runs
      path = optional(string)
    }), {})
    # false: use the role of role_arn. Default: true
    create_role = optional(bool, true)
    # Refused: policy_arns is meant
    policy_arn = optional(string)
  })
  default = null

  validation {
    condition     = var.load_balancer_controller == null ? true : !(coalesce(var.load_balancer_controller.atomic, false) && !coalesce(var.load_balancer_controller.wait, true))
    error_message = "load_balancer_controller.atomic: atomic = true with wait = false: Helm finds out that a release failed only where it waits for it. Leave one of the two out."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : var.load_balancer_controller.role.name == null || var.load_balancer_controller.role.name_prefix == null
    error_message = "load_balancer_controller.role: name and name_prefix are both given: a role has one or the other. Keep one."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.identity, var.identity) != "irsa" || !anytrue([for value in values(var.load_balancer_controller.pod_identity) : value != null])
    error_message = "load_balancer_controller.pod_identity: pod_identity with identity = \"irsa\": there is no association that it could be for. Leave it out, or use identity = \"pod-identity\" or both."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in [for arn in [var.load_balancer_controller.role.permissions_boundary] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.role: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in [for arn in [var.load_balancer_controller.pod_identity.target_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.pod_identity: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : var.load_balancer_controller.create_role || coalesce(var.load_balancer_controller.identity, var.identity) == "irsa" || var.load_balancer_controller.role_arn != null
    error_message = "load_balancer_controller.role_arn: role_arn is null: a Pod Identity association is for a role. Give role_arn."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !var.load_balancer_controller.create_role || var.load_balancer_controller.role_arn == null
    error_message = "load_balancer_controller.role_arn: role_arn with create_role = true: either a role is made, or one that is there is taken. Write create_role = false, or leave role_arn out."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in [for arn in [var.load_balancer_controller.role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.role_arn: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in var.load_balancer_controller.policy_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.policy_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in values(var.load_balancer_controller.named_policy_arns) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.named_policy_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in var.load_balancer_controller.assume_role_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.assume_role_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in flatten([for statement in var.load_balancer_controller.statements : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, [])) if length(statement[*]) > 0]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.statements: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for statement in var.load_balancer_controller.statements : statement.actions != null != (statement.not_actions != null) && statement.resources != null != (statement.not_resources != null) if length(statement[*]) > 0])
    error_message = "load_balancer_controller.statements: a statement lacks a part, or has one twice: it has exactly one of actions and not_actions, and one of resources and not_resources. Add what is missing, or keep one."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in flatten([for grant in var.load_balancer_controller.grants : try(concat(grant.resources, grant.kms_keys), [])]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.grants: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for grant in var.load_balancer_controller.grants : try(length(grant.verbs) > 0 && length(grant.resources) > 0 && length(setsubtract(grant.verbs, local.grant_rules[grant.service].verbs)) == 0 && alltrue([for option in concat([for name in ["prefixes", "kms_keys", "via", "inference_profiles", "read_topics", "write_topics", "groups"] : name if length(grant[name]) > 0], grant.parts) : length(setintersection(grant.verbs, lookup(local.grant_rules[grant.service].options, option, []))) > 0]) && alltrue([for text in grant.resources : can(regex("^(${local.grant_rules[grant.service].arn}|${local.grant_rules[grant.service].name})$", text))]) && !anytrue([for text in grant.resources : can(regex(local.grant_rules[grant.service].not, text))]) && alltrue([for text in grant.kms_keys : can(regex("^(${local.grant_rules.kms.arn}|${local.grant_rules.kms.name})$", text))]) && alltrue([for text in concat(grant.via, grant.inference_profiles) : can(regex("^[a-z0-9-]+$", text))]), false)])
    error_message = "load_balancer_controller.grants: a grant that its service does not have: a grant has a service, and verbs, options and resources, names or ARNs, that are this service's and go together. Compare it with the table of grants in the documentation."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : length(distinct(var.load_balancer_controller.policy_arns)) == length(var.load_balancer_controller.policy_arns)
    error_message = "load_balancer_controller.policy_arns: an ARN stands twice: a policy is attached to a role once. Remove one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : length(var.load_balancer_controller.policy_arns) + length(var.load_balancer_controller.named_policy_arns) <= 20
    error_message = "load_balancer_controller.policy_arns: too many managed policies: IAM attaches at most 20 to a role. Merge some of them into a policy of your own."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in var.load_balancer_controller.certificate_authority_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.certificate_authority_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : var.load_balancer_controller.create_role || length(var.load_balancer_controller.policy_arns) + length(var.load_balancer_controller.named_policy_arns) + length(var.load_balancer_controller.statements) + length(var.load_balancer_controller.grants) + length(var.load_balancer_controller.assume_role_arns) == 0
    error_message = "load_balancer_controller.create_role: permissions, role or trust with create_role = false: a role that is there already keeps what it has. Leave them out, or create_role."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !(var.load_balancer_controller.create_namespace && (var.load_balancer_controller.namespace != null ? contains(["default", "kube-system", "kube-public", "kube-node-lease"], var.load_balancer_controller.namespace) : false))
    error_message = "load_balancer_controller.create_namespace: create_namespace for a namespace of Kubernetes: every cluster has this namespace, so creating it fails. Leave create_namespace out."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for arn in var.load_balancer_controller.trust.other_providers : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "load_balancer_controller.trust: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for statement in var.load_balancer_controller.trust.statements : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])
    error_message = "load_balancer_controller.trust: there is no principal in a statement: at least one principal in a statement is needed. Add one."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.identity, var.identity) != "pod-identity" || !(length(var.load_balancer_controller.trust.subject_patterns) > 0) && !(length(var.load_balancer_controller.trust.other_providers) > 0)
    error_message = "load_balancer_controller.trust: subject patterns or other clusters' providers with identity = \"pod-identity\": an association is for one ServiceAccount of one cluster. Use identity = \"irsa\" or both, or leave them out."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for pattern in var.load_balancer_controller.trust.subject_patterns : pattern.namespace != null != coalesce(pattern.any_namespace, false) if length(pattern[*]) > 0])
    error_message = "load_balancer_controller.trust: a pattern's namespace: it has namespace, or any_namespace = true, and not both. Give one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for pattern in var.load_balancer_controller.trust.subject_patterns : pattern.namespace == null || !(pattern.namespace != null ? replace(pattern.namespace, "/[*?]/", "") == "" : false) if length(pattern[*]) > 0])
    error_message = "load_balancer_controller.trust: a namespace of wildcards alone: every namespace of the cluster matches it. Name the namespace, or write any_namespace = true in its place if all are meant."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for pattern in var.load_balancer_controller.trust.subject_patterns : !(coalesce(pattern.any_namespace, false) && (pattern.service_account != null ? replace(pattern.service_account, "/[*?]/", "") == "" : false)) if length(pattern[*]) > 0])
    error_message = "load_balancer_controller.trust: a pattern of wildcards alone: every pod of the cluster could assume the role. Name the ServiceAccount, or the namespace."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !coalesce(var.load_balancer_controller.fargate, false) || coalesce(var.load_balancer_controller.identity, var.identity) != "pod-identity"
    error_message = "load_balancer_controller.fargate: identity = \"pod-identity\" with fargate = true: EKS Pod Identity does not work on Fargate. Use identity = \"irsa\"."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !coalesce(var.load_balancer_controller.global_accelerator, false) || local.partition == "aws"
    error_message = "load_balancer_controller.global_accelerator: global_accelerator in the partition of this region: the service is in the commercial partition only. Leave it out."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.image_registry, "public") != "public" || !contains(["aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f"], local.partition)
    error_message = "load_balancer_controller.image_registry: no image registry, in the partition of this region: there is no way from there to the public one. Write image_registry: the host of your mirror, which has amazon/aws-load-balancer-controller."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.image_registry, local.partition == "aws-cn" ? "regional" : "public") != "regional" || contains(["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2", "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-west-1", "cn-north-1", "cn-northwest-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1", "us-gov-east-1", "us-gov-west-1"], var.region)
    error_message = "load_balancer_controller.image_registry: image_registry = \"regional\" in this region: AWS lists no add-on registry for this region. Write the host of a registry, or public."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !coalesce(var.load_balancer_controller.global_accelerator, false) || contains(["1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.load_balancer_controller.version)
    error_message = "load_balancer_controller.global_accelerator: global_accelerator with chart of an earlier version: charts have it from 1.17.0 on. Leave it out, or use a later chart."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !coalesce(var.load_balancer_controller.certificate_management, false) || contains(["3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.load_balancer_controller.version)
    error_message = "load_balancer_controller.certificate_management: certificate_management with chart of an earlier version: charts have it from 3.3.0 on. Leave it out, or use a later chart."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !coalesce(var.load_balancer_controller.wafv2_names, false) || contains(["1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.load_balancer_controller.version)
    error_message = "load_balancer_controller.wafv2_names: wafv2_names with chart of an earlier version: charts have it from 1.14.1 on. Leave it out, or use a later chart."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : length(var.load_balancer_controller.certificate_zones) == 0 || coalesce(var.load_balancer_controller.certificate_management, false)
    error_message = "load_balancer_controller.certificate_zones: certificate_zones without certificate_management: nothing requests certificates, and it would have no effect. Leave out one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : length(var.load_balancer_controller.certificate_authority_arns) == 0 || coalesce(var.load_balancer_controller.certificate_management, false)
    error_message = "load_balancer_controller.certificate_authority_arns: certificate_authority_arns without certificate_management: nothing requests certificates, and it would have no effect. Leave out one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !coalesce(var.load_balancer_controller.wafv2_names, false) || coalesce(var.load_balancer_controller.wafv2, true)
    error_message = "load_balancer_controller.wafv2_names: wafv2_names with wafv2 = false: the controller does not call WAF, and it would have no effect. Leave out one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.policy, "upstream") == "upstream" || !coalesce(var.load_balancer_controller.target_group_binding_only, false)
    error_message = "load_balancer_controller.policy: policy: narrow or scoped with target_group_binding_only = true: the policy for target groups has one form, and it would have no effect. Leave out one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !coalesce(var.load_balancer_controller.vpc, false) || coalesce(var.load_balancer_controller.policy, "upstream") == "scoped"
    error_message = "load_balancer_controller.vpc: vpc = true without policy: scoped: no other policy is held to a VPC, and it would have no effect. Leave out one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.ingress_class.create, true) || length(var.load_balancer_controller.ingress_class.params[*]) == 0 && !coalesce(var.load_balancer_controller.ingress_class.default, false)
    error_message = "load_balancer_controller.ingress_class: params or default of an ingress_class with create = false: no IngressClass is made, and it would have no effect. Leave out one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.security_groups.shared_backend, true) || var.load_balancer_controller.security_groups.backend == null
    error_message = "load_balancer_controller.security_groups: security_groups.backend with shared_backend = false: no group is shared, and it would have no effect. Leave out one of the two."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.policy, "upstream") != "scoped" || try(var.load_balancer_controller.feature_gates["ListenerRulesTagging"], true)
    error_message = "load_balancer_controller.feature_gates: the feature gate ListenerRulesTagging off, with policy: scoped: listeners and rules would have no tags, and this policy makes and changes nothing without. Leave the gate on, or choose another policy."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : var.load_balancer_controller.default_scheme == null || contains(["1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.load_balancer_controller.version)
    error_message = "load_balancer_controller.default_scheme: default_scheme with chart of an earlier version: charts have it from 1.17.1 on. Leave it out, or use a later chart."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for gate in keys(coalesce(var.load_balancer_controller.feature_gates, {})) : contains(keys({ AGAController = "1.14.1", ALBGatewayAPI = "1.13.0", ALBSingleSubnet = "1.13.0", ALBTargetControlAgent = "1.16.0", EnableCertificateManagement = "3.3.0", EnableDefaultTagsLowPriority = "1.14.1", EnableIPTargetType = "1.13.0", EnableRGTAPI = "1.13.0", EnableServiceController = "1.13.0", EnableTCPUDPListener = "1.13.0", EndpointsFailOpen = "1.13.0", EnhancedDefaultBehavior = "1.14.0", GatewayListenerSet = "3.2.2", GlobalAcceleratorController = "1.17.0", IngressPlanAnnotation = "3.4.0", LBCapacityReservation = "1.13.0", ListenerRulesTagging = "1.13.0", NLBGatewayAPI = "1.13.0", NLBHealthCheckAdvancedConfig = "1.13.0", NLBSecurityGroup = "1.13.0", ServiceTypeLoadBalancerOnly = "1.13.0", SubnetDiscoveryByReachability = "1.13.0", SubnetsClusterTagCheck = "1.13.0", WeightedTargetGroups = "1.13.0" }), gate)])
    error_message = "load_balancer_controller.feature_gates: a feature gate that is not known: the gates are AGAController, ALBGatewayAPI, ALBSingleSubnet, ALBTargetControlAgent, EnableCertificateManagement, EnableDefaultTagsLowPriority, EnableIPTargetType, EnableRGTAPI, EnableServiceController, EnableTCPUDPListener, EndpointsFailOpen, EnhancedDefaultBehavior, GatewayListenerSet, GlobalAcceleratorController, IngressPlanAnnotation, LBCapacityReservation, ListenerRulesTagging, NLBGatewayAPI, NLBHealthCheckAdvancedConfig, NLBSecurityGroup, ServiceTypeLoadBalancerOnly, SubnetDiscoveryByReachability, SubnetsClusterTagCheck, WeightedTargetGroups. Rename or remove it."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : alltrue([for gate in keys(coalesce(var.load_balancer_controller.feature_gates, {})) : try(index(["1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.load_balancer_controller.version) >= index(["1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], { AGAController = "1.14.1", ALBGatewayAPI = "1.13.0", ALBSingleSubnet = "1.13.0", ALBTargetControlAgent = "1.16.0", EnableCertificateManagement = "3.3.0", EnableDefaultTagsLowPriority = "1.14.1", EnableIPTargetType = "1.13.0", EnableRGTAPI = "1.13.0", EnableServiceController = "1.13.0", EnableTCPUDPListener = "1.13.0", EndpointsFailOpen = "1.13.0", EnhancedDefaultBehavior = "1.14.0", GatewayListenerSet = "3.2.2", GlobalAcceleratorController = "1.17.0", IngressPlanAnnotation = "3.4.0", LBCapacityReservation = "1.13.0", ListenerRulesTagging = "1.13.0", NLBGatewayAPI = "1.13.0", NLBHealthCheckAdvancedConfig = "1.13.0", NLBSecurityGroup = "1.13.0", ServiceTypeLoadBalancerOnly = "1.13.0", SubnetDiscoveryByReachability = "1.13.0", SubnetsClusterTagCheck = "1.13.0", WeightedTargetGroups = "1.13.0" }[gate]), true)])
    error_message = "load_balancer_controller.feature_gates: a feature gate with chart of this version: charts know it from a later version on, and a controller that does not know a gate does not start. Leave it out, or use a later chart."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !contains(keys(coalesce(var.load_balancer_controller.feature_gates, {})), "AGAController") || try(index(["1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], var.load_balancer_controller.version) <= index(["1.13.0", "1.13.1", "1.13.2", "1.13.3", "1.13.4", "1.14.0", "1.14.1", "1.15.0", "1.16.0", "1.17.0", "1.17.1", "3.0.0", "3.1.0", "3.2.0", "3.2.1", "3.2.2", "3.3.0", "3.4.0", "3.4.1", "3.4.2", "3.4.3", "3.5.0"], "1.16.0"), true)
    error_message = "load_balancer_controller.feature_gates: the feature gate AGAController with chart of this version: charts know it up to 1.16.0 only, and a controller that does not know a gate does not start. Leave it out."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : !contains(["3.0.0"], var.load_balancer_controller.version) || coalesce(var.load_balancer_controller.webhook_certificate, length([for one in var.cert_manager[*] : one if one.install || !var.load_balancer_controller.install || var.iam_only]) > 0 ? "cert-manager" : "helm") == "cert-manager"
    error_message = "load_balancer_controller.webhook_certificate: webhook_certificate is helm with chart 3.0.0: this chart cannot keep its certificate (keepTLSSecret was removed in 3.0.0 and came back in 3.1.0), so every upgrade would break its webhooks. Use chart 3.1.0 or later, or webhook_certificate: cert-manager."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.webhook_certificate, "helm") != "cert-manager" || length(var.cert_manager[*]) > 0
    error_message = "load_balancer_controller.webhook_certificate: webhook_certificate is cert-manager, and cert_manager is not installed: cert-manager issues this certificate, so it has to be there first. Add cert_manager = {}, or write webhook_certificate = \"helm\"."
  }

  validation {
    condition     = var.load_balancer_controller == null ? true : coalesce(var.load_balancer_controller.webhook_certificate, "cert-manager") == "helm" || alltrue([for one in var.cert_manager[*] : one.wait || !one.install])
    error_message = "load_balancer_controller.webhook_certificate: wait = false of cert_manager, which makes the controller's webhook certificate: the controller can be installed only when cert-manager's webhook answers. Leave wait out, or write webhook_certificate = \"helm\"."
  }

  validation {
    condition = length(flatten([for one in var.load_balancer_controller[*] : [[for one1 in one.role[*] : [one1.permission_boundary == null ? [] : ["load_balancer_controller.role.permission_boundary (permissions_boundary is meant)"], one1.permissions_boundary_arn == null ? [] : ["load_balancer_controller.role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one1 in one.trust[*] : [[for one2_index, one2 in coalesce(one1.statements, []) : [for one3 in one2[*] : [one3.Effect == null ? [] : ["load_balancer_controller.trust.statements[${one2_index}].Effect (effect is meant)"], one3.condition == null ? [] : ["load_balancer_controller.trust.statements[${one2_index}].condition (conditions is meant)"], one3.Condition == null ? [] : ["load_balancer_controller.trust.statements[${one2_index}].Condition (conditions is meant)"]]]]]], [for one1_index, one1 in coalesce(one.statements, []) : [for one2 in one1[*] : [one2.Effect == null ? [] : ["load_balancer_controller.statements[${one1_index}].Effect (effect is meant)"], one2.condition == null ? [] : ["load_balancer_controller.statements[${one1_index}].condition (conditions is meant)"], one2.Condition == null ? [] : ["load_balancer_controller.statements[${one1_index}].Condition (conditions is meant)"]]]], one.policy_arn == null ? [] : ["load_balancer_controller.policy_arn (policy_arns is meant)"]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one in var.load_balancer_controller[*] : [[for one1 in one.role[*] : [one1.permission_boundary == null ? [] : ["load_balancer_controller.role.permission_boundary (permissions_boundary is meant)"], one1.permissions_boundary_arn == null ? [] : ["load_balancer_controller.role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one1 in one.trust[*] : [[for one2_index, one2 in coalesce(one1.statements, []) : [for one3 in one2[*] : [one3.Effect == null ? [] : ["load_balancer_controller.trust.statements[${one2_index}].Effect (effect is meant)"], one3.condition == null ? [] : ["load_balancer_controller.trust.statements[${one2_index}].condition (conditions is meant)"], one3.Condition == null ? [] : ["load_balancer_controller.trust.statements[${one2_index}].Condition (conditions is meant)"]]]]]], [for one1_index, one1 in coalesce(one.statements, []) : [for one2 in one1[*] : [one2.Effect == null ? [] : ["load_balancer_controller.statements[${one1_index}].Effect (effect is meant)"], one2.condition == null ? [] : ["load_balancer_controller.statements[${one1_index}].condition (conditions is meant)"], one2.Condition == null ? [] : ["load_balancer_controller.statements[${one1_index}].Condition (conditions is meant)"]]]], one.policy_arn == null ? [] : ["load_balancer_controller.policy_arn (policy_arns is meant)"]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
  }
}

variable "addons" {
  description = "Any other add-ons by their release's names: charts with an identity of their own. They come after cert-manager and the load balancer controller"
  type = map(object({
    # The release's namespace, at most 63 characters
    namespace = string
    # Make the namespace. Default: false
    create_namespace = optional(bool, false)
    # How pods get their role: irsa (default), pod-identity, or both while moving
    identity = optional(string)
    # For the release to become ready, in seconds. Default: 600
    timeout = optional(number)
    # Adopt a release of this name that is there already. Default: false
    upgrade_install = optional(bool)
    # Adopt objects that others made. Default: false
    take_ownership = optional(bool)
    # false: go on as soon as the release's objects are made; what depends on it may come before its pods. Default: true
    wait = optional(bool, true)
    # false: a release that fails stays, to look at; helm uninstall it, or set upgradeInstall, before the next apply. Default: wait
    atomic = optional(bool)
    # false: only what is in AWS; outputs tell GitOps the rest. Default: true
    install = optional(bool, true)
    # The chart
    chart = object({
      # The chart's name
      name = string
      # An https:// or oci:// repository
      repository = optional(string)
      # Exactly as the repository writes it. Not with path
      version = optional(string)
      # A chart's folder, from where Terraform runs
      path = optional(string)
    })
    # The ServiceAccount that its pods run as, by its name. Default: the chart's own, without AWS permissions
    service_account = optional(object({
      # At most 253 characters
      name = optional(string)
      # chart: it makes it, annotated by way of its values. Default: terraform, before the release
      made_by = optional(string, "terraform")
      # What the role allows by verbs in the place of actions: names or ARNs of one service's resources
      grants = optional(list(object({
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
      })), [])
      # Roles, of other accounts too, that the pods may change into
      assume_role_arns = optional(list(string), [])
      # What is meant, though a rule speaks against it
      acknowledge = optional(list(object({
        # One of role-without-permissions. The rule
        rule = string
        # Why it does not apply here
        reason = string
      })), [])
      # The role's own settings
      role = optional(object({
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
      }), {})
      # Who else may assume the role
      trust = optional(object({
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
      }), {})
      # The Pod Identity association, with identity: pod-identity or both
      pod_identity = optional(object({
        # A role of another account that pods end up with
        target_role_arn = optional(string)
        # Sessions without tags. Default: false
        disable_session_tags = optional(bool)
        # Hold the role to this account and cluster. Default: true
        source_conditions = optional(bool)
      }), {})
      # Use STS in the cluster's region. Default: EKS's own, it is used
      sts_regional_endpoints = optional(bool)
      # A token's life in seconds. Default: 86400
      token_expiration = optional(number)
      # Whom the token is meant for; the OIDC provider knows it. Default: sts.amazonaws.com
      audience = optional(string)
      # The chart's value that holds create, name and annotations. Default: serviceAccount
      account_value = optional(string)
      # The chart's value that makes it. Default: create below accountValue
      create_value = optional(string)
      # The chart's value for its name. Default: name below accountValue
      name_value = optional(string)
      # Default: annotations below accountValue
      annotations_value = optional(string)
      # With it, a new role means new pods. Default: none
      pod_annotations_value = optional(string)
      # Managed policies to attach; their ARNs are known when Terraform plans
      policy_arns = optional(list(string), [])
      # Managed policies by a name of yours, for ARNs that are not known before the apply
      named_policy_arns = optional(map(string), {})
      # An inline policy, of at most 10,240 characters, or, with role.managed_policies, a managed one, of at most 6,144
      statements = optional(list(object({
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
      })), [])
      # false: use the role of role_arn. Default: true
      create_role = optional(bool, true)
      # A role that is there already; its trust policy is its owner's
      role_arn = optional(string)
      # Refused: policy_arns is meant
      policy_arn = optional(string)
    }), {})
    # Chart values as YAML or JSON documents, later ones win, merged last over ours
    values = optional(list(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for addon_key in keys(var.addons) : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", addon_key)) && length(addon_key) <= 53
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key in keys(var.addons) : (can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", addon_key)) && length(addon_key) <= 53) ? "" : "addons has the key ${jsonencode(addon_key)}"
      ])),
      "a Helm release name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 53 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon != null) ? "" : "addons[${jsonencode(addon_key)}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", addon.namespace)) && length(addon.namespace) <= 63 if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", addon.namespace)) && length(addon.namespace) <= 63) ? "" : "addons[${jsonencode(addon_key)}].namespace is ${jsonencode(addon.namespace)}" if can(addon.create_namespace)
      ])),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.identity == null ? true : contains(["irsa", "pod-identity", "both"], addon.identity) if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.identity == null ? true : contains(["irsa", "pod-identity", "both"], addon.identity)) ? "" : "addons[${jsonencode(addon_key)}].identity is ${jsonencode(addon.identity)}" if can(addon.create_namespace)
      ])),
      "one of irsa, pod-identity, both is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.timeout == null ? true : addon.timeout >= 1 && addon.timeout <= 3600 && floor(addon.timeout) == addon.timeout if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.timeout == null ? true : addon.timeout >= 1 && addon.timeout <= 3600 && floor(addon.timeout) == addon.timeout) ? "" : "addons[${jsonencode(addon_key)}].timeout is ${jsonencode(addon.timeout)}" if can(addon.create_namespace)
      ])),
      "a whole number from 1 to 3600 seconds is expected. Write one in this range.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.chart != null if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.chart != null) ? "" : "addons[${jsonencode(addon_key)}].chart is null" if can(addon.create_namespace)
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for chart in addon.chart[*] : chart.name == null ? false : chart.name != ""
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for chart in addon.chart[*] : (chart.name == null ? false : chart.name != "") ? "" : "addons[${jsonencode(addon_key)}].chart.name is ${jsonencode(chart.name)}"
        ] if can(addon.create_namespace)
      ]))),
      "a chart is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for chart in addon.chart[*] : chart.repository == null ? true : can(regex("^(https|oci)://\\S+$", chart.repository))
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for chart in addon.chart[*] : (chart.repository == null ? true : can(regex("^(https|oci)://\\S+$", chart.repository))) ? "" : "addons[${jsonencode(addon_key)}].chart.repository is ${jsonencode(chart.repository)}"
        ] if can(addon.create_namespace)
      ]))),
      "a chart repository is an https:// or oci:// URL. Write it with its scheme, or use path.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for chart in addon.chart[*] : chart.version == null ? true : chart.version != ""
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for chart in addon.chart[*] : (chart.version == null ? true : chart.version != "") ? "" : "addons[${jsonencode(addon_key)}].chart.version is ${jsonencode(chart.version)}"
        ] if can(addon.create_namespace)
      ]))),
      "a version is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for chart in addon.chart[*] : chart.path == null ? true : chart.path != ""
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for chart in addon.chart[*] : (chart.path == null ? true : chart.path != "") ? "" : "addons[${jsonencode(addon_key)}].chart.path is ${jsonencode(chart.path)}"
        ] if can(addon.create_namespace)
      ]))),
      "a path is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", addon.service_account.name)) && length(addon.service_account.name) <= 253 if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", addon.service_account.name)) && length(addon.service_account.name) <= 253) ? "" : "addons[${jsonencode(addon_key)}].service_account.name is ${jsonencode(addon.service_account.name)}" if can(addon.create_namespace)
      ])),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : contains(["terraform", "chart"], addon.service_account.made_by) if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (contains(["terraform", "chart"], addon.service_account.made_by)) ? "" : "addons[${jsonencode(addon_key)}].service_account.made_by is ${jsonencode(addon.service_account.made_by)}" if can(addon.create_namespace)
      ])),
      "one of terraform, chart is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for assume_role_arn in addon.service_account.assume_role_arns : assume_role_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", assume_role_arn))
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for assume_role_arn_index, assume_role_arn in addon.service_account.assume_role_arns : (assume_role_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", assume_role_arn))) ? "" : "addons[${jsonencode(addon_key)}].service_account.assume_role_arns[${assume_role_arn_index}] is ${jsonencode(assume_role_arn)}"
        ] if can(addon.create_namespace)
      ]))),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for acknowledge_entry in addon.service_account.acknowledge : acknowledge_entry != null
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for acknowledge_entry_index, acknowledge_entry in addon.service_account.acknowledge : (acknowledge_entry != null) ? "" : "addons[${jsonencode(addon_key)}].service_account.acknowledge[${acknowledge_entry_index}] is null"
        ] if can(addon.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for acknowledge_entry in addon.service_account.acknowledge : acknowledge_entry.rule == null ? false : contains(["role-without-permissions"], acknowledge_entry.rule) if length(acknowledge_entry[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for acknowledge_entry_index, acknowledge_entry in addon.service_account.acknowledge : (acknowledge_entry.rule == null ? false : contains(["role-without-permissions"], acknowledge_entry.rule)) ? "" : "addons[${jsonencode(addon_key)}].service_account.acknowledge[${acknowledge_entry_index}].rule is ${jsonencode(acknowledge_entry.rule)}" if length(acknowledge_entry[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "one of role-without-permissions is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for acknowledge_entry in addon.service_account.acknowledge : acknowledge_entry.reason == null ? false : acknowledge_entry.reason != "" if length(acknowledge_entry[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for acknowledge_entry_index, acknowledge_entry in addon.service_account.acknowledge : (acknowledge_entry.reason == null ? false : acknowledge_entry.reason != "") ? "" : "addons[${jsonencode(addon_key)}].service_account.acknowledge[${acknowledge_entry_index}].reason is ${jsonencode(acknowledge_entry.reason)}" if length(acknowledge_entry[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a reason is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.role.name == null ? true : can(regex("^[\\w+=,.@-]+$", addon.service_account.role.name)) && length(addon.service_account.role.name) <= 64 if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.role.name == null ? true : can(regex("^[\\w+=,.@-]+$", addon.service_account.role.name)) && length(addon.service_account.role.name) <= 64) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.name is ${jsonencode(addon.service_account.role.name)}" if can(addon.create_namespace)
      ])),
      "a role name is letters, digits and +=,.@_-, at most 64 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.role.name_prefix == null ? true : can(regex("^[\\w+=,.@-]+$", addon.service_account.role.name_prefix)) && length(addon.service_account.role.name_prefix) <= 38 if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.role.name_prefix == null ? true : can(regex("^[\\w+=,.@-]+$", addon.service_account.role.name_prefix)) && length(addon.service_account.role.name_prefix) <= 38) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.name_prefix is ${jsonencode(addon.service_account.role.name_prefix)}" if can(addon.create_namespace)
      ])),
      "a role's name prefix is letters, digits and +=,.@_-, at most 38 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.role.description == null ? true : addon.service_account.role.description != "" && can(regex("^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$", addon.service_account.role.description)) && length(regexall("(?s).", addon.service_account.role.description)) <= 1000 if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.role.description == null ? true : addon.service_account.role.description != "" && can(regex("^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$", addon.service_account.role.description)) && length(regexall("(?s).", addon.service_account.role.description)) <= 1000) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.description is ${jsonencode(addon.service_account.role.description)}" if can(addon.create_namespace)
      ])),
      "a role description is printable Latin-1 text, at most 1,000 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.role.path == null ? true : can(regex("^/([\\x21-\\x2e\\x30-\\x7e]+/)*$", addon.service_account.role.path)) && length(addon.service_account.role.path) <= 512 if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.role.path == null ? true : can(regex("^/([\\x21-\\x2e\\x30-\\x7e]+/)*$", addon.service_account.role.path)) && length(addon.service_account.role.path) <= 512) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.path is ${jsonencode(addon.service_account.role.path)}" if can(addon.create_namespace)
      ])),
      "a role path is text that starts and ends with a slash, as in \"/pods/\", at most 512 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.role.permissions_boundary == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", addon.service_account.role.permissions_boundary)) if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.role.permissions_boundary == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", addon.service_account.role.permissions_boundary))) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.permissions_boundary is ${jsonencode(addon.service_account.role.permissions_boundary)}" if can(addon.create_namespace)
      ])),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.role.max_session_duration == null ? true : addon.service_account.role.max_session_duration >= 3600 && addon.service_account.role.max_session_duration <= 43200 && floor(addon.service_account.role.max_session_duration) == addon.service_account.role.max_session_duration if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.role.max_session_duration == null ? true : addon.service_account.role.max_session_duration >= 3600 && addon.service_account.role.max_session_duration <= 43200 && floor(addon.service_account.role.max_session_duration) == addon.service_account.role.max_session_duration) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.max_session_duration is ${jsonencode(addon.service_account.role.max_session_duration)}" if can(addon.create_namespace)
      ])),
      "a whole number from 3600 to 43200 seconds is expected. Write one in this range.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for tag_key in keys(coalesce(addon.service_account.role.tags, {})) : tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for tag_key in keys(coalesce(addon.service_account.role.tags, {})) : (tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.tags has the key ${jsonencode(tag_key)}"
        ] if can(addon.create_namespace)
      ]))),
      "a tag key is letters, digits, spaces and _.:/=+-@, without aws: in front, at most 128 characters. Change it.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.role.tags == null ? true : try(length(addon.service_account.role.tags), 0) <= 50 if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.role.tags == null ? true : try(length(addon.service_account.role.tags), 0) <= 50) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.tags has ${try(length(addon.service_account.role.tags), 0)} entries" if can(addon.create_namespace)
      ])),
      "there are at most 50. Remove some.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for tag in coalesce(addon.service_account.role.tags, {}) : tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for tag_key, tag in coalesce(addon.service_account.role.tags, {}) : (tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256) ? "" : "addons[${jsonencode(addon_key)}].service_account.role.tags[${jsonencode(tag_key)}] is ${jsonencode(tag)}"
        ] if can(addon.create_namespace)
      ]))),
      "a tag value is letters, digits, spaces and _.:/=+-@, at most 256 characters. Change it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for subject in addon.service_account.trust.subjects : subject != null
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for subject_index, subject in addon.service_account.trust.subjects : (subject != null) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.subjects[${subject_index}] is null"
        ] if can(addon.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for subject in addon.service_account.trust.subjects : subject.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", subject.namespace)) && length(subject.namespace) <= 63 if length(subject[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for subject_index, subject in addon.service_account.trust.subjects : (subject.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", subject.namespace)) && length(subject.namespace) <= 63) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.subjects[${subject_index}].namespace is ${jsonencode(subject.namespace)}" if length(subject[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for subject in addon.service_account.trust.subjects : subject.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", subject.service_account)) && length(subject.service_account) <= 253 if length(subject[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for subject_index, subject in addon.service_account.trust.subjects : (subject.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", subject.service_account)) && length(subject.service_account) <= 253) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.subjects[${subject_index}].service_account is ${jsonencode(subject.service_account)}" if length(subject[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for subject_pattern in addon.service_account.trust.subject_patterns : subject_pattern != null
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for subject_pattern_index, subject_pattern in addon.service_account.trust.subject_patterns : (subject_pattern != null) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.subject_patterns[${subject_pattern_index}] is null"
        ] if can(addon.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for subject_pattern in addon.service_account.trust.subject_patterns : subject_pattern.namespace == null ? true : can(regex("^[a-z0-9.*?-]+$", subject_pattern.namespace)) if length(subject_pattern[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for subject_pattern_index, subject_pattern in addon.service_account.trust.subject_patterns : (subject_pattern.namespace == null ? true : can(regex("^[a-z0-9.*?-]+$", subject_pattern.namespace))) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.subject_patterns[${subject_pattern_index}].namespace is ${jsonencode(subject_pattern.namespace)}" if length(subject_pattern[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a namespace pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for subject_pattern in addon.service_account.trust.subject_patterns : subject_pattern.service_account == null ? false : can(regex("^[a-z0-9.*?-]+$", subject_pattern.service_account)) if length(subject_pattern[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for subject_pattern_index, subject_pattern in addon.service_account.trust.subject_patterns : (subject_pattern.service_account == null ? false : can(regex("^[a-z0-9.*?-]+$", subject_pattern.service_account))) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.subject_patterns[${subject_pattern_index}].service_account is ${jsonencode(subject_pattern.service_account)}" if length(subject_pattern[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a ServiceAccount pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for other_provider in addon.service_account.trust.other_providers : other_provider == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", other_provider))
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for other_provider_index, other_provider in addon.service_account.trust.other_providers : (other_provider == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", other_provider))) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.other_providers[${other_provider_index}] is ${jsonencode(other_provider)}"
        ] if can(addon.create_namespace)
      ]))),
      "a provider ARN is arn:partition:iam::account:oidc-provider/name, the ARN of an IAM OIDC provider. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.trust.statements : statement != null
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.trust.statements : (statement != null) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.statements[${statement_index}] is null"
        ] if can(addon.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.trust.statements : statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect) if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.trust.statements : (statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect)) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.statements[${statement_index}].effect is ${jsonencode(statement.effect)}" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "one of Allow, Deny is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.trust.statements : statement.principals != null if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.trust.statements : (statement.principals != null) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.statements[${statement_index}].principals is null" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.trust.statements : statement.actions != null if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.trust.statements : (statement.actions != null) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.statements[${statement_index}].actions is null" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.trust.statements : statement.actions == null ? false : length(statement.actions) > 0 if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.trust.statements : (statement.actions == null ? false : length(statement.actions) > 0) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.statements[${statement_index}].actions is empty" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.trust.statements : [
          for action in coalesce(statement.actions, []) : action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))
        ] if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.trust.statements : [
            for action_index, action in coalesce(statement.actions, []) : (action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.statements[${statement_index}].actions[${action_index}] is ${jsonencode(action)}"
          ] if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.trust.max_size == null ? true : addon.service_account.trust.max_size >= 2048 && addon.service_account.trust.max_size <= 8192 && floor(addon.service_account.trust.max_size) == addon.service_account.trust.max_size if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.trust.max_size == null ? true : addon.service_account.trust.max_size >= 2048 && addon.service_account.trust.max_size <= 8192 && floor(addon.service_account.trust.max_size) == addon.service_account.trust.max_size) ? "" : "addons[${jsonencode(addon_key)}].service_account.trust.max_size is ${jsonencode(addon.service_account.trust.max_size)}" if can(addon.create_namespace)
      ])),
      "a whole number from 2048 to 8192 characters is expected. Write one in this range.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.pod_identity.target_role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", addon.service_account.pod_identity.target_role_arn)) if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.pod_identity.target_role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", addon.service_account.pod_identity.target_role_arn))) ? "" : "addons[${jsonencode(addon_key)}].service_account.pod_identity.target_role_arn is ${jsonencode(addon.service_account.pod_identity.target_role_arn)}" if can(addon.create_namespace)
      ])),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.token_expiration == null ? true : addon.service_account.token_expiration >= 600 && addon.service_account.token_expiration <= 86400 && floor(addon.service_account.token_expiration) == addon.service_account.token_expiration if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.token_expiration == null ? true : addon.service_account.token_expiration >= 600 && addon.service_account.token_expiration <= 86400 && floor(addon.service_account.token_expiration) == addon.service_account.token_expiration) ? "" : "addons[${jsonencode(addon_key)}].service_account.token_expiration is ${jsonencode(addon.service_account.token_expiration)}" if can(addon.create_namespace)
      ])),
      "a whole number from 600 to 86400 seconds is expected. Write one in this range.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.audience == null ? true : addon.service_account.audience != "" if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.audience == null ? true : addon.service_account.audience != "") ? "" : "addons[${jsonencode(addon_key)}].service_account.audience is ${jsonencode(addon.service_account.audience)}" if can(addon.create_namespace)
      ])),
      "an audience is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.account_value == null ? true : addon.service_account.account_value != "" if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.account_value == null ? true : addon.service_account.account_value != "") ? "" : "addons[${jsonencode(addon_key)}].service_account.account_value is ${jsonencode(addon.service_account.account_value)}" if can(addon.create_namespace)
      ])),
      "a path is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.create_value == null ? true : addon.service_account.create_value != "" if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.create_value == null ? true : addon.service_account.create_value != "") ? "" : "addons[${jsonencode(addon_key)}].service_account.create_value is ${jsonencode(addon.service_account.create_value)}" if can(addon.create_namespace)
      ])),
      "a path is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.name_value == null ? true : addon.service_account.name_value != "" if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.name_value == null ? true : addon.service_account.name_value != "") ? "" : "addons[${jsonencode(addon_key)}].service_account.name_value is ${jsonencode(addon.service_account.name_value)}" if can(addon.create_namespace)
      ])),
      "a path is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.annotations_value == null ? true : addon.service_account.annotations_value != "" if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.annotations_value == null ? true : addon.service_account.annotations_value != "") ? "" : "addons[${jsonencode(addon_key)}].service_account.annotations_value is ${jsonencode(addon.service_account.annotations_value)}" if can(addon.create_namespace)
      ])),
      "a path is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.pod_annotations_value == null ? true : addon.service_account.pod_annotations_value != "" if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.pod_annotations_value == null ? true : addon.service_account.pod_annotations_value != "") ? "" : "addons[${jsonencode(addon_key)}].service_account.pod_annotations_value is ${jsonencode(addon.service_account.pod_annotations_value)}" if can(addon.create_namespace)
      ])),
      "a path is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : try(length(addon.service_account.policy_arns), 0) <= 20 if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (try(length(addon.service_account.policy_arns), 0) <= 20) ? "" : "addons[${jsonencode(addon_key)}].service_account.policy_arns has ${try(length(addon.service_account.policy_arns), 0)} entries" if can(addon.create_namespace)
      ])),
      "there are at most 20. Remove some.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for policy_arn in addon.service_account.policy_arns : policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", policy_arn))
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for policy_arn_index, policy_arn in addon.service_account.policy_arns : (policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", policy_arn))) ? "" : "addons[${jsonencode(addon_key)}].service_account.policy_arns[${policy_arn_index}] is ${jsonencode(policy_arn)}"
        ] if can(addon.create_namespace)
      ]))),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for named_policy_arn in addon.service_account.named_policy_arns : named_policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", named_policy_arn))
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for named_policy_arn_key, named_policy_arn in addon.service_account.named_policy_arns : (named_policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", named_policy_arn))) ? "" : "addons[${jsonencode(addon_key)}].service_account.named_policy_arns[${jsonencode(named_policy_arn_key)}] is ${jsonencode(named_policy_arn)}"
        ] if can(addon.create_namespace)
      ]))),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : statement != null
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : (statement != null) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}] is null"
        ] if can(addon.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect) if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : (statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect)) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].effect is ${jsonencode(statement.effect)}" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "one of Allow, Deny is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : statement.actions == null ? true : length(statement.actions) > 0 if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : (statement.actions == null ? true : length(statement.actions) > 0) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].actions is empty" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : [
          for action in coalesce(statement.actions, []) : action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))
        ] if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : [
            for action_index, action in coalesce(statement.actions, []) : (action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].actions[${action_index}] is ${jsonencode(action)}"
          ] if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : statement.not_actions == null ? true : length(statement.not_actions) > 0 if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : (statement.not_actions == null ? true : length(statement.not_actions) > 0) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].not_actions is empty" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : [
          for not_action in coalesce(statement.not_actions, []) : not_action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", not_action))
        ] if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : [
            for not_action_index, not_action in coalesce(statement.not_actions, []) : (not_action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", not_action))) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].not_actions[${not_action_index}] is ${jsonencode(not_action)}"
          ] if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : statement.resources == null ? true : length(statement.resources) > 0 if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : (statement.resources == null ? true : length(statement.resources) > 0) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].resources is empty" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : [
          for resource in coalesce(statement.resources, []) : resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", resource))
        ] if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : [
            for resource_index, resource in coalesce(statement.resources, []) : (resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", resource))) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].resources[${resource_index}] is ${jsonencode(resource)}"
          ] if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a resource is an ARN, arn:partition:service:region:account:resource, or \"*\". Write the full ARN.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : statement.not_resources == null ? true : length(statement.not_resources) > 0 if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : (statement.not_resources == null ? true : length(statement.not_resources) > 0) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].not_resources is empty" if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for addon in var.addons : [
        for statement in addon.service_account.statements : [
          for not_resource in coalesce(statement.not_resources, []) : not_resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", not_resource))
        ] if length(statement[*]) > 0
      ] if can(addon.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for addon_key, addon in var.addons : [
          for statement_index, statement in addon.service_account.statements : [
            for not_resource_index, not_resource in coalesce(statement.not_resources, []) : (not_resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", not_resource))) ? "" : "addons[${jsonencode(addon_key)}].service_account.statements[${statement_index}].not_resources[${not_resource_index}] is ${jsonencode(not_resource)}"
          ] if length(statement[*]) > 0
        ] if can(addon.create_namespace)
      ]))),
      "a resource is an ARN, arn:partition:service:region:account:resource, or \"*\". Write the full ARN.",
    ])
  }

  validation {
    condition = alltrue([
      for addon in var.addons : addon.service_account.role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", addon.service_account.role_arn)) if can(addon.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for addon_key, addon in var.addons : (addon.service_account.role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", addon.service_account.role_arn))) ? "" : "addons[${jsonencode(addon_key)}].service_account.role_arn is ${jsonencode(addon.service_account.role_arn)}" if can(addon.create_namespace)
      ])),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.policy_arns" if can(one.create_namespace) ? !(alltrue([for arn in one.service_account.policy_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.policy_arns" if can(one.create_namespace) ? !(alltrue([for arn in one.service_account.policy_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.named_policy_arns" if can(one.create_namespace) ? !(alltrue([for arn in values(one.service_account.named_policy_arns) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.named_policy_arns" if can(one.create_namespace) ? !(alltrue([for arn in values(one.service_account.named_policy_arns) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.assume_role_arns" if can(one.create_namespace) ? !(alltrue([for arn in one.service_account.assume_role_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.assume_role_arns" if can(one.create_namespace) ? !(alltrue([for arn in one.service_account.assume_role_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.statements" if can(one.create_namespace) ? !(alltrue([for arn in flatten([for statement in one.service_account.statements : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, [])) if length(statement[*]) > 0]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.statements" if can(one.create_namespace) ? !(alltrue([for arn in flatten([for statement in one.service_account.statements : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, [])) if length(statement[*]) > 0]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.statements" if can(one.create_namespace) ? !(alltrue([for statement in one.service_account.statements : statement.actions != null != (statement.not_actions != null) && statement.resources != null != (statement.not_resources != null) if length(statement[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.statements" if can(one.create_namespace) ? !(alltrue([for statement in one.service_account.statements : statement.actions != null != (statement.not_actions != null) && statement.resources != null != (statement.not_resources != null) if length(statement[*]) > 0])) : false]),
      "a statement lacks a part, or has one twice: it has exactly one of actions and not_actions, and one of resources and not_resources. Add what is missing, or keep one.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.grants" if can(one.create_namespace) ? !(alltrue([for arn in flatten([for grant in one.service_account.grants : try(concat(grant.resources, grant.kms_keys), [])]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.grants" if can(one.create_namespace) ? !(alltrue([for arn in flatten([for grant in one.service_account.grants : try(concat(grant.resources, grant.kms_keys), [])]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.grants" if can(one.create_namespace) ? !(alltrue([for grant in one.service_account.grants : try(length(grant.verbs) > 0 && length(grant.resources) > 0 && length(setsubtract(grant.verbs, local.grant_rules[grant.service].verbs)) == 0 && alltrue([for option in concat([for name in ["prefixes", "kms_keys", "via", "inference_profiles", "read_topics", "write_topics", "groups"] : name if length(grant[name]) > 0], grant.parts) : length(setintersection(grant.verbs, lookup(local.grant_rules[grant.service].options, option, []))) > 0]) && alltrue([for text in grant.resources : can(regex("^(${local.grant_rules[grant.service].arn}|${local.grant_rules[grant.service].name})$", text))]) && !anytrue([for text in grant.resources : can(regex(local.grant_rules[grant.service].not, text))]) && alltrue([for text in grant.kms_keys : can(regex("^(${local.grant_rules.kms.arn}|${local.grant_rules.kms.name})$", text))]) && alltrue([for text in concat(grant.via, grant.inference_profiles) : can(regex("^[a-z0-9-]+$", text))]), false)])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.grants" if can(one.create_namespace) ? !(alltrue([for grant in one.service_account.grants : try(length(grant.verbs) > 0 && length(grant.resources) > 0 && length(setsubtract(grant.verbs, local.grant_rules[grant.service].verbs)) == 0 && alltrue([for option in concat([for name in ["prefixes", "kms_keys", "via", "inference_profiles", "read_topics", "write_topics", "groups"] : name if length(grant[name]) > 0], grant.parts) : length(setintersection(grant.verbs, lookup(local.grant_rules[grant.service].options, option, []))) > 0]) && alltrue([for text in grant.resources : can(regex("^(${local.grant_rules[grant.service].arn}|${local.grant_rules[grant.service].name})$", text))]) && !anytrue([for text in grant.resources : can(regex(local.grant_rules[grant.service].not, text))]) && alltrue([for text in grant.kms_keys : can(regex("^(${local.grant_rules.kms.arn}|${local.grant_rules.kms.name})$", text))]) && alltrue([for text in concat(grant.via, grant.inference_profiles) : can(regex("^[a-z0-9-]+$", text))]), false)])) : false]),
      "a grant that its service does not have: a grant has a service, and verbs, options and resources, names or ARNs, that are this service's and go together. Compare it with the table of grants in the documentation.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.policy_arns" if can(one.create_namespace) ? !(length(distinct(one.service_account.policy_arns)) == length(one.service_account.policy_arns)) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.policy_arns" if can(one.create_namespace) ? !(length(distinct(one.service_account.policy_arns)) == length(one.service_account.policy_arns)) : false]),
      "an ARN stands twice: a policy is attached to a role once. Remove one of the two.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.policy_arns" if can(one.create_namespace) ? !(length(one.service_account.policy_arns) + length(one.service_account.named_policy_arns) <= 20) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.policy_arns" if can(one.create_namespace) ? !(length(one.service_account.policy_arns) + length(one.service_account.named_policy_arns) <= 20) : false]),
      "too many managed policies: IAM attaches at most 20 to a role. Merge some of them into a policy of your own.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role" if can(one.create_namespace) ? !(one.service_account.role.name == null || one.service_account.role.name_prefix == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role" if can(one.create_namespace) ? !(one.service_account.role.name == null || one.service_account.role.name_prefix == null) : false]),
      "name and name_prefix are both given: a role has one or the other. Keep one.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.pod_identity" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "irsa" || !anytrue([for value in values(one.service_account.pod_identity) : value != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.pod_identity" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "irsa" || !anytrue([for value in values(one.service_account.pod_identity) : value != null])) : false]),
      "pod_identity with identity = \"irsa\": there is no association that it could be for. Leave it out, or use identity = \"pod-identity\" or both.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.service_account.role.permissions_boundary] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.service_account.role.permissions_boundary] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.pod_identity" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.service_account.pod_identity.target_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.pod_identity" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.service_account.pod_identity.target_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role_arn" if can(one.create_namespace) ? !(one.service_account.create_role || coalesce(one.identity, var.identity) == "irsa" || one.service_account.role_arn != null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role_arn" if can(one.create_namespace) ? !(one.service_account.create_role || coalesce(one.identity, var.identity) == "irsa" || one.service_account.role_arn != null) : false]),
      "role_arn is null: a Pod Identity association is for a role. Give role_arn.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role_arn" if can(one.create_namespace) ? !(!one.service_account.create_role || one.service_account.role_arn == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role_arn" if can(one.create_namespace) ? !(!one.service_account.create_role || one.service_account.role_arn == null) : false]),
      "role_arn with create_role = true: either a role is made, or one that is there is taken. Write create_role = false, or leave role_arn out.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role_arn" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.service_account.role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.role_arn" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.service_account.role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for arn in one.service_account.trust.other_providers : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for arn in one.service_account.trust.other_providers : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for statement in one.service_account.trust.statements : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for statement in one.service_account.trust.statements : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])) : false]),
      "there is no principal in a statement: at least one principal in a statement is needed. Add one.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || !(length(one.service_account.trust.subject_patterns) > 0) && !(length(one.service_account.trust.other_providers) > 0)) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || !(length(one.service_account.trust.subject_patterns) > 0) && !(length(one.service_account.trust.other_providers) > 0)) : false]),
      "subject patterns or other clusters' providers with identity = \"pod-identity\": an association is for one ServiceAccount of one cluster. Use identity = \"irsa\" or both, or leave them out.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.service_account.trust.subject_patterns : pattern.namespace != null != coalesce(pattern.any_namespace, false) if length(pattern[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.service_account.trust.subject_patterns : pattern.namespace != null != coalesce(pattern.any_namespace, false) if length(pattern[*]) > 0])) : false]),
      "a pattern's namespace: it has namespace, or any_namespace = true, and not both. Give one of the two.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.service_account.trust.subject_patterns : pattern.namespace == null || !(pattern.namespace != null ? replace(pattern.namespace, "/[*?]/", "") == "" : false) if length(pattern[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.service_account.trust.subject_patterns : pattern.namespace == null || !(pattern.namespace != null ? replace(pattern.namespace, "/[*?]/", "") == "" : false) if length(pattern[*]) > 0])) : false]),
      "a namespace of wildcards alone: every namespace of the cluster matches it. Name the namespace, or write any_namespace = true in its place if all are meant.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.service_account.trust.subject_patterns : !(coalesce(pattern.any_namespace, false) && (pattern.service_account != null ? replace(pattern.service_account, "/[*?]/", "") == "" : false)) if length(pattern[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.service_account.trust.subject_patterns : !(coalesce(pattern.any_namespace, false) && (pattern.service_account != null ? replace(pattern.service_account, "/[*?]/", "") == "" : false)) if length(pattern[*]) > 0])) : false]),
      "a pattern of wildcards alone: every pod of the cluster could assume the role. Name the ServiceAccount, or the namespace.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.sts_regional_endpoints" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.service_account.sts_regional_endpoints == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.sts_regional_endpoints" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.service_account.sts_regional_endpoints == null) : false]),
      "sts_regional_endpoints with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.token_expiration" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.service_account.token_expiration == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.token_expiration" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.service_account.token_expiration == null) : false]),
      "token_expiration with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.audience" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.service_account.audience == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.audience" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.service_account.audience == null) : false]),
      "audience with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.create_role" if can(one.create_namespace) ? !(one.service_account.create_role || length(one.service_account.policy_arns) + length(one.service_account.named_policy_arns) + length(one.service_account.statements) + length(one.service_account.grants) + length(one.service_account.assume_role_arns) + length(one.service_account.trust.subjects) + length(one.service_account.trust.subject_patterns) + length(one.service_account.trust.other_providers) + length(one.service_account.trust.statements) == 0 && alltrue([for value in values(one.service_account.role) : value == null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.create_role" if can(one.create_namespace) ? !(one.service_account.create_role || length(one.service_account.policy_arns) + length(one.service_account.named_policy_arns) + length(one.service_account.statements) + length(one.service_account.grants) + length(one.service_account.assume_role_arns) + length(one.service_account.trust.subjects) + length(one.service_account.trust.subject_patterns) + length(one.service_account.trust.other_providers) + length(one.service_account.trust.statements) == 0 && alltrue([for value in values(one.service_account.role) : value == null])) : false]),
      "permissions, role or trust with create_role = false: a role that is there already keeps what it has. Leave them out, or create_role.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.name" if can(one.create_namespace) ? !(one.service_account.made_by == "chart" || !(one.service_account.name == "default" || one.namespace == "kube-system" && (one.service_account.name != null ? contains(["aws-cloud-provider", "aws-node", "coredns", "eks-vpc-resource-controller", "kube-proxy", "tagging-controller", "vpc-resource-controller"], one.service_account.name) : false))) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.name" if can(one.create_namespace) ? !(one.service_account.made_by == "chart" || !(one.service_account.name == "default" || one.namespace == "kube-system" && (one.service_account.name != null ? contains(["aws-cloud-provider", "aws-node", "coredns", "eks-vpc-resource-controller", "kube-proxy", "tagging-controller", "vpc-resource-controller"], one.service_account.name) : false))) : false]),
      "a ServiceAccount that Kubernetes or EKS makes: the cluster has it already, so making it fails. Set existing = true, which only annotates it, or give the pods a ServiceAccount of their own.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].atomic" if can(one.create_namespace) ? !(!(coalesce(one.atomic, false) && !coalesce(one.wait, true))) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].atomic" if can(one.create_namespace) ? !(!(coalesce(one.atomic, false) && !coalesce(one.wait, true))) : false]),
      "atomic = true with wait = false: Helm finds out that a release failed only where it waits for it. Leave one of the two out.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].chart" if can(one.create_namespace) ? !((one.chart.repository == null) != (one.chart.path == null)) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].chart" if can(one.create_namespace) ? !((one.chart.repository == null) != (one.chart.path == null)) : false]),
      "the chart has no source, or two: exactly one of repository and path is expected. Add one, or keep one.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].chart.version" if can(one.create_namespace) ? !(one.chart.repository == null || one.chart.version != null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].chart.version" if can(one.create_namespace) ? !(one.chart.repository == null || one.chart.version != null) : false]),
      "version is missing: a chart from a repository is pinned. Add version.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].chart.name" if can(one.create_namespace) ? !(one.chart.name != "aws-load-balancer-controller") : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].chart.name" if can(one.create_namespace) ? !(one.chart.name != "aws-load-balancer-controller") : false]),
      "an add-on installs aws-load-balancer-controller: a cluster has one load balancer controller; two would undo each other's work. Use the key load_balancer_controller alone.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].service_account.name" if can(one.create_namespace) ? !(one.service_account.name != null || length(one.service_account.policy_arns) + length(one.service_account.named_policy_arns) + length(one.service_account.statements) + length(one.service_account.grants) + length(one.service_account.assume_role_arns) == 0) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].service_account.name" if can(one.create_namespace) ? !(one.service_account.name != null || length(one.service_account.policy_arns) + length(one.service_account.named_policy_arns) + length(one.service_account.statements) + length(one.service_account.grants) + length(one.service_account.assume_role_arns) == 0) : false]),
      "name is missing: permissions are a ServiceAccount's. Add name.",
    ])
  }

  validation {
    condition = length([for name, one in var.addons : "addons[${jsonencode(name)}].create_namespace" if can(one.create_namespace) ? !(!(one.create_namespace && (one.namespace != null ? contains(["default", "kube-system", "kube-public", "kube-node-lease"], one.namespace) : false))) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.addons : "addons[${jsonencode(name)}].create_namespace" if can(one.create_namespace) ? !(!(one.create_namespace && (one.namespace != null ? contains(["default", "kube-system", "kube-public", "kube-node-lease"], one.namespace) : false))) : false]),
      "create_namespace for a namespace of Kubernetes: every cluster has this namespace, so creating it fails. Leave create_namespace out.",
    ])
  }

  validation {
    condition     = length(setintersection(keys(var.addons), ["cert-manager", "load-balancer-controller"])) == 0
    error_message = "an add-on is called cert-manager or load-balancer-controller: these two have variables of their own. Use cert_manager or load_balancer_controller, or rename the add-on."
  }

  validation {
    condition = length(flatten([for one_key, one in coalesce(var.addons, {}) : [for one1 in one[*] : [[for one2 in one1.service_account[*] : [[for one3 in one2.role[*] : [one3.permission_boundary == null ? [] : ["addons[${jsonencode(one_key)}].service_account.role.permission_boundary (permissions_boundary is meant)"], one3.permissions_boundary_arn == null ? [] : ["addons[${jsonencode(one_key)}].service_account.role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one3 in one2.trust[*] : [[for one4_index, one4 in coalesce(one3.statements, []) : [for one5 in one4[*] : [one5.Effect == null ? [] : ["addons[${jsonencode(one_key)}].service_account.trust.statements[${one4_index}].Effect (effect is meant)"], one5.condition == null ? [] : ["addons[${jsonencode(one_key)}].service_account.trust.statements[${one4_index}].condition (conditions is meant)"], one5.Condition == null ? [] : ["addons[${jsonencode(one_key)}].service_account.trust.statements[${one4_index}].Condition (conditions is meant)"]]]]]], [for one3_index, one3 in coalesce(one2.statements, []) : [for one4 in one3[*] : [one4.Effect == null ? [] : ["addons[${jsonencode(one_key)}].service_account.statements[${one3_index}].Effect (effect is meant)"], one4.condition == null ? [] : ["addons[${jsonencode(one_key)}].service_account.statements[${one3_index}].condition (conditions is meant)"], one4.Condition == null ? [] : ["addons[${jsonencode(one_key)}].service_account.statements[${one3_index}].Condition (conditions is meant)"]]]], one2.policy_arn == null ? [] : ["addons[${jsonencode(one_key)}].service_account.policy_arn (policy_arns is meant)"]]]]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one_key, one in coalesce(var.addons, {}) : [for one1 in one[*] : [[for one2 in one1.service_account[*] : [[for one3 in one2.role[*] : [one3.permission_boundary == null ? [] : ["addons[${jsonencode(one_key)}].service_account.role.permission_boundary (permissions_boundary is meant)"], one3.permissions_boundary_arn == null ? [] : ["addons[${jsonencode(one_key)}].service_account.role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one3 in one2.trust[*] : [[for one4_index, one4 in coalesce(one3.statements, []) : [for one5 in one4[*] : [one5.Effect == null ? [] : ["addons[${jsonencode(one_key)}].service_account.trust.statements[${one4_index}].Effect (effect is meant)"], one5.condition == null ? [] : ["addons[${jsonencode(one_key)}].service_account.trust.statements[${one4_index}].condition (conditions is meant)"], one5.Condition == null ? [] : ["addons[${jsonencode(one_key)}].service_account.trust.statements[${one4_index}].Condition (conditions is meant)"]]]]]], [for one3_index, one3 in coalesce(one2.statements, []) : [for one4 in one3[*] : [one4.Effect == null ? [] : ["addons[${jsonencode(one_key)}].service_account.statements[${one3_index}].Effect (effect is meant)"], one4.condition == null ? [] : ["addons[${jsonencode(one_key)}].service_account.statements[${one3_index}].condition (conditions is meant)"], one4.Condition == null ? [] : ["addons[${jsonencode(one_key)}].service_account.statements[${one3_index}].Condition (conditions is meant)"]]]], one2.policy_arn == null ? [] : ["addons[${jsonencode(one_key)}].service_account.policy_arn (policy_arns is meant)"]]]]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
  }
}

variable "workloads" {
  description = "ServiceAccounts with roles of their own, by names of yours"
  type = map(object({
    # The ServiceAccount's namespace, at most 63 characters
    namespace = optional(string)
    # Make the namespace. Default: false, it is expected to be there
    create_namespace = optional(bool, false)
    # Its name, at most 253 characters; may hold dots. Without it and the namespace, the role is for patterns alone
    service_account = optional(string)
    # The ServiceAccount is there already: only annotate it. Default: false
    existing = optional(bool, false)
    # Only the role: GitOps, an EKS add-on or a chart makes the ServiceAccount. Default: false
    role_only = optional(bool, false)
    # How pods get their role: irsa (default), pod-identity, or both while moving
    identity = optional(string)
    # What the role allows by verbs in the place of actions: names or ARNs of one service's resources
    grants = optional(list(object({
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
    })), [])
    # Roles, of other accounts too, that the pods may change into
    assume_role_arns = optional(list(string), [])
    # What is meant, though a rule speaks against it
    acknowledge = optional(list(object({
      # One of role-without-permissions. The rule
      rule = string
      # Why it does not apply here
      reason = string
    })), [])
    # The role's own settings
    role = optional(object({
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
    }), {})
    # Who else may assume the role
    trust = optional(object({
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
    }), {})
    # The Pod Identity association, with identity: pod-identity or both
    pod_identity = optional(object({
      # A role of another account that pods end up with
      target_role_arn = optional(string)
      # Sessions without tags. Default: false
      disable_session_tags = optional(bool)
      # Hold the role to this account and cluster. Default: true
      source_conditions = optional(bool)
    }), {})
    # Use STS in the cluster's region. Default: EKS's own, it is used
    sts_regional_endpoints = optional(bool)
    # A token's life in seconds. Default: 86400
    token_expiration = optional(number)
    # Whom the token is meant for; the OIDC provider knows it. Default: sts.amazonaws.com
    audience = optional(string)
    # Kubernetes annotations
    annotations = optional(map(string))
    # Kubernetes labels
    labels = optional(map(string))
    # Whether pods get a Kubernetes API token. Default: true
    automount_service_account_token = optional(bool)
    # Secrets to pull images with
    image_pull_secrets = optional(list(string))
    # Kubernetes rules in the namespace
    rules = optional(list(object({
      # "" is the core group
      api_groups = list(string)
      # A resource
      resources = list(string)
      # A verb
      verbs = list(string)
      # Default: all
      resource_names = optional(list(string))
    })), [])
    # Kubernetes rules in the whole cluster
    cluster_rules = optional(list(object({
      # "" is the core group
      api_groups = list(string)
      # A resource
      resources = list(string)
      # A verb
      verbs = list(string)
      # Default: all
      resource_names = optional(list(string))
    })), [])
    # Managed policies to attach; their ARNs are known when Terraform plans
    policy_arns = optional(list(string), [])
    # Managed policies by a name of yours, for ARNs that are not known before the apply
    named_policy_arns = optional(map(string), {})
    # An inline policy, of at most 10,240 characters, or, with role.managed_policies, a managed one, of at most 6,144
    statements = optional(list(object({
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
    })), [])
    # false: use the role of role_arn. Default: true
    create_role = optional(bool, true)
    # A role that is there already; its trust policy is its owner's
    role_arn = optional(string)
    # Refused: policy_arns is meant
    policy_arn = optional(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for workload_key in keys(var.workloads) : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", workload_key)) && length(workload_key) <= 253
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key in keys(var.workloads) : (can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", workload_key)) && length(workload_key) <= 253) ? "" : "workloads has the key ${jsonencode(workload_key)}"
      ])),
      "a workload name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload != null) ? "" : "workloads[${jsonencode(workload_key)}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.namespace == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", workload.namespace)) && length(workload.namespace) <= 63 if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.namespace == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", workload.namespace)) && length(workload.namespace) <= 63) ? "" : "workloads[${jsonencode(workload_key)}].namespace is ${jsonencode(workload.namespace)}" if can(workload.create_namespace)
      ])),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.service_account == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", workload.service_account)) && length(workload.service_account) <= 253 if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.service_account == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", workload.service_account)) && length(workload.service_account) <= 253) ? "" : "workloads[${jsonencode(workload_key)}].service_account is ${jsonencode(workload.service_account)}" if can(workload.create_namespace)
      ])),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.identity == null ? true : contains(["irsa", "pod-identity", "both"], workload.identity) if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.identity == null ? true : contains(["irsa", "pod-identity", "both"], workload.identity)) ? "" : "workloads[${jsonencode(workload_key)}].identity is ${jsonencode(workload.identity)}" if can(workload.create_namespace)
      ])),
      "one of irsa, pod-identity, both is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for assume_role_arn in workload.assume_role_arns : assume_role_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", assume_role_arn))
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for assume_role_arn_index, assume_role_arn in workload.assume_role_arns : (assume_role_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", assume_role_arn))) ? "" : "workloads[${jsonencode(workload_key)}].assume_role_arns[${assume_role_arn_index}] is ${jsonencode(assume_role_arn)}"
        ] if can(workload.create_namespace)
      ]))),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for acknowledge_entry in workload.acknowledge : acknowledge_entry != null
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for acknowledge_entry_index, acknowledge_entry in workload.acknowledge : (acknowledge_entry != null) ? "" : "workloads[${jsonencode(workload_key)}].acknowledge[${acknowledge_entry_index}] is null"
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for acknowledge_entry in workload.acknowledge : acknowledge_entry.rule == null ? false : contains(["role-without-permissions"], acknowledge_entry.rule) if length(acknowledge_entry[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for acknowledge_entry_index, acknowledge_entry in workload.acknowledge : (acknowledge_entry.rule == null ? false : contains(["role-without-permissions"], acknowledge_entry.rule)) ? "" : "workloads[${jsonencode(workload_key)}].acknowledge[${acknowledge_entry_index}].rule is ${jsonencode(acknowledge_entry.rule)}" if length(acknowledge_entry[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "one of role-without-permissions is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for acknowledge_entry in workload.acknowledge : acknowledge_entry.reason == null ? false : acknowledge_entry.reason != "" if length(acknowledge_entry[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for acknowledge_entry_index, acknowledge_entry in workload.acknowledge : (acknowledge_entry.reason == null ? false : acknowledge_entry.reason != "") ? "" : "workloads[${jsonencode(workload_key)}].acknowledge[${acknowledge_entry_index}].reason is ${jsonencode(acknowledge_entry.reason)}" if length(acknowledge_entry[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a reason is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.role.name == null ? true : can(regex("^[\\w+=,.@-]+$", workload.role.name)) && length(workload.role.name) <= 64 if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.role.name == null ? true : can(regex("^[\\w+=,.@-]+$", workload.role.name)) && length(workload.role.name) <= 64) ? "" : "workloads[${jsonencode(workload_key)}].role.name is ${jsonencode(workload.role.name)}" if can(workload.create_namespace)
      ])),
      "a role name is letters, digits and +=,.@_-, at most 64 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.role.name_prefix == null ? true : can(regex("^[\\w+=,.@-]+$", workload.role.name_prefix)) && length(workload.role.name_prefix) <= 38 if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.role.name_prefix == null ? true : can(regex("^[\\w+=,.@-]+$", workload.role.name_prefix)) && length(workload.role.name_prefix) <= 38) ? "" : "workloads[${jsonencode(workload_key)}].role.name_prefix is ${jsonencode(workload.role.name_prefix)}" if can(workload.create_namespace)
      ])),
      "a role's name prefix is letters, digits and +=,.@_-, at most 38 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.role.description == null ? true : workload.role.description != "" && can(regex("^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$", workload.role.description)) && length(regexall("(?s).", workload.role.description)) <= 1000 if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.role.description == null ? true : workload.role.description != "" && can(regex("^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$", workload.role.description)) && length(regexall("(?s).", workload.role.description)) <= 1000) ? "" : "workloads[${jsonencode(workload_key)}].role.description is ${jsonencode(workload.role.description)}" if can(workload.create_namespace)
      ])),
      "a role description is printable Latin-1 text, at most 1,000 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.role.path == null ? true : can(regex("^/([\\x21-\\x2e\\x30-\\x7e]+/)*$", workload.role.path)) && length(workload.role.path) <= 512 if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.role.path == null ? true : can(regex("^/([\\x21-\\x2e\\x30-\\x7e]+/)*$", workload.role.path)) && length(workload.role.path) <= 512) ? "" : "workloads[${jsonencode(workload_key)}].role.path is ${jsonencode(workload.role.path)}" if can(workload.create_namespace)
      ])),
      "a role path is text that starts and ends with a slash, as in \"/pods/\", at most 512 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.role.permissions_boundary == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", workload.role.permissions_boundary)) if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.role.permissions_boundary == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", workload.role.permissions_boundary))) ? "" : "workloads[${jsonencode(workload_key)}].role.permissions_boundary is ${jsonencode(workload.role.permissions_boundary)}" if can(workload.create_namespace)
      ])),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.role.max_session_duration == null ? true : workload.role.max_session_duration >= 3600 && workload.role.max_session_duration <= 43200 && floor(workload.role.max_session_duration) == workload.role.max_session_duration if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.role.max_session_duration == null ? true : workload.role.max_session_duration >= 3600 && workload.role.max_session_duration <= 43200 && floor(workload.role.max_session_duration) == workload.role.max_session_duration) ? "" : "workloads[${jsonencode(workload_key)}].role.max_session_duration is ${jsonencode(workload.role.max_session_duration)}" if can(workload.create_namespace)
      ])),
      "a whole number from 3600 to 43200 seconds is expected. Write one in this range.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for tag_key in keys(coalesce(workload.role.tags, {})) : tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for tag_key in keys(coalesce(workload.role.tags, {})) : (tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128) ? "" : "workloads[${jsonencode(workload_key)}].role.tags has the key ${jsonencode(tag_key)}"
        ] if can(workload.create_namespace)
      ]))),
      "a tag key is letters, digits, spaces and _.:/=+-@, without aws: in front, at most 128 characters. Change it.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.role.tags == null ? true : try(length(workload.role.tags), 0) <= 50 if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.role.tags == null ? true : try(length(workload.role.tags), 0) <= 50) ? "" : "workloads[${jsonencode(workload_key)}].role.tags has ${try(length(workload.role.tags), 0)} entries" if can(workload.create_namespace)
      ])),
      "there are at most 50. Remove some.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for tag in coalesce(workload.role.tags, {}) : tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for tag_key, tag in coalesce(workload.role.tags, {}) : (tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256) ? "" : "workloads[${jsonencode(workload_key)}].role.tags[${jsonencode(tag_key)}] is ${jsonencode(tag)}"
        ] if can(workload.create_namespace)
      ]))),
      "a tag value is letters, digits, spaces and _.:/=+-@, at most 256 characters. Change it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for subject in workload.trust.subjects : subject != null
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for subject_index, subject in workload.trust.subjects : (subject != null) ? "" : "workloads[${jsonencode(workload_key)}].trust.subjects[${subject_index}] is null"
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for subject in workload.trust.subjects : subject.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", subject.namespace)) && length(subject.namespace) <= 63 if length(subject[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for subject_index, subject in workload.trust.subjects : (subject.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", subject.namespace)) && length(subject.namespace) <= 63) ? "" : "workloads[${jsonencode(workload_key)}].trust.subjects[${subject_index}].namespace is ${jsonencode(subject.namespace)}" if length(subject[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for subject in workload.trust.subjects : subject.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", subject.service_account)) && length(subject.service_account) <= 253 if length(subject[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for subject_index, subject in workload.trust.subjects : (subject.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", subject.service_account)) && length(subject.service_account) <= 253) ? "" : "workloads[${jsonencode(workload_key)}].trust.subjects[${subject_index}].service_account is ${jsonencode(subject.service_account)}" if length(subject[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for subject_pattern in workload.trust.subject_patterns : subject_pattern != null
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for subject_pattern_index, subject_pattern in workload.trust.subject_patterns : (subject_pattern != null) ? "" : "workloads[${jsonencode(workload_key)}].trust.subject_patterns[${subject_pattern_index}] is null"
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for subject_pattern in workload.trust.subject_patterns : subject_pattern.namespace == null ? true : can(regex("^[a-z0-9.*?-]+$", subject_pattern.namespace)) if length(subject_pattern[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for subject_pattern_index, subject_pattern in workload.trust.subject_patterns : (subject_pattern.namespace == null ? true : can(regex("^[a-z0-9.*?-]+$", subject_pattern.namespace))) ? "" : "workloads[${jsonencode(workload_key)}].trust.subject_patterns[${subject_pattern_index}].namespace is ${jsonencode(subject_pattern.namespace)}" if length(subject_pattern[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a namespace pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for subject_pattern in workload.trust.subject_patterns : subject_pattern.service_account == null ? false : can(regex("^[a-z0-9.*?-]+$", subject_pattern.service_account)) if length(subject_pattern[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for subject_pattern_index, subject_pattern in workload.trust.subject_patterns : (subject_pattern.service_account == null ? false : can(regex("^[a-z0-9.*?-]+$", subject_pattern.service_account))) ? "" : "workloads[${jsonencode(workload_key)}].trust.subject_patterns[${subject_pattern_index}].service_account is ${jsonencode(subject_pattern.service_account)}" if length(subject_pattern[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a ServiceAccount pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for other_provider in workload.trust.other_providers : other_provider == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", other_provider))
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for other_provider_index, other_provider in workload.trust.other_providers : (other_provider == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", other_provider))) ? "" : "workloads[${jsonencode(workload_key)}].trust.other_providers[${other_provider_index}] is ${jsonencode(other_provider)}"
        ] if can(workload.create_namespace)
      ]))),
      "a provider ARN is arn:partition:iam::account:oidc-provider/name, the ARN of an IAM OIDC provider. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.trust.statements : statement != null
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.trust.statements : (statement != null) ? "" : "workloads[${jsonencode(workload_key)}].trust.statements[${statement_index}] is null"
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.trust.statements : statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect) if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.trust.statements : (statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect)) ? "" : "workloads[${jsonencode(workload_key)}].trust.statements[${statement_index}].effect is ${jsonencode(statement.effect)}" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "one of Allow, Deny is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.trust.statements : statement.principals != null if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.trust.statements : (statement.principals != null) ? "" : "workloads[${jsonencode(workload_key)}].trust.statements[${statement_index}].principals is null" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.trust.statements : statement.actions != null if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.trust.statements : (statement.actions != null) ? "" : "workloads[${jsonencode(workload_key)}].trust.statements[${statement_index}].actions is null" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.trust.statements : statement.actions == null ? false : length(statement.actions) > 0 if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.trust.statements : (statement.actions == null ? false : length(statement.actions) > 0) ? "" : "workloads[${jsonencode(workload_key)}].trust.statements[${statement_index}].actions is empty" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.trust.statements : [
          for action in coalesce(statement.actions, []) : action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))
        ] if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.trust.statements : [
            for action_index, action in coalesce(statement.actions, []) : (action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))) ? "" : "workloads[${jsonencode(workload_key)}].trust.statements[${statement_index}].actions[${action_index}] is ${jsonencode(action)}"
          ] if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.trust.max_size == null ? true : workload.trust.max_size >= 2048 && workload.trust.max_size <= 8192 && floor(workload.trust.max_size) == workload.trust.max_size if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.trust.max_size == null ? true : workload.trust.max_size >= 2048 && workload.trust.max_size <= 8192 && floor(workload.trust.max_size) == workload.trust.max_size) ? "" : "workloads[${jsonencode(workload_key)}].trust.max_size is ${jsonencode(workload.trust.max_size)}" if can(workload.create_namespace)
      ])),
      "a whole number from 2048 to 8192 characters is expected. Write one in this range.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.pod_identity.target_role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", workload.pod_identity.target_role_arn)) if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.pod_identity.target_role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", workload.pod_identity.target_role_arn))) ? "" : "workloads[${jsonencode(workload_key)}].pod_identity.target_role_arn is ${jsonencode(workload.pod_identity.target_role_arn)}" if can(workload.create_namespace)
      ])),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.token_expiration == null ? true : workload.token_expiration >= 600 && workload.token_expiration <= 86400 && floor(workload.token_expiration) == workload.token_expiration if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.token_expiration == null ? true : workload.token_expiration >= 600 && workload.token_expiration <= 86400 && floor(workload.token_expiration) == workload.token_expiration) ? "" : "workloads[${jsonencode(workload_key)}].token_expiration is ${jsonencode(workload.token_expiration)}" if can(workload.create_namespace)
      ])),
      "a whole number from 600 to 86400 seconds is expected. Write one in this range.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.audience == null ? true : workload.audience != "" if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.audience == null ? true : workload.audience != "") ? "" : "workloads[${jsonencode(workload_key)}].audience is ${jsonencode(workload.audience)}" if can(workload.create_namespace)
      ])),
      "an audience is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for annotation_key in keys(coalesce(workload.annotations, {})) : can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?$", annotation_key)) && !can(regex("^[^/]{254,}/", annotation_key))
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for annotation_key in keys(coalesce(workload.annotations, {})) : (can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?$", annotation_key)) && !can(regex("^[^/]{254,}/", annotation_key))) ? "" : "workloads[${jsonencode(workload_key)}].annotations has the key ${jsonencode(annotation_key)}"
        ] if can(workload.create_namespace)
      ]))),
      "an annotation or label key is an optional DNS prefix and a slash, then at most 63 letters, digits, hyphens, underscores and dots. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for label_key in keys(coalesce(workload.labels, {})) : can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?$", label_key)) && !can(regex("^[^/]{254,}/", label_key))
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for label_key in keys(coalesce(workload.labels, {})) : (can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?$", label_key)) && !can(regex("^[^/]{254,}/", label_key))) ? "" : "workloads[${jsonencode(workload_key)}].labels has the key ${jsonencode(label_key)}"
        ] if can(workload.create_namespace)
      ]))),
      "an annotation or label key is an optional DNS prefix and a slash, then at most 63 letters, digits, hyphens, underscores and dots. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for label in coalesce(workload.labels, {}) : label == null ? false : can(regex("^([A-Za-z0-9]([-\\w.]*[A-Za-z0-9])?)?$", label)) && length(label) <= 63
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for label_key, label in coalesce(workload.labels, {}) : (label == null ? false : can(regex("^([A-Za-z0-9]([-\\w.]*[A-Za-z0-9])?)?$", label)) && length(label) <= 63) ? "" : "workloads[${jsonencode(workload_key)}].labels[${jsonencode(label_key)}] is ${jsonencode(label)}"
        ] if can(workload.create_namespace)
      ]))),
      "a label value is letters, digits, hyphens, underscores and dots, with a letter or digit at both ends, at most 63 characters. Change it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for image_pull_secret in coalesce(workload.image_pull_secrets, []) : image_pull_secret == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", image_pull_secret)) && length(image_pull_secret) <= 253
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for image_pull_secret_index, image_pull_secret in coalesce(workload.image_pull_secrets, []) : (image_pull_secret == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", image_pull_secret)) && length(image_pull_secret) <= 253) ? "" : "workloads[${jsonencode(workload_key)}].image_pull_secrets[${image_pull_secret_index}] is ${jsonencode(image_pull_secret)}"
        ] if can(workload.create_namespace)
      ]))),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : rule != null
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : (rule != null) ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}] is null"
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : rule.api_groups != null if length(rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : (rule.api_groups != null) ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}].api_groups is null" if length(rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : rule.api_groups == null ? false : length(rule.api_groups) > 0 if length(rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : (rule.api_groups == null ? false : length(rule.api_groups) > 0) ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}].api_groups is empty" if length(rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : rule.resources != null if length(rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : (rule.resources != null) ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}].resources is null" if length(rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : rule.resources == null ? false : length(rule.resources) > 0 if length(rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : (rule.resources == null ? false : length(rule.resources) > 0) ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}].resources is empty" if length(rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : [
          for resource in coalesce(rule.resources, []) : resource == null ? false : resource != ""
        ] if length(rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : [
            for resource_index, resource in coalesce(rule.resources, []) : (resource == null ? false : resource != "") ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}].resources[${resource_index}] is ${jsonencode(resource)}"
          ] if length(rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a resource is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : rule.verbs != null if length(rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : (rule.verbs != null) ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}].verbs is null" if length(rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : rule.verbs == null ? false : length(rule.verbs) > 0 if length(rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : (rule.verbs == null ? false : length(rule.verbs) > 0) ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}].verbs is empty" if length(rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for rule in workload.rules : [
          for verb in coalesce(rule.verbs, []) : verb == null ? false : verb != ""
        ] if length(rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for rule_index, rule in workload.rules : [
            for verb_index, verb in coalesce(rule.verbs, []) : (verb == null ? false : verb != "") ? "" : "workloads[${jsonencode(workload_key)}].rules[${rule_index}].verbs[${verb_index}] is ${jsonencode(verb)}"
          ] if length(rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a verb is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : cluster_rule != null
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : (cluster_rule != null) ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}] is null"
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : cluster_rule.api_groups != null if length(cluster_rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : (cluster_rule.api_groups != null) ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}].api_groups is null" if length(cluster_rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : cluster_rule.api_groups == null ? false : length(cluster_rule.api_groups) > 0 if length(cluster_rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : (cluster_rule.api_groups == null ? false : length(cluster_rule.api_groups) > 0) ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}].api_groups is empty" if length(cluster_rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : cluster_rule.resources != null if length(cluster_rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : (cluster_rule.resources != null) ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}].resources is null" if length(cluster_rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : cluster_rule.resources == null ? false : length(cluster_rule.resources) > 0 if length(cluster_rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : (cluster_rule.resources == null ? false : length(cluster_rule.resources) > 0) ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}].resources is empty" if length(cluster_rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : [
          for resource in coalesce(cluster_rule.resources, []) : resource == null ? false : resource != ""
        ] if length(cluster_rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : [
            for resource_index, resource in coalesce(cluster_rule.resources, []) : (resource == null ? false : resource != "") ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}].resources[${resource_index}] is ${jsonencode(resource)}"
          ] if length(cluster_rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a resource is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : cluster_rule.verbs != null if length(cluster_rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : (cluster_rule.verbs != null) ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}].verbs is null" if length(cluster_rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : cluster_rule.verbs == null ? false : length(cluster_rule.verbs) > 0 if length(cluster_rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : (cluster_rule.verbs == null ? false : length(cluster_rule.verbs) > 0) ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}].verbs is empty" if length(cluster_rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for cluster_rule in workload.cluster_rules : [
          for verb in coalesce(cluster_rule.verbs, []) : verb == null ? false : verb != ""
        ] if length(cluster_rule[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for cluster_rule_index, cluster_rule in workload.cluster_rules : [
            for verb_index, verb in coalesce(cluster_rule.verbs, []) : (verb == null ? false : verb != "") ? "" : "workloads[${jsonencode(workload_key)}].cluster_rules[${cluster_rule_index}].verbs[${verb_index}] is ${jsonencode(verb)}"
          ] if length(cluster_rule[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a verb is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : try(length(workload.policy_arns), 0) <= 20 if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (try(length(workload.policy_arns), 0) <= 20) ? "" : "workloads[${jsonencode(workload_key)}].policy_arns has ${try(length(workload.policy_arns), 0)} entries" if can(workload.create_namespace)
      ])),
      "there are at most 20. Remove some.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for policy_arn in workload.policy_arns : policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", policy_arn))
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for policy_arn_index, policy_arn in workload.policy_arns : (policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", policy_arn))) ? "" : "workloads[${jsonencode(workload_key)}].policy_arns[${policy_arn_index}] is ${jsonencode(policy_arn)}"
        ] if can(workload.create_namespace)
      ]))),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for named_policy_arn in workload.named_policy_arns : named_policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", named_policy_arn))
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for named_policy_arn_key, named_policy_arn in workload.named_policy_arns : (named_policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", named_policy_arn))) ? "" : "workloads[${jsonencode(workload_key)}].named_policy_arns[${jsonencode(named_policy_arn_key)}] is ${jsonencode(named_policy_arn)}"
        ] if can(workload.create_namespace)
      ]))),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : statement != null
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : (statement != null) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}] is null"
        ] if can(workload.create_namespace)
      ]))),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect) if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : (statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect)) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].effect is ${jsonencode(statement.effect)}" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "one of Allow, Deny is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : statement.actions == null ? true : length(statement.actions) > 0 if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : (statement.actions == null ? true : length(statement.actions) > 0) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].actions is empty" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : [
          for action in coalesce(statement.actions, []) : action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))
        ] if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : [
            for action_index, action in coalesce(statement.actions, []) : (action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].actions[${action_index}] is ${jsonencode(action)}"
          ] if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : statement.not_actions == null ? true : length(statement.not_actions) > 0 if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : (statement.not_actions == null ? true : length(statement.not_actions) > 0) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].not_actions is empty" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : [
          for not_action in coalesce(statement.not_actions, []) : not_action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", not_action))
        ] if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : [
            for not_action_index, not_action in coalesce(statement.not_actions, []) : (not_action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", not_action))) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].not_actions[${not_action_index}] is ${jsonencode(not_action)}"
          ] if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : statement.resources == null ? true : length(statement.resources) > 0 if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : (statement.resources == null ? true : length(statement.resources) > 0) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].resources is empty" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : [
          for resource in coalesce(statement.resources, []) : resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", resource))
        ] if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : [
            for resource_index, resource in coalesce(statement.resources, []) : (resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", resource))) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].resources[${resource_index}] is ${jsonencode(resource)}"
          ] if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a resource is an ARN, arn:partition:service:region:account:resource, or \"*\". Write the full ARN.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : statement.not_resources == null ? true : length(statement.not_resources) > 0 if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : (statement.not_resources == null ? true : length(statement.not_resources) > 0) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].not_resources is empty" if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for workload in var.workloads : [
        for statement in workload.statements : [
          for not_resource in coalesce(statement.not_resources, []) : not_resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", not_resource))
        ] if length(statement[*]) > 0
      ] if can(workload.create_namespace)
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for workload_key, workload in var.workloads : [
          for statement_index, statement in workload.statements : [
            for not_resource_index, not_resource in coalesce(statement.not_resources, []) : (not_resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", not_resource))) ? "" : "workloads[${jsonencode(workload_key)}].statements[${statement_index}].not_resources[${not_resource_index}] is ${jsonencode(not_resource)}"
          ] if length(statement[*]) > 0
        ] if can(workload.create_namespace)
      ]))),
      "a resource is an ARN, arn:partition:service:region:account:resource, or \"*\". Write the full ARN.",
    ])
  }

  validation {
    condition = alltrue([
      for workload in var.workloads : workload.role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", workload.role_arn)) if can(workload.create_namespace)
    ])
    error_message = join(": ", [
      join(", ", compact([
        for workload_key, workload in var.workloads : (workload.role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", workload.role_arn))) ? "" : "workloads[${jsonencode(workload_key)}].role_arn is ${jsonencode(workload.role_arn)}" if can(workload.create_namespace)
      ])),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].policy_arns" if can(one.create_namespace) ? !(alltrue([for arn in one.policy_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].policy_arns" if can(one.create_namespace) ? !(alltrue([for arn in one.policy_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].named_policy_arns" if can(one.create_namespace) ? !(alltrue([for arn in values(one.named_policy_arns) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].named_policy_arns" if can(one.create_namespace) ? !(alltrue([for arn in values(one.named_policy_arns) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].assume_role_arns" if can(one.create_namespace) ? !(alltrue([for arn in one.assume_role_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].assume_role_arns" if can(one.create_namespace) ? !(alltrue([for arn in one.assume_role_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].statements" if can(one.create_namespace) ? !(alltrue([for arn in flatten([for statement in one.statements : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, [])) if length(statement[*]) > 0]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].statements" if can(one.create_namespace) ? !(alltrue([for arn in flatten([for statement in one.statements : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, [])) if length(statement[*]) > 0]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].statements" if can(one.create_namespace) ? !(alltrue([for statement in one.statements : statement.actions != null != (statement.not_actions != null) && statement.resources != null != (statement.not_resources != null) if length(statement[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].statements" if can(one.create_namespace) ? !(alltrue([for statement in one.statements : statement.actions != null != (statement.not_actions != null) && statement.resources != null != (statement.not_resources != null) if length(statement[*]) > 0])) : false]),
      "a statement lacks a part, or has one twice: it has exactly one of actions and not_actions, and one of resources and not_resources. Add what is missing, or keep one.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].grants" if can(one.create_namespace) ? !(alltrue([for arn in flatten([for grant in one.grants : try(concat(grant.resources, grant.kms_keys), [])]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].grants" if can(one.create_namespace) ? !(alltrue([for arn in flatten([for grant in one.grants : try(concat(grant.resources, grant.kms_keys), [])]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].grants" if can(one.create_namespace) ? !(alltrue([for grant in one.grants : try(length(grant.verbs) > 0 && length(grant.resources) > 0 && length(setsubtract(grant.verbs, local.grant_rules[grant.service].verbs)) == 0 && alltrue([for option in concat([for name in ["prefixes", "kms_keys", "via", "inference_profiles", "read_topics", "write_topics", "groups"] : name if length(grant[name]) > 0], grant.parts) : length(setintersection(grant.verbs, lookup(local.grant_rules[grant.service].options, option, []))) > 0]) && alltrue([for text in grant.resources : can(regex("^(${local.grant_rules[grant.service].arn}|${local.grant_rules[grant.service].name})$", text))]) && !anytrue([for text in grant.resources : can(regex(local.grant_rules[grant.service].not, text))]) && alltrue([for text in grant.kms_keys : can(regex("^(${local.grant_rules.kms.arn}|${local.grant_rules.kms.name})$", text))]) && alltrue([for text in concat(grant.via, grant.inference_profiles) : can(regex("^[a-z0-9-]+$", text))]), false)])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].grants" if can(one.create_namespace) ? !(alltrue([for grant in one.grants : try(length(grant.verbs) > 0 && length(grant.resources) > 0 && length(setsubtract(grant.verbs, local.grant_rules[grant.service].verbs)) == 0 && alltrue([for option in concat([for name in ["prefixes", "kms_keys", "via", "inference_profiles", "read_topics", "write_topics", "groups"] : name if length(grant[name]) > 0], grant.parts) : length(setintersection(grant.verbs, lookup(local.grant_rules[grant.service].options, option, []))) > 0]) && alltrue([for text in grant.resources : can(regex("^(${local.grant_rules[grant.service].arn}|${local.grant_rules[grant.service].name})$", text))]) && !anytrue([for text in grant.resources : can(regex(local.grant_rules[grant.service].not, text))]) && alltrue([for text in grant.kms_keys : can(regex("^(${local.grant_rules.kms.arn}|${local.grant_rules.kms.name})$", text))]) && alltrue([for text in concat(grant.via, grant.inference_profiles) : can(regex("^[a-z0-9-]+$", text))]), false)])) : false]),
      "a grant that its service does not have: a grant has a service, and verbs, options and resources, names or ARNs, that are this service's and go together. Compare it with the table of grants in the documentation.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].policy_arns" if can(one.create_namespace) ? !(length(distinct(one.policy_arns)) == length(one.policy_arns)) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].policy_arns" if can(one.create_namespace) ? !(length(distinct(one.policy_arns)) == length(one.policy_arns)) : false]),
      "an ARN stands twice: a policy is attached to a role once. Remove one of the two.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].policy_arns" if can(one.create_namespace) ? !(length(one.policy_arns) + length(one.named_policy_arns) <= 20) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].policy_arns" if can(one.create_namespace) ? !(length(one.policy_arns) + length(one.named_policy_arns) <= 20) : false]),
      "too many managed policies: IAM attaches at most 20 to a role. Merge some of them into a policy of your own.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].role" if can(one.create_namespace) ? !(one.role.name == null || one.role.name_prefix == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].role" if can(one.create_namespace) ? !(one.role.name == null || one.role.name_prefix == null) : false]),
      "name and name_prefix are both given: a role has one or the other. Keep one.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].pod_identity" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "irsa" || !anytrue([for value in values(one.pod_identity) : value != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].pod_identity" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "irsa" || !anytrue([for value in values(one.pod_identity) : value != null])) : false]),
      "pod_identity with identity = \"irsa\": there is no association that it could be for. Leave it out, or use identity = \"pod-identity\" or both.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].role" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.role.permissions_boundary] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].role" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.role.permissions_boundary] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].pod_identity" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.pod_identity.target_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].pod_identity" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.pod_identity.target_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for arn in one.trust.other_providers : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for arn in one.trust.other_providers : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for statement in one.trust.statements : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for statement in one.trust.statements : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])) : false]),
      "there is no principal in a statement: at least one principal in a statement is needed. Add one.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || !(length(one.trust.subject_patterns) > 0) && !(length(one.trust.other_providers) > 0)) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || !(length(one.trust.subject_patterns) > 0) && !(length(one.trust.other_providers) > 0)) : false]),
      "subject patterns or other clusters' providers with identity = \"pod-identity\": an association is for one ServiceAccount of one cluster. Use identity = \"irsa\" or both, or leave them out.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.trust.subject_patterns : pattern.namespace != null != coalesce(pattern.any_namespace, false) if length(pattern[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.trust.subject_patterns : pattern.namespace != null != coalesce(pattern.any_namespace, false) if length(pattern[*]) > 0])) : false]),
      "a pattern's namespace: it has namespace, or any_namespace = true, and not both. Give one of the two.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.trust.subject_patterns : pattern.namespace == null || !(pattern.namespace != null ? replace(pattern.namespace, "/[*?]/", "") == "" : false) if length(pattern[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.trust.subject_patterns : pattern.namespace == null || !(pattern.namespace != null ? replace(pattern.namespace, "/[*?]/", "") == "" : false) if length(pattern[*]) > 0])) : false]),
      "a namespace of wildcards alone: every namespace of the cluster matches it. Name the namespace, or write any_namespace = true in its place if all are meant.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.trust.subject_patterns : !(coalesce(pattern.any_namespace, false) && (pattern.service_account != null ? replace(pattern.service_account, "/[*?]/", "") == "" : false)) if length(pattern[*]) > 0])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].trust" if can(one.create_namespace) ? !(alltrue([for pattern in one.trust.subject_patterns : !(coalesce(pattern.any_namespace, false) && (pattern.service_account != null ? replace(pattern.service_account, "/[*?]/", "") == "" : false)) if length(pattern[*]) > 0])) : false]),
      "a pattern of wildcards alone: every pod of the cluster could assume the role. Name the ServiceAccount, or the namespace.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].service_account" if can(one.create_namespace) ? !(one.service_account != null || length(one.trust.subject_patterns) > 0) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].service_account" if can(one.create_namespace) ? !(one.service_account != null || length(one.trust.subject_patterns) > 0) : false]),
      "service_account is missing: a role is for a ServiceAccount, or for trust.subject_patterns. Add service_account.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].service_account" if can(one.create_namespace) ? !(one.service_account != null || one.namespace == null || !(length(one.trust.subject_patterns) > 0)) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].service_account" if can(one.create_namespace) ? !(one.service_account != null || one.namespace == null || !(length(one.trust.subject_patterns) > 0)) : false]),
      "service_account is missing: namespace and service_account go together. Add service_account.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].namespace" if can(one.create_namespace) ? !(one.namespace != null || one.service_account == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].namespace" if can(one.create_namespace) ? !(one.namespace != null || one.service_account == null) : false]),
      "namespace is missing: namespace and service_account go together. Add namespace.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].role_arn" if can(one.create_namespace) ? !(one.create_role || coalesce(one.identity, var.identity) == "irsa" || one.role_arn != null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].role_arn" if can(one.create_namespace) ? !(one.create_role || coalesce(one.identity, var.identity) == "irsa" || one.role_arn != null) : false]),
      "role_arn is null: a Pod Identity association is for a role. Give role_arn.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].role_arn" if can(one.create_namespace) ? !(!one.create_role || one.role_arn == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].role_arn" if can(one.create_namespace) ? !(!one.create_role || one.role_arn == null) : false]),
      "role_arn with create_role = true: either a role is made, or one that is there is taken. Write create_role = false, or leave role_arn out.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].role_arn" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].role_arn" if can(one.create_namespace) ? !(alltrue([for arn in [for arn in [one.role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])) : false]),
      "an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].create_role" if can(one.create_namespace) ? !(one.create_role || length(one.policy_arns) + length(one.named_policy_arns) + length(one.statements) + length(one.grants) + length(one.assume_role_arns) + length(one.trust.subjects) + length(one.trust.subject_patterns) + length(one.trust.other_providers) + length(one.trust.statements) == 0 && alltrue([for value in values(one.role) : value == null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].create_role" if can(one.create_namespace) ? !(one.create_role || length(one.policy_arns) + length(one.named_policy_arns) + length(one.statements) + length(one.grants) + length(one.assume_role_arns) + length(one.trust.subjects) + length(one.trust.subject_patterns) + length(one.trust.other_providers) + length(one.trust.statements) == 0 && alltrue([for value in values(one.role) : value == null])) : false]),
      "permissions, role or trust with create_role = false: a role that is there already keeps what it has. Leave them out, or create_role.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].labels" if can(one.create_namespace) ? !(!one.existing || one.labels == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].labels" if can(one.create_namespace) ? !(!one.existing || one.labels == null) : false]),
      "labels for a ServiceAccount that is there already: only its annotations are managed here. Leave labels out, or have the ServiceAccount made here.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].automount_service_account_token" if can(one.create_namespace) ? !(!one.existing || one.automount_service_account_token == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].automount_service_account_token" if can(one.create_namespace) ? !(!one.existing || one.automount_service_account_token == null) : false]),
      "automount_service_account_token for a ServiceAccount that is there already: only its annotations are managed here. Leave automount_service_account_token out, or have the ServiceAccount made here.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].image_pull_secrets" if can(one.create_namespace) ? !(!one.existing || one.image_pull_secrets == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].image_pull_secrets" if can(one.create_namespace) ? !(!one.existing || one.image_pull_secrets == null) : false]),
      "image_pull_secrets for a ServiceAccount that is there already: only its annotations are managed here. Leave image_pull_secrets out, or have the ServiceAccount made here.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].service_account" if can(one.create_namespace) ? !(one.existing || one.role_only || !(one.service_account == "default" || one.namespace == "kube-system" && (one.service_account != null ? contains(["aws-cloud-provider", "aws-node", "coredns", "eks-vpc-resource-controller", "kube-proxy", "tagging-controller", "vpc-resource-controller"], one.service_account) : false))) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].service_account" if can(one.create_namespace) ? !(one.existing || one.role_only || !(one.service_account == "default" || one.namespace == "kube-system" && (one.service_account != null ? contains(["aws-cloud-provider", "aws-node", "coredns", "eks-vpc-resource-controller", "kube-proxy", "tagging-controller", "vpc-resource-controller"], one.service_account) : false))) : false]),
      "a ServiceAccount that Kubernetes or EKS makes: the cluster has it already, so making it fails. Set existing = true, which only annotates it, or give the pods a ServiceAccount of their own.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].role_only" if can(one.create_namespace) ? !(!(one.role_only && (one.create_namespace || one.existing || one.annotations != null || one.labels != null || one.automount_service_account_token != null || one.image_pull_secrets != null || one.sts_regional_endpoints != null || one.token_expiration != null || length(one.rules) > 0 || length(one.cluster_rules) > 0))) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].role_only" if can(one.create_namespace) ? !(!(one.role_only && (one.create_namespace || one.existing || one.annotations != null || one.labels != null || one.automount_service_account_token != null || one.image_pull_secrets != null || one.sts_regional_endpoints != null || one.token_expiration != null || length(one.rules) > 0 || length(one.cluster_rules) > 0))) : false]),
      "keys of a ServiceAccount beside role_only = true: nothing is made in Kubernetes. Leave out annotations, labels, rules and the like, or role_only.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].role_only" if can(one.create_namespace) ? !(!(one.role_only && !one.create_role && coalesce(one.identity, var.identity) == "irsa")) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].role_only" if can(one.create_namespace) ? !(!(one.role_only && !one.create_role && coalesce(one.identity, var.identity) == "irsa")) : false]),
      "role_only = true with a role that is there already: with identity = \"irsa\" nothing is left to make. Leave the workload out, or have its role made here.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].sts_regional_endpoints" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.sts_regional_endpoints == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].sts_regional_endpoints" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.sts_regional_endpoints == null) : false]),
      "sts_regional_endpoints with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].token_expiration" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.token_expiration == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].token_expiration" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.token_expiration == null) : false]),
      "token_expiration with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].audience" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.audience == null) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].audience" if can(one.create_namespace) ? !(coalesce(one.identity, var.identity) != "pod-identity" || one.audience == null) : false]),
      "audience with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].role_only" if can(one.create_namespace) ? !(one.service_account != null || one.role_only && coalesce(one.identity, var.identity) == "irsa") : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].role_only" if can(one.create_namespace) ? !(one.service_account != null || one.role_only && coalesce(one.identity, var.identity) == "irsa") : false]),
      "a role for patterns alone: nothing is made in Kubernetes for it, and Pod Identity knows no patterns. Add role_only = true and identity = \"irsa\".",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].policy_arns" if can(one.create_namespace) ? !(!one.create_role || length(one.policy_arns) > 0 || length(one.named_policy_arns) > 0 || length(one.statements) > 0 || length(one.grants) > 0 || length(one.assume_role_arns) > 0 || one.pod_identity.target_role_arn != null || length(one.acknowledge) > 0) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].policy_arns" if can(one.create_namespace) ? !(!one.create_role || length(one.policy_arns) > 0 || length(one.named_policy_arns) > 0 || length(one.statements) > 0 || length(one.grants) > 0 || length(one.assume_role_arns) > 0 || one.pod_identity.target_role_arn != null || length(one.acknowledge) > 0) : false]),
      "a role without any permission: its pods could do nothing in AWS with it. Add policy_arns, statements or assume_role_arns; or, where resource policies name the role, acknowledge: [{ rule: role-without-permissions, reason: ... }].",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].annotations" if can(one.create_namespace) ? !(!contains(keys(coalesce(one.annotations, {})), "eks.amazonaws.com/role-arn")) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].annotations" if can(one.create_namespace) ? !(!contains(keys(coalesce(one.annotations, {})), "eks.amazonaws.com/role-arn")) : false]),
      "the annotation eks.amazonaws.com/role-arn is given: the ServiceAccount gets the ARN of the role that is made for it. Remove the annotation.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].annotations" if can(one.create_namespace) ? !(alltrue([for key, value in { "eks.amazonaws.com/audience" = one.audience, "eks.amazonaws.com/token-expiration" = try(tostring(one.token_expiration), null), "eks.amazonaws.com/sts-regional-endpoints" = try(tostring(one.sts_regional_endpoints), null) } : lookup(coalesce(one.annotations, {}), key, value) == value if value != null])) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].annotations" if can(one.create_namespace) ? !(alltrue([for key, value in { "eks.amazonaws.com/audience" = one.audience, "eks.amazonaws.com/token-expiration" = try(tostring(one.token_expiration), null), "eks.amazonaws.com/sts-regional-endpoints" = try(tostring(one.sts_regional_endpoints), null) } : lookup(coalesce(one.annotations, {}), key, value) == value if value != null])) : false]),
      "an annotation that an option sets to something else: the option's value is the one that counts. Remove it.",
    ])
  }

  validation {
    condition = length([for name, one in var.workloads : "workloads[${jsonencode(name)}].create_namespace" if can(one.create_namespace) ? !(!(one.create_namespace && (one.namespace != null ? contains(["default", "kube-system", "kube-public", "kube-node-lease"], one.namespace) : false))) : false]) == 0
    error_message = join(": ", [
      join(", ", [for name, one in var.workloads : "workloads[${jsonencode(name)}].create_namespace" if can(one.create_namespace) ? !(!(one.create_namespace && (one.namespace != null ? contains(["default", "kube-system", "kube-public", "kube-node-lease"], one.namespace) : false))) : false]),
      "create_namespace for a namespace of Kubernetes: every cluster has this namespace, so creating it fails. Leave create_namespace out.",
    ])
  }

  validation {
    condition     = length([for key, same in { for key in concat([for one in var.workloads : "${one.namespace}/${one.service_account}" if can(one.create_namespace) ? one.namespace != null && one.service_account != null : false], [for one in var.addons : "${one.namespace}/${one.service_account.name}" if can(one.create_namespace) ? one.namespace != null && one.service_account.name != null : false], [for one in var.cert_manager[*] : "${one.namespace}/cert-manager" if one.namespace != null], [for one in var.load_balancer_controller[*] : "${one.namespace}/aws-load-balancer-controller" if one.namespace != null]) : key => key... } : key if length(same) > 1]) == 0
    error_message = "${join(", ", [for key, same in { for key in concat([for one in var.workloads : "${one.namespace}/${one.service_account}" if can(one.create_namespace) ? one.namespace != null && one.service_account != null : false], [for one in var.addons : "${one.namespace}/${one.service_account.name}" if can(one.create_namespace) ? one.namespace != null && one.service_account.name != null : false], [for one in var.cert_manager[*] : "${one.namespace}/cert-manager" if one.namespace != null], [for one in var.load_balancer_controller[*] : "${one.namespace}/aws-load-balancer-controller" if one.namespace != null]) : key => key... } : key if length(same) > 1])}: this ServiceAccount is named more than once: a ServiceAccount has exactly one role. Merge the two, or give each its own ServiceAccount."
  }

  validation {
    condition     = length([for key, same in { for key in [for one in var.workloads : lower(one.role.name) if can(one.create_namespace) ? one.role.name != null : false] : key => key... } : key if length(same) > 1]) == 0
    error_message = "${join(", ", [for key, same in { for key in [for one in var.workloads : lower(one.role.name) if can(one.create_namespace) ? one.role.name != null : false] : key => key... } : key if length(same) > 1])}: this role name is given more than once: role names are unique in an account, in any case. Rename one of the two."
  }

  validation {
    condition     = length([for key, same in { for key in flatten([for one in var.workloads : [for subject in one.trust.subjects : "${subject.namespace}/${subject.service_account}" if length(subject[*]) == 0 ? false : subject.namespace != null && subject.service_account != null] if can(one.create_namespace) ? length(one.trust.subjects) > 0 && coalesce(one.identity, var.identity) != "irsa" : false]) : key => key... } : key if length(same) > 1]) == 0
    error_message = "${join(", ", [for key, same in { for key in flatten([for one in var.workloads : [for subject in one.trust.subjects : "${subject.namespace}/${subject.service_account}" if length(subject[*]) == 0 ? false : subject.namespace != null && subject.service_account != null] if can(one.create_namespace) ? length(one.trust.subjects) > 0 && coalesce(one.identity, var.identity) != "irsa" : false]) : key => key... } : key if length(same) > 1])}: this ServiceAccount is named more than once: a ServiceAccount has exactly one role. Merge the two, or give each its own ServiceAccount."
  }

  validation {
    condition     = length(setsubtract(setintersection(concat([for one in var.workloads : one.namespace if can(one.create_namespace) ? one.namespace != null && !one.role_only && one.create_namespace : false], [for one in var.addons : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && one.create_namespace : false], [for one in var.cert_manager[*] : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && one.create_namespace : false], [for one in var.load_balancer_controller[*] : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && one.create_namespace : false]), concat([for one in var.workloads : one.namespace if can(one.create_namespace) ? one.namespace != null && !one.role_only && !one.create_namespace : false], [for one in var.addons : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && !one.create_namespace : false], [for one in var.cert_manager[*] : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && !one.create_namespace : false], [for one in var.load_balancer_controller[*] : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && !one.create_namespace : false])), keys(var.namespaces))) == 0
    error_message = "${join(", ", setsubtract(setintersection(concat([for one in var.workloads : one.namespace if can(one.create_namespace) ? one.namespace != null && !one.role_only && one.create_namespace : false], [for one in var.addons : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && one.create_namespace : false], [for one in var.cert_manager[*] : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && one.create_namespace : false], [for one in var.load_balancer_controller[*] : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && one.create_namespace : false]), concat([for one in var.workloads : one.namespace if can(one.create_namespace) ? one.namespace != null && !one.role_only && !one.create_namespace : false], [for one in var.addons : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && !one.create_namespace : false], [for one in var.cert_manager[*] : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && !one.create_namespace : false], [for one in var.load_balancer_controller[*] : one.namespace if can(one.create_namespace) ? one.namespace != null && one.install && !one.create_namespace : false])), keys(var.namespaces)))}: create_namespace is true for one and false for another: the namespace, with all that is in it, would go with the one that makes it. Say it for each that is in the namespace, list the namespace under namespaces, or say it for none."
  }

  validation {
    condition = length(flatten([for one_key, one in coalesce(var.workloads, {}) : [for one1 in one[*] : [[for one2 in one1.role[*] : [one2.permission_boundary == null ? [] : ["workloads[${jsonencode(one_key)}].role.permission_boundary (permissions_boundary is meant)"], one2.permissions_boundary_arn == null ? [] : ["workloads[${jsonencode(one_key)}].role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one2 in one1.trust[*] : [[for one3_index, one3 in coalesce(one2.statements, []) : [for one4 in one3[*] : [one4.Effect == null ? [] : ["workloads[${jsonencode(one_key)}].trust.statements[${one3_index}].Effect (effect is meant)"], one4.condition == null ? [] : ["workloads[${jsonencode(one_key)}].trust.statements[${one3_index}].condition (conditions is meant)"], one4.Condition == null ? [] : ["workloads[${jsonencode(one_key)}].trust.statements[${one3_index}].Condition (conditions is meant)"]]]]]], [for one2_index, one2 in coalesce(one1.statements, []) : [for one3 in one2[*] : [one3.Effect == null ? [] : ["workloads[${jsonencode(one_key)}].statements[${one2_index}].Effect (effect is meant)"], one3.condition == null ? [] : ["workloads[${jsonencode(one_key)}].statements[${one2_index}].condition (conditions is meant)"], one3.Condition == null ? [] : ["workloads[${jsonencode(one_key)}].statements[${one2_index}].Condition (conditions is meant)"]]]], one1.policy_arn == null ? [] : ["workloads[${jsonencode(one_key)}].policy_arn (policy_arns is meant)"]]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one_key, one in coalesce(var.workloads, {}) : [for one1 in one[*] : [[for one2 in one1.role[*] : [one2.permission_boundary == null ? [] : ["workloads[${jsonencode(one_key)}].role.permission_boundary (permissions_boundary is meant)"], one2.permissions_boundary_arn == null ? [] : ["workloads[${jsonencode(one_key)}].role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one2 in one1.trust[*] : [[for one3_index, one3 in coalesce(one2.statements, []) : [for one4 in one3[*] : [one4.Effect == null ? [] : ["workloads[${jsonencode(one_key)}].trust.statements[${one3_index}].Effect (effect is meant)"], one4.condition == null ? [] : ["workloads[${jsonencode(one_key)}].trust.statements[${one3_index}].condition (conditions is meant)"], one4.Condition == null ? [] : ["workloads[${jsonencode(one_key)}].trust.statements[${one3_index}].Condition (conditions is meant)"]]]]]], [for one2_index, one2 in coalesce(one1.statements, []) : [for one3 in one2[*] : [one3.Effect == null ? [] : ["workloads[${jsonencode(one_key)}].statements[${one2_index}].Effect (effect is meant)"], one3.condition == null ? [] : ["workloads[${jsonencode(one_key)}].statements[${one2_index}].condition (conditions is meant)"], one3.Condition == null ? [] : ["workloads[${jsonencode(one_key)}].statements[${one2_index}].Condition (conditions is meant)"]]]], one1.policy_arn == null ? [] : ["workloads[${jsonencode(one_key)}].policy_arn (policy_arns is meant)"]]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
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

variable "role" {
  description = "Settings of all roles made for the cluster, and tags and path of their policies: each key gives way to a role's own"
  type = object({
    # One for all roles, and AWS makes each name unique; a role's own name goes without. At most 38 characters
    name_prefix = optional(string)
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
    # Your account's quota. Default: 2048
    max_trust_size = optional(number)
    # Refused: permissions_boundary is meant
    permission_boundary = optional(string)
    # Refused: permissions_boundary is meant
    permissions_boundary_arn = optional(string)
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.role.name_prefix == null ? true : can(regex("^[\\w+=,.@-]+$", var.role.name_prefix)) && length(var.role.name_prefix) <= 38
    error_message = "role.name_prefix is ${jsonencode(var.role.name_prefix)}: a role's name prefix is letters, digits and +=,.@_-, at most 38 characters. Rename it."
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
    condition     = var.role.max_trust_size == null ? true : var.role.max_trust_size >= 2048 && var.role.max_trust_size <= 8192 && floor(var.role.max_trust_size) == var.role.max_trust_size
    error_message = "role.max_trust_size is ${jsonencode(var.role.max_trust_size)}: a whole number from 2048 to 8192 characters is expected. Write one in this range."
  }

  validation {
    condition = length(flatten([for one in var.role[*] : [one.permission_boundary == null ? [] : ["role.permission_boundary (permissions_boundary is meant)"], one.permissions_boundary_arn == null ? [] : ["role.permissions_boundary_arn (permissions_boundary is meant)"]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one in var.role[*] : [one.permission_boundary == null ? [] : ["role.permission_boundary (permissions_boundary is meant)"], one.permissions_boundary_arn == null ? [] : ["role.permissions_boundary_arn (permissions_boundary is meant)"]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
  }
}

variable "namespaces" {
  description = "Namespaces to make, by name, with labels (Pod Security) and annotations. iam_only makes none"
  type = map(object({
    # Kubernetes labels
    labels = optional(map(string))
    # Kubernetes annotations
    annotations = optional(map(string))
  }))
  default  = {}
  nullable = false

  validation {
    condition = alltrue([
      for namespace_key in keys(var.namespaces) : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", namespace_key)) && length(namespace_key) <= 63
    ])
    error_message = join(": ", [
      join(", ", compact([
        for namespace_key in keys(var.namespaces) : (can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", namespace_key)) && length(namespace_key) <= 63) ? "" : "namespaces has the key ${jsonencode(namespace_key)}"
      ])),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for namespace in var.namespaces : namespace != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for namespace_key, namespace in var.namespaces : (namespace != null) ? "" : "namespaces[${jsonencode(namespace_key)}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for namespace in var.namespaces : [
        for label_key in keys(coalesce(namespace.labels, {})) : can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?$", label_key)) && !can(regex("^[^/]{254,}/", label_key))
      ] if length(namespace[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for namespace_key, namespace in var.namespaces : [
          for label_key in keys(coalesce(namespace.labels, {})) : (can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?$", label_key)) && !can(regex("^[^/]{254,}/", label_key))) ? "" : "namespaces[${jsonencode(namespace_key)}].labels has the key ${jsonencode(label_key)}"
        ] if length(namespace[*]) > 0
      ]))),
      "an annotation or label key is an optional DNS prefix and a slash, then at most 63 letters, digits, hyphens, underscores and dots. Rename it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for namespace in var.namespaces : [
        for label in coalesce(namespace.labels, {}) : label == null ? false : can(regex("^([A-Za-z0-9]([-\\w.]*[A-Za-z0-9])?)?$", label)) && length(label) <= 63
      ] if length(namespace[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for namespace_key, namespace in var.namespaces : [
          for label_key, label in coalesce(namespace.labels, {}) : (label == null ? false : can(regex("^([A-Za-z0-9]([-\\w.]*[A-Za-z0-9])?)?$", label)) && length(label) <= 63) ? "" : "namespaces[${jsonencode(namespace_key)}].labels[${jsonencode(label_key)}] is ${jsonencode(label)}"
        ] if length(namespace[*]) > 0
      ]))),
      "a label value is letters, digits, hyphens, underscores and dots, with a letter or digit at both ends, at most 63 characters. Change it.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for namespace in var.namespaces : [
        for annotation_key in keys(coalesce(namespace.annotations, {})) : can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?$", annotation_key)) && !can(regex("^[^/]{254,}/", annotation_key))
      ] if length(namespace[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for namespace_key, namespace in var.namespaces : [
          for annotation_key in keys(coalesce(namespace.annotations, {})) : (can(regex("^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-\\w.]{0,61}[A-Za-z0-9])?$", annotation_key)) && !can(regex("^[^/]{254,}/", annotation_key))) ? "" : "namespaces[${jsonencode(namespace_key)}].annotations has the key ${jsonencode(annotation_key)}"
        ] if length(namespace[*]) > 0
      ]))),
      "an annotation or label key is an optional DNS prefix and a slash, then at most 63 letters, digits, hyphens, underscores and dots. Rename it.",
    ])
  }

  validation {
    condition     = length(setintersection(keys(var.namespaces), ["default", "kube-system", "kube-public", "kube-node-lease"])) == 0
    error_message = "a namespace of Kubernetes: every cluster has this namespace, so creating it fails. Remove it; label it with another tool."
  }
}

variable "chart_credentials" {
  description = "User names and passwords of charts' repositories, by add-on"
  type = map(object({
    username = string
    password = string
  }))
  default   = {}
  nullable  = false
  sensitive = true

  validation {
    condition = alltrue([
      for chart_credential in var.chart_credentials : chart_credential != null
    ])
    error_message = "chart_credentials[*]: a value is expected. Write one, or leave the whole out."
  }

  validation {
    condition = alltrue([
      for chart_credential in var.chart_credentials : chart_credential.username != null if length(chart_credential[*]) > 0
    ])
    error_message = "chart_credentials[*].username: a value is expected. Write one, or leave the whole out."
  }

  validation {
    condition = alltrue([
      for chart_credential in var.chart_credentials : chart_credential.password != null if length(chart_credential[*]) > 0
    ])
    error_message = "chart_credentials[*].password: a value is expected. Write one, or leave the whole out."
  }
}
