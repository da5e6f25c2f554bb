import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import type { TextForm } from "../facts/text-rule";
import { argument, block, enclosed, literal, quoted, raw, templateText } from "./hcl";
import type { Item } from "./hcl";
import { isThere } from "./there";
import type { Attribute, ValueType } from "./value-type";

/**
 * Validation blocks for every limit of a variable, at any depth: one for each place and rule. Each
 * tells all values that break it. Null is right where a value may be left out. What is not known yet
 * makes a condition unknown, and Terraform asks again when it applies.
 */

/** Whether a value may be null: as if left out, not at all, or it never is, for there is a default. */
type Null = "allowed" | "refused" | "never";

/** `for <key>, <value> in <over>`. */
interface Loop {
  readonly value: string;
  /** Only messages name it. */
  readonly key?: string;
  readonly over: string;
  /** Whether a value is not null, in HCL: what is null is passed over. @default - none is */
  readonly there?: string;
}

/** A place in a variable, through loops where it has entries. */
interface Place {
  readonly loops: readonly Loop[];
  /** The value, in HCL. */
  readonly value: string;
  /** The name of the innermost attribute, to call entries by. */
  readonly name: string;
  /** The place in words, as part of a template. */
  readonly shown: string;
  /** The same without keys. */
  readonly pattern: string;
  readonly null: Null;
}

/** What is to be so at a place. */
interface Rule {
  readonly place: Place;
  /** In HCL, for a value that is not null. */
  readonly condition: string;
  /** Told of a place and of what is there. */
  readonly problem: (place: string, shown: string) => Problem;
  /** What messages show, in HCL. @default - the value */
  readonly shown?: string;
}

/** The validation blocks of a variable. Messages of a sensitive one show nothing of it. */
export function validations(name: string, type: ValueType, options: { null: Null; sensitive: boolean }): Item[] {
  const place: Place = {
    loops: [],
    value: `var.${name}`,
    name,
    shown: name,
    pattern: name,
    null: options.null,
  };
  return rules(type, place).map((rule) =>
    block(
      "validation",
      [],
      [argument("condition", raw(condition(rule))), argument("error_message", raw(message(rule, options.sensitive)))],
    ),
  );
}

// ---- rules

function rules(type: ValueType, place: Place): Rule[] {
  switch (type.kind) {
    case "text":
      return text(type, place);
    case "number": {
      const { min, max, unit } = type;
      const condition = `${place.value} >= ${min} && ${place.value} <= ${max} && floor(${place.value}) == ${place.value}`;
      return [{ place, condition, problem: (at, shown) => problems.inputNotBetween(at, shown, min, max, unit) }];
    }
    case "list":
      if (type.asOne) return [];
      return [...present(place), ...list(type, place), ...rules(type.element, entry(place, "index", type.element))];
    case "map":
      return [...present(place), ...map(type, place), ...rules(type.element, entry(place, "key", type.element))];
    case "object": {
      const inner = place.null === "never" ? place : each(place, type.attributes);
      return [...present(place), ...type.attributes.flatMap((it) => rules(it.type, attribute(inner, it)))];
    }
    default:
      return present(place);
  }
}

/** What is more than a text is there. */
const present = (place: Place): Rule[] =>
  place.null === "refused" ? [{ place, condition: "true", problem: (at) => problems.inputNull(at) }] : [];

function text({ form, oneOf }: ValueType & { kind: "text" }, place: Place): Rule[] {
  if (form) {
    const condition = formCondition(form, place.value);
    return [{ place, condition, problem: (at, shown) => problems.outOfForm(at, shown, form) }];
  }
  if (oneOf) {
    const condition = `contains(${literal(oneOf)}, ${place.value})`;
    return [{ place, condition, problem: (at, shown) => problems.inputNotOneOf(at, shown, oneOf) }];
  }
  return present(place);
}

function list({ filled, max }: ValueType & { kind: "list" }, place: Place): Rule[] {
  return [
    ...(filled ? [{ place, condition: `length(${place.value}) > 0`, problem: problems.inputEmpty }] : []),
    ...atMost(max, place),
  ];
}

function map({ key, max }: ValueType & { kind: "map" }, place: Place): Rule[] {
  const value = unique(place, `${singular(place.name)}_key`);
  const keys: Place = {
    ...place,
    loops: [...place.loops, { value, over: `keys(${orEmpty(place, "{}")})` }],
    value,
    null: "never",
  };
  const checksKeys = key && {
    place: keys,
    condition: formCondition(key, value),
    problem: (at: string, shown: string) => problems.keyOutOfForm(at, shown, key),
  };
  return [...(checksKeys ? [checksKeys] : []), ...atMost(max, place)];
}

const atMost = (max: number | undefined, place: Place): Rule[] => {
  if (max === undefined) return [];
  // Terraform writes the message, too, where all is well: with nothing there to count, say.
  const count = `try(length(${place.value}), 0)`;
  const problem = (at: string, shown: string): Problem => problems.inputTooLong(at, shown, max);
  return [{ place, condition: `${count} <= ${max}`, problem, shown: count }];
};

