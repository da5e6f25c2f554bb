# cert-manager: its role, its chart, its issuers.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "with_the_defaults" {
  variables {
    cert_manager = {}
  }

  assert {
    condition = alltrue([
      for release in [helm_release.cert_manager[0]] : alltrue([
        release.name == "cert-manager",
        release.namespace == "cert-manager",
        release.repository == "oci://quay.io/jetstack/charts",
        release.chart == "cert-manager",
        release.version == "v1.21.1",
        release.wait == true,
        release.timeout == 600,
        length(release.values) == 1,
      ])
    ])
    error_message = "The release is another one."
  }

  assert {
    condition = jsondecode(helm_release.cert_manager[0].values[0]) == {
      crds           = { enabled = true, keep = true }
      serviceAccount = { create = false, name = "cert-manager" }
    }
    error_message = "The values are ${helm_release.cert_manager[0].values[0]}"
  }

  assert {
    condition     = length(aws_iam_role.cert_manager_role) == 0 && output.cert_manager_role_arn == null
    error_message = "A role is made, and there are no zones for it."
  }

  assert {
    condition     = length(helm_release.cert_manager_issuers) == 0
    error_message = "A release of no issuers is made."
  }

  assert {
    condition     = output.release_versions == { cert-manager = "v1.21.1" } && length(output.gitops) == 0
    error_message = "The outputs say something else: ${jsonencode([output.release_versions, output.gitops])}."
  }
}

run "with_a_role_for_its_hosted_zones" {
  variables {
    cert_manager = {
      hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]
      hosted_zones    = [{ id = "Z00000000000000000000", name = "example.com" }]
    }
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.cert_manager_role_inline[0].policy).Statement == [
      { Effect = "Allow", Action = "route53:GetChange", Resource = "arn:aws:route53:::change/*" },
      {
        Effect    = "Allow"
        Action    = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
        Resource  = ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ", "arn:aws:route53:::hostedzone/Z00000000000000000000"]
        Condition = { "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = "TXT" } }
      },
    ]
    error_message = "The policy is ${aws_iam_role_policy.cert_manager_role_inline[0].policy}"
  }

  assert {
    condition     = kubernetes_service_account_v1.cert_manager_service_account[0].metadata[0].annotations == tomap({ "eks.amazonaws.com/role-arn" = output.cert_manager_role_arn })
    error_message = "The ServiceAccount does not name the role."
  }

  # A new role means new pods.
  assert {
    condition     = jsondecode(helm_release.cert_manager[0].values[0]).podAnnotations == { "cdktf-eks-irsa/role-arn" = output.cert_manager_role_arn }
    error_message = "The values are ${helm_release.cert_manager[0].values[0]}"
  }
}

run "with_narrower_and_wider_permissions" {
  variables {
    cert_manager = {
      hosted_zone_ids     = ["Z0123456789ABCDEFGHIJ"]
      acme_challenge_only = true
      look_up_zones       = true
    }
  }

  assert {
    condition     = strcontains(aws_iam_role_policy.cert_manager_role_inline[0].policy, "\"route53:ChangeResourceRecordSetsNormalizedRecordNames\":[\"_acme-challenge.*\"]")
    error_message = "Other records may be changed, too."
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.cert_manager_role_inline[0].policy).Statement[2] == { Effect = "Allow", Action = "route53:ListHostedZonesByName", Resource = "*" }
    error_message = "Zones cannot be looked up."
  }
}

run "with_zones_of_another_account" {
  variables {
    cert_manager = {
      hosted_zone_ids      = ["Z0123456789ABCDEFGHIJ"]
      hosted_zone_role_arn = "arn:aws:iam::444455556666:role/dns"
      issuers              = [{ name = "letsencrypt", acme = { email = "ops@example.com" } }]
    }
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.cert_manager_role_inline[0].policy).Statement == [
      { Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Resource = "arn:aws:iam::444455556666:role/dns" },
    ]
    error_message = "The policy is ${aws_iam_role_policy.cert_manager_role_inline[0].policy}"
  }

  assert {
    condition = jsondecode(helm_release.cert_manager_issuers[0].values[0]).issuers.letsencrypt.spec.acme.solvers == [
      { dns01 = { route53 = { region = "ap-northeast-2", hostedZoneID = "Z0123456789ABCDEFGHIJ", role = "arn:aws:iam::444455556666:role/dns" } } },
    ]
    error_message = "The issuer does not change into the role of the zone's account."
  }
}

