# The cluster, as far as it has to be known.

locals {
  region_forms = {
    aws        = "^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\\d+$"
    aws-cn     = "^cn-[a-z]+-\\d+$"
    aws-us-gov = "^us-gov-[a-z]+-\\d+$"
    aws-eusc   = "^eusc-[a-z]+-[a-z]+-\\d+$"
    aws-iso    = "^us-iso-[a-z]+-\\d+$"
    aws-iso-b  = "^us-isob-[a-z]+-\\d+$"
    aws-iso-e  = "^eu-isoe-[a-z]+-\\d+$"
    aws-iso-f  = "^us-isof-[a-z]+-\\d+$"
  }

  region_partition = one([for name, form in local.region_forms : name if can(regex(form, var.region))])
  partition        = coalesce(var.partition, local.region_partition)
  account_id       = try(coalesce(var.account_id, try(split(":", var.oidc_provider_arn)[4], null)), "")
  oidc_issuer      = try(split(":oidc-provider/", var.oidc_provider_arn)[1], "")
}
