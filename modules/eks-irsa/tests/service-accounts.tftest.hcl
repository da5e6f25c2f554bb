# The ServiceAccounts of workloads.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "each_names_its_own_role" {
  variables {
    workloads = {
      reader = { namespace = "shop", service_account = "s3-reader" }
      writer = { namespace = "shop", service_account = "s3-writer" }
    }
  }

  override_resource {
    target = aws_iam_role.workload_role["writer"]
    values = {
      arn = "arn:aws:iam::111122223333:role/writer"
    }
  }

  assert {
    condition     = output.workload_role_arns == { reader = "arn:aws:iam::111122223333:role/mock", writer = "arn:aws:iam::111122223333:role/writer" }
    error_message = "The output has other roles: ${jsonencode(output.workload_role_arns)}."
  }

  assert {
    condition = {
      for key, account in kubernetes_service_account_v1.workload_service_account :
      key => "${account.metadata[0].namespace}/${account.metadata[0].name}"
    } == { reader = "shop/s3-reader", writer = "shop/s3-writer" }
    error_message = "There are other ServiceAccounts."
  }

  assert {
    condition = {
      for key, account in kubernetes_service_account_v1.workload_service_account : key => account.metadata[0].annotations
      } == {
      for key, arn in output.workload_role_arns : key => tomap({ "eks.amazonaws.com/role-arn" = arn })
    }
    error_message = "A ServiceAccount names another role than its own."
  }

  assert {
    condition     = alltrue([for one in values(kubernetes_service_account_v1.workload_service_account) : one.automount_service_account_token])
    error_message = "Pods would have no token of Kubernetes, which is not the default."
  }
}

run "with_what_else_it_is_to_have" {
  variables {
    workloads = {
      reader = {
        namespace                       = "shop"
        service_account                 = "s3-reader"
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
    condition = kubernetes_service_account_v1.workload_service_account["reader"].metadata[0].annotations == tomap({
      "example.com/owner"                        = "shop"
      "eks.amazonaws.com/role-arn"               = output.workload_role_arns.reader
      "eks.amazonaws.com/sts-regional-endpoints" = "true"
      "eks.amazonaws.com/token-expiration"       = "3600"
    })
    error_message = "It has other annotations: ${jsonencode(kubernetes_service_account_v1.workload_service_account["reader"].metadata[0].annotations)}."
  }

  assert {
    condition     = kubernetes_service_account_v1.workload_service_account["reader"].metadata[0].labels == tomap({ "app.kubernetes.io/name" = "reader" })
    error_message = "It has other labels."
  }

  assert {
    condition     = !kubernetes_service_account_v1.workload_service_account["reader"].automount_service_account_token
    error_message = "Pods have a token of Kubernetes, which was not asked for."
  }

  assert {
    condition     = toset(kubernetes_service_account_v1.workload_service_account["reader"].image_pull_secret[*].name) == toset(["registry", "mirror"])
    error_message = "Images are pulled with other Secrets."
  }
}

run "that_is_there_is_only_annotated" {
  variables {
    workloads = {
      grafana = { namespace = "monitoring", service_account = "grafana", existing = true }
    }
  }

  assert {
    condition     = length(kubernetes_service_account_v1.workload_service_account) == 0
    error_message = "The ServiceAccount is made again."
  }

  assert {
    condition = alltrue([
      for one in [kubernetes_annotations.workload_service_account_annotations["grafana"]] : alltrue([
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

run "of_dots_in_names" {
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
