import { TerraformCount, TerraformIterator, TerraformLocal, TerraformStack, Token } from "cdktf";
import type { ITerraformDependable, ITerraformIterator, TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { IConstruct } from "constructs";
import { choose, snakeCase } from "./combine";
import type { Condition } from "./combine";
import {
  Expression,
  call,
  expressionOf,
  index,
  isExpression,
  nullable,
  reference,
  splat,
  variable,
} from "./expression";
import type { Loop, Value } from "./expression";
import { any, isLiteral, lift, number, text } from "./lift";
import "./tokens";

/** `count` and `for_each`: arguments that say how many of a resource there are. */
export interface MetaArguments {
  readonly count?: TerraformCount;
  readonly forEach?: ITerraformIterator;
}

/** Resources that belong to another one: one for each entry of a map that each of its instances has. */
export interface Nested extends MetaArguments {
  /** The value of this one's entry. */
  readonly value: Expression;
  /** An attribute of the resource that it belongs to. */
  readonly owner: (resource: TerraformResource, attribute: string) => string;
}

/** Gives a value a name of its own: a local value, in a module. @param comment - what stands above it */
export type Naming = <T extends Value>(name: string, value: T, comment?: string) => T | Expression;

/**
 * How many instances of a construct's resources there are. In a stack of the app there is one of each;
 * in a module, Terraform decides.
 */
export interface Instances {
  /** Of a resource that is made where a condition holds. @param name - what such resources are called */
  readonly where: (condition: Condition, name: string) => MetaArguments;
  /** An attribute of another resource of the same instance; null where that one is not made. */
  readonly attribute: (resource: TerraformResource, attribute: string) => string;
  /** Of resources of which there is one for each entry of a map. @param name - what they are called */
  readonly nested: (entries: Value, condition: Condition, name: string) => Nested;
  /** What each instance has, as an output tells it: by key where there are several. */
  readonly collected: (value: Value) => Value;
  readonly named: Naming;
  /** The same dependables, for others to wait for. */
  readonly waitable: (dependables: readonly ITerraformDependable[], name: string) => ITerraformDependable[];
}

/** How many instances there are below any construct. */
export type InstancesBelow = (scope: Construct) => Instances;

const address = (resource: TerraformResource): Expression =>
  reference(() => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`);

const mapIterator = (map: Value): ITerraformIterator => TerraformIterator.fromMap(Token.asAnyMap(any(map)));

/** Comments on local values, by element. */
const comments = new WeakMap<TerraformLocal, string>();

/** What stands above a local value; undefined for nothing. */
export const commentOf = (element: object): string | undefined => comments.get(element as TerraformLocal);

/** What local values of a construct are under. */
export const LOCALS = "locals";

/** A local value, under the construct that it belongs to, and a reference to it. */
export function local(scope: Construct, name: string, value: Value, comment?: string): Expression {
  // Apart from the resources of the construct, for a local value may be called like one of them.
  const group = scope.node.tryFindChild(LOCALS) ?? new Construct(scope, LOCALS);
  const made = new TerraformLocal(group, name, any(expressionOf(value)));
  if (comment !== undefined) comments.set(made, comment);
  const isNullable = isExpression(value) && value.nullable;
  return reference(() => `local.${made.friendlyUniqueId}`, isNullable);
}

const COUNT: Omit<Instances, "named"> = {
  where: (condition) =>
    typeof condition === "boolean" ? {} : { count: TerraformCount.of(number(choose(condition, 1, 0))) },
  attribute: (resource, name) =>
    resource.count === undefined
      ? resource.getStringAttribute(name)
      : text(nullable(call("one", splat(address(resource), name)))),
  nested: (entries, condition) => ({
    forEach: mapIterator(choose(condition, entries, {})),
    value: reference("each.value"),
    owner: (resource, name) => COUNT.attribute(resource, name),
  }),
  collected: (value) => value,
  waitable: (dependables) => [...dependables],
};

/** Zero or one instance (`count`). */
export const once = (): InstancesBelow => (scope) => ({
  ...COUNT,
  named: (name, value, comment) => (isPlain(value) ? value : local(scope, name, value, comment)),
  nested: (entries, condition, name) => ({
    ...COUNT.nested(entries, condition, name),
    forEach: mapIterator(local(scope, name, choose(condition, entries, {}))),
  }),
});

/** What needs no name: a literal text, number or switch, and what is empty. */
const isPlain = (value: Value): boolean =>
  isLiteral(value) && (typeof value !== "object" || value === null || Object.keys(value).length === 0);

/** One instance, without names: a stack that is written for one cluster says each value where it is used. */
const ONCE: Instances = { ...COUNT, named: (_name, value) => value };

/** What a resource says of its entry of a map. */
export interface Each {
  readonly below: InstancesBelow;
  /** `each.key`. */
  readonly key: Expression;
  /** The entry. */
  readonly entry: Expression;
}

/**
 * One instance for each entry of a map (`for_each`), whose keys Terraform knows when it plans.
 *
 * What all instances ask for is a local value: Terraform works out a local value once, but what stands
 * in a resource once for each instance, and a reference to a resource with each of its instances. For
 * the same reason `for_each` holds keys and no entries: a thousand instances would ask a million times.
 *
 * @param id - what the instances are called
 * @param address - of a variable or a local value that holds the map
 */
export function forEachOf(stack: Construct, id: string, address: string): Each {
  const map = reference(address);
  const key = variable("name", "each.key");
  const entry = variable(snakeCase(id), `${address}[each.key]`);
  const loop: Loop = { key, value: entry, over: map };
  const over = (body: Value, where: Condition = true): Expression =>
    new Expression({ kind: "object", loop, key, body, where });
  const keys = (where: Condition = true): Expression => call("tomap", over(key, where));
  const all = local(stack, `${id}-names`, keys());
  const attributes = attributesByKey();
  const below: InstancesBelow = (scope) => ({
    where: (condition, name) => ({
      forEach: mapIterator(condition === true ? all : local(scope, name, keys(condition))),
    }),
    attribute: (resource, name) => text(index(attributes(resource, name), key)),
    nested: (entries, condition, name) => {
      const value = variable("value");
      const inner = variable("key");
      const path = new Expression({ kind: "template", parts: [key, "/", inner] });
      const perEntry = { key: inner, value, over: entries };
      const one = new Expression({ kind: "object", loop: perEntry, key: path, body: value, where: true });
      const each = new Expression({ kind: "list", loop, body: one, where: condition });
      const joined = new Expression({ kind: "call", name: "merge", args: [each], expand: true });
      const nestedKey = index(call("split", "/", reference("each.key")), 0);
      return {
        forEach: mapIterator(local(scope, name, call("tomap", joined))),
        value: reference("each.value"),
        // A key of the outer map holds no slash.
        owner: (resource, attribute) => text(index(attributes(resource, attribute), nestedKey)),
      };
    },
    collected: (value) => over(value),
    named: (name, value, comment) => {
      if (isLiteral(value)) return isPlain(value) ? value : local(scope, name, value, comment);
      const named = index(local(scope, name, over(value), comment), key);
      return isExpression(lift(value)) && (lift(value) as Expression).nullable ? nullable(named) : named;
    },
    // One local value that all instances wait for: else each would wait for each.
    waitable: (dependables, name) => {
      return dependables.length > 0 ? [new ValueDependable(local(scope, name, readiness(dependables)))] : [];
    },
  });
  return { below, key, entry };
}

/** An attribute of all instances of a resource, by key: a local value, made when it is first asked for. */
function attributesByKey(): (resource: TerraformResource, attribute: string) => Expression {
  const made = new Map<TerraformResource, Map<string, Expression>>();
  return (resource, attribute) => {
    const known = made.get(resource) ?? new Map<string, Expression>();
    made.set(resource, known);
    const before = known.get(attribute);
    if (before !== undefined) return before;
    const [key, value] = [variable("name"), variable("one")];
    const all = new Expression({
      kind: "object",
      loop: { key, value, over: address(resource) },
      key,
      body: new Expression({ kind: "attribute", of: value, name: attribute }),
      where: true,
    });
    const type = resource.terraformResourceType.replace(/^(aws_iam|aws|kubernetes|helm)_/, "");
    const found = local(TerraformStack.of(resource), `${resource.friendlyUniqueId}_${type}_${attribute}s`, all);
    known.set(attribute, found);
    return found;
  };
}

/** A local value or a variable, to wait for all that it stands for. */
export class ValueDependable implements ITerraformDependable {
  public constructor(public readonly value: Expression) {}

  public get fqn(): string {
    return this.value.node.kind === "reference" ? this.value.node.address() : "";
  }
}

/** Values that are known when all of these are there. */
export const readiness = (dependables: readonly ITerraformDependable[]): Value[] =>
  dependables.map((one) => call("length", one instanceof ValueDependable ? one.value : lift(one.fqn)));

const chosen = new WeakMap<IConstruct, Map<string, InstancesBelow>>();

/** Says how many instances there are of all resources of a construct that is about to be made. */
export function repeat(scope: Construct, id: string, instances: InstancesBelow): void {
  chosen.set(scope, new Map([...(chosen.get(scope) ?? []), [id, instances]]));
}

/** How many instances there are of a construct's resources. */
export function instancesOf(construct: Construct): Instances {
  for (let one: IConstruct = construct; one.node.scope !== undefined; one = one.node.scope) {
    const found = chosen.get(one.node.scope)?.get(one.node.id);
    if (found !== undefined) return found(construct);
  }
  return ONCE;
}
