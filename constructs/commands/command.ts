import { parseArgs, types } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { InvalidInputError } from "../facts/error";

/** 0: done. 1: what it was given is wrong. 2: it could not run. 3: what it was asked cannot be known. */
export type Status = 0 | 1 | 2 | 3;

/** What stands on the command line after the command's name. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, string | undefined>>;
  /** Those of the flags that are given. */
  readonly flags: ReadonlySet<string>;
}

/** One of the commands of `eks-irsa`. */
export interface Command {
  /** What it does, in one sentence. */
  readonly summary: string;
  /** Its arguments, as in `[FILE]`. */
  readonly synopsis: string;
  /** What else `--help` says. */
  readonly help: string;
  /** Names of options that take a text. @default - none */
  readonly options?: readonly string[];
  /** Names of options that take nothing. @default - none */
  readonly flags?: readonly string[];
  readonly run: (given: Arguments) => Status;
}

/** Thrown by a command that is called in a wrong way. */
export class UsageError extends Error {}

const usage = (name: string, { summary, synopsis, help }: Command): string =>
  `Usage: eks-irsa ${name} ${synopsis}`.trimEnd() + `\n\n${summary}\n\n${help}`;

/** Runs a command, or says how it is called. */
export function call(name: string, command: Command, args: readonly string[]): Status {
  try {
    const given = parse(command, args);
    if (given) return command.run(given);
    console.log(usage(name, command));
    return 0;
  } catch (error) {
    if (error instanceof InvalidInputError) {
      console.error(error.message);
      return 1;
    }
    if (error instanceof UsageError) console.error(`${name}: ${error.message}\n\n${usage(name, command)}`);
    else if (isSystemError(error)) console.error(`${name}: ${error.message}`);
    // All else is a mistake of ours: its stack trace is what we need.
    else throw error;
    return 2;
  }
}

/** What is given; undefined where help is asked for. */
function parse({ options = [], flags = [] }: Command, args: readonly string[]): Arguments | undefined {
  const texts = Object.fromEntries(options.map((option) => [option, { type: "string" } as const]));
  const booleans = Object.fromEntries(flags.map((flag) => [flag, { type: "boolean" } as const]));
  const config = { ...texts, ...booleans, help: { type: "boolean", short: "h" } } satisfies ParseArgsConfig["options"];
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: config, allowPositionals: true });
    const { help, ...others } = values as Readonly<Record<string, string | boolean | undefined>>;
    if (help === true) return undefined;
    const given = Object.entries(others);
    return {
      positionals,
      options: Object.fromEntries(given.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []))),
      flags: new Set(given.flatMap(([name, value]) => (value === true ? [name] : []))),
    };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** A file that cannot be read or written, say. */
const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  types.isNativeError(error) && "syscall" in error;
