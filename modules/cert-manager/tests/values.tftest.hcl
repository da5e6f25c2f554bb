# What the chart is told.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/cert-manager"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
}

run "by_default" {
  assert {
    condition = jsondecode(helm_release.this[0].values[0]) == {
      crds           = { enabled = true, keep = true }
      podAnnotations = { "cdktf-eks-irsa/role-arn" = "arn:aws:iam::111122223333:role/cert-manager" }
      serviceAccount = { create = false, name = "cert-manager" }
    }
    error_message = "CRDs are installed and outlive the chart, the ServiceAccount is ours, and pods restart when their role changes"
  }

  assert {
    condition     = length(helm_release.this[0].values) == 1
    error_message = "there is one document"
  }

  assert {
    condition = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({
      "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/cert-manager"
      "helm.sh/resource-policy"    = "keep"
    })
    error_message = "the ServiceAccount is annotated with the role"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].automount_service_account_token
    error_message = "its pods get a Kubernetes API token"
  }
}

run "replicas" {
  command = plan

  variables {
    hosted_zone_ids = []
    replicas        = 2
  }

  assert {
    condition = [
      for part in [
        jsondecode(helm_release.this[0].values[0]),
        jsondecode(helm_release.this[0].values[0]).webhook,
        jsondecode(helm_release.this[0].values[0]).cainjector,
      ] : part.replicaCount == 2 && part.podDisruptionBudget.enabled
    ] == [true, true, true]
    error_message = "all three components have replicas and a disruption budget"
  }
}

run "one_replica" {
  command = plan

  variables {
    hosted_zone_ids = []
    replicas        = 1
  }

  assert {
    condition     = !can(jsondecode(helm_release.this[0].values[0]).podDisruptionBudget) && !can(jsondecode(helm_release.this[0].values[0]).webhook.podDisruptionBudget) && !can(jsondecode(helm_release.this[0].values[0]).cainjector.podDisruptionBudget)
    error_message = "a budget for one replica would block nodes from being drained"
  }
}

run "fargate" {
  command = plan

  variables {
    hosted_zone_ids = []
    fargate         = true
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).webhook == { securePort = 10260 }
    error_message = "the webhook leaves the kubelet's port"
  }
}

run "image_registry" {
  command = plan

  variables {
    hosted_zone_ids = []
    image_registry  = "registry.example.com/jetstack"
  }

  assert {
    condition = [
      for part in [
        jsondecode(helm_release.this[0].values[0]),
        jsondecode(helm_release.this[0].values[0]).webhook,
        jsondecode(helm_release.this[0].values[0]).cainjector,
        jsondecode(helm_release.this[0].values[0]).acmesolver,
        jsondecode(helm_release.this[0].values[0]).startupapicheck,
      ] : part.image.repository
      ] == [
      "registry.example.com/jetstack/cert-manager-controller",
      "registry.example.com/jetstack/cert-manager-webhook",
      "registry.example.com/jetstack/cert-manager-cainjector",
      "registry.example.com/jetstack/cert-manager-acmesolver",
      "registry.example.com/jetstack/cert-manager-startupapicheck",
    ]
    error_message = "all five images come from the registry"
  }
}

run "metrics" {
  command = plan

  variables {
    hosted_zone_ids = []
    prometheus      = { enabled = true, service_monitor = true, pod_monitor = false }
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).prometheus == { enabled = true, servicemonitor = { enabled = true }, podmonitor = { enabled = false } }
    error_message = "the chart writes its monitors in small letters"
  }
}

run "leader_election" {
  command = plan

  variables {
    hosted_zone_ids           = []
    leader_election_namespace = "cert-manager"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).global == { leaderElection = { namespace = "cert-manager" } }
    error_message = "leases are in the namespace"
  }
}

run "of_the_user" {
  command = plan

  variables {
    hosted_zone_ids = []
    values          = { replicaCount = 3, webhook = { hostNetwork = true } }
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[1]) == { replicaCount = 3, webhook = { hostNetwork = true } }
    error_message = "the user's values are a second document, which wins"
  }
}

run "by_pod_identity" {
  command = plan

  variables {
    identity = "pod-identity"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "helm.sh/resource-policy" = "keep" })
    error_message = "the ServiceAccount needs no annotation"
  }

  assert {
    condition     = [aws_eks_pod_identity_association.this[0].namespace, aws_eks_pod_identity_association.this[0].service_account] == ["cert-manager", "cert-manager"]
    error_message = "an association ties it to the role"
  }
}
