import { argument, body, enclosed, literal, raw } from "./hcl";
import type { Attribute, ValueType } from "./value-type";

/** A type constraint, with what each attribute is above it. */
export function typeExpression(type: ValueType): string {
  switch (type.kind) {
    case "text":
      return "string";
    case "flag":
      return "bool";
    case "number":
    case "any":
      return type.kind;
    case "list":
    case "map":
      return `${type.kind}(${typeExpression(type.element)})`;
    case "object":
      if (type.attributes.length === 0) return "object({})";
      return enclosed("object({", body(type.attributes.map(written)), "})");
  }
}

const written = (attribute: Attribute) => argument(attribute.name, raw(attributeType(attribute)), comment(attribute));

function attributeType({ type, required, default: byDefault }: Attribute): string {
  const inner = typeExpression(type);
  if (required) return inner;
  return `optional(${byDefault === undefined ? inner : `${inner}, ${literal(byDefault)}`})`;
}

/** A description, and the choices that it does not name. */
function comment({ description, type }: Attribute): string {
  const options = type.kind === "text" ? (type.oneOf ?? []) : [];
  const named = options.every((option) => description.includes(option));
  return [...(named ? [] : [`One of ${options.join(", ")}`]), ...(description === "" ? [] : [description])].join(". ");
}
