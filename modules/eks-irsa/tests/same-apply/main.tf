# A cluster, a policy and a zone that are made in the same apply as what needs them: none of it is known when
# Terraform plans, but for names and how many there are.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0.0, < 7.0.0"
    }
  }
}

variable "read" {
  description = "Read the cluster, once it is there"
  type        = bool
  default     = false
}

resource "aws_eks_cluster" "this" {
  name     = "prod"
  role_arn = "arn:aws:iam::111122223333:role/cluster"

  vpc_config {
    subnet_ids = ["subnet-0a", "subnet-0b"]
  }
}

resource "aws_iam_policy" "orders" {
  name = "orders"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sqs:ReceiveMessage", Resource = "*" }]
  })
}

resource "aws_s3_bucket" "assets" {
  bucket_prefix = "assets-"
}

resource "terraform_data" "place" {
  input = { region = "ap-northeast-2", zone = "Z0123456789ABCDEFGHIJ" }
}

module "eks_irsa" {
  source = "../.."

  cluster_name = var.read ? aws_eks_cluster.this.id : aws_eks_cluster.this.name
  region       = tostring(terraform_data.place.output.region)

  cluster_attributes = var.read ? null : {
    account_id  = element(split(":", aws_eks_cluster.this.arn), 4)
    oidc_issuer = aws_eks_cluster.this.identity[0].oidc[0].issuer
    vpc_id      = aws_eks_cluster.this.vpc_config[0].vpc_id
  }

  cert_manager             = { hosted_zone_ids = [tostring(terraform_data.place.output.zone)] }
  load_balancer_controller = {}

  workloads = {
    reader = {
      namespace         = "shop"
      create_namespace  = true
      service_account   = "reader"
      named_policy_arns = { orders = aws_iam_policy.orders.arn }
      statements        = [{ actions = ["s3:GetObject"], resources = ["${aws_s3_bucket.assets.arn}/*"] }]
      grants            = [{ service = "s3", verbs = ["list"], resources = [aws_s3_bucket.assets.id] }]
    }
    writer = {
      namespace        = "shop"
      create_namespace = true
      service_account  = "writer"
      policy_arns      = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
      identity         = "both"
      role             = { permissions_boundary = aws_iam_policy.orders.arn }
    }
  }
}

output "all" {
  value = module.eks_irsa
}
