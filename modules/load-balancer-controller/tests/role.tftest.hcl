# What the controller may do in AWS.

mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:iam::111122223333:role/load-balancer-controller"
    }
  }

  mock_resource "aws_iam_policy" {
    defaults = {
      arn = "arn:aws:iam::111122223333:policy/load-balancer-controller"
    }
  }
}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  vpc_id            = "vpc-0a1b2c3d4e5f67890"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
}

run "its_role" {
  command = plan

  assert {
    condition     = aws_iam_role.this[0].name == "prod-ap-northeast-2-load-balancer-controller"
    error_message = "the name is that of the cluster, the region and the controller"
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = var.oidc_provider_arn }
      Condition = {
        StringEquals = {
          "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:aud" = "sts.amazonaws.com"
          "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:sub" = ["system:serviceaccount:kube-system:aws-load-balancer-controller"]
        }
      }
    }]
    error_message = "only the controller's ServiceAccount"
  }
}

run "its_policy" {
  command = plan

  assert {
    condition     = aws_iam_policy.this[0].name == "prod-ap-northeast-2-load-balancer-controller"
    error_message = "the policy is called like the role"
  }

  assert {
    condition     = length(jsondecode(aws_iam_policy.this[0].policy).Statement) == 16
    error_message = "it is the controller's own policy"
  }

  assert {
    condition = length(setsubtract(
      ["wafv2:AssociateWebACL", "elasticloadbalancing:DescribeTrustStores", "elasticloadbalancing:ModifyListenerAttributes", "ec2:GetSecurityGroupsForVpc"],
      flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Action),
    )) == 0
    error_message = "with all that newer versions need"
  }

  assert {
    condition     = length(aws_iam_policy.global_accelerator) + length(aws_iam_policy.certificates) == 0
    error_message = "other policies only if asked for"
  }

  assert {
    condition     = length(aws_iam_policy.this[0].policy) <= 6144
    error_message = "IAM takes 6,144 characters"
  }
}

run "attached_before_it_starts" {
  assert {
    condition     = aws_iam_role_policy_attachment.this[0].policy_arn == aws_iam_policy.this[0].arn && aws_iam_role_policy_attachment.this[0].role == aws_iam_role.this[0].id
    error_message = "the policy is attached to the role"
  }

  assert {
    condition = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({
      "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/load-balancer-controller"
      "helm.sh/resource-policy"    = "keep"
    })
    error_message = "the ServiceAccount is annotated with the role"
  }

  assert {
    condition     = jsondecode(helm_release.this[0].values[0]).podAnnotations == { "cdktf-eks-irsa/role-arn" = "arn:aws:iam::111122223333:role/load-balancer-controller" }
    error_message = "pods restart when their role changes"
  }

  assert {
    condition     = output.role_arn == "arn:aws:iam::111122223333:role/load-balancer-controller"
    error_message = "the output is the role's ARN"
  }
}

run "only_targets" {
  command = plan

  variables {
    target_group_binding_only = true
  }

  assert {
    condition     = contains(jsondecode(aws_iam_policy.this[0].policy).Statement[1].Action, "elasticloadbalancing:RegisterTargets") && jsondecode(aws_iam_policy.this[0].policy).Statement[1].Resource == "arn:aws:elasticloadbalancing:*:*:targetgroup/*/*"
    error_message = "targets are registered"
  }

  assert {
    condition     = length(jsondecode(aws_iam_policy.this[0].policy).Statement) == 2 && !contains(jsondecode(aws_iam_policy.this[0].policy).Statement[0].Action, "elasticloadbalancing:CreateLoadBalancer")
    error_message = "load balancers are not made"
  }
}

run "narrow" {
  command = plan

  variables {
    policy = "narrow"
    shield = false
  }

  assert {
    condition     = !can(regex("shield:[A-Z]", aws_iam_policy.this[0].policy))
    error_message = "nothing is allowed that is off"
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.this[0].policy).Statement : !contains(flatten([statement.Action]), "ec2:CreateSecurityGroup") || !contains(flatten([statement.Resource]), "*")
    ])
    error_message = "actions with resource types name them"
  }
}

