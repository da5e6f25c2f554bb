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
  description = "The last part of the role's generated name. Default: the ServiceAccount's name"
  type        = string
  default     = null

  validation {
    condition     = var.name == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", var.name)) && length(var.name) <= 253
    error_message = "name is ${jsonencode(var.name)}: a workload name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it."
  }
}

variable "namespace" {
  description = "The ServiceAccount's namespace, at most 63 characters"
  type        = string
  default     = null

  validation {
    condition     = var.namespace == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", var.namespace)) && length(var.namespace) <= 63
    error_message = "namespace is ${jsonencode(var.namespace)}: a namespace is lower-case letters, digits and hyphens, with a letter or digit at both ends (RFC 1123 label), at most 63 characters. Rename it."
  }
}

variable "service_account" {
  description = "Its name, at most 253 characters; may hold dots. Without it and the namespace, the role is for patterns alone"
  type        = string
  default     = null

  validation {
    condition     = var.service_account == null ? true : can(regex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", var.service_account)) && length(var.service_account) <= 253
    error_message = "service_account is ${jsonencode(var.service_account)}: a ServiceAccount name is lower-case letters, digits, hyphens and dots, with a letter or digit at both ends of each part (RFC 1123 subdomain), at most 253 characters. Rename it."
  }

  validation {
    condition     = var.service_account != null || length(var.trust.subject_patterns) > 0
    error_message = "service_account: service_account is missing: a role is for a ServiceAccount, or for trust.subject_patterns. Add service_account."
  }

  validation {
    condition     = var.service_account != null || var.namespace == null || !(length(var.trust.subject_patterns) > 0)
    error_message = "service_account: service_account is missing: namespace and service_account go together. Add service_account."
  }

  validation {
    condition     = var.namespace != null || var.service_account == null
    error_message = "namespace: namespace is missing: namespace and service_account go together. Add namespace."
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

variable "audience" {
  description = "Whom the token is meant for; the OIDC provider knows it. Default: sts.amazonaws.com"
  type        = string
  default     = null

  validation {
    condition     = var.audience == null ? true : var.audience != ""
    error_message = "audience is ${jsonencode(var.audience)}: an audience is not empty. Write one, or leave the key out."
  }
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
