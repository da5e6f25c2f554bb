import type { z } from "zod";
import type { Path, PlacedProblem } from "../contract/placed";
import { isMapping } from "../facts/merge";
import { nearest } from "../facts/nearest";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";

type Issue = z.core.$ZodIssue;

const EXPECTED: Readonly<Record<string, string>> = {
  object: "a mapping",
  record: "a mapping",
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
};

/** The value at a path; undefined where there is none. */
export function at(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      Array.isArray(value)
        ? value[key as number]
        : isMapping(value) && Object.hasOwn(value, key)
          ? value[key]
          : undefined,
    data,
  );
}

/** What the schema library found, in the words of our catalogue. */
export function placed(issue: Issue, data: unknown, base: Path = []): PlacedProblem[] {
  const path = [...base, ...(issue.path as (string | number)[])];
  const value = at(data, path);
  const lacking = (problem: Problem, absent: readonly Path[]): PlacedProblem[] => [{ path, problem, absent }];
  const one = (problem: Problem): PlacedProblem[] => lacking(problem, value === undefined ? [path] : []);
  switch (issue.code) {
    case "custom": {
      const { problem, absent } = issue.params as { problem: Problem; absent: readonly Path[] };
      return lacking(
        problem,
        absent.map((below) => [...path, ...below]),
      );
    }
    case "unrecognized_keys": {
      const known = issue.message.split(" ").filter((key) => key !== "");
      return issue.keys.map((key) => ({
        path: [...path, key],
        problem: problems.unknownKey(key, known, nearest(key, known)),
      }));
    }
    case "invalid_type":
      return one(mistyped(path, value, EXPECTED[issue.expected] ?? issue.expected));
    case "invalid_value": {
      const options = issue.values.map(String);
      if (path.length === 1 && path[0] === "version" && value !== undefined)
        return one(problems.unsupportedSchemaVersion(value));
      if (value === undefined) return one(missing(path, `one of ${options.join(", ")}`));
      return one(problems.notOneOf(value, options, typeof value === "string" ? nearest(value, options) : undefined));
    }
    case "too_small":
      // A text has a length, too; that it is no list is told already.
      return Array.isArray(value) ? lacking(problems.tooFew("entry"), [path]) : [];
    case "too_big":
      return Array.isArray(value) ? one(problems.tooMany("entries", value.length, Number(issue.maximum))) : [];
    case "invalid_union":
      return union(issue.errors, value, data, path);
    default:
      return one(problems.wrongType(value, "something else"));
  }
}

const missing = (path: Path, expected: string): Problem =>
  problems.missingKey(String(path.at(-1)), `it has to be ${expected}`);

const mistyped = (path: Path, value: unknown, expected: string): Problem =>
  value === undefined ? missing(path, expected) : problems.wrongType(value, expected);

/** Of a union, the alternative that the user meant: the one of the same kind as what is given. */
function union(alternatives: readonly Issue[][], value: unknown, data: unknown, path: Path): PlacedProblem[] {
  const meant = alternatives.find((issues) => issues.every((issue) => issue.path.length > 0 || isInside(issue, value)));
  const words = meant?.[0]?.code === "invalid_value" ? meant[0].values.map(String) : undefined;
  if (words && typeof value === "string") {
    return [{ path, problem: problems.notOneOf(value, [...words, "a mapping"], nearest(value, words)) }];
  }
  if (meant) return meant.flatMap((issue) => placed(issue, data, path));
  const expected = alternatives
    .flat()
    .map((issue) =>
      issue.code === "invalid_value"
        ? issue.values.map(String).join(", ")
        : issue.code === "invalid_type"
          ? (EXPECTED[issue.expected] ?? issue.expected)
          : "",
    )
    .filter((text) => text !== "");
  return [{ path, problem: problems.wrongType(value, expected.join(" or ")) }];
}

/** Whether an issue on the value itself is about its content, not its kind. */
const isInside = (issue: Issue, value: unknown): boolean =>
  issue.code === "unrecognized_keys" ||
  issue.code === "custom" ||
  (issue.code === "invalid_value" && typeof value === "string");
