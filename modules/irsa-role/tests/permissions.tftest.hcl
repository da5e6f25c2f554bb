# What the role may do.

mock_provider "aws" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
}

run "nothing_unless_told" {
  command = plan

  assert {
    condition     = length(aws_iam_role_policy_attachment.policy) == 0 && length(aws_iam_role_policy.this) == 0
    error_message = "a role without permissions has no policy"
  }

  assert {
    condition     = length(aws_iam_role_policies_exclusive.this) == 0 && length(aws_iam_role_policy_attachments_exclusive.this) == 0
    error_message = "policies that others add are left alone"
  }
}

run "managed_policies" {
  variables {
    policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    named_policy_arns = { orders = "arn:aws:iam::111122223333:policy/orders" }
  }

  assert {
    condition = { for key, attachment in aws_iam_role_policy_attachment.policy : key => attachment.policy_arn } == {
      "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
      orders                                           = "arn:aws:iam::111122223333:policy/orders"
    }
    error_message = "attachments are keyed by ARN, or by the name that was given"
  }

  assert {
    condition     = alltrue([for attachment in aws_iam_role_policy_attachment.policy : attachment.role == aws_iam_role.this.id])
    error_message = "they are attached to the role"
  }
}

run "statements" {
  variables {
    statements = [
      {
        sid       = "Read"
        actions   = ["s3:ListBucket", "s3:GetObject", "s3:GetObject"]
        resources = ["arn:aws:s3:::shop/*", "arn:aws:s3:::shop"]
      },
      {
        effect        = "Deny"
        not_actions   = ["s3:Get*"]
        not_resources = ["arn:aws:s3:::shop"]
        conditions    = { StringLike = { "s3:prefix" = ["$${aws:PrincipalTag/team}/*"] } }
      },
    ]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy) == {
      Version = "2012-10-17"
      Statement = [
        {
          Sid      = "Read"
          Effect   = "Allow"
          Action   = ["s3:GetObject", "s3:ListBucket"]
          Resource = ["arn:aws:s3:::shop", "arn:aws:s3:::shop/*"]
        },
        {
          Effect      = "Deny"
          NotAction   = ["s3:Get*"]
          NotResource = ["arn:aws:s3:::shop"]
          Condition   = { StringLike = { "s3:prefix" = ["$${aws:PrincipalTag/team}/*"] } }
        },
      ]
    }
    error_message = "the policy says what was given, sorted, and IAM's own variables stay"
  }

  assert {
    condition     = aws_iam_role_policy.this[0].name == "inline" && aws_iam_role_policy.this[0].role == aws_iam_role.this.id
    error_message = "it is an inline policy of the role"
  }
}

run "roles_to_change_into" {
  command = plan

  variables {
    assume_role_arns = ["arn:aws:iam::444455556666:role/lake", "arn:aws:iam::444455556666:role/archive"]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement == [{
      Effect   = "Allow"
      Action   = ["sts:AssumeRole", "sts:TagSession"]
      Resource = ["arn:aws:iam::444455556666:role/archive", "arn:aws:iam::444455556666:role/lake"]
    }]
    error_message = "pods may change into the roles"
  }
}

run "nothing_else" {
  variables {
    policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    named_policy_arns = { orders = "arn:aws:iam::111122223333:policy/orders" }
    assume_role_arns  = ["arn:aws:iam::444455556666:role/lake"]
    role              = { exclusive_policies = true }
  }

  assert {
    condition = toset(aws_iam_role_policy_attachments_exclusive.this[0].policy_arns) == toset([
      "arn:aws:iam::111122223333:policy/orders",
      "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    ])
    error_message = "what is attached besides is removed"
  }

  assert {
    condition     = toset(aws_iam_role_policies_exclusive.this[0].policy_names) == toset(["inline"])
    error_message = "inline policies besides are removed"
  }

  assert {
    condition = toset([
      aws_iam_role_policies_exclusive.this[0].role_name,
      aws_iam_role_policy_attachments_exclusive.this[0].role_name,
    ]) == toset([aws_iam_role.this.id])
    error_message = "those of the role"
  }
}

run "nothing_at_all" {
  command = plan

  variables {
    role = { exclusive_policies = true }
  }

  assert {
    condition     = length(aws_iam_role_policies_exclusive.this[0].policy_names) == 0
    error_message = "a role without statements has no inline policy"
  }
}

run "grants" {
  variables {
    grants = [
      { service = "s3", verbs = ["read", "list"], resources = ["shop-assets"], prefixes = ["incoming/"] },
      { service = "sqs", verbs = ["send"], resources = ["orders"], kms_keys = ["alias/shop"] },
    ]
  }

  assert {
    condition = jsondecode(one(aws_iam_role_policy.this).policy).Statement == jsondecode(jsonencode([
      { Effect = "Allow", Action = ["s3:GetObject"], Resource = ["arn:aws:s3:::shop-assets/incoming/*"] },
      {
        Effect    = "Allow"
        Action    = ["s3:ListBucket"]
        Resource  = ["arn:aws:s3:::shop-assets"]
        Condition = { StringLike = { "s3:prefix" = ["incoming/*"] } }
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = ["arn:aws:sqs:ap-northeast-2:111122223333:orders"]
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = ["arn:aws:kms:ap-northeast-2:111122223333:key/*"]
        Condition = {
          "ForAnyValue:StringEquals" = { "kms:ResourceAliases" = ["alias/shop"] }
          StringLike                 = { "kms:ViaService" = ["sqs.ap-northeast-2.*"] }
        }
      },
    ]))
    error_message = "verbs are the actions, resources and conditions that they take"
  }
}
