/** The Terraform, or OpenTofu, that the output needs. */
export const TERRAFORM_VERSION = ">= 1.10.0";

/**
 * The providers, by full source and as ranges: whoever runs the output picks and locks a version.
 * CDKTF would pin the very version that its bindings were made from.
 */
export const PROVIDERS = {
  aws: { source: "hashicorp/aws", version: ">= 6.0.0, < 7.0.0" },
  helm: { source: "hashicorp/helm", version: ">= 3.1.0, < 4.0.0" },
  kubernetes: { source: "hashicorp/kubernetes", version: ">= 2.38.0, < 4.0.0" },
  time: { source: "hashicorp/time", version: ">= 0.9.0, < 1.0.0" },
} as const;

/** The AWS provider that knows session policies of Pod Identity associations (its changelog, 6.57.1). */
export const AWS_WITH_SESSION_POLICIES = ">= 6.57.1, < 7.0.0";
