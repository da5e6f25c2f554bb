# A namespace is made where it is asked for, and once.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "none_that_nobody_asks_for" {
  command = plan

  variables {
    load_balancer_controller = {}
    workloads = {
      reader = { namespace = "shop", service_account = "reader" }
    }
  }

  assert {
    condition     = length(kubernetes_namespace_v1.namespace) == 0
    error_message = "There is a namespace: ${jsonencode(keys(kubernetes_namespace_v1.namespace))}."
  }
}

run "one_for_all_that_ask_for_it" {
  command = plan

  variables {
    cert_manager = {}
    workloads = {
      reader  = { namespace = "shop", service_account = "reader", create_namespace = true }
      writer  = { namespace = "shop", service_account = "writer", create_namespace = true }
      worker  = { namespace = "orders", service_account = "worker", create_namespace = true }
      auditor = { namespace = "orders", service_account = "auditor" }
    }
    addons = {
      shop-cache = {
        namespace        = "shop"
        create_namespace = true
        chart            = { name = "redis", repository = "oci://registry.example.com/charts", version = "1.0.0" }
      }
    }
  }

  assert {
    condition = { for key, one in kubernetes_namespace_v1.namespace : key => one.metadata[0].name } == {
      cert-manager = "cert-manager"
      shop         = "shop"
      orders       = "orders"
    }
    error_message = "There are other namespaces: ${jsonencode(keys(kubernetes_namespace_v1.namespace))}."
  }
}

run "of_cert_manager_where_it_is_there_already" {
  command = plan

  variables {
    cert_manager = { namespace = "platform", create_namespace = false }
  }

  assert {
    condition     = length(kubernetes_namespace_v1.namespace) == 0
    error_message = "cert-manager's namespace is made again."
  }

  assert {
    condition     = helm_release.cert_manager[0].namespace == "platform"
    error_message = "cert-manager is in another namespace."
  }
}

run "none_where_another_tool_installs" {
  command = plan

  variables {
    iam_only     = true
    cert_manager = {}
    workloads = {
      reader = { namespace = "shop", service_account = "reader", create_namespace = true }
    }
  }

  assert {
    condition     = length(kubernetes_namespace_v1.namespace) == 0
    error_message = "Another tool makes the namespaces."
  }
}
