output "arn" {
  description = "The provider's ARN, which roles name in their trust policies"
  value       = local.this_arn
  depends_on  = [aws_iam_openid_connect_provider.this]
}

output "issuer" {
  description = "The issuer without https://, as condition keys name it"
  value       = local.issuer
}
