import type { GrantList } from "../../facts/grants/grant";
import type { GRANT_OPTIONS } from "../../facts/grants/services";
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
const isPath = (name: Value): Condition => endsWith(name, "/");

/** What statements are said of, by the names of the lists. */
export function listsOf(grant: GrantFields, { arn, suffix }: Pick<ServiceFields, "arn" | "suffix">): ObjectValue {
  const { resources, prefixes = [], inferenceProfiles = [], via = [], readTopics = [], writeTopics = [] } = grant;
  const parts = orElse(grant.parts ?? [], ["table"]);
  const start = (name: Value): Value => choose(isArn(name), "", arn);
  const last = (name: Value): Value => (suffix === "" ? "" : choose(isArn(name), "", suffix));
  const end = (name: Value): Value => choose(isPath(name), "*", last(name));
  const whole = (name: Value): Value => together(start(name), name, end(name));
  const arns = those(resources, "name", (name) => not(isAlias(name)), whole);
  const ofKind = (kind: string): Value =>
    those(resources, "name", always, (name) => replaced(whole(name), ":cluster/", `:${kind}/`));
  const lists: Readonly<Record<GrantList, Value>> = {
    any: ["*"],
    once: [""],
    names: lift(resources),
    resources: arns,
    paths: those(resources, "name", isPath, (name) => together(start(name), withoutEnd(name, "/"))),
    aliases: those(resources, "name", isAlias, (name) => name),
    prefixes: lift(prefixes),
    below: lift(orElse(prefixes, [""])),
    table: partOf(parts, "table"),
    indexes: partOf(parts, "indexes"),
    stream: partOf(parts, "stream"),
    inferenceProfiles: lift(inferenceProfiles),
    direct: choose(hasAny(inferenceProfiles), [], [""]),
    via: lift(via),
    topicsOf: ofKind("topic"),
    groupsOf: ofKind("group"),
    readTopics: lift(readTopics),
    writeTopics: lift(writeTopics),
    groups: lift(grant.groups ?? []),
  };
  return Object.fromEntries(Object.entries(lists).map(([name, list]) => [snakeCase(name), list]));
}

/** A list of a grant by its name. */
export function listIn(lists: Value, name: Value): List<Value> {
  const found = valueOf(lists, name);
  return isExpression(found) ? plain(found) : (found as readonly Value[]);
}

/** Elements that pass a test, each as something. A token among what is known now is taken for an ARN. */
function those(from: List<string>, name: string, test: (one: Value) => Condition, body: (one: Value) => Value): Value {
  if (isListOf(from)) return each(plain(from), name, body, test);
  return from.filter((one) => test(isLiteral(one) ? one : "arn:") === true).map((one) => body(lift(one)));
}

const always = (): Condition => true;

/** A part of a table, there where it is asked for: a list of one empty text, or of none. */
const partOf = (parts: List<string>, part: string): Value =>
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