/** A form in HCL. */
function formCondition({ min, max, pattern, not, oneOf }: TextForm, value: string): string {
  const matches = (source: string): string => `can(regex(${quoted(source)}, ${value}))`;
  const refusesEmpty = pattern !== undefined && !new RegExp(pattern, "u").test("");
  // length() counts what a reader takes for one character; most patterns leave no room for a difference.
  const length = pattern && !/\\p|\\r/.test(pattern) ? `length(${value})` : `length(regexall("(?s).", ${value}))`;
  return [
    ...(min !== undefined && !refusesEmpty ? [`${value} != ""`] : []),
    ...(pattern === undefined ? [] : [matches(pattern)]),
    ...(not === undefined ? [] : [`!${matches(not)}`]),
    ...(max === undefined ? [] : [`${length} <= ${max}`]),
    ...(oneOf ? [`contains(${literal(oneOf)}, ${value})`] : []),
  ].join(" && ");
}

// ---- places

const attribute = (place: Place, { name, required, default: byDefault }: Attribute): Place => ({
  ...place,
  value: `${place.value}.${name}`,
  name,
  shown: `${place.shown}.${name}`,
  pattern: `${place.pattern}.${name}`,
  null: required ? "refused" : byDefault === undefined || byDefault === null ? "allowed" : "never",
});

/** The entries of a list or a map. */
function entry(place: Place, by: "index" | "key", type: ValueType): Place {
  const value = unique(place, singular(place.name));
  const key = `${value}_${by}`;
  return {
    loops: [...place.loops, { value, key, over: orEmpty(place, by === "key" ? "{}" : "[]") }],
    value,
    name: place.name,
    shown: `${place.shown}[${by === "key" ? `\${jsonencode(${key})}` : `\${${key}}`}]`,
    pattern: `${place.pattern}[*]`,
    null: isLimited(type) ? "refused" : "allowed",
  };
}

/** Whether there is more to a value than its type. */
const isLimited = (type: ValueType): boolean =>
  type.kind === "object" || type.kind === "number" || (type.kind === "text" && (type.form ?? type.oneOf) !== undefined);

/** An object that may be null, once or not at all. */
function each(place: Place, attributes: readonly Attribute[]): Place {
  const last = place.loops.at(-1);
  if (last?.value === place.value) {
    return {
      ...place,
      loops: [...place.loops.slice(0, -1), { ...last, there: objectIsThere(last.value, attributes) }],
    };
  }
  const value = unique(place, place.name.toLowerCase());
  return { ...place, loops: [...place.loops, { value, over: `${place.value}[*]` }], value };
}

function objectIsThere(value: string, attributes: readonly Attribute[]): string {
  const flag = attributes.find(({ type, default: byDefault }) => type.kind === "flag" && byDefault !== undefined);
  return flag ? isThere(value, flag.name) : `length(${value}[*]) > 0`;
}

const orEmpty = (place: Place, empty: string): string =>
  place.null === "never" ? place.value : `coalesce(${place.value}, ${empty})`;

function singular(name: string): string {
  if (/[^s]ies$/.test(name)) return name.replace(/ies$/, "y");
  return /[^s]s$/.test(name) ? name.slice(0, -1).toLowerCase() : `${name.toLowerCase()}_entry`;
}

/** A name for a loop's value that no loop around it has. */
function unique({ loops }: Place, name: string): string {
  const taken = loops.flatMap(({ value, key }) => [value, key]);
  let free = name;
  while (taken.includes(free)) free += "_";
  return free;
}

// ---- HCL

function condition(rule: Rule): string {
  const inner = holds(rule);
  const { loops } = rule.place;
  return loops.length === 0
    ? inner
    : `alltrue(${nested(
        loops.map(({ key: _, ...loop }) => loop),
        inner,
      )})`;
}

/** Whether a value is as it is to be, null considered. */
function holds({ place, condition }: Rule): string {
  if (place.null === "never") return condition;
  if (condition === "true") return `${place.value} != null`;
  return `${place.value} == null ? ${String(place.null === "allowed")} : ${condition}`;
}

function message(rule: Rule, sensitive: boolean): string {
  const { loops, shown: at, pattern, value } = rule.place;
  const { given, rule: says, fix } = rule.problem(at, `\${${rule.shown ?? `jsonencode(${value})`}}`);
  const what = templateText(`${says}. ${fix}.`);
  if (sensitive) return `"${pattern}: ${what}"`;
  if (loops.length === 0) return `"${given}: ${what}"`;
  // A choice, not the loop's filter: Terraform works a filter out, and compiles its patterns, where there are no entries, too.
  const offenders = nested(loops, `(${holds(rule)}) ? "" : "${given}"`);
  return enclosed('join(": ", [', `join(", ", compact(${offenders})),\n"${what}",`, "])");
}

/** What is in loops, as one list. */
function nested(loops: readonly Loop[], inner: string): string {
  const list = loops.reduceRight((text, { value, key, over, there }) => {
    const heads = key === undefined ? value : `${key}, ${value}`;
    return enclosed("[", `for ${heads} in ${over} : ${text}${there ? ` if ${there}` : ""}`, "]");
  }, inner);
  return loops.length > 1 ? `flatten(${list})` : list;
}
