import { z } from "zod";
import { customAddon } from "../addons/custom/keys";
import { chartSource } from "../addons/keys";
import { PRESETS } from "../addons/registry";
import { permissionKeys, podIdentity, role, statement, subject, trust, workload } from "../contract/identity";
import type { SchemaNode } from "../contract/json-schema";
import { annotations, identity, labels, tags, values } from "../contract/texts";
import { assumeRole, auth, backend } from "./keys/cluster";
import { clusterSchema, fileSchema } from "./schema";

/** The whole contract: a cluster's keys under `clusters` and, all of them optional, under `defaults`. */
const documentSchema = fileSchema.extend({
  defaults: clusterSchema.optional().meta({
    description: "Merged under every cluster: add-ons, workloads and issuers by name, other lists are replaced",
  }),
  clusters: z.record(z.string(), clusterSchema).meta({ description: "Clusters by stack name" }),
});

/** Shapes that stand in more than one place: the JSON Schema says each once, under its name. */
const SHARED: Readonly<Record<string, z.core.$ZodType>> = {
  addon: customAddon,
  cluster: clusterSchema,
  ...Object.fromEntries(PRESETS.map(({ key, schema }) => [key, schema])),
  ...permissionKeys,
  annotations,
  assumeRole,
  auth,
  backend,
  chart: chartSource,
  identity,
  labels,
  podIdentity,
  role,
  tags,
  trust,
  values,
  workload,
};

/** The same of shapes that stand only in lists that are not merged. */
const IN_LISTS: Readonly<Record<string, z.core.$ZodType>> = { statement, subject };

const NAMES: ReadonlyMap<z.core.$ZodType, string> = new Map(
  Object.entries({ ...SHARED, ...IN_LISTS }).map(([name, schema]) => [schema, name]),
);

/** What zod knows of each key, and the names of the shared shapes. */
class NamedShapes extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  public override get(schema: z.core.$ZodType): z.core.GlobalMeta {
    const id = NAMES.get(schema);
    return { ...z.globalRegistry.get(schema), ...(id !== undefined && { id }) };
  }
}

/** The contract as a JSON Schema. Limits that this cannot say are in the descriptions. */
export const contractSchema = (): SchemaNode =>
  z.toJSONSchema(documentSchema, {
    io: "input",
    unrepresentable: "any",
    metadata: new NamedShapes(),
  }) as SchemaNode;

const mapped = <T>(record: Readonly<Record<string, T>>, change: (value: T, name: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));

/** A mapping in part. Lists stay as they are. */
const inPart = ({ required: _, ...node }: SchemaNode): SchemaNode => ({
  ...node,
  ...(node.properties && { properties: mapped(node.properties, inPart) }),
  ...(node.anyOf && { anyOf: node.anyOf.map(inPart) }),
  ...(typeof node.additionalProperties === "object" && { additionalProperties: inPart(node.additionalProperties) }),
});

/** The text of the committed file. What a cluster leaves out, `defaults` may have: editors ask for it only in lists that are not merged. */
export function jsonSchema(): string {
  const { $defs = {}, ...schema } = contractSchema();
  const shapes = mapped($defs, (shape, name) => (name in IN_LISTS ? shape : inPart(shape)));
  return `${JSON.stringify({ ...schema, $defs: shapes }, undefined, 2)}\n`;
}
