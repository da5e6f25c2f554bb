# Where the controller's image comes from.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"

  # With a role that is there, values are known in a plan.
  create_role = false
  role_arn    = "arn:aws:iam::111122223333:role/load-balancer-controller"
}

run "the_charts_own" {
  command = plan

  assert {
    condition     = !can(jsondecode(helm_release.this[0].values[0]).image)
    error_message = "the public image is the chart's default"
  }
}

run "a_registry" {
  command = plan

  variables {
    image_registry = "registry.example.com"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).image == { repository = "registry.example.com/amazon/aws-load-balancer-controller" }
    error_message = "a mirror has it under the same path"
  }
}

run "of_aws_in_the_region" {
  command = plan

  variables {
    image_registry = "regional"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).image.repository == "602401143452.dkr.ecr.ap-northeast-2.amazonaws.com/amazon/aws-load-balancer-controller"
    error_message = "AWS has one registry in each region"
  }
}

run "of_aws_in_a_region_with_an_account_of_its_own" {
  command = plan

  variables {
    region            = "ap-east-1"
    oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-east-1.amazonaws.com/id/EXAMPLE"
    image_registry    = "regional"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).image.repository == "800184023465.dkr.ecr.ap-east-1.amazonaws.com/amazon/aws-load-balancer-controller"
    error_message = "some regions have an account of their own"
  }
}

run "in_china" {
  command = plan

  variables {
    region            = "cn-north-1"
    oidc_provider_arn = "arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLE"
    role_arn          = "arn:aws-cn:iam::111122223333:role/load-balancer-controller"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).image.repository == "918309763551.dkr.ecr.cn-north-1.amazonaws.com.cn/amazon/aws-load-balancer-controller"
    error_message = "in China the regional one is the default"
  }
}
