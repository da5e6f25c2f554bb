# A plan that follows an apply keeps what there is, in whatever order inputs are written. What is kept has a known ID;
# what were replaced would not.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/s3-reader"
    }
  }
}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  namespace         = "shop"
  service_account   = "s3-reader"
  policy_arns       = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"]
  named_policy_arns = { orders = "arn:aws:iam::111122223333:policy/orders" }
  statements        = [{ actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage"], resources = ["*"] }]
  trust             = { subjects = [{ namespace = "shop", service_account = "b" }, { namespace = "shop", service_account = "a" }] }
}

run "first" {}

run "again" {
  command = plan

  variables {
    before = run.first
  }

  assert {
    condition     = output.role_arn == var.before.role_arn
    error_message = "the role is kept"
  }

  assert {
    condition     = length(compact([for attachment in aws_iam_role_policy_attachment.policy : attachment.id])) == 3
    error_message = "attachments are kept"
  }

  assert {
    condition     = aws_iam_role_policy.this[0].id != ""
    error_message = "the inline policy is kept"
  }
}

run "in_another_order" {
  command = plan

  variables {
    policy_arns = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess", "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"]
    statements  = [{ resources = ["*"], actions = ["sqs:DeleteMessage", "sqs:ReceiveMessage"] }]
    trust       = { subjects = [{ namespace = "shop", service_account = "a" }, { namespace = "shop", service_account = "b" }] }
  }

  assert {
    condition     = length(compact([for attachment in aws_iam_role_policy_attachment.policy : attachment.id])) == 3
    error_message = "attachments are kept"
  }

  assert {
    condition     = aws_iam_role_policy.this[0].policy == "{\"Statement\":[{\"Action\":[\"sqs:DeleteMessage\",\"sqs:ReceiveMessage\"],\"Effect\":\"Allow\",\"Resource\":[\"*\"]}],\"Version\":\"2012-10-17\"}"
    error_message = "the inline policy is the same text"
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:sub"] == [
      "system:serviceaccount:shop:a",
      "system:serviceaccount:shop:b",
      "system:serviceaccount:shop:s3-reader",
    ]
    error_message = "the trust policy is the same"
  }
}

run "one_policy_less" {
  command = plan

  variables {
    before      = run.first
    policy_arns = ["arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"]
  }

  assert {
    condition     = output.role_arn == var.before.role_arn
    error_message = "the role is kept"
  }

  assert {
    condition     = length(compact([for attachment in aws_iam_role_policy_attachment.policy : attachment.id])) == 2
    error_message = "the other attachments are kept"
  }
}
