import type { IResolvable, IResolveContext } from "cdktf";
import type { Condition } from "./condition";
import { Spread, When, asOptional, entries, expression, hasTokens, isMap, isMapToken } from "./expression";
import type { Json } from "./expression";
import { escapeTemplate, escapeTemplates } from "./template";

/** A value of Terraform's JSON: an expression only where it has to be one. */
class NativeValue implements IResolvable {
  public readonly creationStack: string[] = [];

  public constructor(
    private readonly value: Json,
    private readonly condition: Condition,
  ) {}

  public resolve(context: IResolveContext): unknown {
    const { value, condition } = this;
    const outer = context.suppressBraces;
    context.suppressBraces = true;
    const text = expression(value, context);
    const guard = typeof condition === "boolean" ? "" : expression(condition, context);
    context.suppressBraces = outer;
    // What the condition is about may be null, and then nothing in it can be asked for.
    const [about = ""] = /^[\w.]+/.exec(guard) ?? [];
    if (about !== "" && text.includes(about)) return `\${${guard} ? ${text} : null}`;
    return typeof value === "string" ? (context.resolve(value) as string) : `\${${text}}`;
  }

  public toString(): string {
    return "<a value>";
  }

  public toJSON(): string {
    return "";
  }
}

/**
 * Data as Terraform's JSON has it, mappings and lists written out: so it can be read. Where entries
 * may be missing below the first level, it is an expression from there on.
 */
export function native(data: Json, condition: Condition): unknown {
  return isMap(data) && !isMapToken(data)
    ? Object.fromEntries(entries(data).map(([key, value]) => [escapeTemplate(key), below(value, condition)]))
    : below(data, condition);
}

function below(data: Json, condition: Condition): unknown {
  if (!hasTokens(data)) return escapeTemplates(data);
  if (Array.isArray(data) && !data.some((item) => item instanceof When || item instanceof Spread)) {
    return data.map((item: Json) => below(item, condition));
  }
  if (isMap(data) && !isMapToken(data) && isWhole(data)) return native(data, condition);
  return new NativeValue(data, condition);
}

/** Whether all entries of a mapping are there in any case, and their keys known. */
const isWhole = (data: Readonly<Record<string, Json>>): boolean =>
  entries(data).every(([key, value]) => asOptional(value) === undefined && !hasTokens(key));
