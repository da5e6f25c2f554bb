import { Token, Tokenization } from "cdktf";
import type { IResolvable, IResolveContext } from "cdktf";

/** What JSON can hold; a text may hold tokens, and a token may stand for any value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json } | IResolvable;

/** A text in which Terraform reads no template: `${` and `%{` stand for themselves. */
export const escapeTemplate = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");

/** The same for all texts of plain data. */
export function escapeTemplates<T>(data: T): T {
  if (typeof data === "string") return escapeTemplate(data) as T;
  if (Array.isArray(data)) return data.map((item: unknown) => escapeTemplates(item)) as T;
  if (data === null || typeof data !== "object" || Tokenization.isResolvable(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [escapeTemplate(key), escapeTemplates(value)]),
  ) as T;
}

/** `Token.asStringMap` makes a mapping with one key, which stands for the whole. */
const isMapToken = (data: Json): boolean =>
  typeof data === "object" && data !== null && Object.keys(data).some((key) => key.startsWith("&{TfToken["));

const isMap = (data: Json): data is Readonly<Record<string, Json>> =>
  typeof data === "object" && data !== null && !Array.isArray(data) && !Tokenization.isResolvable(data);

/** Keys in order, and without those that are undefined, as JSON.stringify leaves them out. */
const entries = (data: Readonly<Record<string, Json | undefined>>): [string, Json][] =>
  Object.entries(data)
    .filter((entry): entry is [string, Json] => entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

function hasTokens(data: Json): boolean {
  if (typeof data === "string" || typeof data === "number") return Token.isUnresolved(data);
  if (Array.isArray(data)) return Token.isUnresolved(data) || data.some(hasTokens);
  if (isMap(data))
    return isMapToken(data) || Object.entries(data).some(([key, value]) => Token.isUnresolved(key) || hasTokens(value));
  return Tokenization.isResolvable(data);
}

function sorted(data: Json): Json {
  if (Array.isArray(data)) return data.map(sorted);
  return isMap(data) ? Object.fromEntries(entries(data).map(([key, value]) => [key, sorted(value)])) : data;
}

/**
 * `jsonencode({...})` over data with tokens.
 *
 * Not `Fn.jsonencode`: in CDKTF 0.21 that drops tokens in keys (a trust policy has them in its
 * condition keys), leaves quotes unescaped, and writes null as nothing.
 */
class JsonExpression implements IResolvable {
  public readonly creationStack: string[] = [];
  public constructor(private readonly data: Json) {}

  public resolve(context: IResolveContext): string {
    const outer = context.suppressBraces ?? false;
    context.suppressBraces = true;
    const text = `jsonencode(${expression(this.data, context)})`;
    context.suppressBraces = outer;
    return outer ? text : `\${${text}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }

  public toJSON(): string {
    return "<jsonencode>";
  }
}

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

function expression(data: Json, context: IResolveContext): string {
  if (typeof data === "string") return Token.isUnresolved(data) ? template(data, context) : `"${quoted(data)}"`;
  if (Array.isArray(data) && !Token.isUnresolved(data)) {
    return `[${data.map((item: Json) => expression(item, context)).join(", ")}]`;
  }
  if (isMap(data) && !isMapToken(data)) {
    return `{${entries(data)
      .map(([key, value]) => `${keyExpression(key, context)} = ${expression(value, context)}`)
      .join(", ")}}`;
  }
  return data === null || typeof data === "boolean" ? String(data) : String(context.resolve(data));
}

/** A key that is an expression stands in parentheses, or Terraform reads it as a name. */
function keyExpression(key: string, context: IResolveContext): string {
  const text = expression(key, context);
  return text.startsWith('"') ? text : `(${text})`;
}

/**
 * Data as a JSON text for a Terraform argument, with sorted keys: literal JSON where all is known
 * now, and `jsonencode` where there are tokens. Literal texts are data, so what looks like a
 * template in them (IAM's `${aws:username}`) is escaped.
 */
export function jsonText(data: Json): string {
  return hasTokens(data) ? Token.asString(new JsonExpression(data)) : escapeTemplate(JSON.stringify(sorted(data)));
}
