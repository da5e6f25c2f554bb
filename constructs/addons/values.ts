import { isMapping, valueAt } from "../facts/merge";
import type { Data } from "../facts/merge";
import { nearest } from "../facts/nearest";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { choose, compare, concat } from "../hcl/combine";
import type { Condition } from "../hcl/combine";
import { Expression, attribute, call, expressionOf, index, variable } from "../hcl/expression";
import type { Value } from "../hcl/expression";
import { lift } from "../hcl/lift";

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

const inValues = (values: Expression, path: string): Expression =>
  call(
    "try",
    path.split(".").reduce((of, key) => index(of, key), values),
    null,
  );

/** Given values, by path, of which a condition holds: texts that say what is where. */
function told(
  entries: Readonly<Record<string, Value>>,
  given: (one: Expression) => Expression,
  wrong: (one: Expression) => Condition,
): Value {
  if (Object.keys(entries).length === 0) return [];
  const [path, one] = [variable("path"), variable("one")];
  const parts = ["values.", path, " is ", call("jsonencode", given(one))];
  return new Expression({
    kind: "list",
    loop: { key: path, value: one, over: entries },
    body: new Expression({ kind: "template", parts }),
    // What is not given may not be asked for more.
    where: new Expression({
      kind: "conditional",
      condition: compare(given(one), "==", null),
      yes: false,
      no: wrong(one),
    }),
  });
}

/** The mistakes of values that Terraform knows: a list of texts that say what is where. */
export function openMistakes(values: Expression, types: readonly ValueType[], owned: readonly OwnedValue[]): Value {
  const at = (path: string): Expression => inValues(values, path);
  const itself = (one: Expression): Expression => one;
  const typed = (Object.keys(STARTS) as ValueType["type"][]).map((type) => {
    const paths = types.filter((one) => one.type === type).map(({ path }) => path);
    const matches = (one: Expression): Value => call("length", call("regexall", STARTS[type], call("jsonencode", one)));
    return told(Object.fromEntries(paths.map((path) => [path, at(path)])), itself, (one) =>
      compare(matches(one), "==", 0),
    );
  });
  const forbidden = owned.filter(({ value }) => value === undefined).map(({ path }) => [path, at(path)]);
  const ours = owned.filter(({ value }) => value !== undefined);
  const pairs = ours.map(({ path, value }) => [path, { given: at(path), ours: expressionOf(lift(value)) }]);
  const [given, expected] = ["given", "ours"].map((name) => (one: Expression) => attribute(one, name)) as [
    typeof itself,
    typeof itself,
  ];
  const differs = (one: Expression): Condition =>
    compare(call("jsonencode", given(one)), "!=", call("jsonencode", expected(one)));
  return concat(
    ...typed,
    told(Object.fromEntries(forbidden) as Record<string, Value>, itself, () => true),
    told(
      Object.fromEntries(pairs) as Record<string, Value>,
      given,
      (one) => choose(compare(expected(one), "==", null), false, differs(one)) as Condition,
    ),
  );
}

/** Top-level keys that a chart does not have. */
export function unknownKeys(chart: string, values: Data, known: ReadonlySet<string>): ValueProblem[] {
  return Object.keys(values)
    .filter((key) => !known.has(key))
    .map((key) => ({ path: key, problem: problems.valueUnknown(chart, key, nearest(key, [...known])) }));
}
