# What roles are called, allow and trust, and roles that are there already.

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

# How roles are called.

run "names_generated_from_cluster_region_and_key" {
  command = plan

  variables {
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
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
    condition     = aws_iam_role.addon["external-dns"].name == "prod-ap-northeast-2-external-dns"
    error_message = "The add-on's role has another name."
  }
}

run "names_shortened_with_a_hash_over_64_characters" {
  command = plan

  variables {
    workloads = {
      "a-workload-whose-name-is-just-short-enough-x"          = { namespace = "shop", service_account = "a", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      "a-workload-with-a-name-that-is-longer-than-that-one-1" = { namespace = "shop", service_account = "b", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
      "a-workload-with-a-name-that-is-longer-than-that-one-2" = { namespace = "shop", service_account = "c", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
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

run "names_given" {
  command = plan

  variables {
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader", role = { name = "Shop.Reader", path = "/pods/" }, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = output.workload_role_names == { s3-reader = "Shop.Reader" }
    error_message = "The given name is not the role's."
  }

  assert {
    condition     = aws_iam_role.workload["s3-reader"].path == "/pods/"
    error_message = "The given path is not the role's."
  }
}

run "names_completed_by_aws_after_a_prefix" {
  command = plan

  variables {
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader", role = { name_prefix = "shop-" }, policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = aws_iam_role.workload["s3-reader"].name_prefix == "shop-"
    error_message = "The prefix is not the role's."
  }
}

run "names_of_clusters_and_regions_apart" {
  command = plan

  variables {
    cluster_name = "test"
    region       = "eu-central-1"
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = output.workload_role_names == { s3-reader = "test-eu-central-1-s3-reader" }
    error_message = "Roles of two clusters would have one name."
  }
}

# What a role allows, and how it is held.

run "permissions_managed_policies_by_their_arns" {
  variables {
    tags = { team = "platform", env = "prod" }
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
      }
    }
  }

  assert {
    condition = { for key, attachment in aws_iam_role_policy_attachment.workload_policy : key => attachment.policy_arn } == {
      "reader/arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"  = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
      "reader/arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
    }
    error_message = "There are other attachments: ${jsonencode(keys(aws_iam_role_policy_attachment.workload_policy))}."
  }

  assert {
    condition     = alltrue([for one in values(aws_iam_role_policy_attachment.workload_policy) : one.role == aws_iam_role.workload["reader"].id])
    error_message = "A policy is on another role."
  }

  assert {
    condition     = length(aws_iam_role_policy.workload) == 0
    error_message = "There is an inline policy, and nothing to put into it."
  }
}

run "permissions_managed_policies_by_names_of_yours" {
  variables {
    tags = { team = "platform", env = "prod" }
    workloads = {
      reader = {
        namespace         = "shop"
        service_account   = "reader"
        named_policy_arns = { orders = "arn:aws:iam::111122223333:policy/orders" }
      }
    }
  }

  assert {
    condition = { for key, attachment in aws_iam_role_policy_attachment.workload_policy : key => attachment.policy_arn } == {
      "reader/orders" = "arn:aws:iam::111122223333:policy/orders"
    }
    error_message = "There are other attachments: ${jsonencode(keys(aws_iam_role_policy_attachment.workload_policy))}."
  }
}

run "permissions_statements_in_the_words_of_iam" {
  variables {
    tags = { team = "platform", env = "prod" }
    workloads = {
      worker = {
        namespace       = "shop"
        service_account = "worker"
        statements = [
          { actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage"], resources = ["arn:aws:sqs:ap-northeast-2:111122223333:orders"] },
          {
            sid           = "NotTheRest"
            effect        = "Deny"
            not_actions   = ["sqs:*"]
            not_resources = ["arn:aws:s3:::shop/*"]
            conditions    = { StringEquals = { "aws:PrincipalTag/team" = ["shop"] } }
          },
          # IAM's own variables are no templates of Terraform's.
          { actions = ["s3:GetObject"], resources = ["arn:aws:s3:::shop/$${aws:PrincipalTag/team}/*"] },
        ]
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.workload["worker"].policy) == {
      Version = "2012-10-17"
      Statement = [
        {
          Effect   = "Allow"
          Action   = ["sqs:DeleteMessage", "sqs:ReceiveMessage"]
          Resource = ["arn:aws:sqs:ap-northeast-2:111122223333:orders"]
        },
        {
          Sid         = "NotTheRest"
          Effect      = "Deny"
          NotAction   = ["sqs:*"]
          NotResource = ["arn:aws:s3:::shop/*"]
          Condition   = { StringEquals = { "aws:PrincipalTag/team" = ["shop"] } }
        },
        { Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::shop/$${aws:PrincipalTag/team}/*"] },
      ]
    }
    error_message = "The policy is ${aws_iam_role_policy.workload["worker"].policy}"
  }
}

run "permissions_roles_to_change_into" {
  variables {
    tags = { team = "platform", env = "prod" }
    workloads = {
      reports = {
        namespace        = "analytics"
        service_account  = "reports"
        assume_role_arns = ["arn:aws:iam::444455556666:role/reports"]
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.workload["reports"].policy).Statement == [{
      Effect   = "Allow"
      Action   = ["sts:AssumeRole", "sts:TagSession"]
      Resource = ["arn:aws:iam::444455556666:role/reports"]
    }]
    error_message = "The policy is ${aws_iam_role_policy.workload["reports"].policy}"
  }
}

run "permissions_the_roles_own_settings" {
  variables {
    tags = { team = "platform", env = "prod" }
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        role = {
          path                 = "/pods/"
          description          = "Reads"
          permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
          max_session_duration = 7200
          tags                 = { env = "shop" }
        }
      }
      default = { namespace = "shop", service_account = "plain", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition = alltrue([
      for role in [aws_iam_role.workload["reader"]] : alltrue([
        role.path == "/pods/",
        role.description == "Reads",
        role.permissions_boundary == "arn:aws:iam::111122223333:policy/boundary",
        role.max_session_duration == 7200,
        role.tags == tomap({ team = "platform", env = "shop" }),
      ])
    ])
    error_message = "A setting of the role got lost."
  }

  assert {
    condition     = aws_iam_role.workload["default"].description == "Pods of the ServiceAccount shop/plain in the EKS cluster prod"
    error_message = "The role does not say whose it is."
  }

  assert {
    condition     = aws_iam_role.workload["default"].tags == tomap({ team = "platform", env = "prod" })
    error_message = "The role has other tags than all."
  }
}

run "permissions_nothing_that_others_add" {
  variables {
    tags = { team = "platform", env = "prod" }
    workloads = {
      worker = {
        namespace         = "shop"
        service_account   = "worker"
        policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        named_policy_arns = { orders = "arn:aws:iam::111122223333:policy/orders" }
        statements        = [{ actions = ["sqs:ReceiveMessage"], resources = ["*"] }]
        role              = { exclusive_policies = true }
      }
      open = { namespace = "shop", service_account = "open", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition = { for key, one in aws_iam_role_policy_attachments_exclusive.workload : key => one.policy_arns } == {
      worker = toset(["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::111122223333:policy/orders"])
    }
    error_message = "Other managed policies stay on the role."
  }

  assert {
    condition = { for key, one in aws_iam_role_policies_exclusive.workload : key => one.policy_names } == {
      worker = toset(["inline"])
    }
    error_message = "Other inline policies stay on the role."
  }
}

# Who may assume a role: the ServiceAccount that it is for, to the letter, and nobody else who is not named.

run "trust_one_service_account_by_audience_and_subject" {
  variables {
    workloads = {
      s3-reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload["s3-reader"].assume_role_policy) == {
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
    error_message = "The trust policy is ${aws_iam_role.workload["s3-reader"].assume_role_policy}"
  }
}

run "trust_the_service_accounts_of_add_ons" {
  variables {
    addons = {
      external-dns = {
        namespace       = "dns"
        chart           = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.addon["external-dns"].assume_role_policy).Statement[*].Condition == [{
      StringEquals = {
        "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud" = "sts.amazonaws.com"
        "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = ["system:serviceaccount:dns:external-dns"]
      }
    }]
    error_message = "Another ServiceAccount than the add-on's may assume its role."
  }
}

run "trust_other_service_accounts_by_name" {
  variables {
    workloads = {
      s3-reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        trust           = { subjects = [{ namespace = "backup", service_account = "reader" }] }
      }
    }
  }

  assert {
    condition = [
      for statement in jsondecode(aws_iam_role.workload["s3-reader"].assume_role_policy).Statement :
      statement.Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub"]
    ] == [["system:serviceaccount:backup:reader", "system:serviceaccount:shop:reader"]]
    error_message = "The trust policy is ${aws_iam_role.workload["s3-reader"].assume_role_policy}"
  }

  assert {
    condition     = !strcontains(aws_iam_role.workload["s3-reader"].assume_role_policy, "StringLike")
    error_message = "Nobody asked for wildcards."
  }
}

run "trust_patterns_only_where_they_are_asked_for" {
  variables {
    workloads = {
      preview = {
        namespace       = "preview"
        service_account = "web"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        trust           = { subject_patterns = [{ namespace = "preview-*", service_account = "web" }] }
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload["preview"].assume_role_policy).Statement[*].Condition == [
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
    error_message = "The trust policy is ${aws_iam_role.workload["preview"].assume_role_policy}"
  }
}

run "trust_other_clusters_with_the_same_service_account" {
  variables {
    workloads = {
      s3-reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        trust           = { other_providers = ["arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/OTHER"] }
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role.workload["s3-reader"].assume_role_policy).Statement[1] == {
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
    error_message = "The trust policy is ${aws_iam_role.workload["s3-reader"].assume_role_policy}"
  }
}

run "trust_statements_of_yours_as_they_are" {
  variables {
    workloads = {
      s3-reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
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
    condition = jsondecode(aws_iam_role.workload["s3-reader"].assume_role_policy).Statement[1] == {
      Sid       = "People"
      Effect    = "Allow"
      Action    = ["sts:AssumeRole"]
      Principal = { AWS = ["arn:aws:iam::111122223333:role/people"] }
      Condition = { Bool = { "aws:MultiFactorAuthPresent" = ["true"] } }
    }
    error_message = "The trust policy is ${aws_iam_role.workload["s3-reader"].assume_role_policy}"
  }
}

run "trust_another_audience" {
  variables {
    workloads = {
      vault = { namespace = "vault", service_account = "agent", audience = "vault.example.com", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition = one([
      for statement in jsondecode(aws_iam_role.workload["vault"].assume_role_policy).Statement :
      statement.Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud"]
    ]) == "vault.example.com"
    error_message = "Tokens for another audience may assume the role."
  }

  assert {
    condition     = kubernetes_service_account_v1.workload["vault"].metadata[0].annotations["eks.amazonaws.com/audience"] == "vault.example.com"
    error_message = "Pods would get tokens for another audience."
  }
}

run "trust_as_many_as_your_quota_allows" {
  variables {
    workloads = {
      shared = {
        namespace       = "shop"
        service_account = "shared"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        trust = {
          subjects = [for index in range(50) : { namespace = "shop", service_account = "a-service-account-${index}" }]
          max_size = 4096
        }
      }
    }
  }

  assert {
    condition     = length(aws_iam_role.workload["shared"].assume_role_policy) > 2048
    error_message = "This policy is within the default quota, and shows nothing."
  }
}

# Roles that are there already, and ServiceAccounts that need none.

run "existing_roles_of_workloads" {
  variables {
    workloads = {
      billing = {
        namespace       = "billing"
        service_account = "billing"
        create_role     = false
        role_arn        = "arn:aws:iam::444455556666:role/teams/billing"
      }
      reader = { namespace = "shop", service_account = "reader", policy_arns = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"] }
    }
  }

  assert {
    condition     = keys(aws_iam_role.workload) == ["reader"]
    error_message = "There are roles for ${jsonencode(keys(aws_iam_role.workload))}."
  }

  assert {
    condition     = kubernetes_service_account_v1.workload["billing"].metadata[0].annotations == tomap({ "eks.amazonaws.com/role-arn" = "arn:aws:iam::444455556666:role/teams/billing" })
    error_message = "The ServiceAccount does not name the role that is there."
  }

  assert {
    condition     = output.workload_role_arns.billing == "arn:aws:iam::444455556666:role/teams/billing" && output.workload_role_names.billing == "billing"
    error_message = "The outputs do not have the role that is there: ${jsonencode([output.workload_role_arns.billing, output.workload_role_names.billing])}."
  }
}

run "existing_roles_of_add_ons" {
  variables {
    cert_manager = {
      hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]
      create_role     = false
      role_arn        = "arn:aws:iam::111122223333:role/cert-manager"
    }
    load_balancer_controller = {
      create_role = false
      role_arn    = "arn:aws:iam::111122223333:role/load-balancer-controller"
    }
    addons = {
      external-dns = {
        namespace = "external-dns"
        chart     = { name = "external-dns", repository = "https://kubernetes-sigs.github.io/external-dns", version = "1.18.0" }
        service_account = {
          name        = "external-dns"
          create_role = false
          role_arn    = "arn:aws:iam::111122223333:role/external-dns"
        }
      }
    }
  }

  assert {
    condition     = length(aws_iam_role.addon) == 0
    error_message = "A role is made in the place of one that is there."
  }

  assert {
    condition     = kubernetes_service_account_v1.addon["external-dns"].metadata[0].annotations["eks.amazonaws.com/role-arn"] == "arn:aws:iam::111122223333:role/external-dns"
    error_message = "The ServiceAccount does not name the role that is there."
  }

  assert {
    condition = [output.cert_manager_role_arn, output.load_balancer_controller_role_arn, output.addon_role_arns.external-dns] == [
      "arn:aws:iam::111122223333:role/cert-manager",
      "arn:aws:iam::111122223333:role/load-balancer-controller",
      "arn:aws:iam::111122223333:role/external-dns",
    ]
    error_message = "The outputs do not have the roles that are there."
  }
}

run "existing_roles_none_for_an_add_on_without_permissions" {
  variables {
    cert_manager = {}
    addons = {
      metrics-server = {
        namespace       = "kube-system"
        chart           = { name = "metrics-server", repository = "https://kubernetes-sigs.github.io/metrics-server", version = "3.13.0" }
        service_account = { name = "metrics-server" }
      }
      descheduler = {
        namespace = "kube-system"
        chart     = { name = "descheduler", repository = "https://kubernetes-sigs.github.io/descheduler", version = "0.34.0" }
      }
    }
  }

  assert {
    condition     = length(aws_iam_role.addon) == 0
    error_message = "A role that allows nothing is made."
  }

  assert {
    condition     = output.cert_manager_role_arn == null && alltrue([for arn in values(output.addon_role_arns) : arn == null])
    error_message = "There is a role: ${jsonencode([output.cert_manager_role_arn, output.addon_role_arns])}."
  }

  assert {
    condition     = !can(kubernetes_service_account_v1.addon["metrics-server"].metadata[0].annotations["eks.amazonaws.com/role-arn"])
    error_message = "The ServiceAccount names a role, and has none."
  }

  assert {
    condition     = keys(kubernetes_service_account_v1.addon) == ["metrics-server"]
    error_message = "A chart's own ServiceAccount is made here."
  }
}