run "narrow_with_all_where_arns_are_longest" {
  command = plan

  variables {
    region            = "us-gov-west-1"
    oidc_provider_arn = "arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/EXAMPLE"
    policy            = "narrow"
    feature_gates     = { EnableRGTAPI = true }
  }

  assert {
    condition     = length(aws_iam_policy.this[0].policy) <= 6144 && can(regex("tag:GetResources", aws_iam_policy.this[0].policy))
    error_message = "the policy has too many characters"
  }

  assert {
    condition = join(" ", sort(distinct([
      for arn in flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Resource) :
      join(":", slice(split(":", arn), 3, 5)) if arn != "*"
    ]))) == ":111122223333 us-gov-west-1:* us-gov-west-1:111122223333"
    error_message = "resources are in the region and in the account, but for those that another account may share"
  }
}

run "scoped" {
  command = plan

  variables {
    policy = "scoped"
    vpc    = true
    shield = false
  }

  assert {
    condition = length(setintersection(
      flatten(jsondecode(aws_iam_policy.this[0].policy).Statement[*].Action),
      flatten(jsondecode(aws_iam_policy.changes[0].policy).Statement[*].Action),
    )) == 0 && !can(regex("shield:[A-Z]", aws_iam_policy.this[0].policy))
    error_message = "what the controller changes is a policy of its own"
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_iam_policy.changes[0].policy).Statement :
      can(statement.Condition) || contains(["ec2:CreateSecurityGroup", "elasticloadbalancing:SetRulePriorities"], statement.Action[0])
    ])
    error_message = "changes are held to the cluster's tag"
  }

  assert {
    condition     = [for statement in jsondecode(aws_iam_policy.changes[0].policy).Statement : statement.Condition if statement.Action[0] == "ec2:CreateTags"][1] == { ArnEquals = { "ec2:Vpc" = "arn:aws:ec2:${var.region}:*:vpc/${var.vpc_id}" }, Null = { "aws:RequestTag/elbv2.k8s.aws/cluster" = "true" }, StringEquals = { "aws:ResourceTag/elbv2.k8s.aws/cluster" = var.cluster_name } }
    error_message = "and security groups to the VPC"
  }

  assert {
    condition     = max(length(aws_iam_policy.this[0].policy), length(aws_iam_policy.changes[0].policy)) <= 6144
    error_message = "IAM takes 6,144 characters"
  }
}

run "statements_of_the_user" {
  command = plan

  variables {
    statements       = [{ actions = ["s3:PutObject"], resources = ["arn:aws:s3:::logs/*"] }]
    assume_role_arns = ["arn:aws:iam::444455556666:role/targets"]
    wafv2_names      = true
    feature_gates    = { EnableRGTAPI = true }
  }

  assert {
    condition     = flatten(jsondecode(aws_iam_role_policy.this[0].policy).Statement[*].Action) == ["s3:PutObject", "wafv2:ListWebACLs", "sts:AssumeRole", "sts:TagSession"]
    error_message = "the role takes statements, and what switches need"
  }

  assert {
    condition     = can(regex("tag:GetResources", aws_iam_policy.this[0].policy))
    error_message = "a gate brings its permission"
  }
}

