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
    condition = { for key, value in output.gitops : key => value if !contains(["set", "values"], key) } == {
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
    condition = { for one in output.gitops.set : one.name => [one.value, one.type] } == {
      "serviceAccount.create"                                     = ["true", "auto"]
      "serviceAccount.name"                                       = ["external-dns", "string"]
      "serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn" = ["arn:aws:iam::111122223333:role/external-dns", "string"]
    }
    error_message = "the chart makes the ServiceAccount, with the role's annotation"
  }

  assert {
    condition     = [for document in output.gitops.values : jsondecode(document) if jsondecode(document) != {}] == [{ provider = { name = "aws" } }]
    error_message = "the user's values are a document of their own"
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
    condition = one([
      for one in output.gitops.set : one.value if one.name == "controller.serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn"
    ]) == "arn:aws:iam::111122223333:role/external-dns"
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
