# What ServiceAccounts may do in Kubernetes: nothing that is not asked for.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "nothing" {
  variables {
    workloads = {
      reader = { namespace = "shop", service_account = "reader" }
    }
  }

  assert {
    condition     = length(kubernetes_role_v1.workload_rbac_role) + length(kubernetes_cluster_role_v1.workload_rbac_cluster_role) == 0
    error_message = "Nobody asked for rules."
  }
}

run "in_the_namespace" {
  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        rules = [
          { api_groups = [""], resources = ["configmaps"], verbs = ["get", "watch"], resource_names = ["settings"] },
          { api_groups = ["apps"], resources = ["deployments"], verbs = ["list"] },
        ]
      }
      other = { namespace = "shop", service_account = "other" }
    }
  }

  assert {
    condition = jsonencode([
      for rule in kubernetes_role_v1.workload_rbac_role["reader"].rule :
      [sort(rule.api_groups), sort(rule.resources), sort(rule.verbs), try(sort(rule.resource_names), [])]
      ]) == jsonencode([
      [[""], ["configmaps"], ["get", "watch"], ["settings"]],
      [["apps"], ["deployments"], ["list"], []],
    ])
    error_message = "The Role has other rules."
  }

  assert {
    condition     = keys(kubernetes_role_v1.workload_rbac_role) == ["reader"] && length(kubernetes_cluster_role_v1.workload_rbac_cluster_role) == 0
    error_message = "Another workload has rules, or they hold in the whole cluster."
  }

  assert {
    condition = alltrue([
      for binding in [kubernetes_role_binding_v1.workload_rbac_role_binding["reader"]] : alltrue([
        binding.metadata[0].namespace == "shop",
        binding.role_ref[0].kind == "Role",
        binding.role_ref[0].name == kubernetes_role_v1.workload_rbac_role["reader"].metadata[0].name,
        length(binding.subject) == 1,
        binding.subject[0].kind == "ServiceAccount",
        binding.subject[0].namespace == "shop",
        binding.subject[0].name == "reader",
      ])
    ])
    error_message = "The Role is not the ServiceAccount's."
  }
}

run "in_the_whole_cluster" {
  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        cluster_rules   = [{ api_groups = [""], resources = ["nodes"], verbs = ["list"] }]
      }
      # A ClusterRole's name is unique in the cluster: the namespace is in it.
      other = {
        namespace       = "orders"
        service_account = "reader"
        cluster_rules   = [{ api_groups = [""], resources = ["pods"], verbs = ["list"] }]
      }
    }
  }

  assert {
    condition = { for key, role in kubernetes_cluster_role_v1.workload_rbac_cluster_role : key => role.metadata[0].name } == {
      reader = "shop:reader"
      other  = "orders:reader"
    }
    error_message = "The ClusterRoles have other names."
  }

  assert {
    condition = {
      for key, binding in kubernetes_cluster_role_binding_v1.workload_rbac_cluster_role_binding :
      key => "${binding.role_ref[0].name} to ${binding.subject[0].namespace}/${binding.subject[0].name}"
    } == { reader = "shop:reader to shop/reader", other = "orders:reader to orders/reader" }
    error_message = "A ClusterRole is another ServiceAccount's."
  }
}
