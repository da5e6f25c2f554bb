import { entries, expr, hasTokens, isMap } from "./expression";
import type { Json } from "./expression";
import { escapeTemplate } from "./template";

function sorted(data: Json): Json {
  if (Array.isArray(data)) return data.map(sorted);
  return isMap(data) ? Object.fromEntries(entries(data).map(([key, value]) => [key, sorted(value)])) : data;
}

/**
 * Data as a JSON text for a Terraform argument, with sorted keys: literal JSON where all is known
 * now, and `jsonencode` where there are tokens. Literal texts are data, so what looks like a
 * template in them (IAM's `${aws:username}`) is escaped.
 *
 * Not `Fn.jsonencode`: in CDKTF 0.21 that drops tokens in keys (a trust policy has them in its
 * condition keys), leaves quotes unescaped, and writes null as nothing.
 */
export function jsonText(data: Json): string {
  return hasTokens(data) ? expr`jsonencode(${data})`.toString() : escapeTemplate(JSON.stringify(sorted(data)));
}
