# What a role allows, and how it is held.

mock_provider "aws" {
  source = "./tests/mocks"
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name = "prod"
  region       = "ap-northeast-2"
  tags         = { team = "platform", env = "prod" }
}

run "managed_policies_by_their_arns" {
  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        policy_arns     = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
      }
    }
  }

  assert {
    condition = { for key, attachment in aws_iam_role_policy_attachment.workload_role_policy : key => attachment.policy_arn } == {
      "reader/arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"  = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
      "reader/arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
    }
    error_message = "There are other attachments: ${jsonencode(keys(aws_iam_role_policy_attachment.workload_role_policy))}."
  }

  assert {
    condition     = alltrue([for one in values(aws_iam_role_policy_attachment.workload_role_policy) : one.role == output.workload_role_names.reader])
    error_message = "A policy is on another role."
  }

  assert {
    condition     = length(aws_iam_role_policy.workload_role_inline) == 0
    error_message = "There is an inline policy, and nothing to put into it."
  }
}

run "managed_policies_by_names_of_yours" {
  variables {
    workloads = {
      reader = {
        namespace         = "shop"
        service_account   = "reader"
        named_policy_arns = { orders = "arn:aws:iam::111122223333:policy/orders" }
      }
    }
  }

  assert {
    condition = { for key, attachment in aws_iam_role_policy_attachment.workload_role_policy : key => attachment.policy_arn } == {
      "reader/orders" = "arn:aws:iam::111122223333:policy/orders"
    }
    error_message = "There are other attachments: ${jsonencode(keys(aws_iam_role_policy_attachment.workload_role_policy))}."
  }
}

run "statements_in_the_words_of_iam" {
  variables {
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
    condition = jsondecode(aws_iam_role_policy.workload_role_inline["worker"].policy) == {
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
    error_message = "The policy is ${aws_iam_role_policy.workload_role_inline["worker"].policy}"
  }
}

run "roles_to_change_into" {
  variables {
    workloads = {
      reports = {
        namespace        = "analytics"
        service_account  = "reports"
        assume_role_arns = ["arn:aws:iam::444455556666:role/reports"]
      }
    }
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.workload_role_inline["reports"].policy).Statement == [{
      Effect   = "Allow"
      Action   = ["sts:AssumeRole", "sts:TagSession"]
      Resource = ["arn:aws:iam::444455556666:role/reports"]
    }]
    error_message = "The policy is ${aws_iam_role_policy.workload_role_inline["reports"].policy}"
  }
}

run "the_roles_own_settings" {
  variables {
    workloads = {
      reader = {
        namespace       = "shop"
        service_account = "reader"
        role = {
          path                 = "/pods/"
          description          = "Reads"
          permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
          max_session_duration = 7200
          tags                 = { env = "shop" }
        }
      }
      default = { namespace = "shop", service_account = "default" }
    }
  }

  assert {
    condition = alltrue([
      for role in [aws_iam_role.workload_role["reader"]] : alltrue([
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
    condition     = aws_iam_role.workload_role["default"].description == "Pods of the ServiceAccount shop/default in the EKS cluster prod"
    error_message = "The role does not say whose it is."
  }

  assert {
    condition     = aws_iam_role.workload_role["default"].tags == tomap({ team = "platform", env = "prod" })
    error_message = "The role has other tags than all."
  }
}

run "nothing_that_others_add" {
  variables {
    workloads = {
      worker = {
        namespace         = "shop"
        service_account   = "worker"
        policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
        named_policy_arns = { orders = "arn:aws:iam::111122223333:policy/orders" }
        statements        = [{ actions = ["sqs:ReceiveMessage"], resources = ["*"] }]
        role              = { exclusive_policies = true }
      }
      open = { namespace = "shop", service_account = "open" }
    }
  }

  assert {
    condition = { for key, one in aws_iam_role_policy_attachments_exclusive.workload_role_exclusive_attachments : key => one.policy_arns } == {
      worker = toset(["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::111122223333:policy/orders"])
    }
    error_message = "Other managed policies stay on the role."
  }

  assert {
    condition = { for key, one in aws_iam_role_policies_exclusive.workload_role_exclusive_policies : key => one.policy_names } == {
      worker = toset(["inline"])
    }
    error_message = "Other inline policies stay on the role."
  }
}

run "more_than_an_inline_policy_holds" {
  command = plan

  variables {
    workloads = {
      worker = {
        namespace       = "shop"
        service_account = "worker"
        statements      = [for index in range(100) : { actions = ["s3:GetObject"], resources = ["arn:aws:s3:::a-bucket-with-a-long-name-${index}/and/a/long/path/in/it/*"] }]
      }
    }
  }

  expect_failures = [aws_iam_role_policy.workload_role_inline["worker"]]
}
