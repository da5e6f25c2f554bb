import { TerraformCount, TerraformIterator, TerraformLocal, Token } from "cdktf";
import type { ITerraformIterator, TerraformResource } from "cdktf";
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
  /** For a resource that is there where a condition holds. */
  readonly where: (condition: Condition) => MetaArguments;
  /** An attribute of another resource of the same instance; null where that one is not there. */
  readonly attribute: (resource: TerraformResource, attribute: string) => string;
  /** For resources of which there is one for each entry of a mapping. */
  readonly nested: (entries: Json, condition?: Condition) => Nested;
  /** What each instance has, as an output tells it: by key where there are several. */
  readonly collected: (value: Json) => Json;
  /** A value that stands in more than one place, under a name. */
  readonly named: <T extends Json>(scope: Construct, id: string, value: T) => T | Expression;
}

const address = (resource: TerraformResource): string =>
  `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;

const mapIterator = (map: Json): ITerraformIterator => TerraformIterator.fromMap(Token.asAnyMap(map));

const text = (token: Expression): string => Token.asString(token);

/**
 * Once, or where a condition holds. What is inside may be null where it does not, and so is asked only
 * then: of Terraform's `&&`, both sides are.
 */
export function once(condition: Condition = true): Instances {
  const guarded = (other: Condition): Condition =>
    typeof condition === "boolean" || typeof other === "boolean"
      ? all(condition, other)
      : expr`${condition} ? ${other} : false`;
  const where = (other: Condition): MetaArguments => {
    const both = guarded(other);
    return typeof both === "boolean" ? {} : { count: TerraformCount.of(Token.asNumber(expr`(${both}) ? 1 : 0`)) };
  };
  const attribute = (resource: TerraformResource, name: string): string =>
    resource.count === undefined
      ? resource.getStringAttribute(name)
      : text(Optional.of(new Expression(() => `one(${address(resource)}[*].${name})`)));
  return {
    where,
    attribute,
    nested: (entries, other = true) => {
      const map = typeof condition === "boolean" ? entries : expr`(${condition} ? ${entries} : {})`;
      const some = other === true ? map : expr`{ for key, value in ${map} : key => value if ${other} }`;
      return { forEach: mapIterator(some), value: raw("each.value"), owner: attribute };
    },
    collected: (value) => value,
    named: (scope, id, value) => {
      const local = new TerraformLocal(scope, id, native(value, condition));
      const found = reference(value, () => `local.${local.friendlyUniqueId}`);
      return isMap(value) && Object.values(value).some(isOptional)
        ? expr`{ for key, value in ${found} : key => value if value != null }`
        : found;
    },
  };
}

/** A reference to what may be null may be null. */
function reference(to: Json, render: () => string): Expression {
  const found = new Expression(render);
  return isOptional(to) ? Optional.of(found) : found;
}

/** The entries of a mapping as resources see them, turned into what a `for` over the mapping sees. */
const inLoop = (data: Json): Expression =>
  new Expression((context) =>
    expression(data, context)
      .replace(/\beach\.value\b/g, "one")
      .replace(/\beach\.key\b/g, "name"),
  );

/** One for each entry of a mapping, whose keys Terraform knows when it plans. */
export function forEachOf(map: Expression): Instances {
  return {
    where: (condition) => ({
      forEach: mapIterator(
        condition === true ? map : expr`{ for name, one in ${map} : name => one if ${inLoop(condition)} }`,
      ),
    }),
    attribute: (resource, name) => text(new Expression(() => `${address(resource)}[each.key].${name}`)),
    nested: (entries, condition = true) => ({
      forEach: mapIterator(
        expr`merge([for name, one in ${map} : { for key, value in ${inLoop(entries)} : "\${name}/\${key}" => { of = name, value = value } } if ${inLoop(condition)}]...)`,
      ),
      value: raw("each.value.value"),
      owner: (resource, name) => text(new Expression(() => `${address(resource)}[each.value.of].${name}`)),
    }),
    collected: (value) => expr`{ for name, one in ${map} : name => ${inLoop(value)} }`,
    named: (scope, id, value) => {
      const local = new TerraformLocal(scope, id, expr`{ for name, one in ${map} : name => ${inLoop(value)} }`);
      return reference(value, () => `local.${local.friendlyUniqueId}[each.key]`);
    },
  };
}

const chosen = new WeakMap<IConstruct, Map<string, Instances>>();

/** Says how many instances there are of all resources of a construct that is about to be made. */
export function repeat(scope: Construct, id: string, instances: Instances): void {
  chosen.set(scope, new Map([...(chosen.get(scope) ?? []), [id, instances]]));
}

/** What is there once needs no names: the constructs of a stack that is written for one cluster. */
const ONCE: Instances = { ...once(), named: (_scope, _id, value) => value };

/** How many instances there are of a construct's resources. */
export function instancesOf(construct: IConstruct): Instances {
  for (let one = construct; one.node.scope !== undefined; one = one.node.scope) {
    const found = chosen.get(one.node.scope)?.get(one.node.id);
    if (found !== undefined) return found;
  }
  return ONCE;
}
