import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { newFolder, removeFolder, terraform, tryTerraform } from "./terraform";

const MODULES = join(__dirname, "..", "..", "modules");

/** What Terraform finds wrong with a call of a module, each text on one line; none where it plans. */
export function mistakesOf(module: string, inputs: object): string[] {
  const folder = newFolder();
  try {
    const call = { source: join(MODULES, module), ...inputs };
    const configuration = { provider: { aws: { region: "us-east-1" } }, module: { called: call } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    terraform(folder, "init");
    const { stdout } = tryTerraform(folder, "plan", "-json");
    return stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { diagnostic?: { severity: string; detail: string; summary: string } })
      .flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [diagnostic] : []))
      .map(({ detail, summary }) => `${summary}: ${detail.split("\n\nThis was checked")[0] ?? ""}`);
  } finally {
    removeFolder(folder);
  }
}
