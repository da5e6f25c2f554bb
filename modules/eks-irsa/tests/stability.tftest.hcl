# A plan that differs from the last one does so for a reason, and touches what the reason is about.

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

  variables {
    before = run.applied
  }

  assert {
    condition = alltrue([
      output.oidc_provider_arn == var.before.oidc_provider_arn,
      output.workload_role_arns == var.before.workload_role_arns,
      output.workload_role_names == var.before.workload_role_names,
      output.cert_manager_role_arn == var.before.cert_manager_role_arn,
      output.load_balancer_controller_role_arn == var.before.load_balancer_controller_role_arn,
      output.release_versions == var.before.release_versions,
    ])
    error_message = "An output is another one."
  }

  assert {
    condition = alltrue(concat(
      [for role in values(aws_iam_role.workload) : role.unique_id != ""],
      [for account in values(kubernetes_service_account_v1.workload) : account.id != ""],
    ))
    error_message = "Something is made again."
  }
}

run "planned_with_one_more_workload_before_the_others" {
  command = plan

  variables {
    before = run.applied
    workloads = {
      archive = { namespace = "orders", service_account = "archive", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      reader  = { namespace = "shop", service_account = "reader", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      worker  = { namespace = "orders", service_account = "worker", statements = [{ actions = ["sqs:ReceiveMessage"], resources = ["*"] }] }
    }
  }

  assert {
    condition     = { for name in ["reader", "worker"] : name => output.workload_role_arns[name] } == var.before.workload_role_arns
    error_message = "Another workload's role changed."
  }

  assert {
    condition = alltrue([
      for name in ["reader", "worker"] : alltrue([
        aws_iam_role.workload[name].unique_id != "",
        strcontains(aws_iam_role.workload[name].assume_role_policy, ":${name}\"]"),
        kubernetes_service_account_v1.workload[name].metadata[0].annotations["eks.amazonaws.com/role-arn"] == var.before.workload_role_arns[name],
      ])
    ])
    error_message = "Another workload's resources changed."
  }
}

run "planned_with_one_workload_less" {
  command = plan

  variables {
    before = run.applied
    workloads = {
      worker = { namespace = "orders", service_account = "worker", statements = [{ actions = ["sqs:ReceiveMessage"], resources = ["*"] }] }
    }
  }

  assert {
    condition     = output.workload_role_arns == { worker = var.before.workload_role_arns.worker }
    error_message = "Another workload's role changed."
  }

  assert {
    condition     = aws_iam_role_policy.workload["worker"].id != "" && aws_iam_role.workload["worker"].unique_id != ""
    error_message = "Another workload's resources changed."
  }
}

run "planned_with_statements_in_another_order" {
  command = plan

  variables {
    before = run.applied
    workloads = {
      worker = { service_account = "worker", namespace = "orders", statements = [{ resources = ["*"], actions = ["sqs:ReceiveMessage"] }] }
      reader = { service_account = "reader", namespace = "shop", create_namespace = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = output.workload_role_arns == var.before.workload_role_arns && aws_iam_role_policy.workload["worker"].id != ""
    error_message = "The order of keys and of workloads means nothing."
  }
}