run "more_policies" {
  variables {
    global_accelerator     = true
    certificate_management = true
    role                   = { exclusive_policies = true }
  }

  assert {
    condition     = contains(flatten(jsondecode(aws_iam_policy.global_accelerator[0].policy).Statement[*].Action), "globalaccelerator:CreateAccelerator")
    error_message = "accelerators may be made"
  }

  assert {
    condition     = contains(flatten(jsondecode(aws_iam_policy.certificates[0].policy).Statement[*].Action), "acm:RequestCertificate")
    error_message = "certificates may be requested"
  }

  assert {
    condition = [
      aws_iam_policy.global_accelerator[0].name,
      aws_iam_policy.certificates[0].name,
    ] == ["prod-ap-northeast-2-load-balancer-controller-global-accelerator", "prod-ap-northeast-2-load-balancer-controller-certificates"]
    error_message = "each is called after what it is for"
  }

  assert {
    condition = toset([
      aws_iam_role_policy_attachment.global_accelerator[0].role,
      aws_iam_role_policy_attachment.certificates[0].role,
      aws_iam_role_policies_exclusive.this[0].role_name,
      aws_iam_role_policy_attachments_exclusive.this[0].role_name,
    ]) == toset([aws_iam_role.this[0].id])
    error_message = "they are attached to the role"
  }

  assert {
    condition = [
      aws_iam_role_policy_attachment.global_accelerator[0].policy_arn,
      aws_iam_role_policy_attachment.certificates[0].policy_arn,
      ] == [
      aws_iam_policy.global_accelerator[0].arn,
      aws_iam_policy.certificates[0].arn,
    ]
    error_message = "each attachment is of its policy"
  }

  assert {
    condition     = toset(aws_iam_role_policy_attachments_exclusive.this[0].policy_arns) == toset(["arn:aws:iam::111122223333:policy/load-balancer-controller"]) && length(aws_iam_role_policies_exclusive.this[0].policy_names) == 0
    error_message = "what others attach is removed"
  }
}

run "its_settings" {
  command = plan

  variables {
    tags = { team = "platform", env = "prod" }
    role = {
      name                 = "load-balancers"
      path                 = "/pods/"
      description          = "Load balancers"
      permissions_boundary = "arn:aws:iam::111122223333:policy/pods"
      max_session_duration = 7200
      tags                 = { team = "network" }
    }
  }

  assert {
    condition = [
      aws_iam_role.this[0].name,
      aws_iam_role.this[0].path,
      aws_iam_role.this[0].description,
      aws_iam_role.this[0].permissions_boundary,
      aws_iam_policy.this[0].path,
    ] == ["load-balancers", "/pods/", "Load balancers", "arn:aws:iam::111122223333:policy/pods", "/pods/"]
    error_message = "the role is as told, and the policy is beside it"
  }

  assert {
    condition     = aws_iam_role.this[0].max_session_duration == 7200
    error_message = "sessions last as long as told"
  }

  assert {
    condition     = aws_iam_role.this[0].tags == tomap({ env = "prod", team = "network" }) && aws_iam_policy.this[0].tags == tomap({ env = "prod", team = "network" })
    error_message = "role and policy have the tags"
  }
}

run "by_pod_identity" {
  variables {
    identity     = "pod-identity"
    pod_identity = { disable_session_tags = true, target_role_arn = "arn:aws:iam::444455556666:role/network" }
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[0].Principal == { Service = "pods.eks.amazonaws.com" }
    error_message = "the role trusts the service"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "helm.sh/resource-policy" = "keep" })
    error_message = "the ServiceAccount needs no annotation"
  }

  assert {
    condition = [
      aws_eks_pod_identity_association.this[0].cluster_name,
      aws_eks_pod_identity_association.this[0].region,
      aws_eks_pod_identity_association.this[0].namespace,
      aws_eks_pod_identity_association.this[0].service_account,
      aws_eks_pod_identity_association.this[0].role_arn,
      aws_eks_pod_identity_association.this[0].target_role_arn,
    ] == ["prod", "ap-northeast-2", "kube-system", "aws-load-balancer-controller", "arn:aws:iam::111122223333:role/load-balancer-controller", "arn:aws:iam::444455556666:role/network"]
    error_message = "an association ties it to the role"
  }

  assert {
    condition     = aws_eks_pod_identity_association.this[0].disable_session_tags
    error_message = "sessions have no tags"
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy).Statement == [{
      Effect   = "Allow"
      Action   = ["sts:AssumeRole", "sts:TagSession"]
      Resource = ["arn:aws:iam::444455556666:role/network"]
    }]
    error_message = "the role may change into the target"
  }
}

run "a_prefix" {
  command = plan

  variables {
    role = { name_prefix = "pods-" }
  }

  assert {
    condition     = aws_iam_role.this[0].name_prefix == "pods-"
    error_message = "AWS completes the prefix"
  }

  assert {
    condition     = jsondecode(aws_iam_role.this[0].assume_role_policy).Version == "2012-10-17"
    error_message = "the trust policy is in IAM's current language"
  }
}
