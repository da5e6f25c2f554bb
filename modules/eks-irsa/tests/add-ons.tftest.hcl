# Charts with an identity, and only what is in AWS where GitOps installs the rest.

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

# cert-manager: its role, its chart, its issuers.

run "cert_manager_with_the_defaults" {
  variables {
    cert_manager = {}
  }

  assert {
    condition     = output.cert_manager_role_arn == null
    error_message = "A role is made, and there are no zones for it."
  }

  assert {
    condition     = output.release_versions == { cert-manager = "v1.21.2" } && length(output.gitops) == 0
    error_message = "The outputs say something else: ${jsonencode([output.release_versions, output.gitops])}."
  }
}

run "cert_manager_with_a_role_for_its_hosted_zones" {
  variables {
    cert_manager = {
      install         = false
      hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]
      hosted_zones    = [{ id = "Z00000000000000000000", name = "example.com" }]
    }
  }

  assert {
    condition     = output.cert_manager_role_arn == "arn:aws:iam::111122223333:role/mock"
    error_message = "The output has another role: ${jsonencode(output.cert_manager_role_arn)}."
  }

  # A new role means new pods.
  assert {
    condition = jsondecode(output.gitops.cert-manager.values[0]) == {
      crds           = { enabled = true, keep = true }
      podAnnotations = { "cdktf-eks-irsa/role-arn" = output.cert_manager_role_arn }
      serviceAccount = {
        create      = true
        name        = "cert-manager"
        annotations = { "eks.amazonaws.com/role-arn" = output.cert_manager_role_arn }
      }
    }
    error_message = "The values are ${output.gitops.cert-manager.values[0]}"
  }
}

run "cert_manager_with_options" {
  variables {
    cert_manager = {
      install                   = false
      version                   = "v1.20.0"
      replicas                  = 3
      fargate                   = true
      leader_election_namespace = "cert-manager"
      image_registry            = "registry.example.com/jetstack"
      prometheus                = { enabled = true, pod_monitor = true }
    }
  }

  assert {
    condition = jsondecode(output.gitops.cert-manager.values[0]) == {
      crds                = { enabled = true, keep = true }
      serviceAccount      = { create = true, name = "cert-manager" }
      global              = { leaderElection = { namespace = "cert-manager" } }
      replicaCount        = 3
      podDisruptionBudget = { enabled = true }
      image               = { repository = "registry.example.com/jetstack/cert-manager-controller" }
      acmesolver          = { image = { repository = "registry.example.com/jetstack/cert-manager-acmesolver" } }
      startupapicheck     = { image = { repository = "registry.example.com/jetstack/cert-manager-startupapicheck" } }
      prometheus          = { enabled = true, podmonitor = { enabled = true } }
      cainjector = {
        replicaCount        = 3
        podDisruptionBudget = { enabled = true }
        image               = { repository = "registry.example.com/jetstack/cert-manager-cainjector" }
      }
      webhook = {
        replicaCount        = 3
        podDisruptionBudget = { enabled = true }
        image               = { repository = "registry.example.com/jetstack/cert-manager-webhook" }
        securePort          = 10260
      }
    }
    error_message = "The values are ${output.gitops.cert-manager.values[0]}"
  }

  assert {
    condition     = output.gitops.cert-manager.version == "v1.20.0"
    error_message = "The version got lost."
  }
}

run "cert_manager_with_values_of_yours_merged_last" {
  variables {
    cert_manager = {
      install = false
      values = {
        resources  = { requests = { cpu = "10m" } }
        extraArgs  = ["--dns01-recursive-nameservers-only", "--v=2"]
        prometheus = { enabled = false }
      }
    }
  }

  assert {
    condition = jsondecode(output.gitops.cert-manager.values[length(output.gitops.cert-manager.values) - 1]) == {
      resources  = { requests = { cpu = "10m" } }
      extraArgs  = ["--dns01-recursive-nameservers-only", "--v=2"]
      prometheus = { enabled = false }
    }
    error_message = "The last values are not yours: ${jsonencode(output.gitops.cert-manager.values)}."
  }
}

