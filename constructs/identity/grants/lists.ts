import type { GrantList } from "../../facts/grants/grant";
import { GRANT_OPTIONS } from "../../facts/grants/services";
import { ListOf, choose, each, equals, hasAny, isListOf, not, snakeCase, valueOf } from "../../hcl/combine";
import type { Condition, List } from "../../hcl/combine";
import { call, isExpression } from "../../hcl/expression";
import type { Expression, ObjectValue, Value } from "../../hcl/expression";
import { isLiteral, lift } from "../../hcl/lift";
import { endsWith, replaced, startsWith, together, withoutEnd } from "../../hcl/texts";
import type { ServiceFields } from "./service";

/** A grant of which Terraform may know any part. */
export interface GrantFields extends Readonly<Partial<Record<(typeof GRANT_OPTIONS)[number] | "parts", List<string>>>> {
  readonly service: string;
  readonly verbs: List<string>;
  readonly resources: List<string>;
}

/** A list of Terraform's whose elements are taken as they are. */
export const plain = (of: Expression): ListOf<Value> => new ListOf<Value>(of.node, (one) => one);

/** A list of texts as one of values. */
export const values = (of: List<string>): List<Value> => (isListOf(of) ? plain(of) : of);

const isArn = (name: Value): Condition => startsWith(name, "arn:");
const isAlias = (name: Value): Condition => startsWith(name, "alias/");

/** Resources as ARNs, and, of keys, aliases, which have none that a policy could name. */
export function named({ resources }: GrantFields, { arn, suffix }: Pick<ServiceFields, "arn" | "suffix">) {
  const last = (name: Value): Value => (suffix === "" ? "" : choose(isArn(name), "", suffix));
  const whole = (name: Value): Value =>
    together(choose(isArn(name), "", arn), name, choose(endsWith(name, "/"), "*", last(name)));
  return {
    arns: those(values(resources), "resource", (name) => not(isAlias(name)), whole),
    aliases: those(values(resources), "resource", isAlias, (name) => name),
  };
}

/** What else statements are said of, by the names of the lists. */
export function derived(grant: GrantFields, arns: List<Value>): ObjectValue {
  const { prefixes = [], inferenceProfiles = [] } = grant;
  const parts = values(orElse(grant.parts ?? [], ["table"]));
  const isBelow = (arn: Value): Condition => endsWith(arn, "/*");
  const ofKind = (kind: string): Value => each(arns, "arn", (arn) => replaced(arn, ":cluster/", `:${kind}/`));
  const lists = {
    paths: those(arns, "arn", isBelow, (arn) => withoutEnd(arn, "/*")),
    any: ["*"],
    once: [""],
    tree: ["", "/*"],
    below: lift(orElse(prefixes, [""])),
    table: partOf(parts, "table"),
    indexes: partOf(parts, "indexes"),
    stream: partOf(parts, "stream"),
    direct: choose(hasAny(inferenceProfiles), [], [""]),
    topicsOf: ofKind("topic"),
    groupsOf: ofKind("group"),
  } satisfies Partial<Readonly<Record<GrantList, Value>>>;
  return inSnakeCase(lists);
}

/** A grant's own lists, those that it leaves out among them. */
export const given = (grant: GrantFields): ObjectValue =>
  inSnakeCase({
    resources: lift(grant.resources),
    ...Object.fromEntries(GRANT_OPTIONS.map((option) => [option, lift(grant[option] ?? [])])),
  });

const inSnakeCase = (lists: Readonly<Record<string, Value>>): ObjectValue =>
  Object.fromEntries(Object.entries(lists).map(([name, list]) => [snakeCase(name), list]));

/** A list of a grant by its name. */
export function listIn(lists: Value, name: Value): List<Value> {
  const found = valueOf(lists, name);
  return isExpression(found) ? plain(found) : (found as readonly Value[]);
}

/** Elements that pass a test, each as something. Of what is a token now, nothing is known: it is taken for an ARN. */
function those(from: List<Value>, name: string, test: (one: Value) => Condition, body: (one: Value) => Value): Value {
  if (isListOf(from)) return each(from, name, body, test);
  return from.filter((one) => test(isLiteral(one) ? one : endOf(one)) === true).map(body);
}

/** What is known of the end of a text; of one that is not known at all, that it is an ARN. */
const endOf = (one: Value): Value => {
  const { node } = lift(one) as Expression;
  const last = node.kind === "template" ? node.parts.at(-1) : undefined;
  return typeof last === "string" ? `arn:${last}` : "arn:";
};

/** A part of a table, there where it is asked for: a list of one empty text, or of none. */
const partOf = (parts: List<Value>, part: string): Value =>
  those(
    parts,
    "part",
    (one) => equals(one, part),
    () => "",
  );

/** A list, or another where it is empty. */
function orElse(given: List<string>, otherwise: readonly string[]): List<string> {
  if (isListOf(given)) return new ListOf(call("coalescelist", given, otherwise).node, given.element);
  return given.length > 0 ? given : otherwise;
}
