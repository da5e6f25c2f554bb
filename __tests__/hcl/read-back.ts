import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFolder } from "../support/synth";
import { binary, environment } from "../support/terraform";

const settings = { ...environment, TF_CLI_CONFIG_FILE: "" };

const run = (args: readonly string[], input: string, cwd?: string): string =>
  execFileSync(binary ?? "", [...args], { cwd, env: settings, encoding: "utf8", stdio: "pipe", input });

/** What `terraform fmt` makes of a file. */
export const formatted = (file: string): string => run(["fmt", "-"], file);

/** What Terraform makes of expressions, each of them an argument of a file, in one process. */
export function readBack(texts: readonly string[], variables: Readonly<Record<string, unknown>> = {}): unknown[] {
  const locals = texts.map((text, at) => `  e${at} = ${text.replaceAll("\n", "\n  ")}\n`).join("");
  const defaults = Object.entries(variables).map(([name, value]) => [name, { default: value }]);
  return withFolder((folder) => {
    writeFileSync(join(folder, "main.tf"), `locals {\n${locals}}\n`);
    writeFileSync(
      join(folder, "variables.tf.json"),
      JSON.stringify({ variable: Object.fromEntries(defaults) as object }),
    );
    // In base64, for the console quotes texts in its own way.
    const all = `base64encode(jsonencode([${texts.map((_, at) => `local.e${at}`).join(", ")}]))\n`;
    const printed = run(["console"], all, folder);
    return JSON.parse(Buffer.from(printed.trim().replaceAll('"', ""), "base64").toString("utf8")) as unknown[];
  });
}
