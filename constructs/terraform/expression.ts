import { Token, Tokenization } from "cdktf";
import type { IResolvable, IResolveContext } from "cdktf";
import type { Deferred } from "../facts/deferred";
import { escapeTemplate } from "./template";

/** What JSON can hold; a text may hold tokens, and a token may stand for any value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json } | IResolvable;

/** Data of a known shape, a policy document say, as JSON. */
export const asJson = (data: object): Json => data as Json;

type JsonMap = Readonly<Record<string, Json | undefined>>;

/** An expression of Terraform's language, as a token. References in it are resolved when the stack is written. */
export class Expression implements IResolvable, Deferred {
  public readonly deferred = true;
  public readonly creationStack: string[] = [];

  public constructor(private readonly render: (context: IResolveContext) => string) {}

  public resolve(context: IResolveContext): string {
    const outer = context.suppressBraces ?? false;
    context.suppressBraces = true;
    const text = this.render(context);
    context.suppressBraces = outer;
    return outer ? text : `\${${text}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }

  /** Of the size of a document, what is not known counts nothing. */
  public toJSON(): string {
    return "";
  }
}

/** An expression that may be null: an entry of a mapping is then left out, and an argument not set. */
export class Optional extends Expression {
  private constructor(
    render: (context: IResolveContext) => string,
    /** True where it is not null. */
    public readonly when: Json,
    /** What it is then. */
    public readonly value: Json,
  ) {
    super(render);
  }

  /** An expression that is null now and then. */
  public static of(value: Expression): Optional {
    return new Optional((context) => expression(value, context), expr`${operand(value)} != null`, value);
  }

  /** A value where a condition holds. */
  public static where(when: Json, value: Json): Optional {
    return new Optional(
      (context) => `${expression(operand(when), context)} ? ${expression(value, context)} : null`,
      when,
      value,
    );
  }
}

/** An expression as a part of a larger one: in parentheses, unless it is one thing. */
export const operand = (value: Json): Expression =>
  new Expression((context) => {
    const text = expression(value, context);
    return /^(!?[\w.]+(\([^()]*\))?|[\w.[\]]+ [!=]= null)$/.test(text) ? text : `(${text})`;
  });

/** An element of a list that is there only where a condition holds; only then is it looked at. */
export class When extends Expression {
  public constructor(condition: Json, value: Json) {
    super((context) => `[for there in [true] : ${expression(value, context)} if ${expression(condition, context)}]`);
  }
}

/** The elements of a list that Terraform knows, as elements of the list that this stands in. */
export class Spread extends Expression {
  public constructor(list: Json) {
    super((context) => expression(list, context));
  }
}

/** Terraform's text around data: texts are quoted, mappings and lists written out, tokens are references. */
const rendered = (parts: TemplateStringsArray, values: readonly Json[], context: IResolveContext): string =>
  parts.reduce((text, part, index) => text + expression(values[index - 1] ?? null, context) + part);

/** An expression with data in it: expr`coalesce(${name}, ${["a", "b"]})`. */
export const expr = (parts: TemplateStringsArray, ...values: readonly Json[]): Expression =>
  new Expression((context) => rendered(parts, values, context));

/** The same for an expression that may be null. */
export const optional = (parts: TemplateStringsArray, ...values: readonly Json[]): Optional =>
  Optional.of(expr(parts, ...values));

/** A reference or any other text of Terraform's language, as it stands. */
export const raw = (text: string): Expression => new Expression(() => text);

/** What may be null as such: itself, the token that stands for it, or a mapping of nothing else. */
export function asOptional(value: unknown): Optional | undefined {
  if (value instanceof Optional) return value;
  if (isMap(value as Json) && !isMapToken(value as Json)) return ofMap(value as JsonMap);
  if (value instanceof Expression || !Token.isUnresolved(value)) return undefined;
  // A text may hold more than the token.
  if (typeof value === "string" && !/^\$\{TfToken\[[^\]]*\]\}$/.test(value)) return undefined;
  const [only] = Tokenization.reverse(value) as unknown[];
  return only instanceof Optional ? only : undefined;
}

/** Whether a value, a token of any kind, may be null. */
export const isOptional = (value: unknown): boolean => asOptional(value) !== undefined;

/** A mapping with nothing but optional entries is itself one: where it has none, it is null. */
function ofMap(data: JsonMap): Optional | undefined {
  const all = entries(data).map(([key, value]) => ({ key, found: asOptional(value) }));
  const [first] = all;
  if (first === undefined || !all.every(({ found }) => found !== undefined)) return undefined;
  if (all.length === 1) return Optional.where(first.found?.when ?? null, { [first.key]: first.found?.value ?? null });
  return Optional.of(
    new Expression((context) => `one([for all in [${compact(data, context)}] : all if length(all) > 0])`),
  );
}

/** `Token.asStringMap` makes a mapping with one key, which stands for the whole. */
export const isMapToken = (data: Json): boolean =>
  typeof data === "object" && data !== null && Object.keys(data).some((key) => key.startsWith("&{TfToken["));

export const isMap = (data: Json): data is Readonly<Record<string, Json>> =>
  typeof data === "object" && data !== null && !Array.isArray(data) && !Tokenization.isResolvable(data);

/** Whether there is anything in data that Terraform fills in. */
export function hasTokens(data: Json): boolean {
  if (typeof data === "string" || typeof data === "number") return Token.isUnresolved(data);
  if (Array.isArray(data)) return Token.isUnresolved(data) || data.some(hasTokens);
  if (isMap(data))
    return isMapToken(data) || Object.entries(data).some(([key, value]) => Token.isUnresolved(key) || hasTokens(value));
  return Tokenization.isResolvable(data);
}

/** Keys in order, and without those that are undefined, as JSON.stringify leaves them out. */
export const entries = (data: JsonMap): [string, Json][] =>
  Object.entries(data)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** The inside of a quoted HCL string. JSON's \b and \f are no escapes there. */
const quoted = (text: string): string =>
  escapeTemplate(
    JSON.stringify(text)
      .slice(1, -1)
      .replace(/\\(.)/g, (escape, letter) => ({ b: "\\u0008", f: "\\u000c" })[letter as string] ?? escape),
  );

/** A text with tokens: the references in it are Terraform's, the rest is literal. */
function template(text: string, context: IResolveContext): string {
  const parts = text.split(/(\$\{TfToken\[TOKEN\.\d+\]\})/).filter((part) => part !== "");
  const resolved = parts.map((part) => (Token.isUnresolved(part) ? String(context.resolve(part)) : undefined));
  const [only] = resolved;
  if (only !== undefined && resolved.length === 1) return only;
  return `"${parts.map((part, i) => (resolved[i] === undefined ? quoted(part) : `\${${resolved[i]}}`)).join("")}"`;
}

/** Data as an expression. */
export function expression(data: Json, context: IResolveContext): string {
  if (typeof data === "string") return Token.isUnresolved(data) ? template(data, context) : `"${quoted(data)}"`;
  if (Array.isArray(data) && !Token.isUnresolved(data)) return list(data as readonly Json[], context);
  if (isMap(data) && !isMapToken(data)) return map(data, context);
  return data === null || typeof data === "boolean" ? String(data) : String(context.resolve(data));
}

/** A list. Elements that may be missing, and lists that Terraform knows, are joined to the others. */
function list(data: readonly Json[], context: IResolveContext): string {
  const parts: (Json[] | Expression)[] = [];
  for (const item of data) {
    const last = parts.at(-1);
    if (item instanceof When || item instanceof Spread) parts.push(item);
    else if (Array.isArray(last)) last.push(item);
    else parts.push([item]);
  }
  const texts = parts.map((part) =>
    Array.isArray(part)
      ? `[${part.map((item) => expression(item, context)).join(", ")}]`
      : String(context.resolve(part)),
  );
  const [only = "[]"] = texts;
  return texts.length > 1 ? `concat(${texts.join(", ")})` : only;
}

function map(data: Readonly<Record<string, Json>>, context: IResolveContext): string {
  const found = ofMap(data);
  if (found) return expression(found, context);
  return entries(data).some(([, value]) => isOptional(value)) ? compact(data, context) : written(data, context);
}

/** A mapping without the entries that are null. */
const compact = (data: JsonMap, context: IResolveContext): string =>
  `{ for key, value in ${written(data, context)} : key => value if value != null }`;

function written(data: JsonMap, context: IResolveContext): string {
  const all = entries(data).map(([key, value]) => `${keyExpression(key, context)} = ${expression(value, context)}`);
  return all.length === 0 ? "{}" : `{ ${all.join(", ")} }`;
}

/** Words that mean something else at the start of an object. */
const RESERVED: readonly string[] = ["for", "true", "false", "null"];

/** A key stands without quotes where it can; one that is an expression stands in parentheses, or Terraform reads it as a name. */
function keyExpression(key: string, context: IResolveContext): string {
  if (/^[A-Za-z_][\w-]*$/.test(key) && !RESERVED.includes(key)) return key;
  const text = expression(key, context);
  return text.startsWith('"') ? text : `(${text})`;
}
