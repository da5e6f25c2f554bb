import { TerraformCount, TerraformIterator, TerraformLocal, TerraformStack, Token } from "cdktf";
import type { ITerraformDependable, ITerraformIterator, TerraformResource } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { all } from "./condition";
import type { Condition } from "./condition";
import { Expression, Optional, expr, expression, isMap, isOptional, raw } from "./expression";
import type { Json } from "./expression";
import { native } from "./native";

/** Arguments that say how many of a resource there are. */
export interface MetaArguments {
  readonly count?: TerraformCount;
  readonly forEach?: ITerraformIterator;
}

/** Resources that belong to another one: several of them for each of its. */
export interface Nested extends MetaArguments {
  /** The value of this one's entry. */
  readonly value: Expression;
  /** An attribute of the resource that it belongs to. */
  readonly owner: (resource: TerraformResource, attribute: string) => string;
}

/**
 * How many instances of a construct's resources there are, where Terraform decides. Without a word
 * about it, a construct's resources are there once.
 */
export interface Instances {
  /** For a resource that is there where a condition holds; what such resources are called. */
  readonly where: (condition: Condition, name?: string) => MetaArguments;
  /** An attribute of another resource of the same instance; null where that one is not there. */
  readonly attribute: (resource: TerraformResource, attribute: string) => string;
  /** For resources of which there is one for each entry of a mapping; what they are called. */
  readonly nested: (entries: Json, condition: Condition, name: string) => Nested;
  /** What each instance has, as an output tells it: by key where there are several. */
  readonly collected: (value: Json) => Json;
  /** A value that stands in more than one place, under a name. */
  readonly named: <T extends Json>(name: string, value: T) => T | Expression;
  /** The same dependables, for others to wait for. */
  readonly waitable: (dependables: readonly ITerraformDependable[], name?: string) => ITerraformDependable[];
}

/** How many instances there are below any construct. */
export type InstancesBelow = (scope: Construct) => Instances;

