import { isMapping, valueAt } from "../facts/merge";
import type { Data } from "../facts/merge";
import { nearest } from "../facts/nearest";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { and, choose, compare, known, not, valueOf } from "../hcl/combine";
import type { Condition } from "../hcl/combine";
import { Expression, attribute, call, expressionOf, index, variable } from "../hcl/expression";
import type { Loop, Value } from "../hcl/expression";
import type { Naming } from "../hcl/instances";

/** A problem at a dotted path of a chart's values. */
export interface ValueProblem {
  readonly path: string;
  readonly problem: Problem;
}

/** A value that we set. A user's value for it has to be the same, for it would win. */
export interface OwnedValue {
  readonly path: string;
  readonly value: unknown;
  /** The option to use in its place. */
  readonly option: string;
}

/** What a chart needs in a place, and what it does with anything else. */
export interface ValueType {
  readonly path: string;
  readonly type: "true or false" | "text" | "a mapping";
  readonly effect: string;
}

const fits = (value: unknown, type: ValueType["type"]): boolean =>
  type === "text" ? typeof value === "string" : type === "a mapping" ? isMapping(value) : typeof value === "boolean";

/** User values that contradict ours. Where ours is undefined, any value does. */
export function contradictions(values: Data, owned: readonly OwnedValue[]): ValueProblem[] {
  return owned.flatMap(({ path, value, option }) => {
    const given = valueAt(values, path);
    return given === undefined || given === value
      ? []
      : [{ path, problem: problems.valueContradicts(path, given, value, option) }];
  });
}

/** User values of another type than the chart needs. Null, which removes a chart's default, is let through for scalars. */
export function wrongTypes(values: Data, types: readonly ValueType[]): ValueProblem[] {
  return types.flatMap(({ path, type, effect }) => {
    const given = valueAt(values, path);
    if (given === undefined || fits(given, type) || (given === null && type !== "a mapping")) return [];
    return [{ path, problem: problems.valueOfWrongType(path, given, type, effect) }];
  });
}

/** Both, and each place once: of a wrong type it is not told that it contradicts, too. */
export function mistakes(values: Data, types: readonly ValueType[], owned: readonly OwnedValue[]): ValueProblem[] {
  const mistyped = wrongTypes(values, types);
  const told = new Set(mistyped.map(({ path }) => path));
  return [...mistyped, ...contradictions(values, owned).filter(({ path }) => !told.has(path))];
}

/** What JSON of each type starts with. */
const STARTS: Readonly<Record<ValueType["type"], string>> = {
  "true or false": "^(true|false)$",
  text: '^"',
  "a mapping": "^[{]",
};

/** A value of the user's by its path, which has at most three keys; null where there is none. */
function givenAt(values: Expression, path: Expression): Value {
  const keys = call("split", ".", path);
  const atDepth = [1, 2, 3].map((depth) => {
    const places = Array.from({ length: depth }, (_, place) => index(keys, place));
    return call(
      "try",
      places.reduce<Expression>((of, key) => index(of, key), values),
      null,
    );
  });
  const depth = new Expression({ kind: "operation", operator: "-", left: call("length", keys), right: 1 });
  return index(expressionOf(atDepth), depth);
}

/**
 * The mistakes of values that Terraform knows: a list of texts that say what is where.
 *
 * @param named - gives the tables of paths names of their own
 */
