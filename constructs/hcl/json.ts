import { call, isExpression, isList, isObject } from "./expression";
import type { Value } from "./expression";
import { escapeTemplate } from "./template";
import { isLiteral, lift, text } from "./lift";

function sorted(given: Value): Value {
  const data = lift(given);
  if (isList(data)) return data.map(sorted);
  if (!isObject(data)) return data;
  const keys = Object.keys(data).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, sorted(data[key])]));
}

/**
 * Data as a JSON text for a Terraform argument, with sorted keys: literal JSON where all is known
 * now, and `jsonencode` where there are expressions. Literal texts are data, so what looks like a
 * template in them (IAM's `${aws:username}`) is escaped.
 *
 * Not `Fn.jsonencode`: in CDKTF 0.21 that drops tokens in keys (a trust policy has them in its
 * condition keys), leaves quotes unescaped, and writes null as nothing.
 */
export const jsonText = (data: Value): string =>
  isLiteral(data) ? escapeTemplate(JSON.stringify(sorted(data))) : text(call("jsonencode", data));

/** Data as JSON, as far as it is known now: what Terraform fills in is empty. */
export const knownText = (data: Value): string => JSON.stringify(known(data));

function known(given: Value): Value {
  const data = lift(given);
  if (isExpression(data)) {
    return data.node.kind === "template" ? data.node.parts.filter((part) => typeof part === "string").join("") : "";
  }
  if (isList(data)) return data.map(known);
  if (!isObject(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [known(key) as string, known(value)]));
}
