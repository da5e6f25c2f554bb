import type { TerraformStack } from "cdktf";
import { PROVIDERS, TERRAFORM_VERSION } from "../facts/requirements";

/** Writes both into a stack's `terraform` block, with just the providers that it has. */
export function requireVersions(
  stack: TerraformStack,
  providers: readonly (keyof typeof PROVIDERS)[] = ["aws", "helm", "kubernetes"],
): void {
  stack.addOverride("terraform.required_version", TERRAFORM_VERSION);
  for (const name of providers) stack.addOverride(`terraform.required_providers.${name}`, PROVIDERS[name]);
}
