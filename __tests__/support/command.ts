import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const DIST = join(__dirname, "..", "..", "dist");

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a compiled program in a folder, as a user does, with none of this process's settings for it. */
export function run(
  program: string,
  folder: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Finished {
  const { EKS_IRSA_CONFIG: _config, CDKTF_OUTDIR: _outdir, SYNTH_HCL_OUTPUT: _hcl, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(DIST, program), ...args], {
    cwd: folder,
    env: { ...inherited, ...environment },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Writes files, by path below a folder. */
export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** All files below a folder, by path, and their text. */
export function files(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}
