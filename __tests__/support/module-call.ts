import { linkSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyModules } from "./modules";
import { newFolder, removeFolder, terraform, tryTerraform } from "./terraform";

/** A call of a module. */
export interface Call {
  readonly module: string;
  readonly inputs: object;
}

interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  /** The resource whose condition is not met. */
  readonly address?: string;
  readonly range?: { readonly filename: string };
}

function errorsIn(folder: string): Diagnostic[] {
  return tryTerraform(folder, "plan", "-json")
    .stdout.split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { diagnostic?: Diagnostic })
    .flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? [diagnostic] : []));
}

/** The same files under another path, which takes no time. */
function linkFiles(from: string, to: string): void {
  for (const path of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    if (statSync(join(from, path)).isDirectory()) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    linkSync(join(from, path), join(to, path));
  }
}

/** The position of the call that an error is about: each has a file, and modules under a path of its own. */
function callOf({ address, range, summary, detail }: Diagnostic): number {
  const index = /\bcall_(\d+)\b/.exec(`${address} ${range?.filename} ${detail}`)?.[1];
  if (index === undefined) throw new Error(`this error is about no call: ${summary}: ${detail}`);
  return Number(index);
}

/**
 * What Terraform finds wrong with each of several calls, by their positions; none where it plans.
 * Terraform tells what depends on other inputs only where all else is right: it is asked again, without the calls it told of.
 */
export function mistakesOfEach(calls: readonly Call[]): string[][] {
  const found = calls.map((): string[] => []);
  const folder = newFolder();
  const fileOf = (index: number): string => join(folder, `call_${index}.tf.json`);
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ provider: { aws: { region: "us-east-1" } } }));
    copyModules(join(folder, "modules"), ["examples", "tests"]);
    calls.forEach(({ module, inputs }, index) => {
      linkFiles(join(folder, "modules"), join(folder, `call_${index}`));
      const call = { source: `./call_${index}/${module}`, ...inputs };
      writeFileSync(fileOf(index), JSON.stringify({ module: { [`call_${index}`]: call } }));
    });
    terraform(folder, "init");
    for (let errors = errorsIn(folder); errors.length > 0; errors = errorsIn(folder)) {
      for (const error of errors) {
        const index = callOf(error);
        found[index]?.push(`${error.summary}: ${error.detail.split("\n\nThis was checked")[0] ?? ""}`);
        rmSync(fileOf(index), { force: true });
      }
    }
    return found;
  } finally {
    removeFolder(folder);
  }
}

/** What Terraform finds wrong with a call of a module, each text on one line; none where it plans. */
export const mistakesOf = (module: string, inputs: object): string[] => mistakesOfEach([{ module, inputs }])[0] ?? [];
