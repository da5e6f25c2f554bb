# How roles are called.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "generated_from_cluster_region_and_key" {
  command = plan

  variables {
    cert_manager             = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"] }
    load_balancer_controller = {}
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader" }
    }
    addons = {
      external-dns = {
        namespace       = "external-dns"
        chart           = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = { name = "dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
      }
    }
  }

  assert {
    condition     = output.workload_role_names == { s3-reader = "prod-ap-northeast-2-s3-reader" }
    error_message = "The role is not named after its workload's key: ${jsonencode(output.workload_role_names)}."
  }

  assert {
    condition     = aws_iam_role.cert_manager_role[0].name == "prod-ap-northeast-2-cert-manager"
    error_message = "cert-manager's role has another name."
  }

  assert {
    condition     = aws_iam_role.load_balancer_controller_role[0].name == "prod-ap-northeast-2-load-balancer-controller"
    error_message = "The load balancer controller's role has another name."
  }

  assert {
    condition     = aws_iam_role.addon_role["external-dns"].name == "prod-ap-northeast-2-external-dns"
    error_message = "The add-on's role has another name."
  }
}

run "shortened_with_a_hash_over_64_characters" {
  command = plan

  variables {
    workloads = {
      "a-workload-whose-name-is-just-short-enough-x"          = { namespace = "shop", service_account = "a" }
      "a-workload-with-a-name-that-is-longer-than-that-one-1" = { namespace = "shop", service_account = "b" }
      "a-workload-with-a-name-that-is-longer-than-that-one-2" = { namespace = "shop", service_account = "c" }
    }
  }

  assert {
    condition = output.workload_role_names == {
      "a-workload-whose-name-is-just-short-enough-x"          = "prod-ap-northeast-2-a-workload-whose-name-is-just-short-enough-x"
      "a-workload-with-a-name-that-is-longer-than-that-one-1" = "prod-ap-northeast-2-a-workload-with-a-name-that-is-long-6e2c7d54"
      "a-workload-with-a-name-that-is-longer-than-that-one-2" = "prod-ap-northeast-2-a-workload-with-a-name-that-is-long-08986326"
    }
    error_message = "The roles have other names: ${jsonencode(output.workload_role_names)}."
  }

  assert {
    condition     = max([for name in values(output.workload_role_names) : length(name)]...) == 64
    error_message = "IAM takes 64 characters."
  }
}

run "given" {
  command = plan

  variables {
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader", role = { name = "Shop.Reader", path = "/pods/" } }
    }
  }

  assert {
    condition     = output.workload_role_names == { s3-reader = "Shop.Reader" }
    error_message = "The given name is not the role's."
  }

  assert {
    condition     = aws_iam_role.workload_role["s3-reader"].path == "/pods/"
    error_message = "The given path is not the role's."
  }
}

run "completed_by_aws_after_a_prefix" {
  command = plan

  variables {
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader", role = { name_prefix = "shop-" } }
    }
  }

  assert {
    condition     = aws_iam_role.workload_role["s3-reader"].name_prefix == "shop-"
    error_message = "The prefix is not the role's."
  }
}

run "of_clusters_and_regions_apart" {
  command = plan

  variables {
    cluster_name = "test"
    region       = "eu-central-1"
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader" }
    }
  }

  assert {
    condition     = output.workload_role_names == { s3-reader = "test-eu-central-1-s3-reader" }
    error_message = "Roles of two clusters would have one name."
  }
}
