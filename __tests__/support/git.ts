import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { devNull } from "node:os";
import { run } from "./terraform";

/** Without the settings of whoever runs the tests; and in a hook of Git, without the repository that it is for. */
export const gitEnvironment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"))),
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: "1",
};

export function git(folder: string, ...args: readonly string[]): string {
  const { status, stdout, output } = run("git", args, folder, gitEnvironment);
  if (status !== 0) throw new Error(`git ${args.join(" ")} ended with ${status}:\n${output}`);
  return stdout;
}

/** Writes what would be committed in a folder to another one, and nothing else. */
export function committed(folder: string, copy: string): void {
  git(folder, "init", "--quiet");
  git(folder, "add", "--all");
  mkdirSync(copy, { recursive: true });
  git(folder, "checkout-index", "--all", `--prefix=${copy}/`);
}

const present = spawnSync("git", ["--version"], { stdio: "ignore" }).status === 0;

/** A describe for where Git is. */
export function describeWithGit(name: string, tests: () => void): void {
  if (present) describe(name, tests);
  else describe.skip(`${name} (skipped: git is not on the PATH)`, tests);
}