const address = (resource: TerraformResource): string =>
  `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

const mapIterator = (map: Json): ITerraformIterator => TerraformIterator.fromMap(Token.asAnyMap(map));

const text = (token: Expression): string => Token.asString(token);

/** Of one instance, or none. */
function single(condition: Condition): Omit<Instances, "named"> {
  const guarded = (other: Condition): Condition =>
    typeof condition === "boolean" || typeof other === "boolean"
      ? all(condition, other)
      : expr`${condition} ? ${other} : false`;
  const attribute = (resource: TerraformResource, name: string): string =>
    resource.count === undefined
      ? resource.getStringAttribute(name)
      : text(Optional.of(new Expression(() => `one(${address(resource)}[*].${name})`)));
  return {
    where: (other) => {
      const both = guarded(other);
      return typeof both === "boolean" ? {} : { count: TerraformCount.of(Token.asNumber(expr`(${both}) ? 1 : 0`)) };
    },
    attribute,
    nested: (entries, other) => {
      const map = typeof condition === "boolean" ? entries : expr`(${condition} ? ${entries} : {})`;
      const some = other === true ? map : expr`{ for key, value in ${map} : key => value if ${other} }`;
      return { forEach: mapIterator(some), value: raw("each.value"), owner: attribute };
    },
    collected: (value) => value,
    waitable: (dependables) => [...dependables],
  };
}

/**
 * Once, or where a condition holds. What is inside may be null where it does not, and so is asked only
 * then: of Terraform's `&&`, both sides are.
 */
export function once(condition: Condition = true): InstancesBelow {
  return (scope) => ({
    ...single(condition),
    named: (name, value) => {
      const found = reference(value, local(scope, name, native(value, condition)));
      return isMap(value) && Object.values(value).some(isOptional)
        ? expr`{ for key, value in ${found} : key => value if value != null }`
        : found;
    },
  });
}

/** A local value's reference. */
function local(scope: Construct, name: string, value: unknown): () => string {
  const made = new TerraformLocal(scope, name, value);
  return () => `local.${made.friendlyUniqueId}`;
}

/** A reference to what may be null may be null. */
function reference(to: Json, render: () => string): Expression {
  const found = new Expression(render);
  return isOptional(to) ? Optional.of(found) : found;
}

/** Attributes of all instances of a resource, each under a name. */
const attributes = new WeakMap<TerraformResource, Map<string, () => string>>();

function attributesOf(resource: TerraformResource, attribute: string): () => string {
  const known = attributes.get(resource) ?? new Map<string, () => string>();
  attributes.set(resource, known);
  const before = known.get(attribute);
  if (before !== undefined) return before;
  const value = new Expression(() => `{ for name, one in ${address(resource)} : name => one.${attribute} }`);
  const made = local(TerraformStack.of(resource), `${resource.friendlyUniqueId}_${attribute}s`, value);
  known.set(attribute, made);
  return made;
}

/** The keys of a mapping, or of some of its entries. */
const keysOf = (map: string, condition?: Json): Expression =>
  condition === undefined
    ? raw(`tomap({ for name, one in ${map} : name => name })`)
    : expr`tomap({ for name, one in ${raw(map)} : name => name if ${condition} })`;

/**
 * One for each entry of a mapping, whose keys Terraform knows when it plans. Resources find their
 * entry by `<map>[each.key]`.
 *
 * Whatever all instances ask for has a name: Terraform works out a local value once, but what stands
 * in a resource once for each instance, and a reference to a resource with each of its instances. For
 * the same reason `for_each` holds keys and no entries: a thousand instances would ask a million times.
 *
 * @param id - what the instances are called
 * @param map - a variable or a local value
 */
export function forEachOf(stack: Construct, id: string, map: string): InstancesBelow {
  const keys = local(stack, `${id}-names`, keysOf(map));
  /** What a resource says of its entry, as a `for` over the mapping says it. */
  const inLoop = (data: Json): Expression =>
    new Expression((context) =>
      expression(data, context)
        .replaceAll(`${map}[each.key]`, "one")
        .replace(/\beach\.key\b/g, "name"),
    );
  const iterator = (reference: () => string): ITerraformIterator => mapIterator(new Expression(reference));
  return (scope) => ({
    where: (condition, name = "made") => ({
      forEach: iterator(condition === true ? keys : local(scope, name, keysOf(map, inLoop(condition)))),
    }),
    attribute: (resource, name) => {
      const all = attributesOf(resource, name);
      return text(new Expression(() => `${all()}[each.key]`));
    },
    nested: (entries, condition, name) => {
      const inner = expr`{ for key, value in ${inLoop(entries)} : "\${name}/\${key}" => value }`;
      const all = expr`tomap(merge([for name, one in ${raw(map)} : ${inner} if ${inLoop(condition)}]...))`;
      return {
        forEach: iterator(local(scope, name, all)),
        value: raw("each.value"),
        // A name holds no slash.
        owner: (resource, attribute) => {
          const owners = attributesOf(resource, attribute);
          return text(new Expression(() => `${owners()}[split("/", each.key)[0]]`));
        },
      };
    },
    collected: (value) => expr`{ for name, one in ${raw(map)} : name => ${inLoop(value)} }`,
    named: (name, value) => {
      const all = local(scope, name, expr`{ for name, one in ${raw(map)} : name => ${inLoop(value)} }`);
      return reference(value, () => `${all()}[each.key]`);
    },
    // One place that all instances wait for: else each would wait for each.
    waitable: (dependables, name = "ready") => {
      const counts = dependables.map((one) => new Expression(() => `length(${one.fqn})`));
      return counts.length > 0 ? [new LocalDependable(local(scope, name, expr`${counts}`))] : [];
    },
  });
}

/** A local value, to wait for all that it stands for. */
class LocalDependable implements ITerraformDependable {
  public constructor(private readonly reference: () => string) {}

  public get fqn(): string {
    return this.reference();
  }
}

const chosen = new WeakMap<IConstruct, Map<string, InstancesBelow>>();

/** Says how many instances there are of all resources of a construct that is about to be made. */
export function repeat(scope: Construct, id: string, instances: InstancesBelow): void {
  chosen.set(scope, new Map([...(chosen.get(scope) ?? []), [id, instances]]));
}

/** What is there once needs no names: the constructs of a stack that is written for one cluster. */
const ONCE: Instances = { ...single(true), named: (_name, value) => value };

/** How many instances there are of a construct's resources. */
export function instancesOf(construct: Construct): Instances {
  for (let one: IConstruct = construct; one.node.scope !== undefined; one = one.node.scope) {
    const found = chosen.get(one.node.scope)?.get(one.node.id);
    if (found !== undefined) return found(construct);
  }
  return ONCE;
}
