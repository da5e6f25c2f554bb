# The chart: where it comes from, and how it is installed.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
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
    ] == ["cert-manager", "cert-manager", "oci://quay.io/jetstack/charts", var.chart_version, "cert-manager"]
    error_message = "it is the project's own chart, in a version that is pinned"
  }

  assert {
    condition     = startswith(var.chart_version, "v") && output.release_version == var.chart_version
    error_message = "the output is the chart's version"
  }

  assert {
    condition     = helm_release.this[0].wait && helm_release.this[0].timeout == 600
    error_message = "it is waited for, ten minutes at most"
  }

  assert {
    condition     = kubernetes_namespace_v1.namespace[0].metadata[0].name == "cert-manager"
    error_message = "its namespace is made"
  }

  assert {
    condition     = [kubernetes_service_account_v1.this[0].metadata[0].namespace, kubernetes_service_account_v1.this[0].metadata[0].name] == ["cert-manager", "cert-manager"]
    error_message = "the ServiceAccount is made here"
  }

  assert {
    condition     = output.gitops == null
    error_message = "another tool has nothing to do"
  }
}

run "another_version_from_a_mirror" {
  command = plan

  variables {
    chart_version     = "v1.20.0"
    chart             = { repository = "https://charts.example.com" }
    chart_credentials = { username = "terraform", password = "secret" }
    timeout           = 900
    upgrade_install   = true
    take_ownership    = true
  }

  assert {
    condition     = [helm_release.this[0].chart, helm_release.this[0].repository, helm_release.this[0].version] == ["cert-manager", "https://charts.example.com", "v1.20.0"]
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
    chart             = { path = "../charts/cert-manager" }
    chart_credentials = { username = "terraform", password = "secret" }
  }

  assert {
    condition     = helm_release.this[0].chart == "../charts/cert-manager" && helm_release.this[0].repository == null
    error_message = "the chart is the folder, and no repository is asked"
  }

  assert {
    condition     = nonsensitive(helm_release.this[0].repository_username) == null && nonsensitive(helm_release.this[0].repository_password) == null
    error_message = "a folder needs no credentials"
  }
}

run "in_a_namespace_that_is_there" {
  command = plan

  variables {
    namespace        = "security"
    create_namespace = false
  }

  assert {
    condition     = length(kubernetes_namespace_v1.namespace) == 0
    error_message = "the namespace is not made"
  }

  assert {
    condition     = toset([helm_release.this[0].namespace, kubernetes_service_account_v1.this[0].metadata[0].namespace]) == toset(["security"])
    error_message = "all is in it"
  }
}
