import type { Construct } from "constructs";
import { InvalidInputError } from "../facts/error";
import { LIMITS } from "../facts/limits";
import { labelValue, qualifiedName, tagKey, tagValue } from "../facts/names";
import type { TextRule } from "../facts/names";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { isExpression } from "../hcl/expression";
import { isLiteral, lift } from "../hcl/lift";

/** Throws where there is a problem, naming the construct and its property. */
export function refuse(scope: Construct | string, property: string, problem: Problem): never;
export function refuse(scope: Construct | string, property: string, problem: Problem | undefined): void;
export function refuse(scope: Construct | string, property: string, problem: Problem | undefined): void {
  if (problem === undefined) return;
  const path = typeof scope === "string" ? scope : scope.node.path;
  throw new InvalidInputError(`${path}.${property}`, problem);
}

/** Checks a text that is known now. A token's value is known to Terraform only, so it passes. */
export function check(
  scope: Construct | string,
  property: string,
  value: string | undefined,
  ...rules: readonly TextRule[]
): void {
  if (value === undefined || !isLiteral(value)) return;
  for (const rule of rules) refuse(scope, property, rule(value));
}

/** Checks tags: how many there are, and each key and value. */
export function checkTags(scope: Construct, tags: Readonly<Record<string, string>> = {}): void {
  if (isExpression(lift(tags))) return;
  const entries = Object.entries(tags);
  if (entries.length > LIMITS.tags) refuse(scope, "tags", problems.tooMany("tags", entries.length, LIMITS.tags));
  for (const [key, value] of entries) {
    check(scope, "tags", key, tagKey);
    check(scope, `tags.${key}`, value, tagValue);
  }
}

/** Checks a Kubernetes object's labels. */
export function checkLabels(scope: Construct, labels: Readonly<Record<string, string>> = {}): void {
  if (isExpression(lift(labels))) return;
  for (const [key, value] of Object.entries(labels)) {
    check(scope, "labels", key, qualifiedName);
    check(scope, "labels", value, labelValue);
  }
}

/** Checks a whole number that is known now. */
export function checkNumber(
  scope: Construct,
  property: string,
  value: number | undefined,
  { min, max }: { readonly min: number; readonly max: number },
  unit: string,
): void {
  if (value === undefined || !isLiteral(value)) return;
  const fits = Number.isInteger(value) && value >= min && value <= max;
  refuse(scope, property, fits ? undefined : problems.notBetween(value, min, max, unit));
}
