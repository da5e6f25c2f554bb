# A plan that differs from the last one does so for a reason, and touches what the reason is about.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name             = "prod"
  region                   = "ap-northeast-2"
  cert_manager             = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
  load_balancer_controller = {}
  workloads = {
    reader = { namespace = "shop", service_account = "reader", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    worker = { namespace = "orders", service_account = "worker", statements = [{ actions = ["sqs:ReceiveMessage"], resources = ["*"] }] }
  }
}

run "applied" {
  assert {
    condition     = keys(output.workload_role_arns) == ["reader", "worker"]
    error_message = "There are other workloads."
  }
}

# What depends on something that is made again is unknown in a plan, and an assertion on what is unknown fails.
run "planned_again" {
  command = plan

  assert {
    condition = alltrue([
      output.oidc_provider_arn == run.applied.oidc_provider_arn,
      output.workload_role_arns == run.applied.workload_role_arns,
      output.workload_role_names == run.applied.workload_role_names,
      output.cert_manager_role_arn == run.applied.cert_manager_role_arn,
      output.load_balancer_controller_role_arn == run.applied.load_balancer_controller_role_arn,
      output.release_versions == run.applied.release_versions,
    ])
    error_message = "An output is another one."
  }

  assert {
    condition = alltrue(concat(
      [for role in values(aws_iam_role.workload_role) : role.unique_id != ""],
      [for account in values(kubernetes_service_account_v1.workload_service_account) : account.id != ""],
      [for release in [helm_release.cert_manager[0], helm_release.load_balancer_controller[0]] : length(join("", release.values)) > 0],
    ))
    error_message = "Something is made again."
  }
}

run "planned_with_one_more_workload_before_the_others" {
  command = plan

  variables {
    workloads = {
      archive = { namespace = "orders", service_account = "archive" }
      reader  = { namespace = "shop", service_account = "reader", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      worker  = { namespace = "orders", service_account = "worker", statements = [{ actions = ["sqs:ReceiveMessage"], resources = ["*"] }] }
    }
  }

  assert {
    condition     = { for name in ["reader", "worker"] : name => output.workload_role_arns[name] } == run.applied.workload_role_arns
    error_message = "Another workload's role changed."
  }

  assert {
    condition = alltrue([
      for name in ["reader", "worker"] : alltrue([
        aws_iam_role.workload_role[name].unique_id != "",
        strcontains(aws_iam_role.workload_role[name].assume_role_policy, ":${name}\"]"),
        kubernetes_service_account_v1.workload_service_account[name].metadata[0].annotations["eks.amazonaws.com/role-arn"] == run.applied.workload_role_arns[name],
      ])
    ])
    error_message = "Another workload's resources changed."
  }
}

run "planned_with_one_workload_less" {
  command = plan

  variables {
    workloads = {
      worker = { namespace = "orders", service_account = "worker", statements = [{ actions = ["sqs:ReceiveMessage"], resources = ["*"] }] }
    }
  }

  assert {
    condition     = output.workload_role_arns == { worker = run.applied.workload_role_arns.worker }
    error_message = "Another workload's role changed."
  }

  assert {
    condition     = aws_iam_role_policy.workload_role_inline["worker"].id != "" && aws_iam_role.workload_role["worker"].unique_id != ""
    error_message = "Another workload's resources changed."
  }
}

run "planned_with_statements_in_another_order" {
  command = plan

  variables {
    workloads = {
      worker = { service_account = "worker", namespace = "orders", statements = [{ resources = ["*"], actions = ["sqs:ReceiveMessage"] }] }
      reader = { service_account = "reader", namespace = "shop", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = output.workload_role_arns == run.applied.workload_role_arns && aws_iam_role_policy.workload_role_inline["worker"].id != ""
    error_message = "The order of keys and of workloads means nothing."
  }
}
