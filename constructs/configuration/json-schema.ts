import { z } from "zod";
import { clusterSchema, fileSchema } from "./schema";

/** The whole contract: a cluster's keys under `clusters` and, all of them optional, under `defaults`. */
const documentSchema = fileSchema.extend({
  defaults: clusterSchema.optional().meta({ description: "Merged under every cluster" }),
  clusters: z.record(z.string(), clusterSchema).meta({ description: "Clusters by stack name" }),
});

/** Part of a JSON Schema, as far as the contract uses it. */
export interface SchemaNode {
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly default?: unknown;
}

/** The contract as a JSON Schema, for editors. Limits that JSON Schema cannot say are in the descriptions. */
export const contractSchema = (): SchemaNode =>
  z.toJSONSchema(documentSchema, { io: "input", unrepresentable: "any" }) as SchemaNode;

/** The same as the text of the committed file. */
export const jsonSchema = (): string => `${JSON.stringify(contractSchema(), undefined, 2)}\n`;
