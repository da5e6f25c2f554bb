import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { binary, describeWithDoubles, environment, newFolder, removeFolder, run } from "./terraform";
import type { Run } from "./terraform";
import { planIn } from "./terraform-json";
import type { Plan } from "./terraform-json";

/**
 * Doubles that remember what exists: to make it twice fails, and what is deleted takes along what is in it. DOUBLES_SERVE
 * is the command that starts them and prints what TF_REATTACH_PROVIDERS has to be; DOUBLES_WORLD names the variable by which
 * they are told where to keep it; DOUBLES_FAIL, the one of releases that do not get ready, as `helm_release:<name>`.
 */
const { DOUBLES_SERVE: serve, DOUBLES_WORLD: worldVariable = "", DOUBLES_FAIL: failVariable = "" } = process.env;

const NO_WORLD =
  "The doubles of providers have to remember what exists. Say how they are started and told so, as .ci/run does, with " +
  "DOUBLES_SERVE, DOUBLES_WORLD and DOUBLES_FAIL";

/** A describe for where there are such doubles. */
export const describeWithWorld = (name: string, tests: () => void): void => {
  describeWithDoubles(serve === undefined ? NO_WORLD : undefined, name, tests);
};

/** Doubles that run until they are stopped. */
interface Served {
  readonly process: ChildProcess;
  readonly reattach: string;
}

const START_LIMIT = 30_000;

/** Waits for what a command prints. Tests are synchronous, as Terraform is. */
function start(folder: string, env: NodeJS.ProcessEnv): Served {
  const file = join(folder, "reattach.json");
  const stdout = openSync(file, "w");
  const process = spawn("sh", ["-c", `exec ${serve ?? ""}`], { env, stdio: ["ignore", stdout, "ignore"] });
  closeSync(stdout);
  const until = Date.now() + START_LIMIT;
  for (;;) {
    const reattach = readFileSync(file, "utf8");
    if (reattach.endsWith("\n")) return { process, reattach };
    if (Date.now() > until) throw new Error("the doubles of providers do not start");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}

/** Part of a configuration in JSON. */
interface Providers {
  readonly provider: object;
  readonly data?: object;
  readonly ephemeral?: object;
}

/** What a synthesized stack says of its providers. */
export const providersOf = (stack: string): Providers =>
  JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as Providers;

/** What exists, in the course of a test, and Terraform in it. */
export class World {
  private readonly folders: string[] = [];
  /** By the releases that do not get ready. */
  private readonly served = new Map<string, Served>();
  private readonly place = this.folder();

  /** A new folder, which goes with the world. */
  public folder(): string {
    const folder = newFolder();
    this.folders.push(folder);
    return folder;
  }

  /** @param failing - names of releases that do not get ready */
  public try(folder: string, args: readonly string[], failing: readonly string[] = []): Run {
    const fails = failing.map((name) => `helm_release:${name}`).join(",");
    const told = { ...environment, [worldVariable]: this.place, [failVariable]: fails };
    const served = this.served.get(fails) ?? start(this.folder(), told);
    this.served.set(fails, served);
    const { reattach } = served;
    return run(binary ?? "terraform", args, folder, { ...environment, TF_REATTACH_PROVIDERS: reattach });
  }

  public terraform(folder: string, ...args: readonly string[]): string {
    const { status, stdout, output } = this.try(folder, args);
    if (status !== 0) throw new Error(`terraform ${args.join(" ")} ended with ${status}:\n${output}`);
    return stdout;
  }

  /** Applies, and gives what is printed, whatever the end. */
  public apply(folder: string, ...failing: readonly string[]): Run {
    return this.try(folder, ["apply", "-auto-approve"], failing);
  }

  public plan(folder: string): Plan {
    return planIn((...args) => this.terraform(folder, ...args));
  }

  /**
   * Makes objects of which no other state knows.
   *
   * @param stack - in whose cluster they are: its providers, and what these ask for
   */
  public put({ provider, data, ephemeral }: Providers, resource: object): void {
    const folder = this.folder();
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ provider, data, ephemeral, resource }));
    this.terraform(folder, "init");
    this.terraform(folder, "apply", "-auto-approve");
  }

  public end(): void {
    for (const { process } of this.served.values()) process.kill();
    for (const folder of this.folders) removeFolder(folder);
  }
}

/** A new world for each test of a describe. */
export function useWorld(): () => World {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.end();
  });
  return () => world;
}
