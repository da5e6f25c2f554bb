# GitOps installs the charts, Flux here: Terraform makes what is in AWS, and the output `gitops` has the rest.

module "eks_irsa" {
  source = "../.."

  cluster_name = "prod"
  region       = "ap-northeast-2"
  iam_only     = true

  cert_manager             = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
  load_balancer_controller = {}

  workloads = {
    s3-reader = {
      namespace       = "shop"
      service_account = "s3-reader"
      policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    }
  }
}

# The values: role ARNs are in them. Later documents win, as they do here.
resource "kubernetes_config_map_v1" "values" {
  for_each = module.eks_irsa.gitops

  metadata {
    name      = "${each.key}-values"
    namespace = "flux-system"
  }

  data = { for index, document in each.value.values : "${index}.json" => document }
}

resource "kubernetes_manifest" "repository" {
  for_each = module.eks_irsa.gitops

  manifest = {
    apiVersion = "source.toolkit.fluxcd.io/v1"
    kind       = "HelmRepository"
    metadata   = { name = each.key, namespace = "flux-system" }
    spec = {
      interval = "1h"
      type     = startswith(each.value.repository, "oci://") ? "oci" : "default"
      url      = each.value.repository
    }
  }
}

resource "kubernetes_manifest" "release" {
  for_each = module.eks_irsa.gitops

  manifest = {
    apiVersion = "helm.toolkit.fluxcd.io/v2"
    kind       = "HelmRelease"
    metadata   = { name = each.key, namespace = "flux-system" }
    spec = {
      interval        = "1h"
      releaseName     = each.value.release
      targetNamespace = each.value.namespace
      install         = { createNamespace = true }
      # The load balancer controller's webhook has its certificate from cert-manager.
      dependsOn = [for name in keys(module.eks_irsa.gitops) : { name = name } if name == "cert-manager" && name != each.key]
      chart = {
        spec = {
          chart     = each.value.chart
          version   = each.value.version
          sourceRef = { kind = "HelmRepository", name = each.key }
        }
      }
      valuesFrom = [
        for index in range(length(each.value.values)) : {
          kind      = "ConfigMap"
          name      = kubernetes_config_map_v1.values[each.key].metadata[0].name
          valuesKey = "${index}.json"
        }
      ]
    }
  }
}

# What the ServiceAccounts in Git are annotated with, as eks.amazonaws.com/role-arn.
output "role_arns" {
  description = "Role ARNs by workload"
  value       = module.eks_irsa.workload_role_arns
}
