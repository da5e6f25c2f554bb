import type { IResolvable } from "cdktf";
import { Expression, call, index, isExpression, isList, isObject, kept, nullable, variable } from "./expression";
import type { Node, Operator, Value } from "./expression";
import { isLiteral, lift, text, textOrNone } from "./lift";

/**
 * Combinators that fold while they build: given literals they give literals, given references an
 * expression of Terraform's.
 */

/** Whether something is so: known now, or when Terraform runs. */
export type Condition = boolean | Expression;

/** A switch that a user sets; a token leaves it to Terraform. */
export type Flag = boolean | IResolvable;

/** A list that only Terraform knows, and how each of its elements is read. */
export class ListOf<T> extends Expression {
  public constructor(
    node: Node,
    public readonly element: (one: Expression) => T,
    nullable = false,
  ) {
    super(node, nullable);
  }
}

/** A list, known now or when Terraform runs. */
export type List<T> = readonly T[] | ListOf<T>;

export const isListOf = <T>(list: List<T>): list is ListOf<T> => list instanceof ListOf;

const condition = (value: Condition | Flag): Condition => lift(value) as Condition;

const operation = (left: Value, operator: Operator, right: Value): Expression =>
  new Expression({ kind: "operation", operator, left, right });

// ---- conditions

/** The opposite. What is already a comparison is turned round, so that it reads well. */
export function not(value: Condition | Flag): Condition {
  const given = condition(value);
  if (!isExpression(given)) return !given;
  const { node } = given;
  if (node.kind === "not") return node.of as Condition;
  if (node.kind === "operation" && node.operator === "==") return operation(node.left, "!=", node.right);
  if (node.kind === "operation" && node.operator === "!=") return operation(node.left, "==", node.right);
  return new Expression({ kind: "not", of: given });
}

/** What a chain of one operator joins. */
const operandsOf = (value: Expression, operator: Operator): Expression[] =>
  value.node.kind === "operation" && value.node.operator === operator
    ? [value.node.left, value.node.right].flatMap((one) => {
        const operand = lift(one);
        return isExpression(operand) ? operandsOf(operand, operator) : [];
      })
    : [value];

/** Whether two expressions are one: a condition need not be asked twice. */
function isSame(one: unknown, other: unknown): boolean {
  const [a, b] = [lift(one), lift(other)];
  if (a === b) return true;
  if (isExpression(a) && isExpression(b)) {
    if (a.node.kind === "reference" && b.node.kind === "reference") return a.node.address() === b.node.address();
    return a.node.kind === b.node.kind && isSameData(a.node, b.node);
  }
  return typeof a === "object" &&
    typeof b === "object" &&
    a !== null &&
    b !== null &&
    !isExpression(a) &&
    !isExpression(b)
    ? isSameData(a, b)
    : false;
}

const isSameData = (one: object, other: object): boolean => {
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => isSame((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]))
  );
};

/** Short-circuits: `false` decides; `true` is dropped. Terraform evaluates both sides of `&&`. */
export const and = (...conditions: readonly (Condition | Flag)[]): Condition => joined(conditions, "&&", false);

/** Short-circuits: `true` decides; `false` is dropped. */
export const or = (...conditions: readonly (Condition | Flag)[]): Condition => joined(conditions, "||", true);

function joined(conditions: readonly (Condition | Flag)[], operator: Operator, decides: boolean): Condition {
  const given = conditions.map(condition);
  if (given.includes(decides)) return decides;
  const asked = given.filter(isExpression).flatMap((one) => operandsOf(one, operator));
  const [first, ...others] = asked.filter((one, at) => !asked.slice(0, at).some((before) => isSame(before, one)));
  if (first === undefined) return !decides;
  // Of a condition and its opposite, one decides.
  if (asked.some((one) => asked.some((other) => isSame(not(one), other)))) return decides;
  return others.reduce((left, right) => operation(left, operator, right), first);
}

/** Compares; literals are compared as JSON. */
export function compare(left: Value, operator: Operator, right: Value): Condition {
  const [a, b] = [lift(left), lift(right)];
  if (left === right && operator === "==") return true;
  if (!isLiteral(a) || !isLiteral(b)) return operation(a, operator, b);
  switch (operator) {
    case "==":
      return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
    case "!=":
      return JSON.stringify(a ?? null) !== JSON.stringify(b ?? null);
    case "<":
      return (a as number) < (b as number);
    case "<=":
      return (a as number) <= (b as number);
    case ">":
      return (a as number) > (b as number);
    case ">=":
      return (a as number) >= (b as number);
    default:
      throw new Error(`${operator} compares nothing`);
  }
}

export const equals = (left: Value, right: Value): Condition => compare(left, "==", right);

/** Whether a value is given: not undefined, and not null. */
export function isGiven(value: unknown): Condition {
  const given = lift(value);
  if (!isExpression(given)) return given !== undefined && given !== null;
  if (!given.nullable) return true;
  return given.node.kind === "optional" ? (given.node.condition as Condition) : operation(kept(given), "!=", null);
}

