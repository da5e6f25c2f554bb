import * as problems from "../facts/problems";
import type { InputCheck } from "./input";
import { enclosed, raw, templateText } from "./hcl";
import { says } from "./checks/together";
import type { Attribute, ValueType } from "./value-type";

/**
 * Terraform drops a key that an object's type does not have, before any validation sees it. Keys that are
 * likely to be meant for others, and without which a role allows more, or nothing, are part of the types: one that
 * is given is refused. It is a short list on purpose, for each of them stands in all the types.
 */
const MISSPELT: Readonly<Record<string, Readonly<Record<string, "text" | "object">>>> = {
  permissions_boundary: { permission_boundary: "text", permissions_boundary_arn: "text" },
  // Terraform's own spelling, and IAM's.
  conditions: { condition: "object", Condition: "object" },
  effect: { Effect: "text" },
  policy_arns: { policy_arn: "text" },
};

/** The attributes to add to an object that has others. An object without attributes takes any object, and any map. */
const misspelt = (attributes: readonly Pick<Attribute, "name">[]): Attribute[] =>
  attributes.flatMap(({ name: meant }) =>
    Object.entries(MISSPELT[meant] ?? {}).map(([name, kind]): Attribute => ({
      name,
      type: kind === "text" ? { kind } : { kind, attributes: [] },
      description: `Refused: ${meant} is meant`,
      required: false,
      default: undefined,
      meant,
    })),
  );

/** A type with what is refused in it. */
export function withMisspelt(type: ValueType): ValueType {
  switch (type.kind) {
    case "object": {
      const attributes = type.attributes.map((one) => ({ ...one, type: withMisspelt(one.type) }));
      return { ...type, attributes: [...attributes, ...misspelt(attributes)] };
    }
    case "list":
    case "map":
      return { ...type, element: withMisspelt(type.element) };
    default:
      return type;
  }
}

/** One check of a variable for all of them, at any depth; none where its type has none. */
export function misspeltChecks(name: string, type: ValueType): InputCheck[] {
  const found = given(type, `var.${name}`, name, 0);
  if (found === undefined) return [];
  const all = `flatten(${found})`;
  const message = templateText(says(problems.misspelt()));
  return [
    {
      condition: `length(${all}) == 0`,
      message: raw(enclosed('join(": ", [', `join(", ", ${all}),\n"${message}",`, "])")),
    },
  ];
}

/** Those that are given, as a list of lists of texts; undefined where there can be none. */
function given(type: ValueType, value: string, shown: string, depth: number): string | undefined {
  const one = `one${depth > 0 ? depth : ""}`;
  switch (type.kind) {
    case "object": {
      const parts = type.attributes.flatMap(({ name, type: inner, meant }) => {
        const at = `${shown}.${name}`;
        if (meant !== undefined) return [`${one}.${name} == null ? [] : ["${at} (${meant} is meant)"]`];
        return given(inner, `${one}.${name}`, at, depth + 1) ?? [];
      });
      if (parts.length === 0) return undefined;
      return `[for ${one} in ${value}[*] : [${parts.join(", ")}]]`;
    }
    case "list":
    case "map": {
      const key = `${one}_${type.kind === "map" ? "key" : "index"}`;
      const place = type.kind === "map" ? `\${jsonencode(${key})}` : `\${${key}}`;
      const inner = given(type.element, one, `${shown}[${place}]`, depth + 1);
      const over = `coalesce(${value}, ${type.kind === "map" ? "{}" : "[]"})`;
      return inner && `[for ${key}, ${one} in ${over} : ${inner}]`;
    }
    default:
      return undefined;
  }
}
