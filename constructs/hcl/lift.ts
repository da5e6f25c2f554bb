import type { IResolvable } from "cdktf";
import { expressionOf, isExpression, isList, isObject } from "./expression";
import type { Expression, Value } from "./expression";

/**
 * Between values and what CDKTF's resources take. Where an expression is wanted as a text, a number or a
 * list, a token of CDKTF's stands for it. tokens.ts, which alone knows tokens, says here how they are
 * made and read: a program that makes none does not load CDKTF.
 */
export interface Tokens {
  /** What a token stands for; undefined for what is none. */
  readonly read: (value: unknown) => Expression | undefined;
  readonly text: (expression: Expression) => string;
  readonly number: (expression: Expression) => number;
  readonly list: (expression: Expression) => string[];
  readonly map: (expression: Expression) => Record<string, string>;
  readonly any: (expression: Expression) => IResolvable;
}

const refuse = (): never => {
  throw new Error("An expression of Terraform where none can be: nothing has loaded hcl/tokens");
};

let tokens: Tokens = { read: () => undefined, text: refuse, number: refuse, list: refuse, map: refuse, any: refuse };

export const useTokens = (all: Tokens): void => {
  tokens = all;
};

/** Anything as the value that it stands for. */
export const lift = (value: unknown): Value => (isExpression(value) ? value : (tokens.read(value) ?? (value as Value)));

/** Whether nothing in data is left to Terraform. */
export function isLiteral(value: unknown): boolean {
  const lifted = lift(value);
  if (isExpression(lifted)) return false;
  if (isList(lifted)) return lifted.every(isLiteral);
  return !isObject(lifted) || Object.entries(lifted).every(([key, inner]) => isLiteral(key) && isLiteral(inner));
}

/** A literal as it is, an expression as a token of a kind. */
const as =
  <T>(kind: (all: Tokens) => (expression: Expression) => T) =>
  (value: unknown): T => {
    const lifted = lift(value);
    if (isExpression(lifted)) return kind(tokens)(lifted);
    return hasOptional(lifted) ? kind(tokens)(expressionOf(lifted)) : (withTokens(lifted) as T);
  };

/** Whether Terraform decides which entries a list or an object has. */
function hasOptional(value: Value): boolean {
  const entries = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  return entries.map(lift).some((entry) => isExpression(entry) && entry.nullable);
}

/** Expressions in data, as tokens. */
function withTokens(value: Value): unknown {
  if (isList(value)) return value.map((item) => any(item));
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, any(inner)])) : value;
}

export const text = as(({ text }) => text);
export const number = as(({ number }) => number);
export const list = as(({ list }) => list);
export const map = as(({ map }) => map);
/** A value of any type, a switch say. */
export const any = as<IResolvable>(({ any }) => any);

/** A value as a text, where there is one. */
export const textOrNone = (value: unknown): string | undefined => (value === undefined ? undefined : text(value));
