# external-dns, with permissions for one zone.

module "external_dns" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"

  name             = "external-dns"
  namespace        = "external-dns"
  create_namespace = true

  chart = {
    name       = "external-dns"
    repository = "https://kubernetes-sigs.github.io/external-dns"
    version    = "1.19.0"
  }

  service_account = {
    name = "external-dns"
    statements = [
      {
        actions   = ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets"]
        resources = ["arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"]
      },
      {
        actions   = ["route53:ListTagsForResources"]
        resources = ["arn:aws:route53:::hostedzone/*"]
      },
      {
        actions   = ["route53:ListHostedZones"]
        resources = ["*"]
      },
    ]
  }

  values = [yamlencode({
    provider      = { name = "aws" }
    domainFilters = ["example.com"]
    txtOwnerId    = "prod"
  })]
}
