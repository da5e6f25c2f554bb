output "arn" {
  description = "The role's ARN"
  value       = aws_iam_role.this.arn
}

output "name" {
  description = "The role's name"
  value       = aws_iam_role.this.name
}

output "annotations" {
  description = "What a ServiceAccount has to be annotated with for its pods to get the role by IRSA"
  value       = { "eks.amazonaws.com/role-arn" = aws_iam_role.this.arn }
}
