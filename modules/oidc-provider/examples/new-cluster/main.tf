# The cluster is made in the same apply: its issuer is not known before, and need not be.

variable "cluster_role_arn" {
  description = "The cluster's own role"
  type        = string
}

variable "subnet_ids" {
  description = "Subnets in at least two zones"
  type        = list(string)
}

resource "aws_eks_cluster" "this" {
  name     = "prod"
  role_arn = var.cluster_role_arn

  vpc_config {
    subnet_ids = var.subnet_ids
  }
}

module "oidc_provider" {
  source = "../.."

  oidc_issuer = aws_eks_cluster.this.identity[0].oidc[0].issuer
  cluster_arn = aws_eks_cluster.this.arn
  tags        = { cluster = aws_eks_cluster.this.name }
}
