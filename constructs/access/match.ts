import { all, answer } from "./answer";
import type { Answer } from "./answer";
import { hasMark, isMark, partsOf } from "./marks";

/** A part of a pattern that is one of its wildcards. No text has these characters. */
const ANY = "\u0000*";
const ONE = "\u0000?";

/** IAM's `*` and `?` are wildcards; `${*}`, `${?}` and `${$}` are the characters (IAM user guide, "Policy variables"). */
function patternParts(pattern: string): string[] {
  return pattern
    .split(/\$\{([*?$])\}/)
    .flatMap((text, index) => (index % 2 === 1 ? [text] : partsOf(text).map((part) => wildcard(part))));
}

const wildcard = (part: string): string => (part === "*" ? ANY : part === "?" ? ONE : part);

/** Whether a text is of a pattern. */
export function matches(pattern: string, text: string): Answer {
  if (pattern === "*" || pattern === text) return "yes";
  // Most texts are plain, and there are many: their characters are their parts.
  if (!/[‹$]/.test(pattern) && !hasMark(text)) return answer(certain(pattern, text, "*", "?"));
  return matchParts(patternParts(pattern), partsOf(text));
}

export const matchesAnyCase = (pattern: string, text: string): Answer =>
  matches(pattern.toLowerCase(), text.toLowerCase());

/** Whether two texts are one. */
export function equals(one: string, other: string): Answer {
  if (one === other) return "yes";
  return hasMark(one) || hasMark(other) ? matchParts(partsOf(one), partsOf(other)) : "no";
}

/**
 * Whether an ARN is of a pattern. Each of the six fields is matched for itself, and fields that a pattern lacks are any
 * (IAM user guide, "Resource").
 */
export function matchesArn(pattern: string, arn: string): Answer {
  if (pattern === "*" || pattern === arn) return "yes";
  if (!/[‹$]/.test(pattern) && !hasMark(arn)) {
    const [parts, given] = [plainFields(pattern), plainFields(arn)];
    if (given.length < 6) return matches(pattern, arn);
    return answer(given.every((field, index) => certain(parts[index] ?? "*", field, "*", "?")));
  }
  const [parts, given] = [fieldsOf(patternParts(pattern)), fieldsOf(partsOf(arn))];
  if (given.length < 6 || (parts.length < 6 && hasMark(pattern))) return matches(pattern, arn);
  return all(given.map((field, index) => matchParts(parts[index] ?? [ANY], field)));
}

/** An ARN's fields where colons are nothing else. */
function plainFields(arn: string): string[] {
  const fields = arn.split(":");
  return [...fields.slice(0, 5), ...(fields.length > 5 ? [fields.slice(5).join(":")] : [])];
}

/** Six fields at most; the last may have colons. */
function fieldsOf(parts: readonly string[]): string[][] {
  const fields: string[][] = [[]];
  for (const part of parts) {
    if (part === ":" && fields.length < 6) fields.push([]);
    else fields.at(-1)?.push(part);
  }
  return fields;
}

function matchParts(pattern: readonly string[], text: readonly string[]): Answer {
  if (certain(pattern, text)) return "yes";
  const open = pattern.some(isMark) || text.some(isMark);
  return open && possible(pattern, text) ? "maybe" : answer(false);
}

/** A mark is a part like others: it matches itself, and `*`. */
function certain(pattern: ArrayLike<string>, text: ArrayLike<string>, many = ANY, one = ONE): boolean {
  let [at, star, tried] = [0, -1, 0];
  for (let index = 0; index < text.length;) {
    const part = pattern[at];
    if (part === many) {
      star = at++;
      tried = index;
    } else if (part === text[index] || (part === one && !isMark(text[index]))) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++tried;
    } else return false;
  }
  while (pattern[at] === many) at++;
  return at === pattern.length;
}

/** A mark may be any text. */
function possible(pattern: readonly string[], text: readonly string[]): boolean {
  // Whether what is left of the pattern matches what is left of the text, from the ends on.
  let below: boolean[] = [];
  for (let at = pattern.length; at >= 0; at--) {
    const row: boolean[] = [];
    const part = pattern[at];
    const free = part === ANY || isMark(part);
    for (let index = text.length; index >= 0; index--) {
      const other = text[index];
      const end = at === pattern.length && index === text.length;
      const skipsText = other !== undefined && (free || isMark(other)) && row[index + 1] === true;
      const skipsPart = part !== undefined && (free || isMark(other)) && below[index] === true;
      const both = part !== undefined && other !== undefined && (part === ONE || part === other);
      row[index] = end || skipsText || skipsPart || (both && below[index + 1] === true);
    }
    below = row;
  }
  return below[0] === true;
}
