# Only what is in AWS, where GitOps installs the rest: outputs carry all that it needs.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name             = "prod"
  region                   = "ap-northeast-2"
  cert_manager             = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"], values = { installCRDs = true } }
  load_balancer_controller = {}
  addons = {
    external-dns = {
      namespace = "external-dns"
      chart     = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
      service_account = {
        name        = "external-dns"
        policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"]
      }
      values = ["policy: sync\n"]
    }
  }
  workloads = {
    reader = {
      namespace        = "shop"
      create_namespace = true
      service_account  = "reader"
      rules            = [{ api_groups = [""], resources = ["pods"], verbs = ["list"] }]
      cluster_rules    = [{ api_groups = [""], resources = ["nodes"], verbs = ["list"] }]
    }
    grafana = { namespace = "monitoring", service_account = "grafana", existing = true }
  }
}

run "everything" {
  variables {
    iam_only = true
  }

  assert {
    condition = sum([
      length(helm_release.cert_manager),
      length(helm_release.cert_manager_issuers),
      length(helm_release.load_balancer_controller),
      length(helm_release.addon),
      length(kubernetes_namespace_v1.namespace),
      length(kubernetes_service_account_v1.cert_manager_service_account),
      length(kubernetes_service_account_v1.load_balancer_controller_service_account),
      length(kubernetes_service_account_v1.addon_service_account),
      length(kubernetes_service_account_v1.workload_service_account),
      length(kubernetes_annotations.workload_service_account_annotations),
      length(kubernetes_role_v1.workload_rbac_role),
      length(kubernetes_role_binding_v1.workload_rbac_role_binding),
      length(kubernetes_cluster_role_v1.workload_rbac_cluster_role),
      length(kubernetes_cluster_role_binding_v1.workload_rbac_cluster_role_binding),
    ]) == 0
    error_message = "Something is made in Kubernetes."
  }

  assert {
    condition = sum([
      length(aws_iam_role.cert_manager_role),
      length(aws_iam_role.load_balancer_controller_role),
      length(aws_iam_role.addon_role),
      length(aws_iam_role.workload_role),
    ]) == 5
    error_message = "A role is missing."
  }

  assert {
    condition = {
      for release, one in output.gitops : release => join(" ", [one.chart, one.version, one.repository, one.release, "${one.namespace}/${one.service_account}"])
      } == {
      cert-manager                 = "cert-manager v1.21.1 oci://quay.io/jetstack/charts cert-manager cert-manager/cert-manager"
      aws-load-balancer-controller = "aws-load-balancer-controller 3.5.0 https://aws.github.io/eks-charts aws-load-balancer-controller kube-system/aws-load-balancer-controller"
      external-dns                 = "external-dns 1.18.0 https://kubernetes-sigs.github.io/external-dns external-dns external-dns/external-dns"
    }
    error_message = "The output says ${jsonencode(output.gitops)}."
  }

  assert {
    condition = { for release, one in output.gitops : release => one.role_arn } == {
      cert-manager                 = output.cert_manager_role_arn
      aws-load-balancer-controller = output.load_balancer_controller_role_arn
      external-dns                 = output.addon_role_arns.external-dns
    }
    error_message = "A role is another one: ${jsonencode(output.gitops)}."
  }

  # The chart makes its ServiceAccount, and annotates it.
  assert {
    condition = { for release in ["cert-manager", "aws-load-balancer-controller"] : release => jsondecode(output.gitops[release].values[0]).serviceAccount } == {
      cert-manager = {
        create      = true
        name        = "cert-manager"
        annotations = { "eks.amazonaws.com/role-arn" = output.cert_manager_role_arn }
      }
      aws-load-balancer-controller = {
        create      = true
        name        = "aws-load-balancer-controller"
        annotations = { "eks.amazonaws.com/role-arn" = output.load_balancer_controller_role_arn }
      }
    }
    error_message = "The values are ${jsonencode(output.gitops)}."
  }

  assert {
    condition = merge([for document in output.gitops.external-dns.values : try(yamldecode(document).serviceAccount, {})]...) == {
      create      = true
      name        = "external-dns"
      annotations = { "eks.amazonaws.com/role-arn" = output.addon_role_arns.external-dns }
    }
    error_message = "The values are ${jsonencode(output.gitops.external-dns)}."
  }

  assert {
    condition = [for release in ["cert-manager", "external-dns"] : output.gitops[release].values[length(output.gitops[release].values) - 1]] == [
      jsonencode({ installCRDs = true }), "policy: sync\n",
    ]
    error_message = "Values of yours are not the last: ${jsonencode(output.gitops)}."
  }

  assert {
    condition     = jsondecode(output.gitops["aws-load-balancer-controller"].values[0]).enableCertManager
    error_message = "cert-manager is there, whoever installs it."
  }

  assert {
    condition     = output.release_versions == {}
    error_message = "Nothing is released here: ${jsonencode(output.release_versions)}."
  }

  assert {
    condition     = keys(output.workload_role_arns) == ["grafana", "reader"]
    error_message = "A workload's role is not put out."
  }
}

run "one_of_the_releases" {
  variables {
    cert_manager = { install = false }
  }

  assert {
    condition     = length(helm_release.cert_manager) == 0 && length(helm_release.load_balancer_controller) == 1 && keys(helm_release.addon) == ["external-dns"]
    error_message = "The wrong one is left out."
  }

  assert {
    condition     = keys(output.gitops) == ["cert-manager"] && keys(output.release_versions) == ["aws-load-balancer-controller", "external-dns"]
    error_message = "The outputs say ${jsonencode([keys(output.gitops), output.release_versions])}."
  }

  assert {
    condition     = keys(kubernetes_namespace_v1.namespace) == ["shop"]
    error_message = "Who installs a release makes its namespace: ${jsonencode(keys(kubernetes_namespace_v1.namespace))}."
  }
}

run "pod_identity" {
  variables {
    iam_only = true
    identity = "pod-identity"
  }

  assert {
    condition = sum([
      length(aws_eks_pod_identity_association.cert_manager_pod_identity),
      length(aws_eks_pod_identity_association.load_balancer_controller_pod_identity),
      length(aws_eks_pod_identity_association.addon_pod_identity),
      length(aws_eks_pod_identity_association.workload_pod_identity),
    ]) == 5
    error_message = "Associations are in AWS, and one is missing."
  }

  assert {
    condition     = !strcontains(jsonencode(output.gitops), "eks.amazonaws.com/role-arn")
    error_message = "The values have annotations for IRSA."
  }
}
