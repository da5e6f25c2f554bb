#!/usr/bin/env node
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { versionNumbers } from "../addons/version";
import { InvalidInputError } from "../facts/error";
import { layOut } from "./layout";
import type { Layout } from "./layout";

const USAGE = `Usage: npm run module-repository -- [OPTIONS] MODULE FOLDER

Lays one of the modules out as a repository of its own, for a private registry. FOLDER is
named terraform-aws-MODULE. What a module has replaces what is there; all else (.git, a
changelog) stays as it is.

Options:
  --registry HOST/ORGANIZATION  the README names the module as this registry does
  --version X.Y                 and asks for a version, ~> X.Y

Exit status: 0 if it is laid out, 1 if it cannot be, 2 where it could not run.`;

/** The project's folder: the bundled command lies in dist/, the compiled one further down. */
const ROOT = ["..", "../..", "../../.."]
  .map((path) => join(__dirname, path))
  .find((path) => existsSync(join(path, "LICENSE")));

/** Lays one module out; the exit status. */
export function moduleRepository(args: readonly string[], root: string | undefined = ROOT): 0 | 1 | 2 {
  let layout: Layout | undefined;
  try {
    layout = parse(args);
  } catch (error) {
    console.error(`module-repository: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (!layout) {
    console.log(USAGE);
    return 0;
  }
  try {
    if (root === undefined) throw new Error("the folder of the project is not found");
    const names = layOut(layout, root);
    console.log(`${layout.folder}: ${names.join(", ")}`);
    return 0;
  } catch (error) {
    if (error instanceof InvalidInputError) {
      console.error(error.message);
      return 1;
    }
    console.error(`module-repository: ${(error as Error).message}`);
    return 2;
  }
}

/** What is asked for; undefined where it is help. */
function parse(args: readonly string[]): Layout | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", short: "h" },
      registry: { type: "string" },
      version: { type: "string" },
    },
    allowPositionals: true,
  });
  if (values.help) return undefined;
  const [module, folder, ...rest] = positionals;
  if (module === undefined || folder === undefined || rest.length > 0) throw new Error("a MODULE and a FOLDER");
  const { registry: address, version } = values;
  if (address === undefined) {
    if (version !== undefined) throw new Error("--version needs --registry");
    return { module, folder };
  }
  if (!/^[\w.:-]+\/[\w-]+$/.test(address))
    throw new Error("--registry is HOST/ORGANIZATION, as in app.terraform.io/acme");
  return { module, folder, registry: { address, release: version === undefined ? undefined : releaseOf(version) } };
}

function releaseOf(version: string): string {
  const numbers = versionNumbers(version);
  if (!numbers) throw new Error("--version is X.Y, as in 1.2");
  return numbers.slice(0, 2).join(".");
}

if (require.main === module) process.exitCode = moduleRepository(process.argv.slice(2));
