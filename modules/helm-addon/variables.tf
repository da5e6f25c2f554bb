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

variable "name" {
  description = "The release's name, at most 53 characters"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", var.name)) && length(var.name) <= 53
    error_message = "name is ${jsonencode(var.name)}: a Helm release name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 53 characters. Rename it."
  }
}

variable "namespace" {
  description = "The release's namespace, at most 63 characters"
  type        = string
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

variable "chart" {
  description = "The chart"
  type = object({
    # The chart's name
    name = string
    # An https:// or oci:// repository
    repository = optional(string)
    # Exactly as the repository writes it. Not with path
    version = optional(string)
    # A chart's folder, from where Terraform runs
    path = optional(string)
  })
  nullable = false

  validation {
    condition     = var.chart.name == null ? false : var.chart.name != ""
    error_message = "chart.name is ${jsonencode(var.chart.name)}: a chart is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = var.chart.repository == null ? true : can(regex("^(https|oci)://\\S+$", var.chart.repository))
    error_message = "chart.repository is ${jsonencode(var.chart.repository)}: a chart repository is an https:// or oci:// URL. Write it with its scheme, or use path."
  }

  validation {
    condition     = var.chart.version == null ? true : var.chart.version != ""
    error_message = "chart.version is ${jsonencode(var.chart.version)}: a version is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = var.chart.path == null ? true : var.chart.path != ""
    error_message = "chart.path is ${jsonencode(var.chart.path)}: a path is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = (var.chart.repository == null) != (var.chart.path == null)
    error_message = "chart: the chart has no source, or two: exactly one of repository and path is expected. Add one, or keep one."
  }

  validation {
    condition     = var.chart.repository == null || var.chart.version != null
    error_message = "chart.version: version is missing: a chart from a repository is pinned. Add version."
  }

  validation {
    condition     = var.chart.name != "aws-load-balancer-controller"
    error_message = "chart.name: an add-on installs aws-load-balancer-controller: a cluster has one load balancer controller; two would undo each other's work. Use the key load_balancer_controller alone."
  }
}

variable "service_account" {
  description = "The ServiceAccount that its pods run as, by its name. Default: the chart's own, without AWS permissions"
  type = object({
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
  })
  default  = {}
  nullable = false

  validation {
    condition     = var.service_account.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", var.service_account.name)) && length(var.service_account.name) <= 253
    error_message = "service_account.name is ${jsonencode(var.service_account.name)}: a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it."
  }

  validation {
    condition     = contains(["terraform", "chart"], var.service_account.made_by)
    error_message = "service_account.made_by is ${jsonencode(var.service_account.made_by)}: one of terraform, chart is expected. Choose one of them."
  }

  validation {
    condition = alltrue([
      for assume_role_arn in var.service_account.assume_role_arns : assume_role_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", assume_role_arn))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for assume_role_arn_index, assume_role_arn in var.service_account.assume_role_arns : (assume_role_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", assume_role_arn))) ? "" : "service_account.assume_role_arns[${assume_role_arn_index}] is ${jsonencode(assume_role_arn)}"
      ])),
      "a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for acknowledge_entry in var.service_account.acknowledge : acknowledge_entry != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for acknowledge_entry_index, acknowledge_entry in var.service_account.acknowledge : (acknowledge_entry != null) ? "" : "service_account.acknowledge[${acknowledge_entry_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for acknowledge_entry in var.service_account.acknowledge : acknowledge_entry.rule == null ? false : contains(["role-without-permissions"], acknowledge_entry.rule) if length(acknowledge_entry[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for acknowledge_entry_index, acknowledge_entry in var.service_account.acknowledge : (acknowledge_entry.rule == null ? false : contains(["role-without-permissions"], acknowledge_entry.rule)) ? "" : "service_account.acknowledge[${acknowledge_entry_index}].rule is ${jsonencode(acknowledge_entry.rule)}" if length(acknowledge_entry[*]) > 0
      ])),
      "one of role-without-permissions is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue([
      for acknowledge_entry in var.service_account.acknowledge : acknowledge_entry.reason == null ? false : acknowledge_entry.reason != "" if length(acknowledge_entry[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for acknowledge_entry_index, acknowledge_entry in var.service_account.acknowledge : (acknowledge_entry.reason == null ? false : acknowledge_entry.reason != "") ? "" : "service_account.acknowledge[${acknowledge_entry_index}].reason is ${jsonencode(acknowledge_entry.reason)}" if length(acknowledge_entry[*]) > 0
      ])),
      "a reason is not empty. Write one, or leave the key out.",
    ])
  }

  validation {
    condition     = var.service_account.role.name == null ? true : can(regex("^[\\w+=,.@-]+$", var.service_account.role.name)) && length(var.service_account.role.name) <= 64
    error_message = "service_account.role.name is ${jsonencode(var.service_account.role.name)}: a role name is letters, digits and +=,.@_-, at most 64 characters. Rename it."
  }

  validation {
    condition     = var.service_account.role.name_prefix == null ? true : can(regex("^[\\w+=,.@-]+$", var.service_account.role.name_prefix)) && length(var.service_account.role.name_prefix) <= 38
    error_message = "service_account.role.name_prefix is ${jsonencode(var.service_account.role.name_prefix)}: a role's name prefix is letters, digits and +=,.@_-, at most 38 characters. Rename it."
  }

  validation {
    condition     = var.service_account.role.description == null ? true : var.service_account.role.description != "" && can(regex("^[\\t\\n\\r\\x20-\\x7e\\xa1-\\xff]*$", var.service_account.role.description)) && length(regexall("(?s).", var.service_account.role.description)) <= 1000
    error_message = "service_account.role.description is ${jsonencode(var.service_account.role.description)}: a role description is printable Latin-1 text, at most 1,000 characters. Rename it."
  }

  validation {
    condition     = var.service_account.role.path == null ? true : can(regex("^/([\\x21-\\x2e\\x30-\\x7e]+/)*$", var.service_account.role.path)) && length(var.service_account.role.path) <= 512
    error_message = "service_account.role.path is ${jsonencode(var.service_account.role.path)}: a role path is text that starts and ends with a slash, as in \"/pods/\", at most 512 characters. Rename it."
  }

  validation {
    condition     = var.service_account.role.permissions_boundary == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", var.service_account.role.permissions_boundary))
    error_message = "service_account.role.permissions_boundary is ${jsonencode(var.service_account.role.permissions_boundary)}: a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is."
  }

  validation {
    condition     = var.service_account.role.max_session_duration == null ? true : var.service_account.role.max_session_duration >= 3600 && var.service_account.role.max_session_duration <= 43200 && floor(var.service_account.role.max_session_duration) == var.service_account.role.max_session_duration
    error_message = "service_account.role.max_session_duration is ${jsonencode(var.service_account.role.max_session_duration)}: a whole number from 3600 to 43200 seconds is expected. Write one in this range."
  }

  validation {
    condition = alltrue([
      for tag_key in keys(coalesce(var.service_account.role.tags, {})) : tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128
    ])
    error_message = join(": ", [
      join(", ", compact([
        for tag_key in keys(coalesce(var.service_account.role.tags, {})) : (tag_key != "" && can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag_key)) && !can(regex("^[aA][wW][sS]:", tag_key)) && length(regexall("(?s).", tag_key)) <= 128) ? "" : "service_account.role.tags has the key ${jsonencode(tag_key)}"
      ])),
      "a tag key is letters, digits, spaces and _.:/=+-@, without aws: in front, at most 128 characters. Change it.",
    ])
  }

  validation {
    condition     = var.service_account.role.tags == null ? true : try(length(var.service_account.role.tags), 0) <= 50
    error_message = "service_account.role.tags has ${try(length(var.service_account.role.tags), 0)} entries: there are at most 50. Remove some."
  }

  validation {
    condition = alltrue([
      for tag in coalesce(var.service_account.role.tags, {}) : tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256
    ])
    error_message = join(": ", [
      join(", ", compact([
        for tag_key, tag in coalesce(var.service_account.role.tags, {}) : (tag == null ? false : can(regex("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$", tag)) && length(regexall("(?s).", tag)) <= 256) ? "" : "service_account.role.tags[${jsonencode(tag_key)}] is ${jsonencode(tag)}"
      ])),
      "a tag value is letters, digits, spaces and _.:/=+-@, at most 256 characters. Change it.",
    ])
  }

  validation {
    condition = alltrue([
      for subject in var.service_account.trust.subjects : subject != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_index, subject in var.service_account.trust.subjects : (subject != null) ? "" : "service_account.trust.subjects[${subject_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for subject in var.service_account.trust.subjects : subject.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", subject.namespace)) && length(subject.namespace) <= 63 if length(subject[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_index, subject in var.service_account.trust.subjects : (subject.namespace == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", subject.namespace)) && length(subject.namespace) <= 63) ? "" : "service_account.trust.subjects[${subject_index}].namespace is ${jsonencode(subject.namespace)}" if length(subject[*]) > 0
      ])),
      "a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for subject in var.service_account.trust.subjects : subject.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", subject.service_account)) && length(subject.service_account) <= 253 if length(subject[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_index, subject in var.service_account.trust.subjects : (subject.service_account == null ? false : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", subject.service_account)) && length(subject.service_account) <= 253) ? "" : "service_account.trust.subjects[${subject_index}].service_account is ${jsonencode(subject.service_account)}" if length(subject[*]) > 0
      ])),
      "a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it.",
    ])
  }

  validation {
    condition = alltrue([
      for subject_pattern in var.service_account.trust.subject_patterns : subject_pattern != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_pattern_index, subject_pattern in var.service_account.trust.subject_patterns : (subject_pattern != null) ? "" : "service_account.trust.subject_patterns[${subject_pattern_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for subject_pattern in var.service_account.trust.subject_patterns : subject_pattern.namespace == null ? true : can(regex("^[a-z0-9.*?-]+$", subject_pattern.namespace)) if length(subject_pattern[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_pattern_index, subject_pattern in var.service_account.trust.subject_patterns : (subject_pattern.namespace == null ? true : can(regex("^[a-z0-9.*?-]+$", subject_pattern.namespace))) ? "" : "service_account.trust.subject_patterns[${subject_pattern_index}].namespace is ${jsonencode(subject_pattern.namespace)}" if length(subject_pattern[*]) > 0
      ])),
      "a namespace pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.",
    ])
  }

  validation {
    condition = alltrue([
      for subject_pattern in var.service_account.trust.subject_patterns : subject_pattern.service_account == null ? false : can(regex("^[a-z0-9.*?-]+$", subject_pattern.service_account)) if length(subject_pattern[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for subject_pattern_index, subject_pattern in var.service_account.trust.subject_patterns : (subject_pattern.service_account == null ? false : can(regex("^[a-z0-9.*?-]+$", subject_pattern.service_account))) ? "" : "service_account.trust.subject_patterns[${subject_pattern_index}].service_account is ${jsonencode(subject_pattern.service_account)}" if length(subject_pattern[*]) > 0
      ])),
      "a ServiceAccount pattern is lower-case letters, digits, hyphens and dots, with * and ?. Change it.",
    ])
  }

  validation {
    condition = alltrue([
      for other_provider in var.service_account.trust.other_providers : other_provider == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", other_provider))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for other_provider_index, other_provider in var.service_account.trust.other_providers : (other_provider == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:oidc-provider/", other_provider))) ? "" : "service_account.trust.other_providers[${other_provider_index}] is ${jsonencode(other_provider)}"
      ])),
      "a provider ARN is arn:partition:iam::account:oidc-provider/name, the ARN of an IAM OIDC provider. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.trust.statements : statement != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.trust.statements : (statement != null) ? "" : "service_account.trust.statements[${statement_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.trust.statements : statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect) if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.trust.statements : (statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect)) ? "" : "service_account.trust.statements[${statement_index}].effect is ${jsonencode(statement.effect)}" if length(statement[*]) > 0
      ])),
      "one of Allow, Deny is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.trust.statements : statement.principals != null if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.trust.statements : (statement.principals != null) ? "" : "service_account.trust.statements[${statement_index}].principals is null" if length(statement[*]) > 0
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.trust.statements : statement.actions != null if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.trust.statements : (statement.actions != null) ? "" : "service_account.trust.statements[${statement_index}].actions is null" if length(statement[*]) > 0
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.trust.statements : statement.actions == null ? false : length(statement.actions) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.trust.statements : (statement.actions == null ? false : length(statement.actions) > 0) ? "" : "service_account.trust.statements[${statement_index}].actions is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.service_account.trust.statements : [
        for action in coalesce(statement.actions, []) : action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.service_account.trust.statements : [
          for action_index, action in coalesce(statement.actions, []) : (action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))) ? "" : "service_account.trust.statements[${statement_index}].actions[${action_index}] is ${jsonencode(action)}"
        ] if length(statement[*]) > 0
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition     = var.service_account.trust.max_size == null ? true : var.service_account.trust.max_size >= 2048 && var.service_account.trust.max_size <= 8192 && floor(var.service_account.trust.max_size) == var.service_account.trust.max_size
    error_message = "service_account.trust.max_size is ${jsonencode(var.service_account.trust.max_size)}: a whole number from 2048 to 8192 characters is expected. Write one in this range."
  }

  validation {
    condition     = var.service_account.pod_identity.target_role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", var.service_account.pod_identity.target_role_arn))
    error_message = "service_account.pod_identity.target_role_arn is ${jsonencode(var.service_account.pod_identity.target_role_arn)}: a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is."
  }

  validation {
    condition     = var.service_account.token_expiration == null ? true : var.service_account.token_expiration >= 600 && var.service_account.token_expiration <= 86400 && floor(var.service_account.token_expiration) == var.service_account.token_expiration
    error_message = "service_account.token_expiration is ${jsonencode(var.service_account.token_expiration)}: a whole number from 600 to 86400 seconds is expected. Write one in this range."
  }

  validation {
    condition     = var.service_account.audience == null ? true : var.service_account.audience != ""
    error_message = "service_account.audience is ${jsonencode(var.service_account.audience)}: an audience is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = var.service_account.account_value == null ? true : var.service_account.account_value != ""
    error_message = "service_account.account_value is ${jsonencode(var.service_account.account_value)}: a path is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = var.service_account.create_value == null ? true : var.service_account.create_value != ""
    error_message = "service_account.create_value is ${jsonencode(var.service_account.create_value)}: a path is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = var.service_account.name_value == null ? true : var.service_account.name_value != ""
    error_message = "service_account.name_value is ${jsonencode(var.service_account.name_value)}: a path is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = var.service_account.annotations_value == null ? true : var.service_account.annotations_value != ""
    error_message = "service_account.annotations_value is ${jsonencode(var.service_account.annotations_value)}: a path is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = var.service_account.pod_annotations_value == null ? true : var.service_account.pod_annotations_value != ""
    error_message = "service_account.pod_annotations_value is ${jsonencode(var.service_account.pod_annotations_value)}: a path is not empty. Write one, or leave the key out."
  }

  validation {
    condition     = try(length(var.service_account.policy_arns), 0) <= 20
    error_message = "service_account.policy_arns has ${try(length(var.service_account.policy_arns), 0)} entries: there are at most 20. Remove some."
  }

  validation {
    condition = alltrue([
      for policy_arn in var.service_account.policy_arns : policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", policy_arn))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for policy_arn_index, policy_arn in var.service_account.policy_arns : (policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", policy_arn))) ? "" : "service_account.policy_arns[${policy_arn_index}] is ${jsonencode(policy_arn)}"
      ])),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for named_policy_arn in var.service_account.named_policy_arns : named_policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", named_policy_arn))
    ])
    error_message = join(": ", [
      join(", ", compact([
        for named_policy_arn_key, named_policy_arn in var.service_account.named_policy_arns : (named_policy_arn == null ? false : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:policy/.", named_policy_arn))) ? "" : "service_account.named_policy_arns[${jsonencode(named_policy_arn_key)}] is ${jsonencode(named_policy_arn)}"
      ])),
      "a policy ARN is arn:partition:iam::account:policy/name, the ARN of an IAM policy. Check which ARN this is.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.statements : statement != null
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.statements : (statement != null) ? "" : "service_account.statements[${statement_index}] is null"
      ])),
      "a value is expected. Write one, or leave the whole out.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.statements : statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect) if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.statements : (statement.effect == null ? true : contains(["Allow", "Deny"], statement.effect)) ? "" : "service_account.statements[${statement_index}].effect is ${jsonencode(statement.effect)}" if length(statement[*]) > 0
      ])),
      "one of Allow, Deny is expected. Choose one of them.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.statements : statement.actions == null ? true : length(statement.actions) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.statements : (statement.actions == null ? true : length(statement.actions) > 0) ? "" : "service_account.statements[${statement_index}].actions is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.service_account.statements : [
        for action in coalesce(statement.actions, []) : action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.service_account.statements : [
          for action_index, action in coalesce(statement.actions, []) : (action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", action))) ? "" : "service_account.statements[${statement_index}].actions[${action_index}] is ${jsonencode(action)}"
        ] if length(statement[*]) > 0
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.statements : statement.not_actions == null ? true : length(statement.not_actions) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.statements : (statement.not_actions == null ? true : length(statement.not_actions) > 0) ? "" : "service_account.statements[${statement_index}].not_actions is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.service_account.statements : [
        for not_action in coalesce(statement.not_actions, []) : not_action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", not_action))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.service_account.statements : [
          for not_action_index, not_action in coalesce(statement.not_actions, []) : (not_action == null ? false : can(regex("^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$", not_action))) ? "" : "service_account.statements[${statement_index}].not_actions[${not_action_index}] is ${jsonencode(not_action)}"
        ] if length(statement[*]) > 0
      ]))),
      "an action is service:Action, as in \"s3:GetObject\", or \"*\". Put the service's prefix in front.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.statements : statement.resources == null ? true : length(statement.resources) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.statements : (statement.resources == null ? true : length(statement.resources) > 0) ? "" : "service_account.statements[${statement_index}].resources is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.service_account.statements : [
        for resource in coalesce(statement.resources, []) : resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", resource))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.service_account.statements : [
          for resource_index, resource in coalesce(statement.resources, []) : (resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", resource))) ? "" : "service_account.statements[${statement_index}].resources[${resource_index}] is ${jsonencode(resource)}"
        ] if length(statement[*]) > 0
      ]))),
      "a resource is an ARN, arn:partition:service:region:account:resource, or \"*\". Write the full ARN.",
    ])
  }

  validation {
    condition = alltrue([
      for statement in var.service_account.statements : statement.not_resources == null ? true : length(statement.not_resources) > 0 if length(statement[*]) > 0
    ])
    error_message = join(": ", [
      join(", ", compact([
        for statement_index, statement in var.service_account.statements : (statement.not_resources == null ? true : length(statement.not_resources) > 0) ? "" : "service_account.statements[${statement_index}].not_resources is empty" if length(statement[*]) > 0
      ])),
      "at least one entry is needed. Add one.",
    ])
  }

  validation {
    condition = alltrue(flatten([
      for statement in var.service_account.statements : [
        for not_resource in coalesce(statement.not_resources, []) : not_resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", not_resource))
      ] if length(statement[*]) > 0
    ]))
    error_message = join(": ", [
      join(", ", compact(flatten([
        for statement_index, statement in var.service_account.statements : [
          for not_resource_index, not_resource in coalesce(statement.not_resources, []) : (not_resource == null ? false : can(regex("^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)", not_resource))) ? "" : "service_account.statements[${statement_index}].not_resources[${not_resource_index}] is ${jsonencode(not_resource)}"
        ] if length(statement[*]) > 0
      ]))),
      "a resource is an ARN, arn:partition:service:region:account:resource, or \"*\". Write the full ARN.",
    ])
  }

  validation {
    condition     = var.service_account.role_arn == null ? true : can(regex("^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:role/.", var.service_account.role_arn))
    error_message = "service_account.role_arn is ${jsonencode(var.service_account.role_arn)}: a role ARN is arn:partition:iam::account:role/name, the ARN of an IAM role. Check which ARN this is."
  }

  validation {
    condition     = alltrue([for arn in var.service_account.policy_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.policy_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for arn in values(var.service_account.named_policy_arns) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.named_policy_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for arn in var.service_account.assume_role_arns : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.assume_role_arns: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for arn in flatten([for statement in var.service_account.statements : concat(coalesce(statement.resources, []), coalesce(statement.not_resources, [])) if length(statement[*]) > 0]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.statements: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for statement in var.service_account.statements : statement.actions != null != (statement.not_actions != null) && statement.resources != null != (statement.not_resources != null) if length(statement[*]) > 0])
    error_message = "service_account.statements: a statement lacks a part, or has one twice: it has exactly one of actions and not_actions, and one of resources and not_resources. Add what is missing, or keep one."
  }

  validation {
    condition     = alltrue([for arn in flatten([for grant in var.service_account.grants : try(concat(grant.resources, grant.kms_keys), [])]) : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.grants: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for grant in var.service_account.grants : try(length(grant.verbs) > 0 && length(grant.resources) > 0 && length(setsubtract(grant.verbs, local.grant_rules[grant.service].verbs)) == 0 && alltrue([for option in concat([for name in ["prefixes", "kms_keys", "via", "inference_profiles", "read_topics", "write_topics", "groups"] : name if length(grant[name]) > 0], grant.parts) : length(setintersection(grant.verbs, lookup(local.grant_rules[grant.service].options, option, []))) > 0]) && alltrue([for text in grant.resources : can(regex("^(${local.grant_rules[grant.service].arn}|${local.grant_rules[grant.service].name})$", text))]) && !anytrue([for text in grant.resources : can(regex(local.grant_rules[grant.service].not, text))]) && alltrue([for text in grant.kms_keys : can(regex("^(${local.grant_rules.kms.arn}|${local.grant_rules.kms.name})$", text))]) && alltrue([for text in concat(grant.via, grant.inference_profiles) : can(regex("^[a-z0-9-]+$", text))]), false)])
    error_message = "service_account.grants: a grant that its service does not have: a grant has a service, and verbs, options and resources, names or ARNs, that are this service's and go together. Compare it with the table of grants in the documentation."
  }

  validation {
    condition     = length(distinct(var.service_account.policy_arns)) == length(var.service_account.policy_arns)
    error_message = "service_account.policy_arns: an ARN stands twice: a policy is attached to a role once. Remove one of the two."
  }

  validation {
    condition     = length(var.service_account.policy_arns) + length(var.service_account.named_policy_arns) <= 20
    error_message = "service_account.policy_arns: too many managed policies: IAM attaches at most 20 to a role. Merge some of them into a policy of your own."
  }

  validation {
    condition     = var.service_account.role.name == null || var.service_account.role.name_prefix == null
    error_message = "service_account.role: name and name_prefix are both given: a role has one or the other. Keep one."
  }

  validation {
    condition     = var.identity != "irsa" || !anytrue([for value in values(var.service_account.pod_identity) : value != null])
    error_message = "service_account.pod_identity: pod_identity with identity = \"irsa\": there is no association that it could be for. Leave it out, or use identity = \"pod-identity\" or both."
  }

  validation {
    condition     = alltrue([for arn in [for arn in [var.service_account.role.permissions_boundary] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.role: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for arn in [for arn in [var.service_account.pod_identity.target_role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.pod_identity: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = var.service_account.create_role || var.identity == "irsa" || var.service_account.role_arn != null
    error_message = "service_account.role_arn: role_arn is null: a Pod Identity association is for a role. Give role_arn."
  }

  validation {
    condition     = !var.service_account.create_role || var.service_account.role_arn == null
    error_message = "service_account.role_arn: role_arn with create_role = true: either a role is made, or one that is there is taken. Write create_role = false, or leave role_arn out."
  }

  validation {
    condition     = alltrue([for arn in [for arn in [var.service_account.role_arn] : arn if arn != null] : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.role_arn: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for arn in var.service_account.trust.other_providers : !startswith(arn, "arn:") || length(regexall("^arn:(${local.partition}|[^:]*[*?$][^:]*):", arn)) > 0 if arn != null])
    error_message = "service_account.trust: an ARN of another partition than the cluster's: a role, its policies and whom it trusts are in one partition. Write ARNs of the cluster's partition."
  }

  validation {
    condition     = alltrue([for statement in var.service_account.trust.statements : length([for names in values(statement.principals) : true if names != null]) > 0 if length(statement[*]) > 0])
    error_message = "service_account.trust: there is no principal in a statement: at least one principal in a statement is needed. Add one."
  }

  validation {
    condition     = var.identity != "pod-identity" || !(length(var.service_account.trust.subject_patterns) > 0) && !(length(var.service_account.trust.other_providers) > 0)
    error_message = "service_account.trust: subject patterns or other clusters' providers with identity = \"pod-identity\": an association is for one ServiceAccount of one cluster. Use identity = \"irsa\" or both, or leave them out."
  }

  validation {
    condition     = alltrue([for pattern in var.service_account.trust.subject_patterns : pattern.namespace != null != coalesce(pattern.any_namespace, false) if length(pattern[*]) > 0])
    error_message = "service_account.trust: a pattern's namespace: it has namespace, or any_namespace = true, and not both. Give one of the two."
  }

  validation {
    condition     = alltrue([for pattern in var.service_account.trust.subject_patterns : pattern.namespace == null || !(pattern.namespace != null ? replace(pattern.namespace, "/[*?]/", "") == "" : false) if length(pattern[*]) > 0])
    error_message = "service_account.trust: a namespace of wildcards alone: every namespace of the cluster matches it. Name the namespace, or write any_namespace = true in its place if all are meant."
  }

  validation {
    condition     = alltrue([for pattern in var.service_account.trust.subject_patterns : !(coalesce(pattern.any_namespace, false) && (pattern.service_account != null ? replace(pattern.service_account, "/[*?]/", "") == "" : false)) if length(pattern[*]) > 0])
    error_message = "service_account.trust: a pattern of wildcards alone: every pod of the cluster could assume the role. Name the ServiceAccount, or the namespace."
  }

  validation {
    condition     = var.identity != "pod-identity" || var.service_account.sts_regional_endpoints == null
    error_message = "service_account.sts_regional_endpoints: sts_regional_endpoints with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both."
  }

  validation {
    condition     = var.identity != "pod-identity" || var.service_account.token_expiration == null
    error_message = "service_account.token_expiration: token_expiration with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both."
  }

  validation {
    condition     = var.identity != "pod-identity" || var.service_account.audience == null
    error_message = "service_account.audience: audience with identity = \"pod-identity\": it is said of web identity tokens, which are IRSA's. Leave it out, or use identity = \"irsa\" or both."
  }

  validation {
    condition     = var.service_account.create_role || length(var.service_account.policy_arns) + length(var.service_account.named_policy_arns) + length(var.service_account.statements) + length(var.service_account.grants) + length(var.service_account.assume_role_arns) + length(var.service_account.trust.subjects) + length(var.service_account.trust.subject_patterns) + length(var.service_account.trust.other_providers) + length(var.service_account.trust.statements) == 0 && alltrue([for value in values(var.service_account.role) : value == null])
    error_message = "service_account.create_role: permissions, role or trust with create_role = false: a role that is there already keeps what it has. Leave them out, or create_role."
  }

  validation {
    condition     = var.service_account.made_by == "chart" || !(var.service_account.name == "default" || var.namespace == "kube-system" && (var.service_account.name != null ? contains(["aws-cloud-provider", "aws-node", "coredns", "eks-vpc-resource-controller", "kube-proxy", "tagging-controller", "vpc-resource-controller"], var.service_account.name) : false))
    error_message = "service_account.name: a ServiceAccount that Kubernetes or EKS makes: the cluster has it already, so making it fails. Set existing = true, which only annotates it, or give the pods a ServiceAccount of their own."
  }

  validation {
    condition     = var.service_account.name != null || length(var.service_account.policy_arns) + length(var.service_account.named_policy_arns) + length(var.service_account.statements) + length(var.service_account.grants) + length(var.service_account.assume_role_arns) == 0
    error_message = "service_account.name: name is missing: permissions are a ServiceAccount's. Add name."
  }

  validation {
    condition = length(flatten([for one in var.service_account[*] : [[for one1 in one.role[*] : [one1.permission_boundary == null ? [] : ["service_account.role.permission_boundary (permissions_boundary is meant)"], one1.permissions_boundary_arn == null ? [] : ["service_account.role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one1 in one.trust[*] : [[for one2_index, one2 in coalesce(one1.statements, []) : [for one3 in one2[*] : [one3.Effect == null ? [] : ["service_account.trust.statements[${one2_index}].Effect (effect is meant)"], one3.condition == null ? [] : ["service_account.trust.statements[${one2_index}].condition (conditions is meant)"], one3.Condition == null ? [] : ["service_account.trust.statements[${one2_index}].Condition (conditions is meant)"]]]]]], [for one1_index, one1 in coalesce(one.statements, []) : [for one2 in one1[*] : [one2.Effect == null ? [] : ["service_account.statements[${one1_index}].Effect (effect is meant)"], one2.condition == null ? [] : ["service_account.statements[${one1_index}].condition (conditions is meant)"], one2.Condition == null ? [] : ["service_account.statements[${one1_index}].Condition (conditions is meant)"]]]], one.policy_arn == null ? [] : ["service_account.policy_arn (policy_arns is meant)"]]])) == 0
    error_message = join(": ", [
      join(", ", flatten([for one in var.service_account[*] : [[for one1 in one.role[*] : [one1.permission_boundary == null ? [] : ["service_account.role.permission_boundary (permissions_boundary is meant)"], one1.permissions_boundary_arn == null ? [] : ["service_account.role.permissions_boundary_arn (permissions_boundary is meant)"]]], [for one1 in one.trust[*] : [[for one2_index, one2 in coalesce(one1.statements, []) : [for one3 in one2[*] : [one3.Effect == null ? [] : ["service_account.trust.statements[${one2_index}].Effect (effect is meant)"], one3.condition == null ? [] : ["service_account.trust.statements[${one2_index}].condition (conditions is meant)"], one3.Condition == null ? [] : ["service_account.trust.statements[${one2_index}].Condition (conditions is meant)"]]]]]], [for one1_index, one1 in coalesce(one.statements, []) : [for one2 in one1[*] : [one2.Effect == null ? [] : ["service_account.statements[${one1_index}].Effect (effect is meant)"], one2.condition == null ? [] : ["service_account.statements[${one1_index}].condition (conditions is meant)"], one2.Condition == null ? [] : ["service_account.statements[${one1_index}].Condition (conditions is meant)"]]]], one.policy_arn == null ? [] : ["service_account.policy_arn (policy_arns is meant)"]]])),
      "a key that is not known: Terraform would drop it, and plan without what it says. Write the key that is meant.",
    ])
  }
}

variable "values" {
  description = "Chart values as YAML or JSON documents, later ones win, merged last over ours"
  type        = list(string)
  default     = []
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
