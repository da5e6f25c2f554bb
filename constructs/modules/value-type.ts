import { z } from "zod";
import { facets } from "../contract/basics";
import type { SchemaNode } from "../contract/json-schema";
import { isMapping } from "../facts/merge";
import type { TextForm } from "../facts/text-rule";
import { snakeCase } from "./input";

/** A value as Terraform's type system sees it, with the limits that it cannot see. */
export type ValueType =
  | { readonly kind: "text"; readonly form?: TextForm; readonly oneOf?: readonly string[] }
  | { readonly kind: "flag" }
  | { readonly kind: "number"; readonly min: number; readonly max: number; readonly unit: string }
  | {
      readonly kind: "list";
      readonly element: ValueType;
      readonly filled: boolean;
      readonly max?: number;
      readonly asOne?: true;
    }
  | { readonly kind: "map"; readonly element: ValueType; readonly key?: TextForm; readonly max?: number }
  | { readonly kind: "object"; readonly attributes: readonly Attribute[] }
  | { readonly kind: "any" };

/** An attribute of an object. */
export interface Attribute {
  readonly name: string;
  readonly type: ValueType;
  readonly description: string;
  readonly required: boolean;
  /** undefined: none. */
  readonly default: unknown;
  /** The attribute that is meant by it; it is refused itself. @default - itself */
  readonly meant?: string;
}

/** JSON Schema with what only we know. */
interface Node extends SchemaNode {
  readonly form?: TextForm;
  readonly unit?: string;
  readonly document?: true;
  readonly asOne?: true;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: boolean | Node;
  readonly propertyNames?: Node;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
}

/** The type of what a schema takes. Throws where Terraform has none. */
export function valueType(schema: z.ZodType): ValueType {
  const node = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      // zod leaves out the defaults of what it transforms.
      const byDefault = def.type === "default" ? { default: def.defaultValue } : {};
      Object.assign(jsonSchema, facets.get(zodSchema), byDefault);
    },
  });
  return typeOf(node as Node, "the value");
}

function typeOf(node: Node, place: string): ValueType {
  const refuse = (what: string): never => {
    throw new Error(`Terraform has no type for ${place}: ${what}`);
  };
  if (node.anyOf) return oneOrMany(node.anyOf, place) ?? refuse("a choice between types");
  if (node.document) return { kind: "text" };
  if (node.properties) return object(node, node.properties, place);
  switch (node.type) {
    case "string": {
      const constant = typeof node.const === "string" ? [node.const] : undefined;
      return { kind: "text", form: node.form, oneOf: node.enum ?? constant };
    }
    case "boolean":
      return { kind: "flag" };
    case "integer": {
      const { minimum: min, maximum: max, unit } = node;
      if (min === undefined || max === undefined || unit === undefined) return refuse("a number without a range");
      return { kind: "number", min, max, unit };
    }
    case "array": {
      if ((node.minItems ?? 0) > 1) return refuse("a list with more than one entry at least");
      const element = inside(typeOf(node.items ?? {}, `${place}[*]`), place);
      return { kind: "list", element, filled: node.minItems === 1, max: node.maxItems, asOne: node.asOne };
    }
    case "object": {
      if (typeof node.additionalProperties !== "object") return refuse("a mapping without keys");
      const element = typeOf(node.additionalProperties, `${place}[*]`);
      if (element.kind === "any") return element;
      return { kind: "map", element: inside(element, place), key: node.propertyNames?.form, max: node.maxProperties };
    }
    case undefined:
      return { kind: "any" };
    default:
      return refuse(node.type);
  }
}

/** A text or several: in Terraform, always several. */
function oneOrMany(choices: readonly Node[], place: string): ValueType | undefined {
  const many = choices.find(({ type }) => type === "array");
  return choices.length === 2 && many?.items?.type === "string" && choices.some(({ type }) => type === "string")
    ? typeOf(many, place)
    : undefined;
}

const object = (node: Node, properties: Readonly<Record<string, Node>>, place: string): ValueType => ({
  kind: "object",
  attributes: Object.entries(properties).map(([key, inner]) => {
    const name = snakeCase(key);
    const type = typeOf(inner, `${place}.${name}`);
    return {
      name,
      type,
      description: inner.description ?? inner.items?.description ?? "",
      required: node.required?.includes(key) ?? false,
      default: inner.default === undefined ? (allOptional(type) ? {} : undefined) : renamed(inner.default, type),
    };
  }),
});

/** A value of a type, with the type's names. */
export function renamed(value: unknown, type: ValueType): unknown {
  if (type.kind === "list" && Array.isArray(value)) return value.map((entry) => renamed(entry, type.element));
  if (type.kind === "map" && isMapping(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, renamed(entry, type.element)]));
  }
  if (type.kind !== "object" || !isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const attribute = type.attributes.find(({ name }) => name === snakeCase(key));
      if (!attribute) throw new Error(`a default has the key ${key}, which its type has not`);
      return [attribute.name, renamed(inner, attribute.type)];
    }),
  );
}

/** Whether an object may be left out and taken for one in which nothing is given; one without attributes is a choice. */
const allOptional = (type: ValueType): boolean =>
  type.kind === "object" && type.attributes.length > 0 && type.attributes.every(({ required }) => !required);

/** Of all entries of a collection, Terraform makes one type. */
function inside(element: ValueType, place: string): ValueType {
  if (holdsAny(element)) throw new Error(`Terraform has no type for ${place}: its entries may differ in type`);
  return element;
}

function holdsAny(type: ValueType): boolean {
  switch (type.kind) {
    case "any":
      return true;
    case "object":
      return type.attributes.some((attribute) => holdsAny(attribute.type));
    case "list":
    case "map":
      return holdsAny(type.element);
    default:
      return false;
  }
}
