# The cluster's OIDC provider, its partition, and EKS Pod Identity.

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

# The cluster's OIDC provider in IAM: created, looked up, or given.

run "oidc_provider_created_for_the_issuer_and_for_sts_without_a_thumbprint" {
  variables {
    tags = { team = "platform" }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = length(module.oidc_provider) == 1 && one(module.oidc_provider[*].issuer) == "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    error_message = "The provider is another one."
  }

  assert {
    condition     = output.oidc_provider_arn == "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    error_message = "The output is another provider: ${jsonencode(output.oidc_provider_arn)}."
  }
}

run "oidc_provider_looked_up" {
  variables {
    tags = { team = "platform" }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    oidc_provider = "lookup"
  }

  assert {
    condition     = one(module.oidc_provider[*].issuer) == "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    error_message = "The provider of another issuer is looked up."
  }

  assert {
    condition = [
      output.oidc_provider_arn,
      jsondecode(aws_iam_role.workload["reader"].assume_role_policy).Statement[0].Principal.Federated,
    ] == [for index in range(2) : "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/LOOKEDUP"]
    error_message = "The role trusts another provider."
  }
}

run "oidc_provider_given" {
  variables {
    tags = { team = "platform" }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
  }

  assert {
    condition     = length(module.oidc_provider) + length(data.aws_iam_openid_connect_provider.oidc_provider_existing) == 0
    error_message = "The provider is made or read."
  }

  assert {
    condition = [
      output.oidc_provider_arn,
      jsondecode(aws_iam_role.workload["reader"].assume_role_policy).Statement[0].Principal.Federated,
    ] == [for index in range(2) : var.oidc_provider_arn]
    error_message = "The role trusts another provider."
  }
}

