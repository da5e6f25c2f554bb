# What is made in Kubernetes: namespaces, ServiceAccounts, and what these may do there.

mock_provider "aws" {
  mock_data "aws_eks_cluster" {
    defaults = {
      arn      = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod"
      version  = "1.34"
      identity = [{ oidc = [{ issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" }] }]
      vpc_config = [{
        cluster_security_group_id = "sg-0abc"
        endpoint_private_access   = true
        endpoint_public_access    = false
        public_access_cidrs       = []
        security_group_ids        = []
        subnet_ids                = ["subnet-0a", "subnet-0b"]
        vpc_id                    = "vpc-0abc"
      }]
    }
  }

  mock_data "aws_iam_openid_connect_provider" {
    defaults = {
      arn            = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/LOOKEDUP"
      client_id_list = ["sts.amazonaws.com"]
    }
  }

  mock_resource "aws_iam_openid_connect_provider" {
    defaults = {
      arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    }
  }

  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/mock"
    }
  }

  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::111122223333:policy/mock"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

# A namespace is made where it is asked for, and once.

run "namespaces_none_that_nobody_asks_for" {
  command = plan

  variables {
    load_balancer_controller = {}
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = length(kubernetes_namespace_v1.namespace) == 0
    error_message = "There is a namespace: ${jsonencode(keys(kubernetes_namespace_v1.namespace))}."
  }
}

run "namespaces_one_for_all_that_ask_for_it" {
  command = plan

  variables {
    cert_manager = {}
    workloads = {
      reader  = { namespace = "shop", service_account = "reader", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      writer  = { namespace = "shop", service_account = "writer", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      worker  = { namespace = "orders", service_account = "worker", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      auditor = { namespace = "orders", service_account = "auditor", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
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

run "namespaces_of_cert_manager_where_it_is_there_already" {
  command = plan

  variables {
    cert_manager = { namespace = "platform", create_namespace = false, install = false }
  }

  assert {
    condition     = length(kubernetes_namespace_v1.namespace) == 0
    error_message = "cert-manager's namespace is made again."
  }

  assert {
    condition     = output.gitops.cert-manager.namespace == "platform"
    error_message = "cert-manager is in another namespace."
  }
}

run "namespaces_none_where_another_tool_installs" {
  command = plan

  variables {
    iam_only     = true
    cert_manager = {}
    workloads = {
      reader = { namespace = "shop", service_account = "reader", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = length(kubernetes_namespace_v1.namespace) == 0
    error_message = "Another tool makes the namespaces."
  }
}

# The ServiceAccounts of workloads.

run "service_accounts_each_names_its_own_role" {
  variables {
    workloads = {
      reader = { namespace = "shop", service_account = "s3-reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      writer = { namespace = "shop", service_account = "s3-writer", create_role = false, role_arn = "arn:aws:iam::111122223333:role/writer" }
    }
  }

  assert {
    condition     = output.workload_role_arns == { reader = "arn:aws:iam::111122223333:role/mock", writer = "arn:aws:iam::111122223333:role/writer" }
    error_message = "The output has other roles: ${jsonencode(output.workload_role_arns)}."
  }

  assert {
    condition = {
      for key, account in kubernetes_service_account_v1.workload :
      key => "${account.metadata[0].namespace}/${account.metadata[0].name}"
    } == { reader = "shop/s3-reader", writer = "shop/s3-writer" }
    error_message = "There are other ServiceAccounts."
  }

  assert {
    condition = {
      for key, account in kubernetes_service_account_v1.workload : key => account.metadata[0].annotations
      } == {
      for key, arn in output.workload_role_arns : key => tomap({ "eks.amazonaws.com/role-arn" = arn })
    }
    error_message = "A ServiceAccount names another role than its own."
  }

  assert {
    condition     = alltrue([for one in values(kubernetes_service_account_v1.workload) : one.automount_service_account_token])
    error_message = "Pods would have no token of Kubernetes, which is not the default."
  }
}

run "service_accounts_with_what_else_it_is_to_have" {
  variables {
    workloads = {
      reader = {
        namespace                       = "shop"
        service_account                 = "s3-reader"
        policy_arns                     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        annotations                     = { "example.com/owner" = "shop" }
        labels                          = { "app.kubernetes.io/name" = "reader" }
        automount_service_account_token = false
        image_pull_secrets              = ["registry", "mirror"]
        sts_regional_endpoints          = true
        token_expiration                = 3600
      }
    }
  }

  assert {
    condition = kubernetes_service_account_v1.workload["reader"].metadata[0].annotations == tomap({
      "example.com/owner"                        = "shop"
      "eks.amazonaws.com/role-arn"               = output.workload_role_arns.reader
      "eks.amazonaws.com/sts-regional-endpoints" = "true"
      "eks.amazonaws.com/token-expiration"       = "3600"
    })
    error_message = "It has other annotations: ${jsonencode(kubernetes_service_account_v1.workload["reader"].metadata[0].annotations)}."
  }

  assert {
    condition     = kubernetes_service_account_v1.workload["reader"].metadata[0].labels == tomap({ "app.kubernetes.io/name" = "reader" })
    error_message = "It has other labels."
  }

  assert {
    condition     = !kubernetes_service_account_v1.workload["reader"].automount_service_account_token
    error_message = "Pods have a token of Kubernetes, which was not asked for."
  }

  assert {
    condition     = toset(kubernetes_service_account_v1.workload["reader"].image_pull_secret[*].name) == toset(["registry", "mirror"])
    error_message = "Images are pulled with other Secrets."
  }
}

run "service_accounts_that_is_there_is_only_annotated" {
  variables {
    workloads = {
      grafana = { namespace = "monitoring", service_account = "grafana", existing = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = length(kubernetes_service_account_v1.workload) == 0
    error_message = "The ServiceAccount is made again."
  }

  assert {
    condition = alltrue([
      for one in [kubernetes_annotations.workload["grafana"]] : alltrue([
        one.api_version == "v1",
        one.kind == "ServiceAccount",
        one.metadata[0].namespace == "monitoring",
        one.metadata[0].name == "grafana",
        one.annotations == tomap({ "eks.amazonaws.com/role-arn" = output.workload_role_arns.grafana }),
      ])
    ])
    error_message = "The ServiceAccount does not get its role."
  }
}

run "service_accounts_of_dots_in_names" {
  variables {
    workloads = {
      "order.worker" = {
        namespace       = "orders"
        service_account = "order.worker"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"]
      }
    }
  }

  assert {
    condition     = output.workload_role_names == { "order.worker" = "prod-ap-northeast-2-order.worker" }
    error_message = "The role has another name: ${jsonencode(output.workload_role_names)}."
  }
}

# What ServiceAccounts may do in Kubernetes: nothing that is not asked for.

run "rbac_nothing" {
  variables {
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = length(kubernetes_role_v1.workload) + length(kubernetes_cluster_role_v1.workload) == 0
    error_message = "Nobody asked for rules."
  }
}

run "rbac_in_the_namespace" {
  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        rules = [
          { api_groups = [""], resources = ["configmaps"], verbs = ["get", "watch"], resource_names = ["settings"] },
          { api_groups = ["apps"], resources = ["deployments"], verbs = ["list"] },
        ]
      }
      other = { namespace = "shop", service_account = "other", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition = jsonencode([
      for rule in kubernetes_role_v1.workload["reader"].rule :
      [sort(rule.api_groups), sort(rule.resources), sort(rule.verbs), try(sort(rule.resource_names), [])]
      ]) == jsonencode([
      [[""], ["configmaps"], ["get", "watch"], ["settings"]],
      [["apps"], ["deployments"], ["list"], []],
    ])
    error_message = "The Role has other rules."
  }

  assert {
    condition     = keys(kubernetes_role_v1.workload) == ["reader"] && length(kubernetes_cluster_role_v1.workload) == 0
    error_message = "Another workload has rules, or they hold in the whole cluster."
  }

  assert {
    condition = alltrue([
      for binding in [kubernetes_role_binding_v1.workload["reader"]] : alltrue([
        binding.metadata[0].namespace == "shop",
        binding.role_ref[0].kind == "Role",
        binding.role_ref[0].name == kubernetes_role_v1.workload["reader"].metadata[0].name,
        length(binding.subject) == 1,
        binding.subject[0].kind == "ServiceAccount",
        binding.subject[0].namespace == "shop",
        binding.subject[0].name == "reader",
      ])
    ])
    error_message = "The Role is not the ServiceAccount's."
  }
}

run "rbac_in_the_whole_cluster" {
  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        cluster_rules   = [{ api_groups = [""], resources = ["nodes"], verbs = ["list"] }]
      }
      # A ClusterRole's name is unique in the cluster: the namespace is in it.
      other = {
        namespace       = "orders"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        cluster_rules   = [{ api_groups = [""], resources = ["pods"], verbs = ["list"] }]
      }
    }
  }

  assert {
    condition = { for key, role in kubernetes_cluster_role_v1.workload : key => role.metadata[0].name } == {
      reader = "shop:reader"
      other  = "orders:reader"
    }
    error_message = "The ClusterRoles have other names."
  }

  assert {
    condition = {
      for key, binding in kubernetes_cluster_role_binding_v1.workload :
      key => "${binding.role_ref[0].name} to ${binding.subject[0].namespace}/${binding.subject[0].name}"
    } == { reader = "shop:reader to shop/reader", other = "orders:reader to orders/reader" }
    error_message = "A ClusterRole is another ServiceAccount's."
  }
}
