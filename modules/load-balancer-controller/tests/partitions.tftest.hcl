# Policies name the partition of the region, and hold no action that it does not know.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
}

run "commercial" {
  command = plan

  assert {
    condition     = alltrue([for resource in flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Resource) : resource == "*" || startswith(resource, "arn:aws:")])
    error_message = "resources are in aws"
  }
}

run "china" {
  command = plan

  variables {
    region            = "cn-north-1"
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE"
  }

  assert {
    condition     = alltrue([for resource in flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Resource) : resource == "*" || startswith(resource, "arn:aws-cn:")])
    error_message = "resources are in aws-cn"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Condition.StringEquals["oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE:aud"] == "sts.amazonaws.com"
    error_message = "the audience is the same"
  }
}

run "govcloud" {
  command = plan

  variables {
    region            = "us-gov-west-1"
    oidc_provider_arn = "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE"
  }

  assert {
    condition     = alltrue([for resource in flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Resource) : resource == "*" || startswith(resource, "arn:aws-us-gov:")])
    error_message = "resources are in aws-us-gov"
  }
}

run "isolated" {
  command = plan

  variables {
    region            = "us-iso-east-1"
    oidc_provider_arn = "arn:aws-iso:iam::111122223333:oidc-provider/oidc.eks.us-iso-east-1.c2s.ic.gov/id/EXAMPLE"
    image_registry    = "registry.example.com"
  }

  assert {
    condition     = alltrue([for resource in flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Resource) : resource == "*" || startswith(resource, "arn:aws-iso:")])
    error_message = "resources are in aws-iso"
  }

  assert {
    condition = length(setintersection(
      [
        "elasticloadbalancing:DescribeTrustStores",
        "elasticloadbalancing:DescribeListenerAttributes",
        "elasticloadbalancing:DescribeCapacityReservation",
        "elasticloadbalancing:ModifyListenerAttributes",
        "elasticloadbalancing:ModifyCapacityReservation",
      ],
      flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Action),
    )) == 0
    error_message = "five actions are not there"
  }

  assert {
    condition     = length(jsondecode(aws_iam_policy.this[0].policy).Statement) == 16 && contains(flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Action), "elasticloadbalancing:CreateLoadBalancer")
    error_message = "all else is"
  }
}

run "isolated_switches" {
  command = plan

  variables {
    region            = "us-isob-east-1"
    oidc_provider_arn = "arn:aws-iso-b:iam::111122223333:oidc-provider/oidc.eks.us-isob-east-1.sc2s.sgov.gov/id/EXAMPLE"
    create_role       = false
    role_arn          = "arn:aws-iso-b:iam::111122223333:role/load-balancer-controller"
    image_registry    = "registry.example.com"
  }

  assert {
    condition = [
      jsondecode(helm_release.this[0].values[0]).enableShield,
      jsondecode(helm_release.this[0].values[0]).enableWaf,
      jsondecode(helm_release.this[0].values[0]).enableWafv2,
    ] == [false, false, false]
    error_message = "WAF and Shield are not there"
  }
}
