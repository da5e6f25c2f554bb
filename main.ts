import { printProblems } from "./constructs/commands/print-problems";
import { summary } from "./constructs/commands/summary";
import { configurationFile, loadConfiguration } from "./constructs/configuration/load";
import { InvalidInputError } from "./constructs/facts/error";
import { synthesize } from "./constructs/stacks/synthesize";

/** Loads the configuration, builds one stack per cluster, synthesizes. */
function main(): void {
  const loaded = loadConfiguration(configurationFile());
  if ("problems" in loaded) {
    printProblems(loaded.problems);
    process.exitCode = 1;
    return;
  }
  const { stacks, kept } = synthesize(loaded.configuration);
  console.log(summary(stacks));
  for (const folder of kept)
    console.log(`Kept ${folder}: its stack is gone, and it holds files that may be Terraform state.`);
}

try {
  main();
} catch (error) {
  if (!(error instanceof InvalidInputError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
