# What goes together with what.

mock_provider "aws" {}

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

run "irsa_without_an_oidc_provider" {
  command = plan

  variables {
    oidc_provider_arn = null
  }

  expect_failures = [var.oidc_provider_arn]
}

run "pod_identity_without_an_account" {
  command = plan

  variables {
    identity          = "pod-identity"
    oidc_provider_arn = null
  }

  expect_failures = [var.account_id]
}

run "a_region_of_no_partition" {
  command = plan

  variables {
    region = "xx-north-1"
  }

  expect_failures = [var.partition]
}

run "a_region_of_another_partition" {
  command = plan

  variables {
    partition = "aws-cn"
  }

  expect_failures = [var.partition]
}

run "an_oidc_provider_of_another_partition" {
  command = plan

  variables {
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  }

  expect_failures = [var.oidc_provider_arn]
}

run "a_name_and_a_prefix" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"], role = { name = "dns", name_prefix = "dns-" } }
  }

  expect_failures = [var.service_account]
}

run "settings_of_pod_identity_by_irsa" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"], pod_identity = { disable_session_tags = true } }
  }

  expect_failures = [var.service_account]
}

run "a_role_that_is_there_beside_one_to_create" {
  command = plan

  variables {
    service_account = { name = "external-dns", role_arn = "arn:aws:iam::111122223333:role/there" }
  }

  expect_failures = [var.service_account]
}

run "pod_identity_without_a_role" {
  command = plan

  variables {
    identity        = "pod-identity"
    service_account = { name = "external-dns", create_role = false }
  }

  expect_failures = [var.service_account]
}

run "actions_and_actions_to_leave_out" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ actions = ["s3:GetObject"], not_actions = ["s3:PutObject"], resources = ["*"] }] }
  }

  expect_failures = [var.service_account]
}

run "neither_resources_nor_resources_to_leave_out" {
  command = plan

  variables {
    service_account = { name = "external-dns", statements = [{ actions = ["s3:GetObject"] }] }
  }

  expect_failures = [var.service_account]
}

run "a_policy_twice" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
  }

  expect_failures = [var.service_account]
}

run "permissions_of_nobody" {
  command = plan

  variables {
    service_account = { policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
  }

  expect_failures = [var.service_account]
}

run "a_chart_from_nowhere" {
  command = plan

  variables {
    chart = { name = "external-dns", version = "1.19.0" }
  }

  expect_failures = [var.chart]
}

run "a_chart_from_two_places" {
  command = plan

  variables {
    chart = { name = "external-dns", repository = "https://charts.example.com", version = "1.19.0", path = "../charts/external-dns" }
  }

  expect_failures = [var.chart]
}

run "a_chart_that_is_not_pinned" {
  command = plan

  variables {
    chart = { name = "external-dns", repository = "https://charts.example.com" }
  }

  expect_failures = [var.chart]
}

run "a_second_load_balancer_controller" {
  command = plan

  variables {
    chart = { name = "aws-load-balancer-controller", repository = "https://aws.github.io/eks-charts", version = "1.17.1" }
  }

  expect_failures = [var.chart]
}

run "a_namespace_of_kubernetes_to_create" {
  command = plan

  variables {
    namespace        = "kube-system"
    create_namespace = true
  }

  expect_failures = [var.create_namespace]
}

run "a_boundary_of_another_partition" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"], role = { permissions_boundary = "arn:aws-cn:iam::111122223333:policy/pods" } }
  }

  expect_failures = [var.service_account]
}

run "a_policy_of_another_partition" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = ["arn:aws-cn:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
  }

  expect_failures = [var.service_account]
}

run "a_role_that_is_there_in_another_partition" {
  command = plan

  variables {
    service_account = { name = "external-dns", create_role = false, role_arn = "arn:aws-cn:iam::111122223333:role/there" }
  }

  expect_failures = [var.service_account]
}

run "a_target_role_of_another_partition" {
  command = plan

  variables {
    identity        = "pod-identity"
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"], pod_identity = { target_role_arn = "arn:aws-cn:iam::444455556666:role/lake" } }
  }

  expect_failures = [var.service_account]
}

run "permissions_of_a_role_that_is_there" {
  command = plan

  variables {
    service_account = { name = "external-dns", create_role = false, role_arn = "arn:aws:iam::111122223333:role/there", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
  }

  expect_failures = [var.service_account]
}

run "the_oidc_provider_of_another_account" {
  command = plan

  variables {
    account_id = "444455556666"
  }

  expect_failures = [var.account_id]
}
