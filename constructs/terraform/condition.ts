import { Token } from "cdktf";
import type { IResolvable } from "cdktf";
import { Expression, Optional, asOptional, expr, expression, isOptional, operand } from "./expression";
import type { Json } from "./expression";

/**
 * Choices that synthesis makes where it knows enough, and leaves to Terraform where it does not:
 * what is literal stays literal, what depends on a token becomes an expression.
 */
export type Condition = boolean | IResolvable;

/** A switch that a user sets, or a variable does. */
export type Flag = boolean | IResolvable;

export function not(condition: Condition): Condition {
  if (typeof condition === "boolean") return !condition;
  return new Expression((context) => {
    const text = expression(condition, context);
    if (/^![\w.]+$/.test(text)) return text.slice(1);
    if (/^[\w.[\]]+ != null$/.test(text)) return text.replace("!=", "==");
    return `!${expression(operand(condition), context)}`;
  });
}

export const all = (...conditions: readonly Condition[]): Condition => joined(conditions, false, "&&");
export const any = (...conditions: readonly Condition[]): Condition => joined(conditions, true, "||");

/** One literal may decide alone; the others say nothing. */
function joined(conditions: readonly Condition[], decides: boolean, operator: "&&" | "||"): Condition {
  if (conditions.includes(decides)) return decides;
  const open = conditions.filter((condition) => typeof condition !== "boolean");
  const [only] = open;
  if (only === undefined) return !decides;
  return open.length === 1
    ? only
    : open
        .slice(1)
        .reduce<IResolvable>(
          (left, right) =>
            operator === "&&" ? expr`${left} && ${operand(right)}` : expr`${left} || ${operand(right)}`,
          operand(only),
        );
}

/** Whether a value is there: set, and not null. */
export function isGiven(value: unknown): Condition {
  const found = asOptional(value);
  return found ? expr`${found.when}` : value !== undefined;
}

/** Whether a number is given and above one. */
export const isMoreThanOne = (value: number | undefined): Condition =>
  value === undefined ? false : Token.isUnresolved(value) ? expr`coalesce(${value}, 0) > 1` : value > 1;

/** Whether a text is one of several. */
export const isOneOf = (value: string | IResolvable, ...texts: readonly string[]): Condition =>
  typeof value === "string" && !Token.isUnresolved(value) ? texts.includes(value) : expr`contains(${texts}, ${value})`;

/** A value where a condition holds, and nothing where it does not. */
export function onlyIf<T extends Json>(condition: Condition, value: T): T | Expression | undefined {
  if (typeof condition === "boolean") return condition ? value : undefined;
  return Optional.where(condition, value);
}

/** The same as a text. */
export function textIf(condition: Condition, value: string | undefined): string | undefined {
  const found = value === undefined ? undefined : onlyIf(condition, value);
  return found?.toString();
}

/** One value or another of the same type. */
export function choose(condition: Condition, value: string, other: string): string {
  if (typeof condition === "boolean") return condition ? value : other;
  return expr`${operand(condition)} ? ${value} : ${other}`.toString();
}

/** A text, or another where it is not given. */
export function orElse(value: string | undefined, other: string): string {
  if (value === undefined) return other;
  return isOptional(value) ? expr`coalesce(${value}, ${other})`.toString() : value;
}

/** The same for numbers. */
export function numberOrElse(value: number | undefined, other: number): number {
  if (value === undefined) return other;
  return isOptional(value) ? Token.asNumber(expr`coalesce(${value}, ${other})`) : value;
}

/** The same for switches. */
export function flagOrElse(value: Flag | undefined, other: Flag): Flag {
  if (value === undefined) return other;
  return isOptional(value) ? expr`coalesce(${value}, ${other})` : value;
}