/** Whether a text is one of several. */
export function isOneOf(value: unknown, ...texts: readonly string[]): Condition {
  const given = lift(value);
  if (!isExpression(given)) return texts.includes(given as string);
  const [only] = texts;
  if (texts.length === 1) return operation(given, "==", only);
  // contains() takes no null, and Terraform 1.11 looks at both sides of && and ||.
  const among = call("contains", texts, kept(given));
  return given.nullable ? (choose(isGiven(given), among, false) as Condition) : among;
}

/** Whether a number is given and above one. */
export function isMoreThanOne(value: number | undefined): Condition {
  const given = lift(value);
  return isExpression(given) ? operation(orElse(given, 0), ">", 1) : ((given as number | undefined) ?? 0) > 1;
}

// ---- choices

/** One value or another. */
export function choose(when: Condition | Flag, yes: Value, no: Value): Value {
  const given = condition(when);
  return isExpression(given) ? new Expression({ kind: "conditional", condition: given, yes, no }) : given ? yes : no;
}

/** A value where a condition holds, and nothing where it does not. */
export function onlyIf(when: Condition | Flag, value: Value): Value {
  const given = condition(when);
  if (!isExpression(given)) return given ? value : undefined;
  const inner = lift(value);
  // A value that may be null as well is left out then, too.
  const both = asksFor(given, inner) ? given : and(given, isGiven(inner));
  return new Expression({ kind: "optional", condition: both, value: known(inner) });
}

/** Whether a condition is that a value is not null. */
const asksFor = ({ node }: Expression, value: Value): boolean =>
  !isExpression(value) ||
  !value.nullable ||
  (node.kind === "operation" &&
    node.operator === "!=" &&
    node.right === null &&
    isExpression(node.left) &&
    node.left.node === value.node);

/** A value where it is not null. */
export function ifGiven(value: unknown): Value {
  const given = lift(value);
  return isExpression(given) && given.node.kind === "optional" ? given : onlyIf(isGiven(given), given);
}

/** A value that is known to be there: it is not left out where it is null. */
export function known(value: unknown): Value {
  const given = lift(value);
  return isExpression(given) && given.nullable ? kept(given) : given;
}

/** A value, or another where it is not given. */
export function orElse(value: unknown, other: Value): Value {
  const given = lift(value);
  if (!isExpression(given)) return given ?? other;
  return given.nullable ? call("coalesce", kept(given), ...argumentsOf("coalesce", other)) : given;
}

/** What a call of a function within a call of the same function adds to it. */
function argumentsOf(name: "coalesce" | "merge", value: Value): readonly Value[] {
  const given = lift(value);
  const isCall = isExpression(given) && given.node.kind === "call" && given.node.name === name && !given.node.expand;
  return isCall ? given.node.args : [value];
}

/** A value, or another where it is not given, which may not be given either. */
export function either(value: unknown, other: unknown): Value {
  const [given, rest] = [lift(value), lift(other)];
  if (!isExpression(given)) return given ?? rest;
  if (rest === undefined) return given;
  if (!isExpression(rest) || !rest.nullable) return orElse(given, rest);
  // coalesce fails where all that it is given is null.
  return given.nullable ? nullable(call("try", orElse(given, kept(rest)), null)) : given;
}

/** A switch, or another where it is not given. */
export const flagOr = (value: Flag | undefined, other: Condition | Flag): Condition =>
  orElse(value, lift(other)) as Condition;

// ---- lists and objects

/**
 * A list made of another one.
 *
 * @param name - what an element is called in Terraform
 * @param where - which elements are taken. @default - all
 */
export function each<T>(
  from: List<T>,
  name: string,
  body: (element: T) => Value,
  where: (element: T) => Condition = () => true,
): Value {
  if (!isListOf(from)) {
    return from.flatMap((element): Value[] => {
      const taken = where(element);
      return taken === false ? [] : [taken === true ? body(element) : onlyIf(taken, body(element))];
    });
  }
  const value = variable(name);
  const element = from.element(value);
  const taken = where(element);
  if (taken === false) return [];
  return new Expression({ kind: "list", loop: { value, over: from }, body: body(element), where: taken });
}

/** A literal key, as a text. */
const keyText = (key: Value): string => (typeof key === "string" ? key : JSON.stringify(key));

/** An object made of a list. */
export function eachEntry<T>(
  from: List<T>,
  name: string,
  key: (element: T) => Value,
  body: (element: T) => Value,
): Value {
  if (!isListOf(from)) {
    return Object.fromEntries(from.map((element) => [keyText(key(element)), body(element)]));
  }
  const value = variable(name);
  const element = from.element(value);
  return new Expression({
    kind: "object",
    loop: { value, over: from },
    key: key(element),
    body: body(element),
    where: true,
  });
}

