# The ServiceAccount that the chart's pods run as.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/external-dns"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  name              = "dns"
  namespace         = "external-dns"
  chart             = { name = "external-dns", repository = "https://charts.example.com", version = "1.19.0" }
}

run "with_a_role" {
  variables {
    service_account = {
      name             = "external-dns"
      policy_arns      = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"]
      token_expiration = 3600
    }
    values = [jsonencode({ serviceAccount = { automount = true } })]
  }

  assert {
    condition = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({
      "eks.amazonaws.com/role-arn"         = "arn:aws:iam::111122223333:role/external-dns"
      "eks.amazonaws.com/token-expiration" = "3600"
      "helm.sh/resource-policy"            = "keep"
    })
    error_message = "it is annotated with the role, and a release that made it before keeps it"
  }

  assert {
    condition     = [kubernetes_service_account_v1.this[0].metadata[0].namespace, kubernetes_service_account_v1.this[0].metadata[0].name] == ["external-dns", "external-dns"]
    error_message = "it is beside the chart"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].automount_service_account_token
    error_message = "its pods get a Kubernetes API token"
  }

  assert {
    condition = { for one in helm_release.this[0].set : one.name => [one.value, one.type] } == {
      "serviceAccount.create" = ["false", "auto"]
      "serviceAccount.name"   = ["external-dns", "string"]
    }
    error_message = "the chart is told to take it"
  }

  assert {
    condition     = [for document in helm_release.this[0].values : jsondecode(document) if jsondecode(document) != {}] == [{ serviceAccount = { automount = true } }]
    error_message = "the user's values are a document of their own"
  }

  assert {
    condition     = output.role_arn == "arn:aws:iam::111122223333:role/external-dns"
    error_message = "the output is the role's ARN"
  }
}

run "where_the_chart_keeps_it" {
  variables {
    service_account = {
      name                  = "ebs-csi-controller-sa"
      assume_role_arns      = ["arn:aws:iam::111122223333:role/storage"]
      create_value          = "controller.serviceAccount.create"
      name_value            = "controller.serviceAccount.name"
      pod_annotations_value = "controller.podAnnotations"
    }
  }

  assert {
    condition = { for one in helm_release.this[0].set : one.name => [one.value, one.type] } == {
      "controller.serviceAccount.create"                  = ["false", "auto"]
      "controller.serviceAccount.name"                    = ["ebs-csi-controller-sa", "string"]
      "controller.podAnnotations.cdktf-eks-irsa/role-arn" = ["arn:aws:iam::111122223333:role/external-dns", "string"]
    }
    error_message = "values are set where the chart has them, and pods restart when their role changes"
  }
}

run "without_permissions" {
  command = plan

  variables {
    service_account = { name = "external-dns" }
    identity        = "both"
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && output.role_arn == null
    error_message = "nothing to allow, no role"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "helm.sh/resource-policy" = "keep" })
    error_message = "the ServiceAccount is made without a role"
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 0
    error_message = "there is no role to associate"
  }
}

run "none_by_pod_identity" {
  command = plan

  variables {
    identity = "pod-identity"
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 0
    error_message = "there is nothing to associate"
  }
}

run "by_pod_identity" {
  variables {
    identity = "pod-identity"
    service_account = {
      name         = "external-dns"
      policy_arns  = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"]
      pod_identity = { disable_session_tags = true, target_role_arn = "arn:aws:iam::444455556666:role/dns" }
    }
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "helm.sh/resource-policy" = "keep" })
    error_message = "no annotation is needed"
  }

  assert {
    condition = [
      aws_eks_pod_identity_association.this[0].cluster_name,
      aws_eks_pod_identity_association.this[0].region,
      aws_eks_pod_identity_association.this[0].namespace,
      aws_eks_pod_identity_association.this[0].service_account,
      aws_eks_pod_identity_association.this[0].role_arn,
      aws_eks_pod_identity_association.this[0].target_role_arn,
    ] == ["prod", "ap-northeast-2", "external-dns", "external-dns", "arn:aws:iam::111122223333:role/external-dns", "arn:aws:iam::444455556666:role/dns"]
    error_message = "an association ties it to the role"
  }

  assert {
    condition     = aws_eks_pod_identity_association.this[0].disable_session_tags
    error_message = "sessions have no tags"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement == [{
      Effect   = "Allow"
      Action   = ["sts:AssumeRole", "sts:TagSession"]
      Resource = ["arn:aws:iam::444455556666:role/dns"]
    }]
    error_message = "the role may change into the target"
  }
}

run "with_a_role_that_is_there" {
  command = plan

  variables {
    identity = "both"
    service_account = {
      name        = "external-dns"
      create_role = false
      role_arn    = "arn:aws:iam::111122223333:role/dns"
    }
  }

  assert {
    condition     = length(aws_iam_role.this) == 0
    error_message = "no role is made"
  }

  assert {
    condition = toset([
      output.role_arn,
      kubernetes_service_account_v1.this[0].metadata[0].annotations["eks.amazonaws.com/role-arn"],
      aws_eks_pod_identity_association.this[0].role_arn,
    ]) == toset(["arn:aws:iam::111122223333:role/dns"])
    error_message = "pods have the role that is there"
  }
}
