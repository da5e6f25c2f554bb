import { PRESETS } from "../addons/registry";
import { contractSchema } from "../configuration/json-schema";
import type { SchemaNode } from "../contract/json-schema";
import { table } from "../facts/markdown";

/** Parts of the documentation that follow from the code, as Markdown. */

const isMapping = (node: SchemaNode): boolean => node.properties !== undefined;

function typeOf(node: SchemaNode): string {
  if (node.anyOf) return node.anyOf.map(typeOf).join(" or ");
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(", ");
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (isMapping(node)) return `{ ${Object.keys(node.properties ?? {}).join(", ")} }`.replace("{  }", "{}");
  switch (node.type) {
    case "array":
      return node.items && isMapping(node.items) ? "list of mappings" : `list of ${typeOf(node.items ?? {})}`;
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    case "integer":
      return "whole number";
    case "object":
      return "mapping";
    default:
      return "any";
  }
}

/** The mapping behind a node: itself, what a list holds, or what a choice offers. */
const inside = (node: SchemaNode): SchemaNode | undefined =>
  isMapping(node) ? node : node.items ? inside(node.items) : node.anyOf?.find(isMapping);

const short = (node: SchemaNode): string => {
  const type = typeOf(node);
  return isMapping(node) && type.length > 40 ? "mapping, below" : type;
};

function section(path: string, node: SchemaNode): string[] {
  const keys = Object.entries(node.properties ?? {});
  if (keys.length === 0) return [];
  const required = new Set(node.required);
  const rows = keys.map(([key, value]) => [
    `\`${key}\`${required.has(key) ? " (required)" : ""}`,
    short(value),
    value.description ?? "",
  ]);
  const below = keys.flatMap(([key, value]) => {
    const mapping = inside(value);
    return mapping ? section(`${path}.${key}${value.items ? "[]" : ""}`, mapping) : [];
  });
  return [`### \`${path}\`\n\n${table(["key", "type", "what it is"], rows)}`, ...below];
}

/** Every key of a cluster's configuration. */
export function configurationReference(): string {
  const clusters = contractSchema().properties?.["clusters"]?.additionalProperties;
  if (typeof clusters !== "object") throw new Error("the contract has clusters");
  return section("<cluster>", clusters).join("\n\n");
}

/** The supported versions of all presets' charts, newest first. */
export const versionTables = (): string =>
  PRESETS.map(({ versions: { title, head, rows } }) => `## ${title}\n\n${table(head, rows)}`).join("\n\n");