run "cert_manager_of_a_folder" {
  variables {
    cert_manager = { chart = { path = "./charts/cert-manager" } }
  }

  assert {
    condition     = output.release_versions == {}
    error_message = "A folder's chart has a version of its own, which nobody knows here."
  }
}

run "cert_manager_of_a_mirror" {
  variables {
    cert_manager = { install = false, chart = { repository = "oci://registry.example.com/charts" } }
  }

  assert {
    condition     = output.gitops.cert-manager.repository == "oci://registry.example.com/charts"
    error_message = "The chart comes from elsewhere."
  }
}

# The AWS Load Balancer Controller: its role, its chart, its webhook.

run "load_balancer_controller_with_the_defaults" {
  variables {
    load_balancer_controller = { install = false }
  }

  assert {
    condition = jsondecode(output.gitops.aws-load-balancer-controller.values[0]) == {
      clusterName  = "prod"
      region       = "ap-northeast-2"
      vpcId        = "vpc-0abc"
      replicaCount = 2
      serviceAccount = {
        create      = true
        name        = "aws-load-balancer-controller"
        annotations = { "eks.amazonaws.com/role-arn" = output.load_balancer_controller_role_arn }
      }
      podAnnotations              = { "cdktf-eks-irsa/role-arn" = output.load_balancer_controller_role_arn }
      podDisruptionBudget         = { maxUnavailable = 1 }
      enableServiceMutatorWebhook = false
      enableCertManager           = false
      keepTLSSecret               = true
    }
    error_message = "The values are ${output.gitops.aws-load-balancer-controller.values[0]}"
  }

  assert {
    condition     = length(output.gitops.aws-load-balancer-controller.values) == 1
    error_message = "There are other values: ${jsonencode(output.gitops.aws-load-balancer-controller.values)}."
  }

  assert {
    condition     = output.load_balancer_controller_role_arn == "arn:aws:iam::111122223333:role/mock"
    error_message = "The output has another role: ${jsonencode(output.load_balancer_controller_role_arn)}."
  }
}

run "load_balancer_controller_with_a_certificate_of_cert_manager" {
  variables {
    cert_manager             = {}
    load_balancer_controller = { install = false }
  }

  assert {
    condition     = jsondecode(output.gitops.aws-load-balancer-controller.values[0]).enableCertManager
    error_message = "The webhook has a certificate of Helm's, and cert-manager is there."
  }

  assert {
    condition     = !can(jsondecode(output.gitops.aws-load-balancer-controller.values[0]).keepTLSSecret)
    error_message = "A Secret of Helm's is kept, and there is none."
  }
}

run "load_balancer_controller_with_a_certificate_of_helm_beside_cert_manager" {
  variables {
    cert_manager             = {}
    load_balancer_controller = { install = false, webhook_certificate = "helm" }
  }

  assert {
    condition = [
      jsondecode(output.gitops.aws-load-balancer-controller.values[0]).enableCertManager,
      jsondecode(output.gitops.aws-load-balancer-controller.values[0]).keepTLSSecret,
    ] == [false, true]
    error_message = "The values are ${output.gitops.aws-load-balancer-controller.values[0]}"
  }
}

