# Another tool installs cert-manager: only what is in AWS is made, and the output tells the rest.

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

run "only_what_is_in_aws" {
  variables {
    install = false
    values  = { replicaCount = 3 }
  }

  assert {
    condition     = length(helm_release.this) + length(helm_release.issuers) + length(kubernetes_namespace_v1.namespace) + length(kubernetes_service_account_v1.this) == 0
    error_message = "nothing is made in Kubernetes"
  }

  assert {
    condition     = length(aws_iam_role.this) == 1
    error_message = "the role is made"
  }

  assert {
    condition = { for key, value in output.gitops : key => value if key != "values" } == {
      chart           = "cert-manager"
      repository      = "oci://quay.io/jetstack/charts"
      version         = var.chart_version
      release         = "cert-manager"
      namespace       = "cert-manager"
      service_account = "cert-manager"
      role_arn        = "arn:aws:iam::111122223333:role/cert-manager"
      set             = []
    }
    error_message = "the tool knows chart, place and role"
  }

  assert {
    condition = jsondecode(output.gitops.values[0]).serviceAccount == {
      create      = true
      name        = "cert-manager"
      annotations = { "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/cert-manager" }
    }
    error_message = "the chart makes the ServiceAccount, with the role's annotation"
  }

  assert {
    condition     = jsondecode(output.gitops.values[1]) == { replicaCount = 3 }
    error_message = "the user's values come second"
  }
}

run "by_pod_identity" {
  variables {
    install  = false
    identity = "pod-identity"
  }

  assert {
    condition     = jsondecode(output.gitops.values[0]).serviceAccount == { create = true, name = "cert-manager" }
    error_message = "no annotation is needed"
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 1
    error_message = "the association is in AWS, and made here"
  }
}

run "from_a_folder" {
  variables {
    install = false
    chart   = { path = "../charts/cert-manager" }
  }

  assert {
    condition     = output.gitops.repository == "../charts/cert-manager"
    error_message = "the tool is told of the folder"
  }
}