export function openMistakes(
  values: Expression,
  types: readonly ValueType[],
  owned: readonly OwnedValue[],
  named: Naming,
): Value {
  const [form, paths, path, ours] = [variable("form"), variable("paths"), variable("path"), variable("ours")];
  const pathsOf = (type: ValueType["type"]): string[] => types.filter((it) => it.type === type).map((it) => it.path);
  const kinds = (Object.keys(STARTS) as ValueType["type"][]).filter((type) => pathsOf(type).length > 0);
  const typed = named(
    "value_types",
    Object.fromEntries(kinds.map((type) => [STARTS[type], pathsOf(type)])),
    "Values of which the chart takes one type only, by what their JSON starts with.",
  );
  const forbidden = owned.filter(({ value }) => value === undefined).map((it) => it.path);
  const set = named(
    "values_set",
    Object.fromEntries(owned.filter(({ value }) => value !== undefined).map((it) => [it.path, known(it.value)])),
    "Values that options set; null: the chart's own.",
  );
  const checked = call("concat", call("flatten", call("values", typed)), forbidden, call("keys", set));
  const all = named<Expression>(
    "values_given",
    new Expression({
      kind: "object",
      loop: { value: path, over: call("distinct", checked) },
      key: path,
      body: givenAt(values, path),
      where: true,
    }),
    "What the user gives in their places.",
  );
  const given = index(all, path);
  /** Texts about the values of a loop that are given and wrong; what is not given may not be asked for more. */
  const told = (loop: Loop, wrong: Condition): Expression =>
    new Expression({
      kind: "list",
      loop,
      body: new Expression({ kind: "template", parts: ["values.", path, " is ", call("jsonencode", given)] }),
      where: wrong === true ? compare(given, "!=", null) : choose(compare(given, "==", null), false, wrong),
    });
  const json = call("jsonencode", given);
  const mistyped = told({ value: path, over: paths }, compare(call("length", call("regexall", form, json)), "==", 0));
  // Null in the place of a mapping takes away what is in it.
  const nulls = new Expression({
    kind: "list",
    loop: { value: path, over: valueOf(typed, STARTS["a mapping"]) },
    body: new Expression({ kind: "template", parts: ["values.", path, " is null"] }),
    where: and(call("contains", call("keys", values), path), compare(given, "==", null)),
  });
  const differs = choose(compare(ours, "==", null), false, compare(json, "!=", call("jsonencode", ours)));
  return call(
    "concat",
    call(
      "flatten",
      new Expression({ kind: "list", loop: { key: form, value: paths, over: typed }, body: mistyped, where: true }),
    ),
    nulls,
    told({ value: path, over: forbidden }, true),
    told({ key: path, value: ours, over: set }, differs as Condition),
  );
}

/** What a ServiceAccount's values hold that options of ours set, or refuse. */
const OWN_OF_ACCOUNT = ["create", "name", "annotations"];

/** User values of a ServiceAccount that is made here: the chart's own, which they are for, is not made. */
export const lostWithAccount = (values: Data, install: unknown = true): ValueProblem[] => {
  const account = values["serviceAccount"];
  return install === false || !isMapping(account)
    ? []
    : Object.keys(account)
        .filter((key) => !OWN_OF_ACCOUNT.includes(key))
        .map((key) => `serviceAccount.${key}`)
        .map((path) => ({ path, problem: problems.valueOfOwnAccount(path) }));
};

/** A disruption budget has one of two keys (Kubernetes). */
export const bothBudgets = (values: Data, ...paths: readonly string[]): ValueProblem[] =>
  paths.flatMap((path) => {
    const budget = valueAt(values, path);
    const keys = ["minAvailable", "maxUnavailable"];
    return isMapping(budget) && keys.every((key) => budget[key] !== undefined && budget[key] !== null)
      ? [{ path, problem: problems.exactlyOne(keys, keys) }]
      : [];
  });

/** The same of values that Terraform knows: a list of texts that say what is where. */
export function openLosses(values: Expression, install: Condition, ...budgets: readonly string[]): Value {
  const key = variable("key");
  const path = variable("budget");
  const at = (of: string): Value =>
    call(
      "try",
      of.split(".").reduce((inner, name) => attribute(inner, name), values),
      null,
    );
  const lost = new Expression({
    kind: "list",
    loop: { value: key, over: call("try", call("keys", attribute(values, "serviceAccount")), []) },
    body: new Expression({ kind: "template", parts: ["values.serviceAccount.", key, " would be lost"] }),
    where: and(install, not(call("contains", OWN_OF_ACCOUNT, key))),
  });
  const given = Object.fromEntries(
    budgets.map((one) => [
      one,
      and(...["minAvailable", "maxUnavailable"].map((name) => compare(at(`${one}.${name}`), "!=", null))),
    ]),
  );
  const both = variable("both");
  return call(
    "concat",
    lost,
    new Expression({
      kind: "list",
      loop: { key: path, value: both, over: given },
      body: new Expression({ kind: "template", parts: ["values.", path, " has minAvailable and maxUnavailable"] }),
      where: both,
    }),
  );
}

/** Top-level keys that a chart does not have. */
export function unknownKeys(chart: string, values: Data, known: ReadonlySet<string>): ValueProblem[] {
  return Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key) => ({ path: key, problem: problems.valueUnknown(chart, key, nearest(key, [...known])) }));
}
