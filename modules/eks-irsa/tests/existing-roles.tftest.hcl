# Roles that are there already, and ServiceAccounts that need none.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "of_workloads" {
  variables {
    workloads = {
      billing = {
        namespace       = "billing"
        service_account = "billing"
        create_role     = false
        role_arn        = "arn:aws:iam::444455556666:role/teams/billing"
      }
      reader = { namespace = "shop", service_account = "reader" }
    }
  }

  assert {
    condition     = keys(aws_iam_role.workload_role) == ["reader"]
    error_message = "There are roles for ${jsonencode(keys(aws_iam_role.workload_role))}."
  }

  assert {
    condition     = kubernetes_service_account_v1.workload_service_account["billing"].metadata[0].annotations == tomap({ "eks.amazonaws.com/role-arn" = "arn:aws:iam::444455556666:role/teams/billing" })
    error_message = "The ServiceAccount does not name the role that is there."
  }

  assert {
    condition     = output.workload_role_arns.billing == "arn:aws:iam::444455556666:role/teams/billing" && output.workload_role_names.billing == "billing"
    error_message = "The outputs do not have the role that is there: ${jsonencode([output.workload_role_arns.billing, output.workload_role_names.billing])}."
  }
}

run "of_add_ons" {
  variables {
    cert_manager = {
      hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]
      create_role     = false
      role_arn        = "arn:aws:iam::111122223333:role/cert-manager"
    }
    load_balancer_controller = {
      create_role = false
      role_arn    = "arn:aws:iam::111122223333:role/load-balancer-controller"
    }
    addons = {
      external-dns = {
        namespace = "external-dns"
        chart     = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = {
          name        = "external-dns"
          create_role = false
          role_arn    = "arn:aws:iam::111122223333:role/external-dns"
        }
      }
    }
  }

  assert {
    condition     = length(aws_iam_role.cert_manager_role) + length(aws_iam_role.load_balancer_controller_role) + length(aws_iam_role.addon_role) == 0
    error_message = "A role is made in the place of one that is there."
  }

  assert {
    condition     = length(aws_iam_policy.load_balancer_controller_role_load_balancer_controller) + length(aws_iam_role_policy.cert_manager_role_inline) == 0
    error_message = "The role's owner has given it its policies."
  }

  assert {
    condition = [
      for account in [
        kubernetes_service_account_v1.cert_manager_service_account[0],
        kubernetes_service_account_v1.load_balancer_controller_service_account[0],
        kubernetes_service_account_v1.addon_service_account["external-dns"],
      ] : account.metadata[0].annotations["eks.amazonaws.com/role-arn"]
      ] == [
      "arn:aws:iam::111122223333:role/cert-manager",
      "arn:aws:iam::111122223333:role/load-balancer-controller",
      "arn:aws:iam::111122223333:role/external-dns",
    ]
    error_message = "A ServiceAccount does not name the role that is there."
  }

  assert {
    condition = [output.cert_manager_role_arn, output.load_balancer_controller_role_arn, output.addon_role_arns.external-dns] == [
      "arn:aws:iam::111122223333:role/cert-manager",
      "arn:aws:iam::111122223333:role/load-balancer-controller",
      "arn:aws:iam::111122223333:role/external-dns",
    ]
    error_message = "The outputs do not have the roles that are there."
  }
}

run "none_for_an_add_on_without_permissions" {
  variables {
    cert_manager = {}
    addons = {
      metrics-server = {
        namespace       = "kube-system"
        chart           = { name = "metrics-server", repository = "https://kubernetes-sigs.github.io/metrics-server", version = "3.13.0" }
        service_account = { name = "metrics-server" }
      }
      descheduler = {
        namespace = "kube-system"
        chart     = { name = "descheduler", repository = "https://kubernetes-sigs.github.io/descheduler", version = "0.34.0" }
      }
    }
  }

  assert {
    condition     = length(aws_iam_role.cert_manager_role) + length(aws_iam_role.addon_role) == 0
    error_message = "A role that allows nothing is made."
  }

  assert {
    condition     = output.cert_manager_role_arn == null && alltrue([for arn in values(output.addon_role_arns) : arn == null])
    error_message = "There is a role: ${jsonencode([output.cert_manager_role_arn, output.addon_role_arns])}."
  }

  assert {
    condition = alltrue([
      for account in [
        kubernetes_service_account_v1.cert_manager_service_account[0],
        kubernetes_service_account_v1.addon_service_account["metrics-server"],
      ] : !can(account.metadata[0].annotations["eks.amazonaws.com/role-arn"])
    ])
    error_message = "A ServiceAccount names a role, and has none."
  }

  assert {
    condition     = keys(kubernetes_service_account_v1.addon_service_account) == ["metrics-server"]
    error_message = "A chart's own ServiceAccount is made here."
  }
}
