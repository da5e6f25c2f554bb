import type { Condition } from "./combine";
import { Expression, call, isExpression, isList } from "./expression";
import type { Value } from "./expression";
import { lift } from "./lift";

/** Texts and lists of lists, as they fold: combine.ts has the rest. */

/** Whether a text starts with another. */
export const startsWith = (value: Value, start: string): Condition => asks("startswith", value, start);

/** Whether a text ends with another. */
export const endsWith = (value: Value, end: string): Condition => asks("endswith", value, end);

function asks(name: "startswith" | "endswith", value: Value, part: string): Condition {
  const given = lift(value);
  if (typeof given !== "string") return call(name, given, part);
  return name === "startswith" ? given.startsWith(part) : given.endsWith(part);
}

/** A text without what it may end with. */
export function withoutEnd(value: Value, end: string): Value {
  const given = lift(value);
  if (typeof given !== "string") return call("trimsuffix", given, end);
  return given.endsWith(end) ? given.slice(0, -end.length) : given;
}

/** Texts as one. What Terraform has to choose first is joined: a template could not be broken into lines. */
export function together(...texts: readonly Value[]): Value {
  const parts = texts
    .map(lift)
    .flatMap((part) => (isTemplate(part) ? part.node.parts : [part]))
    .filter((part) => part !== "")
    .reduce<Value[]>((all, part) => {
      const last = all.at(-1);
      return typeof part === "string" && typeof last === "string" ? [...all.slice(0, -1), last + part] : [...all, part];
    }, []);
  const [only = "", ...others] = parts;
  if (others.length === 0) return only;
  const chooses = parts.some((part) => isExpression(part) && part.node.kind === "conditional");
  return chooses ? call("join", "", parts) : new Expression({ kind: "template", parts });
}

const isTemplate = (value: Value): value is Expression & { readonly node: { readonly parts: readonly Value[] } } =>
  isExpression(value) && value.node.kind === "template";

/** A text with another in the place of each of its marks. */
export function replaced(value: Value, mark: string, by: Value): Value {
  const given = lift(value);
  if (typeof given === "string") {
    const [first = "", ...others] = given.split(mark);
    return together(first, ...others.flatMap((part) => [by, part]));
  }
  if (isTemplate(given))
    return together(...given.node.parts.map((part) => (typeof part === "string" ? replaced(part, mark, by) : part)));
  return call("replace", given, mark, by);
}

/** All that is in lists of lists, as one list. An expression in a list that is known now is no list. */
export function flattened(lists: Value): Value {
  const given = lift(lists);
  if (!isList(given)) return call("flatten", given);
  return given.flatMap((one) => (isList(one) ? (flattened(one) as readonly Value[]) : [one]));
}
