import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { PROVIDERS } from "../../constructs/facts/requirements";

/**
 * Tests that run the real Terraform (or OpenTofu) on provider doubles, which touch nothing. Where the
 * doubles are is for the environment to say: TF_CLI_CONFIG_FILE or TF_REATTACH_PROVIDERS.
 */

const REMOVED = /^(AWS_|CDKTF_|EKS_IRSA_|HELM_|KUBE|TF_(CLI_ARGS|DATA_DIR|INPUT|LOG|VAR_|WORKSPACE))/;

/** Without settings that change results, and without credentials: should a provider be a real one, it can do nothing. */
export const environment: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !REMOVED.test(name))),
  AWS_CONFIG_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  CHECKPOINT_DISABLE: "1",
  TF_CLI_ARGS: "-no-color",
  TF_IN_AUTOMATION: "1",
  TF_INPUT: "0",
};

const isThere = (name: string): boolean =>
  spawnSync(name, ["version"], { env: environment, stdio: "ignore" }).status === 0;

/** Terraform, or OpenTofu where only that is. */
export const binary = ["terraform", "tofu"].find(isThere);

export interface Run {
  readonly status: number | null;
  /** What it printed, errors last. */
  readonly output: string;
  readonly stdout: string;
}

/** Runs a command to its end, whatever that is. */
export function run(file: string, args: readonly string[], cwd: string, env = environment): Run {
  const { status, stdout, stderr, error } = spawnSync(file, args, { cwd, env, encoding: "utf8", maxBuffer: 2 ** 26 });
  if (error) throw error;
  return { status, stdout, output: stdout + stderr };
}

/** Runs Terraform in a folder, and gives what it prints. */
export function terraform(folder: string, ...args: readonly string[]): string {
  const { status, stdout, output } = tryTerraform(folder, ...args);
  if (status !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${status}:\n${output}`);
  return stdout;
}

/** The same where it may fail. */
export const tryTerraform = (folder: string, ...args: readonly string[]): Run =>
  run(binary ?? "terraform", args, folder);

/** A new folder, for the caller to remove. Its path is a real one, for relative paths out of it to be right. */
export const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), "eks-irsa-")));

export const removeFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

export const NO_BINARY = "neither terraform nor tofu is on the PATH. Install Terraform 1.10 or OpenTofu 1.11, or later";

const DOUBLES =
  "Terraform needs doubles of its providers, which touch nothing. Say where they are, as .ci/run does, with " +
  "TF_CLI_CONFIG_FILE or TF_REATTACH_PROVIDERS. What needs no doubles: terraform init and terraform test in modules/*";

/** What stands in a test's name for the end of the output to tell it. */
export const skipped = (name: string, reason: string): string => `${name} (skipped: ${reason.replace(/[()]/g, "")})`;

/** What a tool says is wrong with a configuration that needs providers; undefined where it runs. */
function complaintOf(tool: string, configuration: object, commands: readonly string[]): string | undefined {
  const folder = newFolder();
  try {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
    for (const command of commands) {
      const { status, output } = run(tool, [command], folder);
      if (status !== 0) return `${tool} ${command} says ${/Error: .*/.exec(output)?.[0] ?? status}`;
    }
    return undefined;
  } finally {
    removeFolder(folder);
  }
}

/** Why these tests cannot run here; undefined where they can. */
function obstacle(): string | undefined {
  if (binary === undefined) return NO_BINARY;
  if (!environment["TF_CLI_CONFIG_FILE"] && !environment["TF_REATTACH_PROVIDERS"]) return DOUBLES;
  const configuration = {
    terraform: { required_providers: PROVIDERS },
    provider: { aws: { region: "us-east-1" } },
    // Real providers, which have no credentials here, cannot read this.
    data: { aws_caller_identity: { account: {} } },
  };
  const complaint = complaintOf(binary, configuration, ["init", "plan"]);
  return complaint === undefined ? undefined : `${DOUBLES}. Here, ${complaint}`;
}

/** Why OpenTofu cannot run besides Terraform; undefined where it can. */
function obstacleOfOpenTofu(): string | undefined {
  if (binary === undefined) return NO_BINARY;
  if (binary === "tofu") return "OpenTofu runs in Terraform's place here, and has run all else";
  if (!isThere("tofu")) return "tofu is not on the PATH. Install OpenTofu 1.11 or later";
  return complaintOf("tofu", { terraform: { required_providers: PROVIDERS } }, ["init"]);
}

/** Terraform takes seconds, not milliseconds, where each run starts its own providers. */
const TIMEOUT = 180_000;

function describeUnless(reason: string | undefined, name: string, tests: () => void): void {
  if (reason === undefined) {
    jest.setTimeout(TIMEOUT);
    describe(name, tests);
  } else describe.skip(skipped(name, reason), tests);
}

/** A describe for where Terraform and its providers can be had. Work belongs into its hooks and tests. */
export const describeWithTerraform = (name: string, tests: () => void): void => {
  describeUnless(obstacle(), name, tests);
};

/** The same, where there may be another obstacle, too. */
export const describeWithDoubles = (other: string | undefined, name: string, tests: () => void): void => {
  describeUnless(other ?? obstacle(), name, tests);
};

/** A describe for where OpenTofu is besides Terraform, with the providers that modules take. */
export const describeWithOpenTofu = (name: string, tests: () => void): void => {
  describeUnless(obstacleOfOpenTofu(), name, tests);
};

/** The compiled program. */
export const main = join(__dirname, "..", "..", "dist", "main.js");

/** Synthesizes a configuration, which is written into the folder; gives the folders of its stacks. */
export function synthesizeIn(folder: string, configuration: object | string): (stack: string) => string {
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration);
  writeFileSync(join(folder, "eks-irsa.yaml"), text);
  const { status, output } = run(process.execPath, [main], folder);
  if (status !== 0) throw new Error(`synthesis ended with ${status}:\n${output}`);
  return (stack) => join(folder, "cdktf.out", "stacks", stack);
}
