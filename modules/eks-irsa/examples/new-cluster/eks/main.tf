# A cluster and its OIDC provider, with the outputs of terraform-aws-modules/eks/aws. It has no nodes.

variable "name" {
  description = "The cluster's name"
  type        = string
}

variable "role_arn" {
  description = "The cluster's own role"
  type        = string
}

variable "subnet_ids" {
  description = "Subnets in at least two zones"
  type        = list(string)
}

resource "aws_eks_cluster" "this" {
  name     = var.name
  role_arn = var.role_arn

  vpc_config {
    subnet_ids = var.subnet_ids
  }
}

resource "aws_iam_openid_connect_provider" "this" {
  url            = aws_eks_cluster.this.identity[0].oidc[0].issuer
  client_id_list = ["sts.amazonaws.com"]
}

output "cluster_name" {
  description = "The cluster's name"
  value       = aws_eks_cluster.this.name
}

output "cluster_arn" {
  description = "The cluster's ARN"
  value       = aws_eks_cluster.this.arn
}

output "cluster_endpoint" {
  description = "The URL of its API"
  value       = aws_eks_cluster.this.endpoint
}

output "cluster_certificate_authority_data" {
  description = "The API's certificate authority, in base64"
  value       = aws_eks_cluster.this.certificate_authority[0].data
}

output "cluster_version" {
  description = "The version of Kubernetes"
  value       = aws_eks_cluster.this.version
}

output "cluster_oidc_issuer_url" {
  description = "Its OIDC issuer, with https://"
  value       = aws_eks_cluster.this.identity[0].oidc[0].issuer
}

output "oidc_provider" {
  description = "The issuer without https://"
  value       = replace(aws_eks_cluster.this.identity[0].oidc[0].issuer, "https://", "")
}

output "oidc_provider_arn" {
  description = "The OIDC provider in IAM"
  value       = aws_iam_openid_connect_provider.this.arn
}