run "oidc_provider_given_that_knows_the_audience" {
  variables {
    workloads = {
      vault = { namespace = "vault", service_account = "agent", audience = "vault.example.com", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
  }

  override_data {
    target = data.aws_iam_openid_connect_provider.oidc_provider_existing
    values = { client_id_list = ["sts.amazonaws.com", "vault.example.com"] }
  }

  assert {
    condition     = output.oidc_provider_arn == var.oidc_provider_arn
    error_message = "The role trusts another provider."
  }
}

run "oidc_provider_given_that_does_not_know_the_audience" {
  command = plan

  variables {
    workloads = {
      vault = { namespace = "vault", service_account = "agent", audience = "vault.example.com", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
  }

  override_data {
    target = data.aws_iam_openid_connect_provider.oidc_provider_existing
    values = { client_id_list = ["sts.amazonaws.com"] }
  }

  expect_failures = [data.aws_iam_openid_connect_provider.oidc_provider_existing]
}

run "oidc_provider_not_needed_for_pod_identity_alone" {
  variables {
    tags = { team = "platform" }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    identity                 = "pod-identity"
    load_balancer_controller = {}
  }

  assert {
    condition     = length(module.oidc_provider) == 0 && output.oidc_provider_arn == null
    error_message = "Nobody shows a token to this provider."
  }
}

run "oidc_provider_needed_by_one_that_has_another_identity_than_all" {
  variables {
    tags = { team = "platform" }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    identity                 = "pod-identity"
    load_balancer_controller = { identity = "irsa" }
  }

  assert {
    condition     = length(module.oidc_provider) == 1
    error_message = "The load balancer controller's role trusts no provider."
  }
}

run "oidc_provider_there_before_the_first_workload_is" {
  variables {
    tags      = { team = "platform" }
    workloads = {}
  }

  assert {
    condition     = length(module.oidc_provider) == 1
    error_message = "Other roles cannot trust the cluster."
  }
}

run "oidc_provider_with_nothing_read_from_a_cluster_that_is_described" {
  variables {
    tags = { team = "platform" }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
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
    condition     = one(module.oidc_provider[*].issuer) == "oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER"
    error_message = "The provider has another issuer."
  }

  assert {
    condition     = strcontains(aws_iam_role.workload["reader"].assume_role_policy, "\"oidc.eks.ap-northeast-2.amazonaws.com/id/OTHER:sub\"")
    error_message = "The role trusts another issuer."
  }
}

# Partitions: their ARNs, the audience that is one in all of them, and what they lack.

run "partitions_china" {
  variables {
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    identity          = "both"
    cert_manager      = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", acknowledge = [{ rule = "role-without-permissions", reason = "A bucket's policy names it." }] }
    }
    region                   = "cn-northwest-1"
    load_balancer_controller = { install = false }
  }

  assert {
    condition     = jsondecode(aws_iam_role.workload["reader"].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud"] == "sts.amazonaws.com"
    error_message = "Tokens of EKS are meant for sts.amazonaws.com in China, too."
  }

  assert {
    condition     = jsondecode(aws_iam_role.workload["reader"].assume_role_policy).Statement[1].Condition.ArnEquals["aws:SourceArn"] == "arn:aws-cn:eks:cn-northwest-1:111122223333:cluster/prod"
    error_message = "The trust policy is ${aws_iam_role.workload["reader"].assume_role_policy}"
  }

  assert {
    condition     = jsondecode(output.gitops.aws-load-balancer-controller.values[0]).image.repository == "961992271922.dkr.ecr.cn-northwest-1.amazonaws.com.cn/amazon/aws-load-balancer-controller"
    error_message = "The image comes from where nodes in China cannot get it."
  }
}

run "partitions_isolated" {
  variables {
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws-iso:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    identity          = "both"
    cert_manager = {
      hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]
      image_registry  = "registry.example.com/jetstack"
    }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws-iso:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    region                   = "us-iso-east-1"
    load_balancer_controller = { install = false, image_registry = "registry.example.com" }
  }

  assert {
    condition = [for key in ["enableShield", "enableWaf", "enableWafv2"] : jsondecode(output.gitops.aws-load-balancer-controller.values[0])[key]] == [
      false, false, false,
    ]
    error_message = "The controller would call services that are not there."
  }
}

run "partitions_govcloud" {
  variables {
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    identity          = "both"
    cert_manager      = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", acknowledge = [{ rule = "role-without-permissions", reason = "A bucket's policy names it." }] }
    }
    region                   = "us-gov-west-1"
    load_balancer_controller = { install = false, image_registry = "regional" }
  }

  assert {
    condition     = jsondecode(output.gitops.aws-load-balancer-controller.values[0]).image.repository == "013241004608.dkr.ecr.us-gov-west-1.amazonaws.com/amazon/aws-load-balancer-controller"
    error_message = "The image comes from another region's registry."
  }
}

run "partitions_given_for_a_region_that_is_new" {
  variables {
    identity     = "both"
    cert_manager = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
    workloads = {
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    region    = "xx-south-1"
    partition = "aws"
  }

  assert {
    condition     = jsondecode(aws_iam_role.workload["reader"].assume_role_policy).Statement[1].Condition.ArnEquals["aws:SourceArn"] == "arn:aws:eks:xx-south-1:111122223333:cluster/prod"
    error_message = "The trust policy is ${aws_iam_role.workload["reader"].assume_role_policy}"
  }
}

# EKS Pod Identity, alone and beside IRSA.

run "pod_identity_alone" {
  variables {
    identity = "pod-identity"
    workloads = {
      reader = { namespace = "shop", service_account = "s3-reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload["reader"].assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
      Condition = {
        StringEquals = {
          "aws:SourceAccount"                         = "111122223333"
          "aws:RequestTag/kubernetes-namespace"       = "shop"
          "aws:RequestTag/kubernetes-service-account" = ["s3-reader"]
        }
        ArnEquals = { "aws:SourceArn" = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod" }
      }
    }]
    error_message = "The trust policy is ${aws_iam_role.workload["reader"].assume_role_policy}"
  }

  assert {
    condition = alltrue([
      for one in [aws_eks_pod_identity_association.workload["reader"]] : alltrue([
        one.cluster_name == "prod",
        one.region == "ap-northeast-2",
        one.namespace == "shop",
        one.service_account == "s3-reader",
        one.role_arn == output.workload_role_arns.reader,
      ])
    ])
    error_message = "The association ties another ServiceAccount or role."
  }

  assert {
    condition     = !can(kubernetes_service_account_v1.workload["reader"].metadata[0].annotations["eks.amazonaws.com/role-arn"])
    error_message = "The ServiceAccount would use IRSA, which the role does not let in."
  }
}

run "pod_identity_both_while_moving" {
  variables {
    workloads = {
      reader = { namespace = "shop", service_account = "s3-reader", identity = "both", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      writer = { namespace = "shop", service_account = "s3-writer", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = jsondecode(aws_iam_role.workload["reader"].assume_role_policy).Statement[*].Principal == [{ Federated = output.oidc_provider_arn }, { Service = "pods.eks.amazonaws.com" }]
    error_message = "The trust policy is ${aws_iam_role.workload["reader"].assume_role_policy}"
  }

  assert {
    condition     = kubernetes_service_account_v1.workload["reader"].metadata[0].annotations["eks.amazonaws.com/role-arn"] == output.workload_role_arns.reader
    error_message = "Pods that still use IRSA lose their role."
  }

  assert {
    condition     = keys(aws_eks_pod_identity_association.workload) == ["reader"]
    error_message = "There are associations for ${jsonencode(keys(aws_eks_pod_identity_association.workload))}."
  }
}

run "pod_identity_of_add_ons" {
  variables {
    identity = "pod-identity"
    addons = {
      external-dns = {
        namespace       = "external-dns"
        chart           = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
      }
    }
  }

  assert {
    condition = {
      for key, one in aws_eks_pod_identity_association.addon : key => "${one.namespace}/${one.service_account}"
    } == { external-dns = "external-dns/external-dns" }
    error_message = "An association ties another ServiceAccount."
  }
}

run "pod_identity_none_without_a_role" {
  variables {
    identity = "pod-identity"
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
    condition     = length(aws_eks_pod_identity_association.addon) == 0
    error_message = "An association without a role, which AWS rejects."
  }
}

run "pod_identity_with_other_service_accounts_and_without_tags" {
  variables {
    identity = "pod-identity"
    workloads = {
      shared = {
        namespace       = "shop"
        service_account = "shared"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        trust           = { subjects = [{ namespace = "shop", service_account = "backup" }, { namespace = "orders", service_account = "shared" }] }
      }
      untagged = {
        namespace       = "shop"
        service_account = "untagged"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        pod_identity    = { disable_session_tags = true, source_conditions = false }
      }
      chained = {
        namespace        = "analytics"
        service_account  = "reports"
        assume_role_arns = ["arn:aws:iam::444455556666:role/reports"]
        pod_identity     = { target_role_arn = "arn:aws:iam::444455556666:role/reports" }
      }
    }
  }

  # Only what goes together is let in: not orders/backup.
  assert {
    condition = [
      for statement in jsondecode(aws_iam_role.workload["shared"].assume_role_policy).Statement : [
        statement.Condition.StringEquals["aws:RequestTag/kubernetes-namespace"],
        statement.Condition.StringEquals["aws:RequestTag/kubernetes-service-account"],
      ]
    ] == [["orders", ["shared"]], ["shop", ["backup", "shared"]]]
    error_message = "The trust policy is ${aws_iam_role.workload["shared"].assume_role_policy}"
  }

  assert {
    condition     = aws_eks_pod_identity_association.workload["untagged"].disable_session_tags && !strcontains(aws_iam_role.workload["untagged"].assume_role_policy, "RequestTag")
    error_message = "The trust policy asks for tags that sessions do not have."
  }

  assert {
    condition     = aws_eks_pod_identity_association.workload["chained"].target_role_arn == "arn:aws:iam::444455556666:role/reports"
    error_message = "The pods do not end up with the other account's role."
  }

  assert {
    condition     = keys(aws_eks_pod_identity_association.workload_other_subjects) == ["shared/orders/shared", "shared/shop/backup"]
    error_message = "Associated besides are ${jsonencode(keys(aws_eks_pod_identity_association.workload_other_subjects))}."
  }
}
