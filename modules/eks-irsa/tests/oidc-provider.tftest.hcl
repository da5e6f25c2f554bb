# The cluster's OIDC provider in IAM: created, looked up, or given.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
  tags         = { team = "platform" }
  workloads = {
    reader = { namespace = "shop", service_account = "reader" }
  }
}

run "created_for_the_issuer_and_for_sts_without_a_thumbprint" {
  assert {
    condition = alltrue([
      for provider in aws_iam_openid_connect_provider.oidc_provider : alltrue([
        provider.url == "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
        provider.client_id_list == toset(["sts.amazonaws.com"]),
        provider.tags == tomap({ team = "platform" }),
      ])
    ]) && length(aws_iam_openid_connect_provider.oidc_provider) == 1
    error_message = "The provider is another one."
  }

  assert {
    condition     = output.oidc_provider_arn == aws_iam_openid_connect_provider.oidc_provider[0].arn
    error_message = "The output is another provider."
  }
}

run "looked_up" {
  variables {
    oidc_provider = "lookup"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.oidc_provider) == 0
    error_message = "The provider is made again."
  }

  assert {
    condition     = data.aws_iam_openid_connect_provider.oidc_provider_existing[0].url == "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    error_message = "The provider of another issuer is looked up."
  }

  assert {
    condition = [
      output.oidc_provider_arn,
      jsondecode(aws_iam_role.workload_role["reader"].assume_role_policy).Statement[0].Principal.Federated,
    ] == [for index in range(2) : "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/LOOKEDUP"]
    error_message = "The role trusts another provider."
  }
}

run "given" {
  variables {
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.oidc_provider) + length(data.aws_iam_openid_connect_provider.oidc_provider_existing) == 0
    error_message = "The provider is made or read."
  }

  assert {
    condition = [
      output.oidc_provider_arn,
      jsondecode(aws_iam_role.workload_role["reader"].assume_role_policy).Statement[0].Principal.Federated,
    ] == [for index in range(2) : var.oidc_provider_arn]
    error_message = "The role trusts another provider."
  }
}

run "not_needed_for_pod_identity_alone" {
  variables {
    identity                 = "pod-identity"
    load_balancer_controller = {}
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.oidc_provider) == 0 && output.oidc_provider_arn == null
    error_message = "Nobody shows a token to this provider."
  }
}

run "needed_by_one_that_has_another_identity_than_all" {
  variables {
    identity                 = "pod-identity"
    load_balancer_controller = { identity = "irsa" }
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.oidc_provider) == 1
    error_message = "The load balancer controller's role trusts no provider."
  }
}

run "there_before_the_first_workload_is" {
  variables {
    workloads = {}
  }

  assert {
    condition     = length(aws_iam_openid_connect_provider.oidc_provider) == 1
    error_message = "Other roles cannot trust the cluster."
  }
}

run "with_nothing_read_from_a_cluster_that_is_described" {
  variables {
    cluster_attributes = {
      account_id  = "444455556666"
      oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER"
    }
  }

  assert {
    condition     = length(data.aws_eks_cluster.cluster) == 0
    error_message = "The cluster is read."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.oidc_provider[0].url == "https://oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER"
    error_message = "The provider has another issuer."
  }

  assert {
    condition     = strcontains(aws_iam_role.workload_role["reader"].assume_role_policy, "\"oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER:sub\"")
    error_message = "The role trusts another issuer."
  }
}
