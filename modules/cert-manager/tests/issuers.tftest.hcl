# Issuers, which are installed as soon as cert-manager is ready.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
}

run "none_unless_told" {
  command = plan

  assert {
    condition     = length(helm_release.issuers) == 0
    error_message = "there is no second release"
  }
}

run "acme" {
  command = plan

  variables {
    issuers = [{ name = "letsencrypt", acme = { email = "platform@example.com" } }]
  }

  assert {
    condition = jsondecode(helm_release.issuers[0].values[0]).issuers == {
      letsencrypt = {
        apiVersion = "cert-manager.io/v1"
        kind       = "ClusterIssuer"
        metadata   = { name = "letsencrypt" }
        spec = {
          acme = {
            email               = "platform@example.com"
            server              = "https://acme-v02.api.letsencrypt.org/directory"
            privateKeySecretRef = { name = "letsencrypt-account" }
            solvers             = [{ dns01 = { route53 = { hostedZoneID = "Z0123456789ABCDEFGHIJ", region = "ap-northeast-2" } } }]
          }
        }
      }
    }
    error_message = "a ClusterIssuer of Let's Encrypt, with DNS01 in the zone"
  }

  assert {
    condition = [
      helm_release.issuers[0].name,
      helm_release.issuers[0].namespace,
      basename(helm_release.issuers[0].chart),
    ] == ["cert-manager-issuers", "cert-manager", "issuers"]
    error_message = "the release is of the chart that the module brings along"
  }

  assert {
    condition     = fileexists("${helm_release.issuers[0].chart}/Chart.yaml")
    error_message = "the chart is there"
  }

  assert {
    condition     = helm_release.issuers[0].wait && helm_release.issuers[0].timeout == 600
    error_message = "it is waited for"
  }
}

run "acme_elsewhere" {
  command = plan

  variables {
    hosted_zone_ids      = []
    hosted_zones         = [{ id = "Z0123456789ABCDEFGHIJ", name = "example.com" }, { id = "Z1111111111ABCDEFGHIJ", name = "example.org" }]
    hosted_zone_role_arn = "arn:aws:iam::444455556666:role/dns01"
    issuers = [
      { name = "staging", acme = { email = "platform@example.com", staging = true, private_key_secret = "trial" } },
      { name = "own", acme = { email = "platform@example.com", server = "https://acme.example.com/directory" } },
    ]
  }

  assert {
    condition     = [for solver in jsondecode(helm_release.issuers[0].values[0]).issuers.own.spec.acme.solvers : solver.selector.dnsZones] == [["example.com"], ["example.org"]]
    error_message = "with several zones, each solver is for one of them"
  }

  assert {
    condition     = jsondecode(helm_release.issuers[0].values[0]).issuers.own.spec.acme.solvers[1].dns01.route53 == { hostedZoneID = "Z1111111111ABCDEFGHIJ", region = "ap-northeast-2", role = "arn:aws:iam::444455556666:role/dns01" }
    error_message = "solvers change into the role of the zones' account"
  }

  assert {
    condition     = [for name in ["staging", "own"] : jsondecode(helm_release.issuers[0].values[0]).issuers[name].spec.acme.server] == ["https://acme-staging-v02.api.letsencrypt.org/directory", "https://acme.example.com/directory"]
    error_message = "the server is Let's Encrypt's for trials, or one of your own"
  }

  assert {
    condition     = [for name in ["staging", "own"] : jsondecode(helm_release.issuers[0].values[0]).issuers[name].spec.acme.privateKeySecretRef.name] == ["trial", "own-account"]
    error_message = "the account's key is in a Secret of its own"
  }
}

run "within_the_cluster" {
  command = plan

  variables {
    hosted_zone_ids = []
    issuers = [
      { name = "self-signed", self_signed = {} },
      { name = "ca", namespace = "shop", ca = { secret_name = "shop-ca" } },
    ]
  }

  assert {
    condition = jsondecode(helm_release.issuers[0].values[0]).issuers == {
      self-signed = { apiVersion = "cert-manager.io/v1", kind = "ClusterIssuer", metadata = { name = "self-signed" }, spec = { selfSigned = {} } }
      "shop/ca"   = { apiVersion = "cert-manager.io/v1", kind = "Issuer", metadata = { name = "ca", namespace = "shop" }, spec = { ca = { secretName = "shop-ca" } } }
    }
    error_message = "an issuer with a namespace is one of that namespace"
  }
}

