#!/usr/bin/env node
import { parseArgs } from "node:util";
import { configurationFile, loadConfiguration } from "../configuration/load";
import { printProblems } from "./print-problems";

const USAGE = `Usage: npm run check -- [FILE]

Checks a configuration and prints all its problems. FILE is eks-irsa.yaml, or what
EKS_IRSA_CONFIG names, if it is left out.

Exit status: 0 without problems, 1 with problems, 2 where it could not run.`;

/** Checks one file; the exit status. */
export function check(args: readonly string[]): 0 | 1 | 2 {
  let files: string[];
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    if (values.help) {
      console.log(USAGE);
      return 0;
    }
    files = positionals;
    if (files.length > 1) throw new Error("one FILE at most");
  } catch (error) {
    console.error(`check: ${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const file = files[0] ?? configurationFile();
  const result = loadConfiguration(file);
  if ("configuration" in result) {
    const { clusters } = result.configuration;
    console.log(`${file}: no problems (${clusters.length} ${clusters.length === 1 ? "cluster" : "clusters"})`);
    return 0;
  }
  printProblems(result.problems);
  return result.readable ? 1 : 2;
}

if (require.main === module) process.exitCode = check(process.argv.slice(2));
