output "arn" {
  description = "The provider's ARN, which roles name in their trust policies"
  value       = local.this_arn
}

output "issuer" {
  description = "The issuer without https://, as condition keys name it"
  value       = local.issuer
}
