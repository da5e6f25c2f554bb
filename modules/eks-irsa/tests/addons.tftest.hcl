# Any other chart with an identity of its own.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "with_a_role_and_the_values_that_tell_the_chart" {
  variables {
    addons = {
      external-dns = {
        namespace        = "external-dns"
        create_namespace = true
        chart            = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = {
          name                  = "external-dns"
          statements            = [{ actions = ["route53:ListHostedZones"], resources = ["*"] }]
          named_policy_arns     = { records = "arn:aws:iam::111122223333:policy/records" }
          pod_annotations_value = "podAnnotations"
          token_expiration      = 3600
        }
        values = ["policy: sync\n", jsonencode({ txtOwnerId = "prod" })]
      }
    }
  }

  assert {
    condition = alltrue([
      for release in [helm_release.addon["external-dns"]] : alltrue([
        release.name == "external-dns",
        release.namespace == "external-dns",
        release.repository == "https://kubernetes-sigs.github.io/external-dns",
        release.chart == "external-dns",
        release.version == "1.18.0",
        release.wait == true,
        release.timeout == 600,
      ])
    ])
    error_message = "The release is another one."
  }

  # Helm merges the documents; of these, no two say the same.
  assert {
    condition = merge([for document in helm_release.addon["external-dns"].values : { for key, value in yamldecode(document) : key => value if key != "serviceAccount" }]...) == {
      podAnnotations = { "cdktf-eks-irsa/role-arn" = output.addon_role_arns.external-dns }
      policy         = "sync"
      txtOwnerId     = "prod"
    }
    error_message = "The values are ${jsonencode(helm_release.addon["external-dns"].values)}."
  }

  assert {
    condition = merge([for document in helm_release.addon["external-dns"].values : try(yamldecode(document).serviceAccount, {})]...) == {
      create = false
      name   = "external-dns"
    }
    error_message = "The values are ${jsonencode(helm_release.addon["external-dns"].values)}."
  }

  # Last, so that they win.
  assert {
    condition     = slice(helm_release.addon["external-dns"].values, length(helm_release.addon["external-dns"].values) - 2, length(helm_release.addon["external-dns"].values)) == tolist(["policy: sync\n", "{\"txtOwnerId\":\"prod\"}"])
    error_message = "The values are ${jsonencode(helm_release.addon["external-dns"].values)}."
  }

  assert {
    condition = kubernetes_service_account_v1.addon_service_account["external-dns"].metadata[0].annotations == tomap({
      "eks.amazonaws.com/role-arn"         = output.addon_role_arns.external-dns
      "eks.amazonaws.com/token-expiration" = "3600"
    })
    error_message = "It has other annotations: ${jsonencode(kubernetes_service_account_v1.addon_service_account["external-dns"].metadata[0].annotations)}."
  }

  assert {
    condition     = { for key, one in aws_iam_role_policy_attachment.addon_role_policy : key => one.policy_arn } == { "external-dns/records" = "arn:aws:iam::111122223333:policy/records" }
    error_message = "There are other attachments."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.addon_role_inline["external-dns"].policy).Statement == [{ Effect = "Allow", Action = ["route53:ListHostedZones"], Resource = ["*"] }]
    error_message = "The policy is ${aws_iam_role_policy.addon_role_inline["external-dns"].policy}"
  }

  assert {
    condition     = output.release_versions == { external-dns = "1.18.0" }
    error_message = "The output says ${jsonencode(output.release_versions)}."
  }
}

run "whose_chart_calls_its_values_otherwise" {
  variables {
    addons = {
      ebs-csi-driver = {
        namespace = "kube-system"
        chart     = { name = "aws-ebs-csi-driver", repository = "https://kubernetes-sigs.github.io/aws-ebs-csi-driver", version = "2.53.0" }
        service_account = {
          name         = "ebs-csi-controller-sa"
          policy_arns  = ["arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy"]
          create_value = "controller.serviceAccount.create"
          name_value   = "controller.serviceAccount.name"
        }
      }
    }
  }

  assert {
    condition = [for document in helm_release.addon["ebs-csi-driver"].values : jsondecode(document) if document != "{}"] == [
      { controller = { serviceAccount = { create = false } } },
      { controller = { serviceAccount = { name = "ebs-csi-controller-sa" } } },
    ]
    error_message = "The values are ${jsonencode(helm_release.addon["ebs-csi-driver"].values)}."
  }
}

run "of_a_folder" {
  variables {
    addons = {
      ours = { namespace = "platform", chart = { name = "ours", path = "./charts/ours" } }
    }
  }

  assert {
    condition     = helm_release.addon["ours"].chart == "./charts/ours" && helm_release.addon["ours"].repository == null
    error_message = "The chart comes from elsewhere."
  }

  assert {
    condition     = output.release_versions == {}
    error_message = "A folder's chart has a version of its own, which nobody knows here."
  }
}

run "of_a_mirror_with_a_password" {
  variables {
    addons = {
      private = { namespace = "platform", chart = { name = "private", repository = "oci://registry.example.com/charts", version = "1.0.0" } }
      public  = { namespace = "platform", chart = { name = "public", repository = "oci://example.com/charts", version = "1.0.0" } }
    }
    chart_credentials = { private = { username = "reader", password = "secret" } }
  }

  assert {
    condition     = nonsensitive(helm_release.addon["private"].repository_password) == "secret" && nonsensitive(helm_release.addon["public"].repository_password) == null
    error_message = "The password is another one, or also another registry's."
  }
}
