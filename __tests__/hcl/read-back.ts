import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { enclosed } from "../../constructs/hcl/print";
import { withFolder } from "../support/synth";
import { binary, environment } from "../support/terraform";

const settings = { ...environment, TF_CLI_CONFIG_FILE: "" };

function run(args: readonly string[], input: string, cwd?: string): string {
  const { status, stdout, stderr } = spawnSync(binary ?? "", [...args], {
    cwd,
    env: settings,
    encoding: "utf8",
    input,
    maxBuffer: 2 ** 26,
  });
  if (status !== 0 || stderr !== "") throw new Error(`${stdout}${stderr}`);
  return stdout;
}

/** What `terraform fmt` makes of a file. */
export const formatted = (file: string): string => run(["fmt", "-"], file);

/** Expressions as a file, each of them an argument. */
export const fileOf = (texts: readonly string[]): string =>
  `${enclosed("locals {", texts.map((text, at) => `e${at} = ${text}`).join("\n\n"), "}")}\n`;

/** What Terraform makes of expressions, in one process. */
export function readBack(texts: readonly string[], variables: Readonly<Record<string, unknown>> = {}): unknown[] {
  const defaults = Object.entries(variables).map(([name, value]) => [name, { default: value }]);
  return withFolder((folder) => {
    writeFileSync(join(folder, "main.tf"), fileOf(texts));
    writeFileSync(
      join(folder, "variables.tf.json"),
      JSON.stringify(defaults.length > 0 ? { variable: Object.fromEntries(defaults) as object } : {}),
    );
    // In base64, for the console quotes texts in its own way.
    const all = `base64encode(jsonencode([${texts.map((_, at) => `local.e${at}`).join(", ")}]))\n`;
    const printed = run(["console"], all, folder);
    const [, encoded] = /^"([\w+/=]*)"$/.exec(printed.trim()) ?? [];
    if (encoded === undefined) throw new Error(printed);
    return JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as unknown[];
  });
}
