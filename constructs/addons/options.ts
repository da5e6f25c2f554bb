import type { z } from "zod";
import { valueAt } from "../facts/merge";
import * as problems from "../facts/problems";
import type { Flag } from "../hcl/combine";
import type { Expression } from "../hcl/expression";
import type { OwnedValue, ValueProblem } from "./values";
import { compareVersions } from "./version";

/** A chart's value that an option of ours sets. */
export interface OptionRow<Choices> {
  /** By dotted path, as users write it. */
  readonly option: string;
  /** By dotted path in the chart's values. */
  readonly path: string;
  /** What the chart is given. @default - the option as it is */
  readonly value?: (choices: Choices) => unknown;
  /** The first chart that has the value. @default - all supported ones have it */
  readonly since?: string;
}

/** The values that options set; of those that are not given, none. */
export const optionValues = <Choices extends object>(
  addon: string,
  rows: readonly OptionRow<Choices>[],
  choices: Choices,
): OwnedValue[] =>
  rows.flatMap(({ option, path, value: valueOf }) => {
    const value = valueOf ? valueOf(choices) : valueAt(choices, option);
    return value === undefined ? [] : [{ path, value, option: `${addon}.${option}` }];
  });

/** Options that this version of the chart does not have yet. */
export const tooNew = (
  version: string,
  rows: readonly Pick<OptionRow<never>, "option" | "since">[],
  choices: object,
): ValueProblem[] =>
  rows.flatMap(({ option, since }) =>
    since !== undefined && compareVersions(version, since) < 0 && valueAt(choices, option) !== undefined
      ? [{ path: option, problem: problems.optionNeedsVersion(option, since, version) }]
      : [],
  );

/** An option that the chart takes as it is: its key in the configuration, and the value's path. */
export interface ChartOption extends Pick<OptionRow<never>, "path" | "since"> {
  readonly key: z.ZodType;
}

type ChartOptions = Readonly<Record<string, ChartOption>>;

/** What a construct takes for a key: Terraform may know a switch, or one of several texts. */
type PropOf<T> = [T] extends [boolean] ? Flag : string extends T ? T : [T] extends [string] ? T | Expression : T;

/** A construct's props for such options. */
export type OptionProps<Options extends ChartOptions> = {
  readonly [Option in keyof Options]?: PropOf<z.output<Options[Option]["key"]>>;
};

/** Their keys in the configuration. */
export const optionKeys = <Options extends ChartOptions>(options: Options) =>
  Object.fromEntries(Object.entries(options).map(([option, { key }]) => [option, key.optional()])) as {
    readonly [Option in keyof Options]: z.ZodOptional<Options[Option]["key"]>;
  };

export const optionRows = (options: ChartOptions): OptionRow<object>[] =>
  Object.entries(options).map(([option, { path, since }]) => ({ option, path, since }));