run "by_http01_and_with_an_account" {
  command = plan

  variables {
    issuers = [
      {
        name = "a"
        acme = {
          email            = "platform@example.com"
          cname_strategy   = "Follow"
          external_account = { key_id = "k", secret_name = "s" }
        }
      },
      { name = "b", namespace = "shop", acme = { email = "platform@example.com", http01 = { ingress_class = "alb" } } },
      { name = "c", acme = { email = "platform@example.com", http01 = { gateway = { name = "web" } } } },
      {
        name = "d"
        acme = {
          email   = "platform@example.com"
          solvers = ["http01: { ingress: {} }", jsonencode({ dns01 = { webhook = { groupName = "dns", config = { ttl = 60 } } } })]
        }
      },
    ]
  }

  assert {
    condition     = jsondecode(helm_release.issuers[0].values[0]).issuers.a.spec.acme.externalAccountBinding == { keyID = "k", keySecretRef = { name = "s", key = "secret" } }
    error_message = "the account is one that is there"
  }

  assert {
    condition     = jsondecode(helm_release.issuers[0].values[0]).issuers.a.spec.acme.solvers[0].dns01.cnameStrategy == "Follow"
    error_message = "CNAMEs are followed"
  }

  assert {
    condition     = jsondecode(helm_release.issuers[0].values[0]).issuers["shop/b"].spec.acme.solvers == [{ http01 = { ingress = { ingressClassName = "alb" } } }]
    error_message = "Ingresses answer"
  }

  assert {
    condition     = jsondecode(helm_release.issuers[0].values[0]).issuers.c.spec.acme.solvers == [{ http01 = { gatewayHTTPRoute = { parentRefs = [{ kind = "Gateway", name = "web" }] } } }]
    error_message = "a Gateway answers"
  }

  assert {
    condition = jsondecode(helm_release.issuers[0].values[0]).issuers.d.spec.acme.solvers == [
      { http01 = { ingress = {} } },
      { dns01 = { webhook = { groupName = "dns", config = { ttl = 60 } } } },
    ]
    error_message = "solvers in cert-manager's own words are taken as they are"
  }
}

run "by_service_accounts_of_their_own" {
  command = plan

  variables {
    issuers = [
      {
        name      = "a"
        namespace = "shop"
        acme      = { email = "platform@example.com", dns01 = { service_account = "dns-a" } }
      },
      {
        name      = "b"
        namespace = "shop"
        acme = {
          email = "platform@example.com"
          dns01 = { service_account = "dns-b", hosted_zones = [{ id = "Z2222222222ABCDEFGHIJ" }] }
        }
      },
      { name = "c", acme = { email = "platform@example.com" } },
    ]
  }

  assert {
    condition = [for name in ["shop/a", "shop/b"] : jsondecode(aws_iam_role.issuer[name].assume_role_policy).Statement[0].Condition.StringEquals] == [
      for account in ["dns-a", "dns-b"] : {
        "${split(":oidc-provider/", var.oidc_provider_arn)[1]}:aud" = "sts.amazonaws.com"
        "${split(":oidc-provider/", var.oidc_provider_arn)[1]}:sub" = "system:serviceaccount:shop:${account}"
      }
    ]
    error_message = "each role trusts the issuer's own ServiceAccount"
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.issuer["shop/b"].policy).Statement[1].Resource == ["arn:aws:route53:::hostedzone/Z2222222222ABCDEFGHIJ"]
    error_message = "a role is for the issuer's zones"
  }

  assert {
    condition     = kubernetes_role_v1.issuer_token_request["shop/a"].rule[0].resource_names == toset(["dns-a"]) && kubernetes_role_binding_v1.issuer_token_request["shop/a"].subject[0].namespace == "cert-manager"
    error_message = "cert-manager may ask for tokens of that ServiceAccount"
  }
}
