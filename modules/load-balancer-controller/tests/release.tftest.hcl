# The chart: where it comes from, and how it is installed.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
}

run "by_default" {
  command = plan

  assert {
    condition = [
      helm_release.this[0].name,
      helm_release.this[0].chart,
      helm_release.this[0].repository,
      helm_release.this[0].version,
      helm_release.this[0].namespace,
    ] == ["aws-load-balancer-controller", "aws-load-balancer-controller", "https://aws.github.io/eks-charts", var.chart_version, "kube-system"]
    error_message = "it is the project's own chart, in a version that is pinned"
  }

  assert {
    condition     = output.release_version == var.chart_version && output.gitops == null
    error_message = "the output is the chart's version, and another tool has nothing to do"
  }

  assert {
    condition     = helm_release.this[0].wait && helm_release.this[0].timeout == 600
    error_message = "it is waited for, ten minutes at most"
  }

  assert {
    condition     = [kubernetes_service_account_v1.this[0].metadata[0].namespace, kubernetes_service_account_v1.this[0].metadata[0].name] == ["kube-system", "aws-load-balancer-controller"]
    error_message = "the ServiceAccount is made here"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].automount_service_account_token
    error_message = "its pods get a Kubernetes API token"
  }
}

run "another_version_from_a_mirror" {
  command = plan

  variables {
    chart_version     = "1.17.1"
    chart             = { repository = "https://charts.example.com" }
    chart_credentials = { username = "terraform", password = "secret" }
    timeout           = 900
    upgrade_install   = true
    take_ownership    = true
  }

  assert {
    condition     = [helm_release.this[0].chart, helm_release.this[0].repository, helm_release.this[0].version] == ["aws-load-balancer-controller", "https://charts.example.com", "1.17.1"]
    error_message = "the chart comes from the mirror"
  }

  assert {
    condition     = nonsensitive(helm_release.this[0].repository_username) == "terraform" && nonsensitive(helm_release.this[0].repository_password) == "secret"
    error_message = "the mirror is asked with the credentials"
  }

  assert {
    condition     = helm_release.this[0].timeout == 900 && helm_release.this[0].upgrade_install && helm_release.this[0].take_ownership
    error_message = "it is installed as told"
  }
}

run "from_a_folder" {
  command = plan

  variables {
    chart             = { path = "../charts/aws-load-balancer-controller" }
    chart_credentials = { username = "terraform", password = "secret" }
  }

  assert {
    condition     = helm_release.this[0].chart == "../charts/aws-load-balancer-controller" && helm_release.this[0].repository == null
    error_message = "the chart is the folder, and no repository is asked"
  }

  assert {
    condition     = nonsensitive(helm_release.this[0].repository_username) == null && nonsensitive(helm_release.this[0].repository_password) == null
    error_message = "a folder needs no credentials"
  }
}
