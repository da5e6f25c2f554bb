import { App } from "cdktf";
import { existsSync, readdirSync, realpathSync, rmSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../configuration/configuration";
import { InvalidInputError } from "../facts/error";
import { OUTPUT } from "../facts/output";
import * as problems from "../facts/problems";
import { ClusterStack } from "./cluster-stack";
import { GlobalStack } from "./global-stack";
import { VERSIONS_FILE } from "./requirements";

/** What synthesis and Terraform leave in a stack's folder, and can make again. State is not among it. */
const REMAKEABLE = [
  ...["cdk.tf.json", VERSIONS_FILE, "cdk.tf", "metadata.json", "assets"],
  ...[".terraform", ".terraform.lock.hcl", "plan"],
];

/** What was synthesized. */
export interface Synthesis {
  /** In the order of the configuration; what clusters share comes first. */
  readonly stacks: readonly (ClusterStack | GlobalStack)[];
  /** Folders of stacks that are gone, kept because they hold more than can be made again. */
  readonly kept: readonly string[];
}

/**
 * Writes each cluster's stack to `cdktf.out/stacks/<stack>`: `cdk.tf.json`, and `versions.tf` beside it. Clears those of stacks
 * that are gone. All stacks are checked before the first is written.
 *
 * @throws InvalidInputError where the cdktf command asks for what cannot be right
 */
export function synthesize(configuration: Configuration, environment: NodeJS.ProcessEnv = process.env): Synthesis {
  const gone = goneFolders(configuration);
  checkCommand(environment, gone);
  const stacks = withoutTokenTraces(() => {
    const app = new App({ outdir: OUTPUT, hclOutput: false });
    const made = [
      ...(configuration.global ? [new GlobalStack(app, configuration.global)] : []),
      ...configuration.clusters.map((cluster) => new ClusterStack(app, cluster)),
    ];
    for (const stack of made) stack.runAllValidations();
    // CDKTF adds assets and removes none: what an earlier run left would be committed with the rest.
    for (const { node } of made) rmSync(join(OUTPUT, "stacks", node.id, "assets"), { recursive: true, force: true });
    app.synth();
    return made;
  });
  return { stacks, kept: gone.filter((folder) => !clear(folder)) };
}

/**
 * CDKTF notes for each token where it was made, as a stack trace without limit. With thousands of
 * tokens, writing them out takes a quarter of the time, and nobody reads them. An error that is
 * thrown keeps its trace: it is written out when it is first read, which is later.
 */
function withoutTokenTraces<T>(work: () => T): T {
  const before: unknown = Reflect.get(Error, "prepareStackTrace");
  Error.prepareStackTrace = (error) => String(error);
  try {
    return work();
  } finally {
    Reflect.set(Error, "prepareStackTrace", before);
  }
}

/** The cdktf command sets CDKTF_OUTDIR, and removes folders of gone stacks with all that is in them. */
function checkCommand(environment: NodeJS.ProcessEnv, gone: readonly string[]): void {
  const outdir = environment["CDKTF_OUTDIR"];
  if (environment["SYNTH_HCL_OUTPUT"] === "true") throw new InvalidInputError("cdktf", problems.hclOutput());
  if (outdir === undefined) return;
  if (!samePath(outdir, OUTPUT)) throw new InvalidInputError("cdktf", problems.otherOutput(outdir));
  const held = gone.find((folder) => readdirSync(folder).some((name) => !REMAKEABLE.includes(name)));
  if (held !== undefined) throw new InvalidInputError("cdktf", problems.stateInRemovedStack(held));
}

function samePath(a: string, b: string): boolean {
  const real = (path: string): string => (existsSync(path) ? realpathSync(path) : join(realpathSync("."), path));
  return join(process.cwd(), b) === a || real(a) === real(b);
}

/** Folders of stacks that the configuration does not have any more. */
function goneFolders({ clusters, global }: Configuration): string[] {
  const root = join(OUTPUT, "stacks");
  if (!existsSync(root)) return [];
  const names = new Set([...clusters, ...(global ? [global] : [])].map(({ stack }) => stack));
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !names.has(entry.name))
    .map((entry) => join(root, entry.name));
}

/** Removes what can be made again; the folder too, if nothing else is in it. */
function clear(folder: string): boolean {
  for (const name of REMAKEABLE) rmSync(join(folder, name), { recursive: true, force: true });
  if (readdirSync(folder).length > 0) return false;
  rmdirSync(folder);
  return true;
}
