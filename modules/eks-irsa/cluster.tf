# The cluster: where it is, and what is read of it.

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

  cluster_oidc_issuer = (
    var.cluster_attributes != null
    ? try(var.cluster_attributes.oidc_issuer, null)
    : data.aws_eks_cluster.cluster[0].identity[0].oidc[0].issuer
  )

  cluster_issuer = replace(local.cluster_oidc_issuer, "https://", "")

  cluster_account_id = (
    var.cluster_attributes != null
    ? try(var.cluster_attributes.account_id, null)
    : element(split(":", data.aws_eks_cluster.cluster[0].arn), 4)
  )

  cluster_vpc_id = (
    var.cluster_attributes != null
    ? try(var.cluster_attributes.vpc_id, null)
    : data.aws_eks_cluster.cluster[0].vpc_config[0].vpc_id
  )

  cluster_version = one(data.aws_eks_cluster.cluster[*].version)
}

data "aws_eks_cluster" "cluster" {
  count  = var.cluster_attributes == null ? 1 : 0
  name   = var.cluster_name
  region = var.region

  lifecycle {
    postcondition {
      condition = !var.preflight || try(self.identity[0].oidc[0].issuer, null) != null

      error_message = join("", [
        "a cluster without an OIDC issuer: trust policies and the OIDC provider name the cluster's issuer. ",
        "Use a cluster that runs in the region: EKS gives no issuer to local clusters on Outposts.",
      ])
    }
  }
}
