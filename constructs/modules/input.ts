import type { z } from "zod";
import type { Raw } from "./hcl";

/** A variable of a module. */
export interface ModuleInput {
  /** In snake case. */
  readonly name: string;
  /** One paragraph. */
  readonly description: string;
  /** Made of the contract's keys; what is in camel case there is in snake case here. */
  readonly schema: z.ZodType;
  /** In the contract's words or in the variable's; null is one, too. @default - the variable is required */
  readonly default?: unknown;
  /** false: null stands for the default, or, without one, is refused. @default true, as for Terraform */
  readonly nullable?: boolean;
  /** @default false */
  readonly sensitive?: boolean;
  /** false: the module that it is handed on to checks its values. @default true */
  readonly checksValues?: boolean;
  /** What goes together with what. @default - none */
  readonly checks?: readonly InputCheck[];
}

/** A check that is written by hand. */
export interface InputCheck {
  /** An expression in HCL, true where all is right. */
  readonly condition: string;
  /** A text, or an expression. */
  readonly message: string | Raw;
}

/** A key as variables and their attributes are named. What starts with a capital is IAM's own and stays. */
export const snakeCase = (key: string): string =>
  /^[A-Z]/.test(key) ? key : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
