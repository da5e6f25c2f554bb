# On a new cluster, with cert-manager for the certificate of the webhook: cert-manager comes first, for without it the
# controller does not start. The module in ./cluster stands in for terraform-aws-modules/eks/aws.

variable "vpc_id" {
  description = "The cluster's VPC"
  type        = string
}

variable "subnet_ids" {
  description = "Subnets in at least two zones"
  type        = list(string)
}

provider "aws" {
  region = "ap-northeast-2"
}

module "eks" {
  source = "./cluster"

  name       = "prod"
  subnet_ids = var.subnet_ids
}

locals {
  exec = {
    api_version = "client.authentication.k8s.io/v1beta1"
    command     = "aws"
    args        = ["eks", "get-token", "--cluster-name", module.eks.cluster_name]
  }

  # What all parts need to know of the cluster.
  cluster = {
    name              = module.eks.cluster_name
    region            = "ap-northeast-2"
    oidc_provider_arn = module.eks.oidc_provider_arn
  }
}

provider "kubernetes" {
  host                   = module.eks.cluster_endpoint
  cluster_ca_certificate = base64decode(module.eks.cluster_certificate_authority_data)

  exec {
    api_version = local.exec.api_version
    command     = local.exec.command
    args        = local.exec.args
  }
}

provider "helm" {
  kubernetes = {
    host                   = module.eks.cluster_endpoint
    cluster_ca_certificate = base64decode(module.eks.cluster_certificate_authority_data)
    exec                   = local.exec
  }
}

module "cert_manager" {
  source = "../../../cert-manager"

  cluster_name      = local.cluster.name
  region            = local.cluster.region
  oidc_provider_arn = local.cluster.oidc_provider_arn
}

module "load_balancer_controller" {
  source     = "../.."
  depends_on = [module.cert_manager]

  cluster_name      = local.cluster.name
  region            = local.cluster.region
  oidc_provider_arn = local.cluster.oidc_provider_arn
  vpc_id            = var.vpc_id

  webhook_certificate = "cert-manager"
}

# What makes Services and Ingresses comes last, and goes first: the controller cleans up its load balancers.
module "external_dns" {
  source     = "../../../helm-addon"
  depends_on = [module.load_balancer_controller]

  cluster_name      = local.cluster.name
  region            = local.cluster.region
  oidc_provider_arn = local.cluster.oidc_provider_arn

  name      = "external-dns"
  namespace = "kube-system"

  chart = {
    name       = "external-dns"
    repository = "https://kubernetes-sigs.github.io/external-dns"
    version    = "1.19.0"
  }

  service_account = {
    name = "external-dns"
    statements = [
      {
        actions   = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
        resources = ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]
      },
      {
        actions   = ["route53:ListTagsForResources"]
        resources = ["arn:aws:route53:::hostedzone/*"]
      },
      {
        actions   = ["route53:ListHostedZones"]
        resources = ["*"]
      },
    ]
  }
}
