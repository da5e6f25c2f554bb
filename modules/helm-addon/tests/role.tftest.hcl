# What the chart's pods may do in AWS.

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

run "its_name" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
  }

  assert {
    condition     = aws_iam_role.this[0].name == "prod-ap-northeast-2-dns"
    error_message = "the name is that of the cluster, the region and the release"
  }
}

run "whom_it_trusts" {
  command = plan

  variables {
    identity        = "both"
    service_account = { name = "external-dns", audience = "dns.example.com", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement == [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRoleWithWebIdentity"
        Principal = { Federated = var.oidc_provider_arn }
        Condition = {
          StringEquals = {
            "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:aud" = "dns.example.com"
            "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:sub" = ["system:serviceaccount:external-dns:external-dns"]
          }
        }
      },
      {
        Effect    = "Allow"
        Action    = ["sts:AssumeRole", "sts:TagSession"]
        Principal = { Service = "pods.eks.amazonaws.com" }
        Condition = {
          ArnEquals = { "aws:SourceArn" = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod" }
          StringEquals = {
            "aws:SourceAccount"                         = "111122223333"
            "aws:RequestTag/kubernetes-namespace"       = "external-dns"
            "aws:RequestTag/kubernetes-service-account" = ["external-dns"]
          }
        }
      },
    ]
    error_message = "only the ServiceAccount, in both ways"
  }
}

run "its_permissions" {
  variables {
    service_account = {
      name              = "external-dns"
      policy_arns       = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"]
      named_policy_arns = { zones = "arn:aws:iam::111122223333:policy/zones" }
      statements        = [{ actions = ["route53:ListHostedZones"], resources = ["*"] }]
      assume_role_arns  = ["arn:aws:iam::444455556666:role/dns"]
      role              = { exclusive_policies = true }
    }
  }

  assert {
    condition = { for key, attachment in aws_iam_role_policy_attachment.policy : key => attachment.policy_arn } == {
      "arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess" = "arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"
      zones                                                 = "arn:aws:iam::111122223333:policy/zones"
    }
    error_message = "attachments are keyed by ARN, or by the name that was given"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy) == {
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = ["route53:ListHostedZones"], Resource = ["*"] },
        { Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Resource = ["arn:aws:iam::444455556666:role/dns"] },
      ]
    }
    error_message = "the inline policy has the statements, and the roles to change into"
  }

  assert {
    condition     = toset(aws_iam_role_policy_attachments_exclusive.this[0].policy_arns) == toset(["arn:aws:iam::111122223333:policy/zones", "arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"])
    error_message = "what others attach is removed"
  }

  assert {
    condition     = toset(aws_iam_role_policies_exclusive.this[0].policy_names) == toset(["inline"]) && aws_iam_role_policy.this[0].name == "inline"
    error_message = "inline policies of others are removed"
  }

  assert {
    condition = toset(concat(
      [for attachment in aws_iam_role_policy_attachment.policy : attachment.role],
      [
        aws_iam_role_policy.this[0].role,
        aws_iam_role_policies_exclusive.this[0].role_name,
        aws_iam_role_policy_attachments_exclusive.this[0].role_name,
      ],
    )) == toset([aws_iam_role.this[0].id])
    error_message = "all of it is the role's"
  }
}

run "only_named_policies" {
  command = plan

  variables {
    service_account = {
      name              = "external-dns"
      named_policy_arns = { zones = "arn:aws:iam::111122223333:policy/zones" }
      role              = { exclusive_policies = true }
    }
  }

  assert {
    condition     = length(aws_iam_role.this) == 1 && length(aws_iam_role_policy.this) == 0
    error_message = "a role without statements has no inline policy"
  }

  assert {
    condition     = length(aws_iam_role_policies_exclusive.this[0].policy_names) == 0
    error_message = "nor is it to have one"
  }
}

run "its_settings" {
  command = plan

  variables {
    tags = { team = "platform", env = "prod" }
    service_account = {
      name        = "external-dns"
      policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"]
      role = {
        name                 = "external-dns"
        path                 = "/pods/"
        description          = "Writes DNS"
        permissions_boundary = "arn:aws:iam::111122223333:policy/pods"
        max_session_duration = 7200
        tags                 = { team = "network" }
      }
    }
  }

  assert {
    condition = [
      aws_iam_role.this[0].name,
      aws_iam_role.this[0].path,
      aws_iam_role.this[0].description,
      aws_iam_role.this[0].permissions_boundary,
    ] == ["external-dns", "/pods/", "Writes DNS", "arn:aws:iam::111122223333:policy/pods"]
    error_message = "the role is as told"
  }

  assert {
    condition     = aws_iam_role.this[0].max_session_duration == 7200 && aws_iam_role.this[0].tags == tomap({ env = "prod", team = "network" })
    error_message = "sessions and tags are as told"
  }
}

run "in_china" {
  command = plan

  variables {
    region            = "cn-north-1"
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE"
    identity          = "pod-identity"
    service_account   = { name = "external-dns", policy_arns = ["arn:aws-cn:iam::aws:policy/AmazonRoute53ReadOnlyAccess"] }
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.ArnEquals == { "aws:SourceArn" = "arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod" }
    error_message = "the cluster is in aws-cn"
  }
}

run "a_prefix" {
  command = plan

  variables {
    service_account = { name = "external-dns", policy_arns = ["arn:aws:iam::aws:policy/AmazonRoute53ReadOnlyAccess"], role = { name_prefix = "dns-" } }
  }

  assert {
    condition     = aws_iam_role.this[0].name_prefix == "dns-"
    error_message = "AWS completes the prefix"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Version == "2012-10-17"
    error_message = "the trust policy is in IAM's current language"
  }
}
