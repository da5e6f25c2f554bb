# The chart: where it comes from, and how it is installed.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  name              = "dns"
  namespace         = "external-dns"
  chart             = { name = "external-dns", repository = "https://charts.example.com", version = "1.19.0" }
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
    ] == ["dns", "external-dns", "https://charts.example.com", "1.19.0", "external-dns"]
    error_message = "the release is of the chart, in the version that was given"
  }

  assert {
    condition     = helm_release.this[0].wait && helm_release.this[0].timeout == 600
    error_message = "it is waited for, ten minutes at most"
  }

  assert {
    condition     = alltrue([for document in helm_release.this[0].values : jsondecode(document) == {}])
    error_message = "the chart is told nothing"
  }

  assert {
    condition     = length(kubernetes_namespace_v1.namespace) + length(kubernetes_service_account_v1.this) + length(aws_iam_role.this) == 0
    error_message = "without a ServiceAccount of ours, the chart is all there is"
  }

  assert {
    condition     = output.role_arn == null && output.gitops == null
    error_message = "there is nothing to tell"
  }
}

run "with_a_namespace" {
  command = plan

  variables {
    create_namespace = true
  }

  assert {
    condition     = kubernetes_namespace_v1.namespace[0].metadata[0].name == "external-dns"
    error_message = "the namespace is made"
  }
}

run "from_a_private_repository" {
  command = plan

  variables {
    chart_credentials = { username = "terraform", password = "secret" }
    timeout           = 900
    upgrade_install   = true
    take_ownership    = true
  }

  assert {
    condition     = nonsensitive(helm_release.this[0].repository_username) == "terraform" && nonsensitive(helm_release.this[0].repository_password) == "secret"
    error_message = "the repository is asked with the credentials"
  }

  assert {
    condition     = helm_release.this[0].timeout == 900 && helm_release.this[0].upgrade_install && helm_release.this[0].take_ownership
    error_message = "it is installed as told"
  }
}

run "from_a_folder" {
  command = plan

  variables {
    chart             = { name = "external-dns", path = "../charts/external-dns" }
    chart_credentials = { username = "terraform", password = "secret" }
  }

  assert {
    condition     = helm_release.this[0].chart == "../charts/external-dns" && helm_release.this[0].repository == null
    error_message = "the chart is the folder, and no repository is asked"
  }

  assert {
    condition     = nonsensitive(helm_release.this[0].repository_username) == null && nonsensitive(helm_release.this[0].repository_password) == null
    error_message = "a folder needs no credentials"
  }
}

run "values" {
  command = plan

  variables {
    values = ["provider:\n  name: aws\n", jsonencode({ provider = { name = "other" } })]
  }

  assert {
    condition     = slice(helm_release.this[0].values, length(helm_release.this[0].values) - 2, length(helm_release.this[0].values)) == tolist(["provider:\n  name: aws\n", "{\"provider\":{\"name\":\"other\"}}"])
    error_message = "the user's documents come last, as they were given"
  }
}
