# EKS Pod Identity, alone and beside IRSA.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "alone" {
  variables {
    identity = "pod-identity"
    workloads = {
      reader = { namespace = "shop", service_account = "s3-reader" }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload_role["reader"].assume_role_policy).Statement == [{
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
    error_message = "The trust policy is ${aws_iam_role.workload_role["reader"].assume_role_policy}"
  }

  assert {
    condition = alltrue([
      for one in [aws_eks_pod_identity_association.workload_pod_identity["reader"]] : alltrue([
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
    condition     = !can(kubernetes_service_account_v1.workload_service_account["reader"].metadata[0].annotations["eks.amazonaws.com/role-arn"])
    error_message = "The ServiceAccount would use IRSA, which the role does not let in."
  }
}

run "both_while_moving" {
  variables {
    workloads = {
      reader = { namespace = "shop", service_account = "s3-reader", identity = "both" }
      writer = { namespace = "shop", service_account = "s3-writer" }
    }
  }

  assert {
    condition     = jsondecode(aws_iam_role.workload_role["reader"].assume_role_policy).Statement[*].Principal == [{ Federated = output.oidc_provider_arn }, { Service = "pods.eks.amazonaws.com" }]
    error_message = "The trust policy is ${aws_iam_role.workload_role["reader"].assume_role_policy}"
  }

  assert {
    condition     = kubernetes_service_account_v1.workload_service_account["reader"].metadata[0].annotations["eks.amazonaws.com/role-arn"] == output.workload_role_arns.reader
    error_message = "Pods that still use IRSA lose their role."
  }

  assert {
    condition     = keys(aws_eks_pod_identity_association.workload_pod_identity) == ["reader"]
    error_message = "There are associations for ${jsonencode(keys(aws_eks_pod_identity_association.workload_pod_identity))}."
  }
}

run "of_add_ons" {
  variables {
    identity                 = "pod-identity"
    cert_manager             = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
    load_balancer_controller = {}
    addons = {
      external-dns = {
        namespace       = "external-dns"
        chart           = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
      }
    }
  }

  assert {
    condition = [
      for one in [
        aws_eks_pod_identity_association.cert_manager_pod_identity[0],
        aws_eks_pod_identity_association.load_balancer_controller_pod_identity[0],
        aws_eks_pod_identity_association.addon_pod_identity["external-dns"],
      ] : "${one.namespace}/${one.service_account}"
    ] == ["cert-manager/cert-manager", "kube-system/aws-load-balancer-controller", "external-dns/external-dns"]
    error_message = "An association ties another ServiceAccount."
  }
}

run "none_without_a_role" {
  variables {
    identity     = "pod-identity"
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
    condition     = length(aws_eks_pod_identity_association.cert_manager_pod_identity) + length(aws_eks_pod_identity_association.addon_pod_identity) == 0
    error_message = "An association without a role, which AWS rejects."
  }
}

run "with_other_service_accounts_and_without_tags" {
  variables {
    identity = "pod-identity"
    workloads = {
      shared = {
        namespace       = "shop"
        service_account = "shared"
        trust           = { subjects = [{ namespace = "shop", service_account = "backup" }, { namespace = "orders", service_account = "shared" }] }
      }
      untagged = {
        namespace       = "shop"
        service_account = "untagged"
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
      for statement in jsondecode(aws_iam_role.workload_role["shared"].assume_role_policy).Statement : [
        statement.Condition.StringEquals["aws:RequestTag/kubernetes-namespace"],
        statement.Condition.StringEquals["aws:RequestTag/kubernetes-service-account"],
      ]
    ] == [["orders", ["shared"]], ["shop", ["backup", "shared"]]]
    error_message = "The trust policy is ${aws_iam_role.workload_role["shared"].assume_role_policy}"
  }

  assert {
    condition     = aws_eks_pod_identity_association.workload_pod_identity["untagged"].disable_session_tags && !strcontains(aws_iam_role.workload_role["untagged"].assume_role_policy, "RequestTag")
    error_message = "The trust policy asks for tags that sessions do not have."
  }

  assert {
    condition     = aws_eks_pod_identity_association.workload_pod_identity["chained"].target_role_arn == "arn:aws:iam::444455556666:role/reports"
    error_message = "The pods do not end up with the other account's role."
  }
}
