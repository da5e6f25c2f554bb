# Another tool installs the chart: only what is in AWS is made, and the output tells the rest.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/external-dns"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  install           = false
  name              = "dns"
  namespace         = "external-dns"
  create_namespace  = true
  chart             = { name = "external-dns", repository = "https://charts.example.com", version = "1.19.0" }
}

run "only_what_is_in_aws" {
  variables {
    service_account = {
      name        = "external-dns"
      policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"]
    }
    values = [jsonencode({ provider = { name = "aws" } })]
  }

  assert {
    condition     = length(helm_release.this) + length(kubernetes_namespace_v1.namespace) + length(kubernetes_service_account_v1.this) == 0
    error_message = "nothing is made in Kubernetes"
  }

  assert {
    condition = { for key, value in output.gitops : key => value if key != "values" } == {
      chart           = "external-dns"
      repository      = "https://charts.example.com"
      version         = "1.19.0"
      release         = "dns"
      namespace       = "external-dns"
      service_account = "external-dns"
      role_arn        = "arn:aws:iam::111122223333:role/external-dns"
    }
    error_message = "the tool knows chart, place and role"
  }

  assert {
    condition = [for document in output.gitops.values : jsondecode(document) if jsondecode(document) != {}] == [
      { serviceAccount = { create = true } },
      { serviceAccount = { name = "external-dns" } },
      { serviceAccount = { annotations = { "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/external-dns" } } },
      { provider = { name = "aws" } },
    ]
    error_message = "the chart makes the ServiceAccount, with the role's annotation, and the user's values come last"
  }
}

run "annotations_elsewhere" {
  variables {
    service_account = {
      name              = "external-dns"
      policy_arns       = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"]
      annotations_value = "controller.serviceAccount.annotations"
    }
  }

  assert {
    condition     = contains([for document in output.gitops.values : jsonencode(jsondecode(document))], jsonencode({ controller = { serviceAccount = { annotations = { "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/external-dns" } } } }))
    error_message = "the annotation is where the chart has it"
  }
}

run "from_a_folder" {
  variables {
    chart = { name = "external-dns", path = "../charts/external-dns" }
  }

  assert {
    condition     = output.gitops.repository == "../charts/external-dns"
    error_message = "the tool is told of the folder"
  }
}
