# Who may assume a role: the ServiceAccount that it is for, to the letter, and nobody else who is not named.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
}

run "one_service_account_by_audience_and_subject" {
  variables {
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader" }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload_role["s3-reader"].assume_role_policy) == {
      Version = "2012-10-17"
      Statement = [{
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = output.oidc_provider_arn }
        Condition = {
          StringEquals = {
            "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com"
            "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = ["system:serviceaccount:shop:reader"]
          }
        }
      }]
    }
    error_message = "The trust policy is ${aws_iam_role.workload_role["s3-reader"].assume_role_policy}"
  }
}

run "the_service_accounts_of_add_ons" {
  variables {
    cert_manager             = { hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"], namespace = "certificates" }
    load_balancer_controller = {}
    addons = {
      external-dns = {
        namespace       = "dns"
        chart           = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
      }
    }
  }

  assert {
    condition = {
      for name, role in {
        cert_manager = aws_iam_role.cert_manager_role[0]
        controller   = aws_iam_role.load_balancer_controller_role[0]
        external_dns = aws_iam_role.addon_role["external-dns"]
      } :
      name => jsondecode(role.assume_role_policy).Statement[*].Condition
      } == {
      for name, subject in {
        cert_manager = "system:serviceaccount:certificates:cert-manager"
        controller   = "system:serviceaccount:kube-system:aws-load-balancer-controller"
        external_dns = "system:serviceaccount:dns:external-dns"
      } :
      name => [{
        StringEquals = {
          "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com"
          "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = [subject]
        }
      }]
    }
    error_message = "Another ServiceAccount than the add-on's may assume its role."
  }
}

run "other_service_accounts_by_name" {
  variables {
    workloads = {
      s3-reader = {
        namespace       = "shop"
        service_account = "reader"
        trust           = { subjects = [{ namespace = "backup", service_account = "reader" }] }
      }
    }
  }

  assert {
    condition = [
      for statement in jsondecode(aws_iam_role.workload_role["s3-reader"].assume_role_policy).Statement :
      statement.Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub"]
    ] == [["system:serviceaccount:backup:reader", "system:serviceaccount:shop:reader"]]
    error_message = "The trust policy is ${aws_iam_role.workload_role["s3-reader"].assume_role_policy}"
  }

  assert {
    condition     = !strcontains(aws_iam_role.workload_role["s3-reader"].assume_role_policy, "StringLike")
    error_message = "Nobody asked for wildcards."
  }
}

run "patterns_only_where_they_are_asked_for" {
  variables {
    workloads = {
      preview = {
        namespace       = "preview"
        service_account = "web"
        trust           = { subject_patterns = [{ namespace = "preview-*", service_account = "web" }] }
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload_role["preview"].assume_role_policy).Statement[*].Condition == [
      {
        StringEquals = {
          "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com"
          "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = ["system:serviceaccount:preview:web"]
        }
      },
      {
        StringEquals = { "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com" }
        StringLike   = { "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = ["system:serviceaccount:preview-*:web"] }
      },
    ]
    error_message = "The trust policy is ${aws_iam_role.workload_role["preview"].assume_role_policy}"
  }
}

run "other_clusters_with_the_same_service_account" {
  variables {
    workloads = {
      s3-reader = {
        namespace       = "shop"
        service_account = "reader"
        trust           = { other_providers = ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/OTHER"] }
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload_role["s3-reader"].assume_role_policy).Statement[1] == {
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/OTHER" }
      Condition = {
        StringEquals = {
          "oidc.eks.eu-west-1.amazonaws.com/id/OTHER:aud" = "sts.amazonaws.com"
          "oidc.eks.eu-west-1.amazonaws.com/id/OTHER:sub" = ["system:serviceaccount:shop:reader"]
        }
      }
    }
    error_message = "The trust policy is ${aws_iam_role.workload_role["s3-reader"].assume_role_policy}"
  }
}

run "statements_of_yours_as_they_are" {
  variables {
    workloads = {
      s3-reader = {
        namespace       = "shop"
        service_account = "reader"
        trust = {
          statements = [{
            sid        = "People"
            principals = { AWS = ["arn:aws:iam::111122223333:role/people"] }
            actions    = ["sts:AssumeRole"]
            conditions = { Bool = { "aws:MultiFactorAuthPresent" = ["true"] } }
          }]
        }
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload_role["s3-reader"].assume_role_policy).Statement[1] == {
      Sid       = "People"
      Effect    = "Allow"
      Action    = ["sts:AssumeRole"]
      Principal = { AWS = ["arn:aws:iam::111122223333:role/people"] }
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = ["true"] } }
    }
    error_message = "The trust policy is ${aws_iam_role.workload_role["s3-reader"].assume_role_policy}"
  }
}

run "another_audience_which_the_provider_then_knows" {
  variables {
    workloads = {
      vault = { namespace = "vault", service_account = "agent", audience = "vault.example.com" }
    }
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_iam_role.workload_role["vault"].assume_role_policy).Statement :
      statement.Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud"]
    ]) == "vault.example.com"
    error_message = "Tokens for another audience may assume the role."
  }

  assert {
    condition     = aws_iam_openid_connect_provider.oidc_provider[0].client_id_list == toset(["sts.amazonaws.com", "vault.example.com"])
    error_message = "The OIDC provider does not know the audience."
  }

  assert {
    condition     = kubernetes_service_account_v1.workload_service_account["vault"].metadata[0].annotations["eks.amazonaws.com/audience"] == "vault.example.com"
    error_message = "Pods would get tokens for another audience."
  }
}

run "too_many_for_one_policy" {
  command = plan

  # All is known when Terraform plans, the policy's length, too.
  variables {
    cluster_attributes = {
      account_id  = "111122223333"
      oidc_issuer = "https://oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    }
    oidc_provider     = "existing"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
    workloads = {
      shared = {
        namespace       = "shop"
        service_account = "shared"
        trust           = { subjects = [for index in range(50) : { namespace = "shop", service_account = "a-service-account-${index}" }] }
      }
    }
  }

  expect_failures = [aws_iam_role.workload_role["shared"]]
}

run "as_many_as_your_quota_allows" {
  variables {
    workloads = {
      shared = {
        namespace       = "shop"
        service_account = "shared"
        trust = {
          subjects = [for index in range(50) : { namespace = "shop", service_account = "a-service-account-${index}" }]
          max_size = 4096
        }
      }
    }
  }

  assert {
    condition     = length(aws_iam_role.workload_role["shared"].assume_role_policy) > 2048
    error_message = "This policy is within the default quota, and shows nothing."
  }
}
