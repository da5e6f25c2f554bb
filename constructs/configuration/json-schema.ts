import { z } from "zod";
import type { SchemaNode } from "../contract/json-schema";
import { clusterSchema, fileSchema } from "./schema";

/** The whole contract: a cluster's keys under `clusters` and, all of them optional, under `defaults`. */
const documentSchema = fileSchema.extend({
  defaults: clusterSchema.optional().meta({ description: "Merged under every cluster" }),
  clusters: z.record(z.string(), clusterSchema).meta({ description: "Clusters by stack name" }),
});

/** The contract as a JSON Schema, for editors. Limits that JSON Schema cannot say are in the descriptions. */
export const contractSchema = (): SchemaNode =>
  z.toJSONSchema(documentSchema, { io: "input", unrepresentable: "any" }) as SchemaNode;

/** The same as the text of the committed file. */
export const jsonSchema = (): string => `${JSON.stringify(contractSchema(), undefined, 2)}\n`;
