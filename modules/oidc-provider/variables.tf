variable "oidc_issuer" {
  description = "The cluster's OIDC issuer, with https://"
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[A-Za-z0-9.-]+(/[A-Za-z0-9._~-]+)*$", var.oidc_issuer))
    error_message = "oidc_issuer is ${jsonencode(var.oidc_issuer)}: an OIDC issuer is an https URL without port, query or trailing slash. Put https:// in front, or copy it from the cluster (identity.oidc.issuer)."
  }
}

variable "create" {
  description = "false: look up the provider that is there already"
  type        = bool
  default     = true
  nullable    = false
}

variable "audiences" {
  description = "Audiences besides sts.amazonaws.com that tokens may be meant for"
  type        = list(string)
  default     = []
  nullable    = false
}

variable "cluster_arn" {
  description = "The cluster's ARN. With it, plans show the provider's ARN, and so whom roles trust; it names the account and the partition that the AWS provider works in"
  type        = string
  default     = null

  validation {
    condition     = var.cluster_arn == null ? true : can(regex("^arn:[a-z-]+:eks:[a-z0-9-]+:\\d{12}:cluster/.", var.cluster_arn))
    error_message = "cluster_arn is ${jsonencode(var.cluster_arn)}: a cluster's ARN is arn:partition:eks:region:account:cluster/name. Copy it from the cluster (arn)."
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