/** A list of elements, and lists, in their order. */
export function concat(...lists: readonly Value[]): Value {
  const parts: Value[] = [];
  for (const given of lists) {
    const part = lift(given);
    const last = parts.at(-1);
    if (isList(part) && part.length === 0) continue;
    if (isList(part) && isList(last)) parts[parts.length - 1] = [...last, ...part];
    else parts.push(part);
  }
  const [only = []] = parts;
  return parts.length > 1 ? call("concat", ...parts) : only;
}

/** Two lists of one type as one. */
export function concatLists<T>(first: List<T>, second: List<T>): List<T> {
  if (!isListOf(first) && !isListOf(second)) return [...first, ...second];
  const read = isListOf(first) ? first : (second as ListOf<T>);
  const joined = concat(inSnakeCase(first), inSnakeCase(second));
  return isExpression(joined) ? new ListOf(joined.node, read.element) : (joined as readonly T[]);
}

/** What is known now, with the keys that Terraform's objects have. */
const inSnakeCase = <T>(list: List<T>): Value =>
  isListOf(list)
    ? list
    : list.map((item) =>
        isObject(item)
          ? Object.fromEntries(Object.entries(item).map(([key, value]) => [snakeCase(key), value]))
          : (item as Value),
      );

/** A key as variables and their attributes are named. What starts with a capital is IAM's own and stays. */
export const snakeCase = (key: string): string =>
  /^[A-Z]/.test(key) ? key : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The entries of an object that are there: what is undefined erases nothing. */
const given = (object: Value): object =>
  Object.fromEntries(Object.entries(object as object).filter(([, value]) => value !== undefined));

/** Objects merged, of which later ones win. */
export function merged(...objects: readonly Value[]): Value {
  const parts = objects.map(lift).filter((part) => !(isObject(part) && Object.keys(part).length === 0));
  const [only = {}] = parts;
  if (parts.length <= 1) return only;
  if (parts.every(isObject)) return Object.assign({}, ...parts.map(given)) as Value;
  return call("merge", ...parts.flatMap((part) => argumentsOf("merge", part)));
}

export function lengthOf(value: unknown): Value {
  const given = lift(value);
  // Whether an entry is there is for Terraform to say.
  const isOpen = (entry: Value): boolean => isExpression(entry) && entry.nullable;
  if (isList(given) && !given.some(isOpen)) return given.length;
  return isObject(given) && !Object.values(given).some(isOpen) ? Object.keys(given).length : call("length", given);
}

/** Whether there is anything in a list or an object. */
export const hasAny = (value: unknown): Condition => compare(lengthOf(value), ">", 0);

/**
 * Texts sorted, each once. What stands for tokens in a list that is known now counts nothing: its number is another
 * one whenever something is made before.
 */
export function sorted(texts: Value): Value {
  const given = lift(texts);
  return isList(given) && !given.some(isExpression)
    ? [...new Set(given as readonly string[])].sort(byKnownText)
    : call("sort", call("distinct", given));
}

const byKnownText = (one: string, other: string): number => {
  const [a, b] = [one, other].map((text) => text.replace(/\$\{TfToken\[[^\]]*\]\}/g, "")) as [string, string];
  return a < b ? -1 : a > b ? 1 : 0;
};

/** As IAM's documents have it: texts sorted, each once; what is alone and known now, without a list. */
export function oneOrMany(texts: Value): Value {
  const given = lift(texts);
  if (isExpression(given)) return sorted(known(given));
  if (!isList(given)) return given;
  const list = sorted(given);
  if (!isList(list)) return list;
  const [only, ...others] = list;
  return only !== undefined && others.length === 0 ? only : list;
}

/** What is under a key; of an object known now, undefined where there is nothing. */
export function valueOf(object: Value, key: Value): Value {
  const [of, name] = [lift(object), lift(key)];
  return isObject(of) && typeof name === "string" ? of[name] : index(of as Expression, name);
}

// ---- the same for texts

/** A text, or another where it is not given. */
export const textOr = (value: string | undefined, other: string): string => text(orElse(value, other));

/** A text where a condition holds. */
export const textIf = (when: Condition | Flag, value: string | undefined): string | undefined =>
  textOrNone(onlyIf(when, value));

export const chooseText = (when: Condition | Flag, yes: string, no: string): string => text(choose(when, yes, no));

/** A list whose elements are read in another way. */
export const mapped = <T, U>(from: List<T>, read: (element: T) => U): List<U> =>
  isListOf(from) ? new ListOf(from.node, (one) => read(from.element(one)), from.nullable) : from.map(read);

/** Whether there is anything in an object that users may leave out: Terraform has an empty one in its place. */
export function isSet(object: Value): Condition {
  const given = lift(object);
  if (!isExpression(given)) return given !== undefined && given !== null;
  const value = variable("value");
  const loop = { value, over: call("values", kept(given)) };
  return call("anytrue", new Expression({ kind: "list", loop, body: operation(value, "!=", null), where: true }));
}
