# What cert-manager may do in AWS: answer DNS01 challenges in the zones, and nothing else.

mock_provider "aws" {}

mock_provider "helm" {}

mock_provider "kubernetes" {}

variables {
  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE"
  hosted_zone_ids   = ["Z0123456789ABCDEFGHIJ"]
}

run "no_role_without_zones" {
  command = plan

  variables {
    hosted_zone_ids = []
  }

  assert {
    condition     = length(aws_iam_role.this) == 0 && length(aws_iam_role_policy.this) == 0
    error_message = "there is no role"
  }

  assert {
    condition     = kubernetes_service_account_v1.this[0].metadata[0].annotations == tomap({ "helm.sh/resource-policy" = "keep" }) && !can(jsondecode(helm_release.this[0].values[0]).podAnnotations)
    error_message = "no role is annotated"
  }

  assert {
    condition     = output.role_arn == null
    error_message = "the output tells of none"
  }
}

run "no_association_without_zones" {
  command = plan

  variables {
    hosted_zone_ids = []
    identity        = "pod-identity"
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 0
    error_message = "there is no role to associate"
  }
}

run "its_name" {
  command = plan

  assert {
    condition     = aws_iam_role.this[0].name == "prod-ap-northeast-2-cert-manager"
    error_message = "the name is that of the cluster, the region and cert-manager"
  }
}

run "whom_it_trusts" {
  command = plan

  variables {
    namespace = "security"
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = var.oidc_provider_arn }
      Condition = {
        StringEquals = {
          "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:aud" = "sts.amazonaws.com"
          "oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLE:sub" = ["system:serviceaccount:security:cert-manager"]
        }
      }
    }]
    error_message = "only cert-manager's ServiceAccount, in its namespace"
  }
}

run "whom_it_trusts_by_pod_identity" {
  command = plan

  variables {
    identity = "both"
  }

  assert {
    condition = jsondecode(aws_iam_role.this[0].assume_role_policy).Statement[1].Condition == {
      ArnEquals = { "aws:SourceArn" = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod" }
      StringEquals = {
        "aws:SourceAccount"                         = "111122223333"
        "aws:RequestTag/kubernetes-namespace"       = "cert-manager"
        "aws:RequestTag/kubernetes-service-account" = ["cert-manager"]
      }
    }
    error_message = "the same ServiceAccount, of this cluster"
  }

  assert {
    condition     = length(aws_eks_pod_identity_association.this) == 1
    error_message = "there is an association"
  }
}

run "its_zones" {
  variables {
    hosted_zones = [{ id = "Z1111111111ABCDEFGHIJ", name = "example.org" }]
  }

  assert {
    condition = jsondecode(aws_iam_role_policy.this[0].policy) == {
      Version = "2012-10-17"
      Statement = [
        { Effect = "Allow", Action = "route53:GetChange", Resource = "arn:aws:route53:::change/*" },
        {
          Effect   = "Allow"
          Action   = "route53:ChangeResourceRecordSets"
          Resource = ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ", "arn:aws:route53:::hostedzone/Z1111111111ABCDEFGHIJ"]
          Condition = {
            "ForAllValues:StringEquals" = { "route53:ChangeResourceRecordSetsRecordTypes" = "TXT" }
            Null                        = { "route53:ChangeResourceRecordSetsRecordTypes" = "false" }
          }
        },
        {
          Effect   = "Allow"
          Action   = "route53:ListResourceRecordSets"
          Resource = ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ", "arn:aws:route53:::hostedzone/Z1111111111ABCDEFGHIJ"]
        },
      ]
    }
    error_message = "TXT records of the named zones, and no other"
  }

  assert {
    condition     = aws_iam_role_policy.this[0].role == aws_iam_role.this[0].id
    error_message = "it is a policy of the role"
  }
}

run "only_challenges" {
  command = plan

  variables {
    acme_challenge_only = true
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.this[0].policy).Statement[1].Condition["ForAllValues:StringLike"] == { "route53:ChangeResourceRecordSetsNormalizedRecordNames" = ["_acme-challenge.*"] }
    error_message = "records whose names start with _acme-challenge"
  }
}

run "zones_by_name" {
  command = plan

  variables {
    look_up_zones = true
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.this[0].policy).Statement[3] == { Effect = "Allow", Action = "route53:ListHostedZonesByName", Resource = "*" }
    error_message = "zones may be found by their names"
  }
}

run "zones_in_another_account" {
  command = plan

  variables {
    hosted_zone_role_arn = "arn:aws:iam::444455556666:role/dns01"
    look_up_zones        = true
  }

  assert {
    condition     = jsondecode(aws_iam_role_policy.this[0].policy).Statement == [{ Effect = "Allow", Action = ["sts:AssumeRole", "sts:TagSession"], Resource = ["arn:aws:iam::444455556666:role/dns01"] }]
    error_message = "it may change into the other account's role, and nothing else"
  }
}

run "zones_in_several_accounts" {
  command = plan

  variables {
    hosted_zones = [
      { id = "Z1111111111ABCDEFGHIJ", name = "example.org", role_arn = "arn:aws:iam::444455556666:role/dns01" },
      { id = "Z2222222222ABCDEFGHIJ", name = "example.net", role_arn = "arn:aws:iam::777788889999:role/dns01" },
    ]
  }

  assert {
    condition = [for statement in jsondecode(aws_iam_role_policy.this[0].policy).Statement : [statement.Action, statement.Resource]] == [
      ["route53:GetChange", "arn:aws:route53:::change/*"],
      ["route53:ChangeResourceRecordSets", ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]],
      ["route53:ListResourceRecordSets", ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]],
      [["sts:AssumeRole", "sts:TagSession"], ["arn:aws:iam::444455556666:role/dns01", "arn:aws:iam::777788889999:role/dns01"]],
    ]
    error_message = "it may write into the zone here, and change into the roles of the others"
  }
}

run "its_settings" {
  command = plan

  variables {
    tags = { team = "platform", env = "prod" }
    role = {
      name                 = "cert-manager"
      path                 = "/pods/"
      description          = "DNS01"
      permissions_boundary = "arn:aws:iam::111122223333:policy/pods"
      max_session_duration = 7200
      tags                 = { team = "security" }
      exclusive_policies   = true
    }
  }

  assert {
    condition = [
      aws_iam_role.this[0].name,
      aws_iam_role.this[0].path,
      aws_iam_role.this[0].description,
      aws_iam_role.this[0].permissions_boundary,
    ] == ["cert-manager", "/pods/", "DNS01", "arn:aws:iam::111122223333:policy/pods"]
    error_message = "the role is as told"
  }

  assert {
    condition     = aws_iam_role.this[0].max_session_duration == 7200 && aws_iam_role.this[0].tags == tomap({ env = "prod", team = "security" })
    error_message = "sessions and tags are as told"
  }

  assert {
    condition     = toset(aws_iam_role_policies_exclusive.this[0].policy_names) == toset(["inline"]) && length(aws_iam_role_policy_attachments_exclusive.this[0].policy_arns) == 0
    error_message = "policies that others add are removed"
  }

  assert {
    condition = toset([
      aws_iam_role_policies_exclusive.this[0].role_name,
      aws_iam_role_policy_attachments_exclusive.this[0].role_name,
    ]) == toset([aws_iam_role.this[0].id])
    error_message = "those of the role"
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
