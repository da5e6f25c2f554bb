import type { Problem } from "../facts/problems";
import type { Condition } from "../hcl/combine";
import { snakeCase } from "../hcl/combine";
import { isObject, reference } from "../hcl/expression";
import type { Value } from "../hcl/expression";

/**
 * Rules about several attributes of one object, each said once: over literals a rule is decided now,
 * with an error about a file or a construct's props; over references it is printed, as a module's validation.
 */

/** Reads an attribute of the object that a rule is about, by its path below it. */
export type At = (path: string) => Value;

export interface Rule {
  /** The attribute that is told of. */
  readonly path: string;
  /** Whether all is right. */
  readonly holds: (at: At) => Condition;
  /** @param at - reads literals; undefined where the values are Terraform's to know */
  readonly problem: (at?: At) => Problem;
}

/** Reads literals: of a file, or of props. What is given here takes the place of what the object has. */
export const literals =
  (object: object, given: Readonly<Record<string, Value>> = {}): At =>
  (path) =>
    path in given
      ? given[path]
      : path.split(".").reduce<Value>((inner, key) => (isObject(inner) ? inner[key] : undefined), object as Value);

/** Reads by references, which a function writes for the names that Terraform has. All of it may be null. */
export const references =
  (write: (path: string) => string): At =>
  (path) =>
    reference(write(path.split(".").map(snakeCase).join(".")), true);

/** What is wrong with literals: the problems of all rules that do not hold. What only Terraform knows passes. */
export const problemsOf = (rules: readonly Rule[], at: At): { readonly path: string; readonly problem: Problem }[] =>
  rules.flatMap((rule) => (rule.holds(at) === false ? [{ path: rule.path, problem: rule.problem(at) }] : []));
