# What the module refuses to plan: of add-ons.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "cert_manager_of_an_unknown_version" {
  command = plan

  variables {
    cert_manager = { version = "v1.12.0" }
  }

  expect_failures = [var.cert_manager]
}

run "cert_manager_without_its_v" {
  command = plan

  variables {
    cert_manager = { version = "1.21.1" }
  }

  expect_failures = [var.cert_manager]
}

run "hosted_zone_by_its_name" {
  command = plan

  variables {
    cert_manager = { hosted_zone_ids = ["example.com"] }
  }

  expect_failures = [var.cert_manager]
}

run "acme_issuer_without_zones" {
  command = plan

  variables {
    cert_manager = { issuers = [{ name = "letsencrypt", acme = { email = "ops@example.com" } }] }
  }

  expect_failures = [var.cert_manager]
}

run "acme_issuer_with_zones_that_it_cannot_tell_apart" {
  command = plan

  variables {
    cert_manager = {
      hosted_zone_ids = ["Z0123456789ABCDEFGHIJ", "Z00000000000000000000"]
      issuers         = [{ name = "letsencrypt", acme = { email = "ops@example.com" } }]
    }
  }

  expect_failures = [var.cert_manager]
}

run "acme_issuer_in_a_namespace" {
  command = plan

  variables {
    cert_manager = {
      hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]
      issuers         = [{ name = "letsencrypt", namespace = "shop", acme = { email = "ops@example.com" } }]
    }
  }

  expect_failures = [var.cert_manager]
}

run "issuer_of_two_kinds" {
  command = plan

  variables {
    cert_manager = { issuers = [{ name = "both", self_signed = {}, ca = { secret_name = "ca" } }] }
  }

  expect_failures = [var.cert_manager]
}

run "issuer_of_no_kind" {
  command = plan

  variables {
    cert_manager = { issuers = [{ name = "none" }] }
  }

  expect_failures = [var.cert_manager]
}

run "issuers_that_nobody_installs" {
  command = plan

  variables {
    cert_manager = { install = false, issuers = [{ name = "self-signed", self_signed = {} }] }
  }

  expect_failures = [var.cert_manager]
}

run "two_monitors" {
  command = plan

  variables {
    cert_manager = { prometheus = { service_monitor = true, pod_monitor = true } }
  }

  expect_failures = [var.cert_manager]
}

run "fargate_with_pod_identity" {
  command = plan

  variables {
    cert_manager = { fargate = true, identity = "pod-identity" }
  }

  expect_failures = [var.cert_manager]
}

run "replicas_that_are_none" {
  command = plan

  variables {
    cert_manager = { replicas = 0 }
  }

  expect_failures = [var.cert_manager]
}

run "controller_of_an_unknown_version" {
  command = plan

  variables {
    load_balancer_controller = { version = "2.13.0" }
  }

  expect_failures = [var.load_balancer_controller]
}

run "certificate_of_cert_manager_which_is_not_there" {
  command = plan

  variables {
    load_balancer_controller = { webhook_certificate = "cert-manager" }
  }

  expect_failures = [var.load_balancer_controller]
}

run "certificate_that_helm_cannot_keep" {
  command = plan

  variables {
    load_balancer_controller = { version = "3.0.0", webhook_certificate = "helm" }
  }

  expect_failures = [var.load_balancer_controller]
}

run "feature_gate_that_is_none" {
  command = plan

  variables {
    load_balancer_controller = { feature_gates = { Nothing = true } }
  }

  expect_failures = [var.load_balancer_controller]
}

run "feature_gate_that_came_later" {
  command = plan

  variables {
    load_balancer_controller = { version = "1.13.0", feature_gates = { ALBGatewayAPI = true } }
  }

  expect_failures = [var.load_balancer_controller]
}

run "global_accelerator_in_china" {
  command = plan

  variables {
    region                   = "cn-north-1"
    load_balancer_controller = { global_accelerator = true }
  }

  expect_failures = [var.load_balancer_controller]
}

run "public_images_where_there_is_no_internet" {
  command = plan

  variables {
    region                   = "us-iso-east-1"
    load_balancer_controller = {}
  }

  expect_failures = [var.load_balancer_controller]
}

run "default_tag_that_the_controller_cannot_read" {
  command = plan

  variables {
    load_balancer_controller = { default_tags = { "a=b" = "c" } }
  }

  expect_failures = [var.load_balancer_controller]
}

run "target_type_that_is_none" {
  command = plan

  variables {
    load_balancer_controller = { default_target_type = "pod" }
  }

  expect_failures = [var.load_balancer_controller]
}

run "chart_without_a_version" {
  command = plan

  variables {
    addons = {
      external-dns = {
        namespace = "external-dns"
        chart     = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns" }
      }
    }
  }

  expect_failures = [var.addons]
}

run "chart_from_nowhere" {
  command = plan

  variables {
    addons = {
      external-dns = {
        namespace = "external-dns"
        chart     = { name = "external-dns" }
      }
    }
  }

  expect_failures = [var.addons]
}

run "chart_from_two_places" {
  command = plan

  variables {
    addons = {
      external-dns = {
        namespace = "external-dns"
        chart     = { name = "external-dns", repository = "oci://example.com/charts", version = "1.18.0", path = "./charts/external-dns" }
      }
    }
  }

  expect_failures = [var.addons]
}

run "permissions_without_a_service_account" {
  command = plan

  variables {
    addons = {
      external-dns = {
        namespace       = "external-dns"
        chart           = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = { policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
      }
    }
  }

  expect_failures = [var.addons]
}

run "second_load_balancer_controller" {
  command = plan

  variables {
    addons = {
      second = { namespace = "kube-system", chart = { name = "aws-load-balancer-controller", repository = "https://aws.github.io/eks-charts", version = "3.5.0" } }
    }
  }

  expect_failures = [var.addons]
}

run "add_on_with_the_name_of_a_built_in_one" {
  command = plan

  variables {
    addons = {
      cert-manager = { namespace = "cert-manager", chart = { name = "cert-manager", repository = "oci://quay.io/jetstack/charts", version = "v1.21.1" } }
    }
  }

  expect_failures = [var.addons]
}

run "release_name_that_is_too_long" {
  command = plan

  variables {
    addons = {
      aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa = { namespace = "a", chart = { name = "a", repository = "oci://example.com/charts", version = "1.0.0" } }
    }
  }

  expect_failures = [var.addons]
}
