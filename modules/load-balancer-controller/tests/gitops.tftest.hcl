# Another tool installs the controller: only what is in AWS is made, and the output tells the rest.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/load-balancer-controller"
    }
  }

  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::111122223333:policy/load-balancer-controller"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
}

run "only_what_is_in_aws" {
  variables {
    install = false
    values  = { logLevel = "debug" }
  }

  assert {
    condition     = length(helm_release.this) + length(kubernetes_service_account_v1.this) == 0
    error_message = "nothing is made in Kubernetes"
  }

  assert {
    condition     = length(aws_iam_role.this) == 1
    error_message = "the role is made"
  }

  assert {
    condition = { for key, value in output.gitops : key => value if key != "values" } == {
      chart           = "aws-load-balancer-controller"
      repository      = "https://aws.github.io/eks-charts"
      version         = var.chart_version
      release         = "aws-load-balancer-controller"
      namespace       = "kube-system"
      service_account = "aws-load-balancer-controller"
      role_arn        = "arn:aws:iam::111122223333:role/load-balancer-controller"
      set             = []
    }
    error_message = "the tool knows chart, place and role"
  }

  assert {
    condition = jsondecode(output.gitops.values[0]).serviceAccount == {
      create      = true
      name        = "aws-load-balancer-controller"
      annotations = { "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/load-balancer-controller" }
    }
    error_message = "the chart makes the ServiceAccount, with the role's annotation"
  }

  assert {
    condition     = jsondecode(output.gitops.values[1]) == { logLevel = "debug" }
    error_message = "the user's values come second"
  }
}

run "by_pod_identity" {
  variables {
    install  = false
    identity = "pod-identity"
  }

  assert {
    condition     = jsondecode(output.gitops.values[0]).serviceAccount == { create = true, name = "aws-load-balancer-controller" }
    error_message = "no annotation is needed"
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 1
    error_message = "the association is in AWS, and made here"
  }
}