run "with_issuers_of_each_kind" {
  variables {
    cert_manager = {
      hosted_zones = [
        { id = "Z0123456789ABCDEFGHIJ", name = "example.com" },
        { id = "Z00000000000000000000", name = "example.org" },
      ]
      issuers = [
        { name = "letsencrypt", acme = { email = "ops@example.com" } },
        { name = "letsencrypt-staging", acme = { email = "ops@example.com", staging = true, private_key_secret = "staging" } },
        { name = "self-signed", self_signed = {} },
        { name = "internal", namespace = "shop", ca = { secret_name = "internal-ca" } },
      ]
    }
  }

  assert {
    condition     = helm_release.cert_manager_issuers[0].chart == "./charts/issuers" && helm_release.cert_manager_issuers[0].namespace == "cert-manager"
    error_message = "The issuers are of another chart: ${helm_release.cert_manager_issuers[0].chart}."
  }

  assert {
    condition = {
      for key, one in jsondecode(helm_release.cert_manager_issuers[0].values[0]).issuers : key => "${one.kind} ${one.metadata.name}"
      } == {
      letsencrypt         = "ClusterIssuer letsencrypt"
      letsencrypt-staging = "ClusterIssuer letsencrypt-staging"
      self-signed         = "ClusterIssuer self-signed"
      "shop/internal"     = "Issuer internal"
    }
    error_message = "There are other issuers: ${helm_release.cert_manager_issuers[0].values[0]}"
  }

  assert {
    condition = jsondecode(helm_release.cert_manager_issuers[0].values[0]).issuers.letsencrypt.spec == {
      acme = {
        email               = "ops@example.com"
        server              = "https://acme-v02.api.letsencrypt.org/directory"
        privateKeySecretRef = { name = "letsencrypt-account" }
        solvers = [
          { selector = { dnsZones = ["example.com"] }, dns01 = { route53 = { region = "ap-northeast-2", hostedZoneID = "Z0123456789ABCDEFGHIJ" } } },
          { selector = { dnsZones = ["example.org"] }, dns01 = { route53 = { region = "ap-northeast-2", hostedZoneID = "Z00000000000000000000" } } },
        ]
      }
    }
    error_message = "The issuers are ${helm_release.cert_manager_issuers[0].values[0]}"
  }

  assert {
    condition = [
      for one in [jsondecode(helm_release.cert_manager_issuers[0].values[0]).issuers["letsencrypt-staging"].spec.acme] :
      [one.server, one.privateKeySecretRef.name]
    ] == [["https://acme-staging-v02.api.letsencrypt.org/directory", "staging"]]
    error_message = "The issuers are ${helm_release.cert_manager_issuers[0].values[0]}"
  }

  assert {
    condition = [
      for key in ["self-signed", "shop/internal"] : jsonencode(jsondecode(helm_release.cert_manager_issuers[0].values[0]).issuers[key].spec)
    ] == [jsonencode({ selfSigned = {} }), jsonencode({ ca = { secretName = "internal-ca" } })]
    error_message = "The issuers are ${helm_release.cert_manager_issuers[0].values[0]}"
  }
}

run "with_options" {
  variables {
    cert_manager = {
      version                   = "v1.20.0"
      replicas                  = 3
      fargate                   = true
      leader_election_namespace = "cert-manager"
      image_registry            = "registry.example.com/jetstack"
      prometheus                = { enabled = true, pod_monitor = true }
      timeout                   = 900
      take_ownership            = true
    }
  }

  assert {
    condition = jsondecode(helm_release.cert_manager[0].values[0]) == {
      crds                = { enabled = true, keep = true }
      serviceAccount      = { create = false, name = "cert-manager" }
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
    error_message = "The values are ${helm_release.cert_manager[0].values[0]}"
  }

  assert {
    condition     = helm_release.cert_manager[0].version == "v1.20.0" && helm_release.cert_manager[0].timeout == 900 && helm_release.cert_manager[0].take_ownership
    error_message = "An option of the release got lost."
  }
}

run "with_values_of_yours_merged_last" {
  variables {
    cert_manager = {
      values = {
        resources  = { requests = { cpu = "10m" } }
        extraArgs  = ["--dns01-recursive-nameservers-only", "--v=2"]
        prometheus = { enabled = false }
      }
    }
  }

  assert {
    condition = jsondecode(helm_release.cert_manager[0].values[length(helm_release.cert_manager[0].values) - 1]) == {
      resources  = { requests = { cpu = "10m" } }
      extraArgs  = ["--dns01-recursive-nameservers-only", "--v=2"]
      prometheus = { enabled = false }
    }
    error_message = "The last values are not yours: ${jsonencode(helm_release.cert_manager[0].values)}."
  }
}

run "of_a_folder" {
  variables {
    cert_manager = { chart = { path = "./charts/cert-manager" } }
  }

  assert {
    condition     = helm_release.cert_manager[0].chart == "./charts/cert-manager" && helm_release.cert_manager[0].repository == null
    error_message = "The chart comes from elsewhere."
  }

  assert {
    condition     = output.release_versions == {}
    error_message = "A folder's chart has a version of its own, which nobody knows here."
  }
}

run "of_a_mirror_with_a_password" {
  variables {
    cert_manager      = { chart = { repository = "oci://registry.example.com/charts" } }
    chart_credentials = { cert-manager = { username = "reader", password = "secret" } }
  }

  assert {
    condition     = helm_release.cert_manager[0].repository == "oci://registry.example.com/charts" && nonsensitive(helm_release.cert_manager[0].repository_username) == "reader"
    error_message = "The chart comes from elsewhere, or as somebody else."
  }
}
