import { PRESETS } from "../addons/registry";
import { contractSchema } from "../configuration/json-schema";
import type { SchemaNode } from "../contract/json-schema";
import { table } from "../facts/markdown";

/** Parts of the documentation that follow from the code, as Markdown. */

/** The contract as tables: a mapping that stands in one place below that place, a shared one below its own name. */
class Reference {
  public constructor(private readonly shapes: Readonly<Record<string, SchemaNode>>) {}

  /** A mapping's table, and those of the mappings in it. */
  public sections(path: string, node: SchemaNode): string[] {
    const keys = Object.entries(node.properties ?? {});
    if (keys.length === 0) return [];
    const required = new Set(node.required);
    const rows = keys.map(([key, value]) => [
      `\`${key}\`${required.has(key) ? " (required)" : ""}`,
      this.type(value, true),
      this.resolved(value).description ?? "",
    ]);
    const below = keys.flatMap(([key, value]) =>
      this.mappingsIn(value).flatMap(([place, mapping]) => this.sections(`${path}.${key}${place}`, mapping)),
    );
    return [`### \`${path}\`\n\n${table(["key", "type", "what it is"], rows)}`, ...below];
  }

  /** The tables of all shared mappings, which have no other place. */
  public shared(): string[] {
    return Object.entries(this.shapes).flatMap(([name, shape]) => (isMapping(shape) ? this.sections(name, shape) : []));
  }

  /** A node with what it refers to; what stands beside the reference wins. */
  private resolved({ $ref, ...node }: SchemaNode): SchemaNode {
    return $ref === undefined ? node : { ...this.shapes[nameOf($ref)], ...node };
  }

  /** Mappings that are written out in a node, and where: itself, those in a list or a map, those among choices. */
  private mappingsIn(node: SchemaNode, place = ""): (readonly [string, SchemaNode])[] {
    if (isMapping(node)) return [[place, node]];
    const { items, anyOf = [], additionalProperties } = this.resolved(node);
    if (items) return this.mappingsIn(items, `${place}[]`);
    if (typeof additionalProperties === "object") return this.mappingsIn(additionalProperties, `${place}.<name>`);
    return anyOf.flatMap((choice) => this.mappingsIn(choice, place));
  }

  private type(reference: SchemaNode, withKeys = false): string {
    const node = this.resolved(reference);
    if (node.anyOf) return node.anyOf.map((choice) => this.type(choice, true)).join(" or ");
    if (node.enum) return node.enum.map((value) => `\`${value}\``).join(", ");
    if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
    if (isMapping(node)) {
      if (reference.$ref !== undefined) return linkTo(nameOf(reference.$ref));
      const keys = `{ ${Object.keys(node.properties ?? {}).join(", ")} }`.replace("{  }", "{}");
      return !withKeys || keys.length > 40 ? "mapping, below" : keys;
    }
    switch (node.type) {
      case "array":
        return `list of ${this.type(node.items ?? {})}`.replace("mapping, below", "mappings, below");
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
}

const isMapping = (node: SchemaNode): boolean => node.properties !== undefined;

const nameOf = (reference: string): string => reference.replace("#/$defs/", "");

/** To the heading of a shape's table. */
const linkTo = (name: string): string => `[${name}](#${name.toLowerCase()})`;

/** Every key of the configuration: a cluster's, what clusters share, then the shapes that stand in several places. */
export function configurationReference(): string {
  const { properties, $defs: { cluster, ...shapes } = {} } = contractSchema();
  const { global } = properties ?? {};
  if (!cluster || !global) throw new Error("the contract has clusters, and what they share");
  const reference = new Reference(shapes);
  return [
    ...reference.sections("<cluster>", cluster),
    ...reference.sections("global", global),
    ...reference.shared(),
  ].join("\n\n");
}

/** The supported versions of all presets' charts, newest first. */
export const versionTables = (): string =>
  PRESETS.map(({ versions: { title, head, rows } }) => `## ${title}\n\n${table(head, rows)}`).join("\n\n");
