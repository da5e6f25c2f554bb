# Who may assume the role by EKS Pod Identity: the service, for this cluster of this account, and the ServiceAccount by
# its session's tags.

mock_provider "aws" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
}

run "instead_of_irsa" {
  command = plan

  variables {
    identity          = "pod-identity"
    oidc_provider_arn = null
    account_id        = "111122223333"
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
      Condition = {
        ArnEquals = { "aws:SourceArn" = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod" }
        StringEquals = {
          "aws:SourceAccount"                         = "111122223333"
          "aws:RequestTag/kubernetes-namespace"       = "shop"
          "aws:RequestTag/kubernetes-service-account" = ["s3-reader"]
        }
      }
    }]
    error_message = "account, cluster, namespace and ServiceAccount are checked"
  }
}

run "beside_irsa" {
  command = plan

  variables {
    identity = "both"
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_role.this[0].assume_role_policy).Statement : keys(statement.Principal)[0]] == ["Federated", "Service"]
    error_message = "either way leads to the role"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[1].Condition.StringEquals["aws:SourceAccount"] == "111122223333"
    error_message = "the account is the OIDC provider's"
  }
}

run "service_accounts_of_several_namespaces" {
  command = plan

  variables {
    identity = "pod-identity"
    trust = {
      subjects = [
        { namespace = "shop", service_account = "s3-writer" },
        { namespace = "reports", service_account = "s3-reader" },
      ]
    }
  }

  assert {
    condition = {
      for statement in jsondecode(aws_iam_role.this[0].assume_role_policy).Statement :
      statement.Condition.StringEquals["aws:RequestTag/kubernetes-namespace"] => statement.Condition.StringEquals["aws:RequestTag/kubernetes-service-account"]
    } == { reports = ["s3-reader"], shop = ["s3-reader", "s3-writer"] }
    error_message = "each namespace has a statement, so that no name holds in another namespace"
  }
}

run "without_session_tags" {
  command = plan

  variables {
    identity     = "pod-identity"
    pod_identity = { disable_session_tags = true }
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition == {
      ArnEquals    = { "aws:SourceArn" = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod" }
      StringEquals = { "aws:SourceAccount" = "111122223333" }
    }
    error_message = "sessions without tags cannot be checked for them"
  }
}

run "from_any_cluster" {
  command = plan

  variables {
    identity     = "pod-identity"
    pod_identity = { source_conditions = false }
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition == {
      StringEquals = {
        "aws:RequestTag/kubernetes-namespace"       = "shop"
        "aws:RequestTag/kubernetes-service-account" = ["s3-reader"]
      }
    }
    error_message = "neither account nor cluster is checked"
  }
}

run "with_neither" {
  command = plan

  variables {
    identity     = "pod-identity"
    pod_identity = { source_conditions = false, disable_session_tags = true }
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole", "sts:TagSession"]
      Principal = { Service = "pods.eks.amazonaws.com" }
    }]
    error_message = "there is no condition, not an empty one"
  }
}
