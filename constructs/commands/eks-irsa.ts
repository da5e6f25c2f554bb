import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../facts/nearest";
import { call } from "./command";
import type { Command, Status } from "./command";
import { ROOT } from "./root";

/** Each is loaded when it is called: a check need not load CDKTF. */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["synth", async () => (await import("./synth.js")).synth],
  ["check", async () => (await import("./check.js")).check],
  ["access", async () => (await import("./access.js")).access],
  ["modules", async () => (await import("./modules.js")).writeModules],
  ["module-repository", async () => (await import("./module-repository.js")).moduleRepository()],
]);

async function help(): Promise<string> {
  const lines = [...COMMANDS].map(async ([name, load]) => `  ${name.padEnd(18)} ${(await load()).summary}`);
  return `Usage: eks-irsa [COMMAND] [ARGUMENTS]

Commands:
${(await Promise.all(lines)).join("\n")}

Without a COMMAND it is synth, for the cdktf command. eks-irsa COMMAND --help says more of each.
eks-irsa --version prints the version.`;
}

/** Runs one of the commands; without any argument, synthesizes. */
export async function eksIrsa([name = "synth", ...args]: readonly string[]): Promise<Status> {
  if (name === "--help" || name === "-h") {
    console.log(await help());
    return 0;
  }
  if (name === "--version") {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string };
    console.log(version);
    return 0;
  }
  const load = COMMANDS.get(name);
  if (load) return call(name, await load(), args);
  const meant = nearest(name, [...COMMANDS.keys()]);
  console.error(
    `eks-irsa: there is no command ${name}.${meant === undefined ? "" : ` Did you mean ${meant}?`}\n\n${await help()}`,
  );
  return 2;
}
