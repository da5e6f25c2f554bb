# cert-manager, and an issuer that gets certificates from Let's Encrypt: it answers DNS01 challenges in a Route53 zone.

module "cert_manager" {
  source = "../.."

  cluster_name      = "prod"
  region            = "ap-northeast-2"
  oidc_provider_arn = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"

  hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]

  issuers = [{
    name = "letsencrypt"
    acme = { email = "platform@example.com" }
  }]
}
