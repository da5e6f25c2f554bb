import type { Deferred } from "../facts/deferred";
import { asJson, expr, raw } from "./expression";
import type { Expression } from "./expression";

/** A block that Terraform repeats for each element of a list that it knows. */
export interface DynamicBlock {
  readonly for_each: Expression;
  readonly content: Readonly<Record<string, Expression>>;
}

/** A block of a name for each object of a list, with these of its keys. */
export const dynamicBlock = (list: Deferred, keys: readonly string[], name: string): DynamicBlock => ({
  for_each: expr`${asJson(list)}`,
  content: Object.fromEntries(keys.map((key) => [key, raw(`${name}.value.${key}`)])),
});
