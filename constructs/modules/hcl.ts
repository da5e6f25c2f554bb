import { reference } from "../hcl/expression";
import type { Expression, Value } from "../hcl/expression";
import { WIDTH, broken } from "../hcl/print";

export { argument, block, body, hcl } from "../hcl/blocks";
export type { Item } from "../hcl/blocks";
export { enclosed, escaped as templateText, quoted } from "../hcl/print";

/** An expression that is written as it is. Lines after the first are indented as seen from the first. */
export type Raw = Expression;

export const raw = (text: string): Expression => reference(text);

/** Data as HCL. */
export const literal = (value: unknown): string => broken(value as Value, WIDTH);
