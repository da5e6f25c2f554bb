import { DEFAULT_FILE, configurationFile } from "../configuration/load";
import { UsageError } from "./command";
import type { Arguments } from "./command";

export const FILE_HELP = `FILE is the configuration: ${DEFAULT_FILE}, or what EKS_IRSA_CONFIG names, if it is left out.`;

/** The configuration that a command is to read. */
export function fileOf({ positionals: [file, ...others] }: Arguments): string {
  if (others.length > 0) throw new UsageError("one FILE at most");
  return file ?? configurationFile();
}
