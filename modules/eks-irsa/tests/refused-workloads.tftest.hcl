# What the module refuses to plan: of workloads.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "workload_key_with_capitals" {
  command = plan

  variables {
    workloads = {
      Reader = { namespace = "shop", service_account = "reader" }
    }
  }

  expect_failures = [var.workloads]
}

run "namespace_that_kubernetes_rejects" {
  command = plan

  variables {
    workloads = {
      reader = { namespace = "Shop", service_account = "reader" }
    }
  }

  expect_failures = [var.workloads]
}

run "service_account_that_is_null" {
  command = plan

  variables {
    workloads = {
      reader = { namespace = "shop", service_account = null }
    }
  }

  expect_failures = [var.workloads]
}

run "workload_that_is_null" {
  command = plan

  variables {
    workloads = {
      reader = null
    }
  }

  expect_failures = [var.workloads]
}

run "identity_of_a_workload_that_is_none" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        identity        = "node"
      }
    }
  }

  expect_failures = [var.workloads]
}

run "policy_arn_of_a_role" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::111122223333:role/a"]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "policies_that_are_too_many" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = [for index in range(21) : "arn:aws:iam::111122223333:policy/p-${index}"]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "policy_of_another_partition" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess"]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "action_without_its_service" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        statements      = [{ actions = ["GetObject"], resources = ["*"] }]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "statement_without_resources" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        statements      = [{ actions = ["s3:GetObject"] }]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "statement_with_actions_and_not_actions" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        statements      = [{ actions = ["s3:GetObject"], not_actions = ["s3:PutObject"], resources = ["*"] }]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "effect_that_is_none" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        statements      = [{ effect = "allow", actions = ["s3:GetObject"], resources = ["*"] }]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "role_name_that_is_too_long" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        role            = { name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "role_prefix_that_is_too_long" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        role            = { name_prefix = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "role_name_and_prefix" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        role            = { name = "a", name_prefix = "a" }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "role_path_without_slashes" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        role            = { path = "pods" }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "session_that_is_too_short" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        role            = { max_session_duration = 600 }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "wildcard_that_is_no_pattern" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        trust           = { subjects = [{ namespace = "shop-*", service_account = "reader" }] }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "trust_quota_that_iam_does_not_have" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        trust           = { max_size = 5000 }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "token_that_lives_too_shortly" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace        = "shop"
        service_account  = "reader"
        token_expiration = 60
      }
    }
  }

  expect_failures = [var.workloads]
}

run "annotation_that_contradicts_the_role" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        annotations     = { "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/a" }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "label_that_kubernetes_rejects" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        labels          = { "a b" = "c" }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "rule_without_verbs" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        rules           = [{ api_groups = [""], resources = ["pods"], verbs = [] }]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "role_arn_of_a_user" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        create_role     = false
        role_arn        = "arn:aws:iam::111122223333:user/a"
      }
    }
  }

  expect_failures = [var.workloads]
}

run "role_that_is_there_and_made" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        role_arn        = "arn:aws:iam::111122223333:role/a"
      }
    }
  }

  expect_failures = [var.workloads]
}

run "permissions_of_a_role_that_is_there" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        create_role     = false
        role_arn        = "arn:aws:iam::111122223333:role/a"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
      }
    }
  }

  expect_failures = [var.workloads]
}

run "namespace_that_every_cluster_has" {
  command = plan

  variables {
    workloads = {
      reader = { namespace = "kube-system", service_account = "reader", create_namespace = true }
    }
  }

  expect_failures = [var.workloads]
}

run "service_account_of_two_workloads" {
  command = plan

  variables {
    workloads = {
      one = { namespace = "shop", service_account = "reader" }
      two = { namespace = "shop", service_account = "reader" }
    }
  }

  expect_failures = [var.workloads]
}

run "role_name_of_two_workloads" {
  command = plan

  variables {
    workloads = {
      one = { namespace = "shop", service_account = "one", role = { name = "Shop" } }
      two = { namespace = "shop", service_account = "two", role = { name = "shop" } }
    }
  }

  expect_failures = [var.workloads]
}

run "pod_identity_settings_without_pod_identity" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        pod_identity    = { target_role_arn = "arn:aws:iam::444455556666:role/a" }
      }
    }
  }

  expect_failures = [var.workloads]
}

run "patterns_without_irsa" {
  command = plan

  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        identity        = "pod-identity"
        trust           = { subject_patterns = [{ namespace = "shop-*", service_account = "reader" }] }
      }
    }
  }

  expect_failures = [var.workloads]
}
