import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFolder } from "./synth";
import { NO_BINARY, binary, environment, skipped } from "./terraform";

/** A test for where Terraform or OpenTofu is on the PATH. */
export function testWithTerraform(name: string, work: () => void): void {
  if (binary === undefined) test.skip(skipped(name, NO_BINARY), work);
  else test(name, work);
}

/** What Terraform makes of the texts of a configuration, with the variables' and locals' values. */
export function evaluate<T>(
  value: T,
  variables: Readonly<Record<string, unknown>> = {},
  locals: Readonly<Record<string, unknown>> = {},
): T {
  if (binary === undefined) throw new Error(NO_BINARY);
  const terraform: string = binary;
  const declared = Object.entries(variables).map(([name, value]) => [name, { default: value }] as const);
  const configuration = {
    ...(declared.length > 0 && { variable: Object.fromEntries(declared) }),
    locals: { ...locals, result: value },
  };
  return withFolder((folder) => {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    // In base64, for the console quotes texts in its own way.
    const printed = execFileSync(terraform, ["console"], {
      cwd: folder,
      env: { ...environment, TF_CLI_CONFIG_FILE: "" },
      encoding: "utf8",
      stdio: "pipe",
      input: "base64encode(jsonencode(local.result))\n",
    });
    return JSON.parse(Buffer.from(printed.trim().replaceAll('"', ""), "base64").toString("utf8")) as T;
  });
}
