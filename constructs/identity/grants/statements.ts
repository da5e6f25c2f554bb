import { GRANT_SERVICES } from "../../facts/grants/services";
import type { Grant } from "../../facts/grants/services";
import type { PolicyConditions, PolicyStatement } from "../../facts/policy";
import { ListOf, and, each, hasAny, isListOf, onlyIf, valueOf } from "../../hcl/combine";
import type { Condition, List } from "../../hcl/combine";
import { Expression, call, index, isExpression, variable } from "../../hcl/expression";
import type { Value } from "../../hcl/expression";
import { knownText } from "../../hcl/json";
import { lift, text } from "../../hcl/lift";
import { flattened, replaced } from "../../hcl/texts";
import type { StatementFields } from "../policy-document";
import { derived, given, listIn, named, values } from "./lists";
import type { GrantFields } from "./lists";
import { serviceOf } from "./service";
import type { FormFields, Place, ServiceFields, TextFields } from "./service";

/** What grants allow, as statements: those of the grants in their order, then those about keys. */
export function grantStatements(grants: readonly Grant[], place: Place): PolicyStatement[] {
  const all: readonly GrantFields[] = grants;
  const keys = all.filter(({ kmsKeys }) => kmsKeys !== undefined).map((one) => keyGrant(one, entry(one, place)));
  return [...all, ...(keys as readonly GrantFields[])].flatMap((grant) => {
    const service = entry(grant, place);
    const { arns, aliases } = named(grant, service);
    const lists = { ...given(grant), arns, aliases, ...derived(grant, arns as readonly Value[]) };
    return (service.forms as readonly FormFields[])
      .filter((form) => gives(form, values(grant.verbs), lists) === true)
      .map((form) => statementOf(form, values(grant.verbs), lists) as PolicyStatement);
  });
}

const entry = ({ service }: Pick<GrantFields, "service">, place: Place): ServiceFields =>
  serviceOf(GRANT_SERVICES[service as Grant["service"]], place);

/** The use of keys, as a grant of its own. */
export const keyGrant = (
  { verbs, kmsKeys = [] }: Pick<GrantFields, "verbs" | "kmsKeys">,
  { keys }: Pick<ServiceFields, "keys">,
) => ({
  service: "kms",
  verbs: flattened(each(values(verbs), "verb", (verb) => ofVerb(keys.verbs, verb))),
  resources: lift(kmsKeys),
  via: [keys.through],
});

/** Whether a form gives anything to a grant. */
export const gives = (
  { actions, resources, parts }: Pick<FormFields, "actions" | "resources" | "parts">,
  verbs: List<Value>,
  lists: Value,
): Condition => {
  const hasVerb = isExpression(actions)
    ? hasAny(call("setintersection", call("keys", actions), lift(verbs)))
    : (verbs as readonly Value[]).some((verb) => valueOf(actions, verb) !== undefined);
  return and(hasVerb, hasAny(listIn(lists, resources)), hasAny(listIn(lists, parts)));
};

/** What a form gives to a grant. */
export const statementOf = (
  { actions, conditions, ...text }: FormFields,
  verbs: List<Value>,
  lists: Value,
): StatementFields => ({
  actions: textList(flattened(each(verbs, "verb", (verb) => ofVerb(actions, verb)))),
  resources: textList(said(text, lists)),
  conditions: conditionsOf(conditions, lists),
});

const ofVerb = (all: Value, verb: Value): Value =>
  isExpression(all) ? call("lookup", all, verb, []) : (valueOf(all, verb) ?? []);

const textList = (all: Value): List<string> =>
  isExpression(all) ? new ListOf(all.node, text) : (all as readonly Value[]).map(text);

/** A text, for each pair of what it speaks of. */
const said = ({ text, resources, parts }: TextFields, lists: Value): Value =>
  each(pairs(text, listIn(lists, resources), listIn(lists, parts)), "pair", ([resource, part]) =>
    replaced(replaced(text, "{part}", part), "{resource}", resource),
  );

type Pair = readonly [Value, Value];

/** All pairs out of two lists; of what is known now, those that make a difference to a text. */
function pairs(text: Value, resources: List<Value>, parts: List<Value>): List<Pair> {
  if (isListOf(resources) || isListOf(parts)) {
    const all = call("setproduct", lift(resources), lift(parts));
    return new ListOf<Pair>(all.node, (pair) => [index(pair, 0), index(pair, 1)]);
  }
  const few = (list: readonly Value[], mark: string) => (knownText(text).includes(mark) ? list : list.slice(0, 1));
  return few(resources, "{resource}").flatMap((resource) => few(parts, "{part}").map((part): Pair => [resource, part]));
}

/** Conditions whose parts are there. */
function conditionsOf(all: FormFields["conditions"], lists: Value): PolicyConditions | Expression | undefined {
  const isThere = ({ parts }: TextFields): Condition => hasAny(listIn(lists, parts));
  if (!isListOf(all)) {
    const there = all.filter((one) => isThere(one) === true);
    const tests = there.map((one) => [one.test, { [one.key as string]: textList(said(one, lists)) }] as const);
    return there.length === 0 ? undefined : (Object.fromEntries(tests) as PolicyConditions);
  }
  const value = variable("condition");
  const one = all.element(value);
  const tests = new Expression({
    kind: "object",
    loop: { value, over: all },
    key: one.test,
    body: { [text(one.key)]: said(one, lists) },
    where: isThere(one),
  });
  const parts = each(all, "condition", (other) => lift(listIn(lists, other.parts)));
  return onlyIf(hasAny(flattened(parts)), tests) as Expression;
}
