import type { TerraformStack } from "cdktf";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROVIDERS, TERRAFORM_VERSION } from "../facts/requirements";

/** The file beside a stack's JSON that holds the version of Terraform. */
export const VERSIONS_FILE = "versions.tf";

/**
 * Says the versions that a stack needs: its providers, just those that it has, in the `terraform` block of its JSON, and
 * Terraform in a file beside it. A scanner that meets a text directly under `terraform` in JSON reads nothing of the stack
 * (bridgecrewio/checkov#7454).
 */
export function requireVersions(
  stack: TerraformStack,
  providers: readonly (keyof typeof PROVIDERS)[] = ["aws", "helm", "kubernetes"],
): void {
  for (const name of providers) stack.addOverride(`terraform.required_providers.${name}`, PROVIDERS[name]);
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize(session) {
      synthesizer.synthesize(session);
      const { workingDirectory } = session.manifest.forStack(stack);
      writeFileSync(
        join(session.outdir, workingDirectory, VERSIONS_FILE),
        `terraform {\n  required_version = "${TERRAFORM_VERSION}"\n}\n`,
      );
    },
  };
}
