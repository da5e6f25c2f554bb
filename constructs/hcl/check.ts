import type { Problem } from "../facts/problems";
import type { Condition } from "./combine";
import type { Expression, ObjectValue } from "./expression";

/** What has to hold, and what is told where it does not. */
export interface Assertion {
  readonly holds: Condition;
  readonly problem: Problem;
}

/** A data source that a check has for itself: where it cannot be read, Terraform warns and goes on. */
export interface Reading {
  readonly type: string;
  readonly arguments: ObjectValue;
}

/** A `check` block: what is wrong is a warning of plan and apply. */
export type Check = { readonly name: string } & (
  | { readonly asserts: readonly Assertion[] }
  | { readonly reads: Reading; readonly asserts: (read: Expression) => readonly Assertion[] }
);
