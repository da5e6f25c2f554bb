import { loadConfiguration } from "../configuration/load";
import { OUTPUT } from "../facts/output";
import { synthesize } from "../stacks/synthesize";
import type { Command } from "./command";
import { FILE_HELP, fileOf } from "./file";
import { printProblems } from "./print-problems";
import { summary } from "./summary";

export const synth: Command = {
  summary: `Writes a configuration's stacks to ${OUTPUT}/stacks, as Terraform JSON.`,
  synopsis: "[FILE]",
  help: `${FILE_HELP}

Notes are those of check.

Exit status: 0 if they are written, 1 with problems, and then nothing is written.`,
  run(given) {
    const loaded = loadConfiguration(fileOf(given), OUTPUT);
    if ("problems" in loaded) {
      printProblems(loaded.problems);
      return 1;
    }
    for (const note of loaded.notes) console.log(`Note: ${note}`);
    const { stacks, kept } = synthesize(loaded.configuration);
    console.log(summary(stacks));
    for (const folder of kept)
      console.log(`Kept ${folder}: its stack is gone, and it holds files that may be Terraform state.`);
    return 0;
  },
};
