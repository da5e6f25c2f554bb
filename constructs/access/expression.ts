import { isMapping } from "../facts/merge";
import { isWholeMark, mark, outsideMarks } from "./marks";

/** The value of `local.x`, or of `aws_iam_role.y.arn`; undefined where the output does not hold it. */
export type Resolve = (address: string) => unknown;

/**
 * Reads Terraform's expressions out of a stack's JSON, as far as the constructs print them where they are given references:
 * templates, lists, objects, references and a few functions. All else becomes a mark.
 */
export function evaluated(value: unknown, resolve: Resolve): unknown {
  if (typeof value === "string") return template(value, resolve);
  if (Array.isArray(value)) return value.map((one) => evaluated(one, resolve));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [asText(template(key, resolve)), evaluated(one, resolve)]),
  );
}

/** A text with `${…}` in it. One that is an expression and nothing else has that one's value. */
function template(text: string, resolve: Resolve): unknown {
  if (!text.includes("${")) return text;
  const parts: unknown[] = [];
  let rest = text;
  for (let at = rest.indexOf("${"); at >= 0; at = rest.indexOf("${")) {
    const isText = rest[at - 1] === "$";
    parts.push(rest.slice(0, isText ? at - 1 : at));
    const end = closing(rest, at + 1);
    parts.push(isText ? rest.slice(at, end + 1) : expression(rest.slice(at + 2, end), resolve));
    rest = rest.slice(end + 1);
  }
  const kept = [...parts, rest].filter((part) => part !== "");
  return kept.length === 1 ? kept[0] : kept.map(asText).join("");
}

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const REFERENCE = /^[A-Za-z_][\w-]*(\.[\w-]+|\[\d+\])+$/;
const CALL = /^([a-z]\w*)\(/;

function expression(given: string, resolve: Resolve): unknown {
  const text = given.trim();
  const isWhole = text !== "" && closing(text, text.search(/[([{"]/)) === text.length - 1;
  if (text.startsWith('"') && isWhole) return template(unquoted(text), resolve);
  if (/^(true|false|null|-?\d+(\.\d+)?)$/.test(text)) return JSON.parse(text);
  if (text.startsWith("[") && isWhole && !/^\[\s*for\b/.test(text))
    return items(text.slice(1, -1)).map((item) => expression(item, resolve));
  if (text.startsWith("{") && isWhole && !/^\{\s*for\b/.test(text)) return object(text.slice(1, -1), resolve);
  const name = CALL.exec(text)?.[1];
  if (name !== undefined && isWhole) {
    const args = items(text.slice(name.length + 1, -1)).map((item) => expression(item, resolve));
    return FUNCTIONS[name]?.(args) ?? mark(text);
  }
  return (REFERENCE.test(text) ? resolve(text) : undefined) ?? mark(text);
}

/** Those of Terraform's functions that identities' expressions use; undefined where an argument is not known. */
const FUNCTIONS: Readonly<Record<string, (args: readonly unknown[]) => unknown>> = {
  jsonencode: ([value]) => JSON.stringify(value),
  replace: ([text, from, to]) => {
    if (typeof text !== "string" || typeof from !== "string" || typeof to !== "string") return undefined;
    if (isWholeMark(text)) return mark(`replace(${text}, ${from}, ${to})`);
    return outsideMarks(text, (known) => known.replaceAll(from, to));
  },
  // A field of an ARN.
  element: ([list, index]) => {
    if (Array.isArray(list)) return list[Number(index) % list.length] as unknown;
    return typeof list === "string" ? mark(`element(${list}, ${asText(index)})`) : undefined;
  },
  split: ([by, text]) => {
    if (typeof text !== "string" || typeof by !== "string") return undefined;
    if (isWholeMark(text)) return mark(`split(${by}, ${text})`);
    return outsideMarks(text, (known) => known.replaceAll(by, "\n")).split("\n");
  },
  concat: (lists) => (lists.every(Array.isArray) ? lists.flat() : undefined),
  toset: ([list]) => list,
};

/** The entries of an object: a name, or a text, and what stands after the equals sign. */
function object(text: string, resolve: Resolve): Record<string, unknown> {
  const entries = items(text).map((item): [string, unknown] => {
    const end = item.startsWith('"') ? closing(item, 0) + 1 : item.search(/\s*=/);
    const key = item.slice(0, end);
    const value = item.slice(end).replace(/^\s*[=:]/, "");
    return [key.startsWith('"') ? asText(template(unquoted(key), resolve)) : key.trim(), expression(value, resolve)];
  });
  return Object.fromEntries(entries);
}

/** A text that HCL quotes: its escapes are JSON's, but inside of `${…}`, where texts are quoted anew. */
function unquoted(text: string): string {
  const inner = text.slice(1, -1);
  let [result, rest] = ["", inner];
  for (let at = rest.search(/(?<!\$)\$\{/); at >= 0; at = rest.search(/(?<!\$)\$\{/)) {
    const end = closing(rest, at + 1);
    result += unescaped(rest.slice(0, at)) + rest.slice(at, end + 1);
    rest = rest.slice(end + 1);
  }
  return result + unescaped(rest);
}

function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string;
  } catch {
    return text;
  }
}

/** What stands between commas. */
function items(text: string): string[] {
  const found: string[] = [];
  let from = 0;
  for (let at = indexOf(/[([{",]/g, text, 0); at < text.length; at = indexOf(/[([{",]/g, text, at + 1)) {
    if (text[at] === ",") {
      found.push(text.slice(from, at).trim());
      from = at + 1;
    } else at = closing(text, at);
  }
  return [...found, text.slice(from).trim()].filter((item) => item !== "");
}

/** Where the first of some characters stands from a place on; the text's length where none does. */
function indexOf(characters: RegExp, text: string, from: number): number {
  characters.lastIndex = from;
  return characters.exec(text)?.index ?? text.length;
}

/** Where what opens at a place is closed; the text's length where it is not. */
function closing(text: string, from: number): number {
  if (from < 0) return text.length;
  if (text[from] === '"') return closingQuote(text, from);
  let depth = 0;
  for (let at = from; at < text.length; at = indexOf(/["()[\]{}]/g, text, at + 1)) {
    const part = text[at] ?? "";
    if (part === '"') at = closingQuote(text, at);
    else if ("([{".includes(part)) depth++;
    else if (--depth === 0) return at;
  }
  return text.length;
}

function closingQuote(text: string, from: number): number {
  for (let at = indexOf(/["\\$]/g, text, from + 1); at < text.length; at = indexOf(/["\\$]/g, text, at + 1)) {
    if (text[at] === '"') return at;
    if (text[at] === "\\") at++;
    else if (text[at + 1] === "{" && text[at - 1] !== "$") at = closing(text, at + 1);
  }
  return text.length;
}