run "load_balancer_controller_with_options" {
  variables {
    load_balancer_controller = {
      install                 = false
      replicas                = 3
      service_mutator_webhook = true
      isolated                = true
      waf                     = true
      image_registry          = "regional"
      ingress_class           = { name = "public", default = true, params = { scheme = "internet-facing", tags = [{ key = "team", value = "platform" }] } }
      feature_gates           = { SubnetsClusterTagCheck = false }
      default_target_type     = "ip"
      default_ssl_policy      = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      security_groups         = { restrict_rules = false, backend = "sg-0abc" }
      default_tags            = { team = "platform" }
      service_monitor         = true
    }
  }

  assert {
    condition = { for key, value in jsondecode(output.gitops.aws-load-balancer-controller.values[0]) : key => value if !contains(["podAnnotations", "serviceAccount"], key) } == {
      clusterName                         = "prod"
      region                              = "ap-northeast-2"
      vpcId                               = "vpc-0abc"
      replicaCount                        = 3
      podDisruptionBudget                 = { maxUnavailable = 1 }
      enableServiceMutatorWebhook         = true
      enableCertManager                   = false
      keepTLSSecret                       = true
      enableShield                        = false
      enableWaf                           = true
      enableWafv2                         = false
      image                               = { repository = "602401143452.dkr.ecr.ap-northeast-2.amazonaws.com/amazon/aws-load-balancer-controller" }
      ingressClass                        = "public"
      ingressClassConfig                  = { default = true }
      ingressClassParams                  = { spec = { scheme = "internet-facing", tags = [{ key = "team", value = "platform" }] } }
      controllerConfig                    = { featureGates = { SubnetsClusterTagCheck = false } }
      defaultTargetType                   = "ip"
      defaultSSLPolicy                    = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      disableRestrictedSecurityGroupRules = true
      backendSecurityGroup                = "sg-0abc"
      defaultTags                         = { team = "platform" }
      serviceMonitor                      = { enabled = true }
    }
    error_message = "The values are ${output.gitops.aws-load-balancer-controller.values[0]}"
  }
}

run "load_balancer_controller_with_values_of_yours_merged_last" {
  variables {
    load_balancer_controller = {
      install = false
      values  = { podDisruptionBudget = { minAvailable = 1 }, nodeSelector = { "kubernetes.io/arch" = "arm64" } }
    }
  }

  assert {
    condition = jsondecode(output.gitops.aws-load-balancer-controller.values[1]) == {
      podDisruptionBudget = { minAvailable = 1 }
      nodeSelector        = { "kubernetes.io/arch" = "arm64" }
    }
    error_message = "The last values are not yours: ${jsonencode(output.gitops.aws-load-balancer-controller.values)}."
  }

  # A budget has one or the other.
  assert {
    condition     = !can(jsondecode(output.gitops.aws-load-balancer-controller.values[0]).podDisruptionBudget)
    error_message = "The values are ${output.gitops.aws-load-balancer-controller.values[0]}"
  }
}

# Any other chart with an identity of its own.

run "addons_with_a_role_and_the_values_that_tell_the_chart" {
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

  assert {
    condition = { for one in helm_release.addon["external-dns"].set : one.name => [one.value, one.type] } == {
      "serviceAccount.create"                  = ["false", "auto"]
      "serviceAccount.name"                    = ["external-dns", "string"]
      "podAnnotations.cdktf-eks-irsa/role-arn" = [output.addon_role_arns.external-dns, "string"]
    }
    error_message = "The chart is told ${jsonencode(helm_release.addon["external-dns"].set)}."
  }

  assert {
    condition = [for document in helm_release.addon["external-dns"].values : document if document != "{}"] == [
      "policy: sync\n", "{\"txtOwnerId\":\"prod\"}",
    ]
    error_message = "The values are ${jsonencode(helm_release.addon["external-dns"].values)}."
  }

  assert {
    condition = kubernetes_service_account_v1.addon["external-dns"].metadata[0].annotations == tomap({
      "eks.amazonaws.com/role-arn"         = output.addon_role_arns.external-dns
      "eks.amazonaws.com/token-expiration" = "3600"
      "helm.sh/resource-policy"            = "keep"
    })
    error_message = "It has other annotations: ${jsonencode(kubernetes_service_account_v1.addon["external-dns"].metadata[0].annotations)}."
  }

  assert {
    condition     = { for key, one in aws_iam_role_policy_attachment.addon_policy : key => one.policy_arn } == { "external-dns/records" = "arn:aws:iam::111122223333:policy/records" }
    error_message = "There are other attachments."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.addon["external-dns"].policy).Statement == [{ Effect = "Allow", Action = ["route53:ListHostedZones"], Resource = ["*"] }]
    error_message = "The policy is ${aws_iam_role_policy.addon["external-dns"].policy}"
  }

  assert {
    condition     = output.release_versions == { external-dns = "1.18.0" }
    error_message = "The output says ${jsonencode(output.release_versions)}."
  }
}

