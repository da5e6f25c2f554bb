import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "cdktf";
import type { IResolvable, IResolveContext, TerraformStack } from "cdktf";
import { Expression, isExpression, isList, isObject } from "./expression";
import { lift, useTokens } from "./lift";
import { inline } from "./print";
import type { Scope } from "./print";

/** All that knows CDKTF's tokens: expressions become tokens for its resources, and tokens expressions again. */

/** An expression as CDKTF takes it. */
class ExpressionToken implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(public readonly expression: Expression) {}

  public resolve(context: IResolveContext): string {
    const outer = context.suppressBraces ?? false;
    context.suppressBraces = true;
    const written = inline(this.expression, scopeOf(context));
    context.suppressBraces = outer;
    return outer ? written : `\${${written}}`;
  }

  public toString(): string {
    return Token.asString(this);
  }

  /** Of the size of a document, what is not known counts nothing. */
  public toJSON(): string {
    return "";
  }
}

/** How an expression is printed into CDKTF's JSON: objects in the order of their keys, so that output stays. */
const scopeOf = (context: IResolveContext): Scope => ({
  sorted: true,
  lift,
  token: (token) => String(context.resolve(token)),
});

/** What a token stands for; undefined for what is none. */
function read(value: unknown): Expression | undefined {
  if (value instanceof ExpressionToken) return value.expression;
  // Most values are none, and CDKTF's own tests are slow.
  if (typeof value === "string")
    return value.includes("TfToken[") && Token.isUnresolved(value) ? readText(value) : undefined;
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return undefined;
  const isToken =
    typeof value === "number" || isList(value) || isObject(value)
      ? Token.isUnresolved(value)
      : Tokenization.isResolvable(value);
  return isToken ? readToken(value) : undefined;
}

/** @param value - nothing but a token */
function readToken(value: unknown): Expression {
  const [token] = Tokenization.reverse(value) as unknown[];
  return token instanceof ExpressionToken ? token.expression : new Expression({ kind: "token", token: value });
}

const TOKENS = /(\$\{TfToken\[[^\]]*\]\})/;

/** A text of tokens: alone, a token is what it stands for; with other text, it is a part of a template. */
function readText(text: string): Expression {
  const parts = text
    .split(TOKENS)
    .filter((part) => part !== "")
    .map((part) => (Token.isUnresolved(part) ? readToken(part) : part));
  const [only] = parts;
  return parts.length === 1 && isExpression(only) ? only : new Expression({ kind: "template", parts });
}

useTokens({
  read,
  text: (expression) => Token.asString(new ExpressionToken(expression)),
  number: (expression) => Token.asNumber(new ExpressionToken(expression)),
  list: (expression) => Token.asList(new ExpressionToken(expression)),
  map: (expression) => Token.asStringMap(new ExpressionToken(expression)),
  any: (expression) => new ExpressionToken(expression),
});

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** How an expression is printed outside of CDKTF's JSON: what CDKTF's tokens stand for, in a stack. */
export const scopeIn = (stack: TerraformStack): Scope => ({
  lift,
  token: (token) =>
    String(Tokenization.resolve(token, { scope: stack, preparing: false, resolver: RESOLVER })).replace(
      /^\$\{(.*)\}$/s,
      "$1",
    ),
});
