# Any other chart with an identity of its own, ExternalDNS here, and a policy that this apply makes.

resource "aws_iam_policy" "records" {
  name = "external-dns-records"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
      Resource = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"
    }]
  })
}

module "eks_irsa" {
  source = "../.."

  cluster_name = "prod"
  region       = "ap-northeast-2"

  addons = {
    external-dns = {
      namespace        = "external-dns"
      create_namespace = true

      chart = {
        name       = "external-dns"
        repository = "https://kubernetes-sigs.github.io/external-dns"
        version    = "1.21.1"
      }

      service_account = {
        name = "external-dns"
        # By a name: the ARN is known only after the apply.
        named_policy_arns = { records = aws_iam_policy.records.arn }
        statements = [
          { actions = ["route53:ListTagsForResources"], resources = ["arn:aws:route53:::hostedzone/*"] },
          { actions = ["route53:ListHostedZones"], resources = ["*"] },
        ]
        pod_annotations_value = "podAnnotations"
      }

      values = [yamlencode({
        provider   = { name = "aws" }
        policy     = "sync"
        txtOwnerId = "prod"
      })]
    }
  }
}
