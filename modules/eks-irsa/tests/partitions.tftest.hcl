# Partitions: their ARNs, the audience that is one in all of them, and what they lack.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
  identity     = "both"
  cert_manager = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
  workloads = {
    reader = { namespace = "shop", service_account = "reader" }
  }
}

run "china" {
  variables {
    region                   = "cn-northwest-1"
    load_balancer_controller = {}
  }

  assert {
    condition     = jsondecode(aws_iam_role.workload_role["reader"].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud"] == "sts.amazonaws.com"
    error_message = "Tokens of EKS are meant for sts.amazonaws.com in China, too."
  }

  assert {
    condition     = jsondecode(aws_iam_role.workload_role["reader"].assume_role_policy).Statement[1].Condition.ArnEquals["aws:SourceArn"] == "arn:aws-cn:eks:cn-northwest-1:111122223333:cluster/prod"
    error_message = "The trust policy is ${aws_iam_role.workload_role["reader"].assume_role_policy}"
  }

  assert {
    condition = alltrue([
      for policy in [
        aws_iam_role_policy.cert_manager_role_inline[0].policy,
        aws_iam_policy.load_balancer_controller_role_load_balancer_controller[0].policy,
      ] : strcontains(policy, "arn:aws-cn:") && !strcontains(policy, "arn:aws:")
    ])
    error_message = "A policy is of another partition."
  }

  assert {
    condition     = jsondecode(helm_release.load_balancer_controller[0].values[0]).image.repository == "961992271922.dkr.ecr.cn-northwest-1.amazonaws.com.cn/amazon/aws-load-balancer-controller"
    error_message = "The image comes from where nodes in China cannot get it."
  }
}

run "isolated" {
  variables {
    region                   = "us-iso-east-1"
    load_balancer_controller = { image_registry = "registry.example.com" }
  }

  assert {
    condition = [for key in ["enableShield", "enableWaf", "enableWafv2"] : jsondecode(helm_release.load_balancer_controller[0].values[0])[key]] == [
      false, false, false,
    ]
    error_message = "The controller would call services that are not there."
  }

  assert {
    condition     = !strcontains(aws_iam_policy.load_balancer_controller_role_load_balancer_controller[0].policy, "elasticloadbalancing:DescribeTrustStores")
    error_message = "The policy has actions that are not there."
  }

  assert {
    condition     = strcontains(aws_iam_policy.load_balancer_controller_role_load_balancer_controller[0].policy, "arn:aws-iso:elasticloadbalancing:")
    error_message = "The policy is of another partition."
  }
}

run "govcloud" {
  variables {
    region                   = "us-gov-west-1"
    load_balancer_controller = { image_registry = "regional" }
  }

  assert {
    condition     = strcontains(aws_iam_role_policy.cert_manager_role_inline[0].policy, "arn:aws-us-gov:route53:::hostedzone/")
    error_message = "The policy is ${aws_iam_role_policy.cert_manager_role_inline[0].policy}"
  }

  assert {
    condition     = jsondecode(helm_release.load_balancer_controller[0].values[0]).image.repository == "013241004608.dkr.ecr.us-gov-west-1.amazonaws.com/amazon/aws-load-balancer-controller"
    error_message = "The image comes from another region's registry."
  }
}

run "given_for_a_region_that_is_new" {
  variables {
    region    = "xx-south-1"
    partition = "aws"
  }

  assert {
    condition     = strcontains(aws_iam_role_policy.cert_manager_role_inline[0].policy, "arn:aws:route53:::hostedzone/")
    error_message = "The policy is ${aws_iam_role_policy.cert_manager_role_inline[0].policy}"
  }
}

run "unknown" {
  command = plan

  variables {
    region = "xx-south-1"
  }

  expect_failures = [var.partition]
}