run "addons_whose_chart_calls_its_values_otherwise" {
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
    condition = { for one in helm_release.addon["ebs-csi-driver"].set : one.name => [one.value, one.type] } == {
      "controller.serviceAccount.create" = ["false", "auto"]
      "controller.serviceAccount.name"   = ["ebs-csi-controller-sa", "string"]
    }
    error_message = "The chart is told ${jsonencode(helm_release.addon["ebs-csi-driver"].set)}."
  }
}

run "addons_of_a_folder" {
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

run "addons_of_a_mirror_with_a_password" {
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

# Only what is in AWS, where GitOps installs the rest: outputs carry all that it needs.

run "gitops_everything" {
  variables {
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
        policy_arns      = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        rules            = [{ api_groups = [""], resources = ["pods"], verbs = ["list"] }]
        cluster_rules    = [{ api_groups = [""], resources = ["nodes"], verbs = ["list"] }]
      }
      grafana = { namespace = "monitoring", service_account = "grafana", existing = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    iam_only = true
  }

  assert {
    condition = sum([
      length(helm_release.addon),
      length(kubernetes_namespace_v1.namespace),
      length(kubernetes_service_account_v1.addon),
      length(kubernetes_service_account_v1.workload),
      length(kubernetes_annotations.workload),
      length(kubernetes_role_v1.workload),
      length(kubernetes_role_binding_v1.workload),
      length(kubernetes_cluster_role_v1.workload),
      length(kubernetes_cluster_role_binding_v1.workload),
    ]) == 0
    error_message = "Something is made in Kubernetes."
  }

  assert {
    condition     = length(aws_iam_role.addon) + length(aws_iam_role.workload) == 3
    error_message = "A role is missing."
  }

  assert {
    condition = {
      for release, one in output.gitops : release => join(" ", [one.chart, one.version, one.repository, one.release, "${one.namespace}/${one.service_account}"])
      } == {
      cert-manager                 = "cert-manager v1.21.2 oci://quay.io/jetstack/charts cert-manager cert-manager/cert-manager"
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
    condition = { for one in output.gitops.external-dns.set : one.name => [one.value, one.type] } == {
      "serviceAccount.create"                                     = ["true", "auto"]
      "serviceAccount.name"                                       = ["external-dns", "string"]
      "serviceAccount.annotations.eks\\.amazonaws\\.com/role-arn" = [output.addon_role_arns.external-dns, "string"]
    }
    error_message = "The chart is told ${jsonencode(output.gitops.external-dns.set)}."
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

run "gitops_one_of_the_releases" {
  variables {
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
        policy_arns      = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        rules            = [{ api_groups = [""], resources = ["pods"], verbs = ["list"] }]
        cluster_rules    = [{ api_groups = [""], resources = ["nodes"], verbs = ["list"] }]
      }
      grafana = { namespace = "monitoring", service_account = "grafana", existing = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    cert_manager = { install = false }
  }

  assert {
    condition     = keys(helm_release.addon) == ["external-dns"]
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

run "gitops_pod_identity" {
  variables {
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
        policy_arns      = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        rules            = [{ api_groups = [""], resources = ["pods"], verbs = ["list"] }]
        cluster_rules    = [{ api_groups = [""], resources = ["nodes"], verbs = ["list"] }]
      }
      grafana = { namespace = "monitoring", service_account = "grafana", existing = true, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
    iam_only = true
    identity = "pod-identity"
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.addon) + length(aws_eks_pod_identity_association.workload) == 3
    error_message = "Associations are in AWS, and one is missing."
  }

  assert {
    condition     = !strcontains(jsonencode(output.gitops), "eks.amazonaws.com/role-arn")
    error_message = "The values have annotations for IRSA."
  }
}
