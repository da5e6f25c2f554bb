import { Token } from "cdktf";
import type { Construct } from "constructs";
import { InvalidInputError } from "../facts/error";
import type { TextRule } from "../facts/names";
import type { Problem } from "../facts/problems";

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
  if (value === undefined || Token.isUnresolved(value)) return;
  for (const rule of rules) refuse(scope, property, rule(value));
}
