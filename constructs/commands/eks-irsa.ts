import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../facts/nearest";
import { call } from "./command";
import type { Command, Status } from "./command";
import { check } from "./check";
import { moduleRepository } from "./module-repository";
import { writeModules } from "./modules";
import { ROOT } from "./root";
import { synth } from "./synth";

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["synth", synth],
  ["check", check],
  ["modules", writeModules],
  ["module-repository", moduleRepository()],
]);

const help = (): string => `Usage: eks-irsa [COMMAND] [ARGUMENTS]

Commands:
${[...COMMANDS].map(([name, { summary }]) => `  ${name.padEnd(18)} ${summary}`).join("\n")}

Without a COMMAND it is synth, for the cdktf command. eks-irsa COMMAND --help says more of each.
eks-irsa --version prints the version.`;

/** Runs one of the commands; without any argument, synthesizes. */
export function eksIrsa([name = "synth", ...args]: readonly string[]): Status {
  if (name === "--help" || name === "-h") {
    console.log(help());
    return 0;
  }
  if (name === "--version") {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string };
    console.log(version);
    return 0;
  }
  const command = COMMANDS.get(name);
  if (command) return call(name, command, args);
  const meant = nearest(name, [...COMMANDS.keys()]);
  console.error(
    `eks-irsa: there is no command ${name}.${meant === undefined ? "" : ` Did you mean ${meant}?`}\n\n${help()}`,
  );
  return 2;
}
