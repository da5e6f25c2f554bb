/**
 * Terraform's language as a tree. What a construct computes is such a tree: given literals it folds
 * to literals (combine.ts), given references it is printed (print.ts).
 */

/** Data: literals as JSON has them, with expressions among them. A text may hold CDKTF's tokens (tokens.ts). */
export type Value =
  string | number | boolean | null | undefined | Expression | readonly Value[] | { readonly [key: string]: Value };

/** Binary operators. */
export type Operator = "&&" | "||" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-";

/** `for <key>, <value> in <over>`; a name that the body does not use is not printed. */
export interface Loop {
  /** @default - a list's loop, which has no keys */
  readonly key?: Expression;
  readonly value: Expression;
  readonly over: Value;
}

export type Node =
  /** `var.region`, `local.trust`, `aws_iam_role.workload`: its address is asked for when it is printed. */
  | { readonly kind: "reference"; readonly address: () => string }
  /** Anything of CDKTF's own: an attribute of a resource, a function. */
  | { readonly kind: "token"; readonly token: unknown }
  /** What a `for` binds; outside of one, `each` is what it is: `each.key`, say. */
  | { readonly kind: "variable"; readonly name: string; readonly each?: string }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Value }
  /** `<of>[*]`, with an attribute of each. */
  | { readonly kind: "splat"; readonly of: Expression; readonly name?: string }
  /** @param expand - whether the last argument is a list of arguments: `merge(list...)` */
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Value[]; readonly expand?: boolean }
  | { readonly kind: "not"; readonly of: Value }
  | { readonly kind: "operation"; readonly operator: Operator; readonly left: Value; readonly right: Value }
  | { readonly kind: "conditional"; readonly condition: Value; readonly yes: Value; readonly no: Value }
  /** A value where a condition holds, else null; as an entry of an object or a list, it is left out then. */
  | { readonly kind: "optional"; readonly condition: Value; readonly value: Value }
  /** Data with expressions in it, as an expression. */
  | { readonly kind: "data"; readonly data: Value }
  | { readonly kind: "template"; readonly parts: readonly Value[] }
  | { readonly kind: "list"; readonly loop: Loop; readonly body: Value; readonly where: Value }
  | { readonly kind: "object"; readonly loop: Loop; readonly key: Value; readonly body: Value; readonly where: Value };

/** An expression of Terraform's language. */
export class Expression {
  public constructor(
    public readonly node: Node,
    /** Whether it may be null: an entry of an object or a list is then left out. */
    public readonly nullable: boolean = node.kind === "optional",
  ) {}

  /** JavaScript would write it into a text as an object: tokens.ts has what makes a text of it. */
  public toString(): never {
    throw new Error("An expression of Terraform got into a text: use text() of hcl/tokens");
  }

  public toJSON(): never {
    throw new Error("An expression of Terraform got into JSON.stringify: use jsonText() of hcl/json");
  }
}

export type ObjectValue = Readonly<Record<string, Value>>;

/** A reference by its address, or by what tells it once all names are known. */
export const reference = (address: string | (() => string), nullable = false): Expression =>
  new Expression({ kind: "reference", address: typeof address === "string" ? () => address : address }, nullable);

/** What a `for` binds, by the name that it is printed with, and what it is outside of one. */
export const variable = (name: string, each?: string): Expression => new Expression({ kind: "variable", name, each });

export const attribute = (of: Expression, name: string, nullable = false): Expression =>
  new Expression({ kind: "attribute", of, name }, nullable);

export const index = (of: Expression, key: Value, nullable = false): Expression =>
  new Expression({ kind: "index", of, key }, nullable);

export const splat = (of: Expression, name?: string): Expression => new Expression({ kind: "splat", of, name });

export const call = (name: string, ...args: readonly Value[]): Expression =>
  new Expression({ kind: "call", name, args });

/** Any value as an expression. */
export const expressionOf = (data: Value): Expression =>
  data instanceof Expression ? data : new Expression({ kind: "data", data });

/** The same expression, and null is not left out. */
export const kept = (value: Expression): Expression => new Expression(value.node, false);

/** The same expression, which may be null. */
export const nullable = (value: Expression): Expression => new Expression(value.node, true);

export const isExpression = (value: unknown): value is Expression => value instanceof Expression;

export const isList = (value: unknown): value is readonly Value[] => Array.isArray(value);

export const isObject = (value: unknown): value is ObjectValue =>
  typeof value === "object" &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/** Data of a known shape, a policy document say, as a value. */
export const asValue = (data: object): Value => data as Value;
