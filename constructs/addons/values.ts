import { isMapping, valueAt } from "../facts/merge";
import type { Data } from "../facts/merge";
import { nearest } from "../facts/nearest";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";

/** A problem at a dotted path of a chart's values. */
export interface ValueProblem {
  readonly path: string;
  readonly problem: Problem;
}

/** A value that we set. A user's value for it has to be the same, for it would win. */
export interface OwnedValue {
  readonly path: string;
  readonly value: unknown;
  /** The option to use in its place. */
  readonly option: string;
}

/** What a chart needs in a place, and what it does with anything else. */
export interface ValueType {
  readonly path: string;
  readonly type: "true or false" | "text" | "a mapping";
  readonly effect: string;
}

const fits = (value: unknown, type: ValueType["type"]): boolean =>
  type === "text" ? typeof value === "string" : type === "a mapping" ? isMapping(value) : typeof value === "boolean";

/** User values that contradict ours. Where ours is undefined, any value does. */
export function contradictions(values: Data, owned: readonly OwnedValue[]): ValueProblem[] {
  return owned.flatMap(({ path, value, option }) => {
    const given = valueAt(values, path);
    return given === undefined || given === value
      ? []
      : [{ path, problem: problems.valueContradicts(path, given, value, option) }];
  });
}

/** User values of another type than the chart needs. Null, which removes a chart's default, is let through for scalars. */
export function wrongTypes(values: Data, types: readonly ValueType[]): ValueProblem[] {
  return types.flatMap(({ path, type, effect }) => {
    const given = valueAt(values, path);
    if (given === undefined || fits(given, type) || (given === null && type !== "a mapping")) return [];
    return [{ path, problem: problems.valueOfWrongType(path, given, type, effect) }];
  });
}

/** Both, and each place once: of a wrong type it is not told that it contradicts, too. */
export function mistakes(values: Data, types: readonly ValueType[], owned: readonly OwnedValue[]): ValueProblem[] {
  const mistyped = wrongTypes(values, types);
  const told = new Set(mistyped.map(({ path }) => path));
  return [...mistyped, ...contradictions(values, owned).filter(({ path }) => !told.has(path))];
}

/** Top-level keys that a chart does not have. */
export function unknownKeys(chart: string, values: Data, known: ReadonlySet<string>): ValueProblem[] {
  return Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key) => ({ path: key, problem: problems.valueUnknown(chart, key, nearest(key, [...known])) }));
}
