import { z } from "zod";
import { accountKeys, customAddon } from "../addons/custom/keys";
import { chartSource, releaseKeys, sourceKeys } from "../addons/keys";
import { PRESETS } from "../addons/registry";
import { keywords } from "../contract/basics";
import {
  acknowledgeStatements,
  allPermissionKeys,
  conditions,
  maxSessionDuration,
  maxTrustSize,
  oneOrMany,
  podIdentity,
  rbacRule,
  role,
  roleKeys,
  roleSettings,
  statement,
  subject,
  tokenKeys,
  trust,
  workload,
} from "../contract/identity";
import { grant, grantText } from "../contract/grant";
import type { SchemaNode } from "../contract/json-schema";
import { annotations, identity, labels, oidcProviderArn, tags, values } from "../contract/texts";
import { namespaceName, serviceAccountName } from "../facts/names";
import { policyArn } from "../facts/policy";
import { assumeRole, auth, backend, oidcProvider } from "./keys/cluster";
import { guardrails } from "./keys/guardrails";
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
  ...roleSettings,
  ...allPermissionKeys,
  ...roleKeys,
  ...tokenKeys,
  ...accountKeys,
  ...releaseKeys,
  ...sourceKeys,
  acknowledgeStatements,
  annotations,
  assumeRole,
  auth,
  backend,
  chart: chartSource,
  conditions,
  guardrails,
  identity,
  labels,
  maxSessionDuration,
  maxTrustSize,
  oidcProvider,
  oneOrMany,
  podIdentity,
  role,
  tags,
  trust,
  values,
  workload,
};

/** The same of shapes that stand only in lists that are not merged. */
const IN_LISTS: Readonly<Record<string, z.core.$ZodType>> = { grant, grantText, rbacRule, statement, subject };

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
const inPart = ({ required: _required, dependentRequired: _dependent, ...node }: SchemaNode): SchemaNode => ({
  ...node,
  ...(node.properties && { properties: mapped(node.properties, inPart) }),
  ...(node.anyOf && { anyOf: node.anyOf.map(inPart) }),
  ...(typeof node.additionalProperties === "object" && { additionalProperties: inPart(node.additionalProperties) }),
});

/** Forms of texts, which stand in many places, each with a description of its own. */
const FORMS: Readonly<Record<string, SchemaNode>> = Object.fromEntries(
  Object.entries({ namespaceName, oidcProviderArn, policyArn, serviceAccountName }).flatMap(([name, { form }]) =>
    form ? [[name, { type: "string", ...keywords(form) }]] : [],
  ),
);

const FORM_NAMES = new Map(Object.entries(FORMS).map(([name, form]) => [JSON.stringify(form), name]));

/** A described text, with its form by name. */
function withNamedForm(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("description" in value)) return value;
  const { description, ...form } = value;
  const name = FORM_NAMES.get(JSON.stringify(form));
  return name === undefined ? value : { description, $ref: `#/$defs/${name}` };
}

/** A list of plain values, or a reference alone, over several lines. */
const SMALL = /\[\s+([^[\]{}]*?)\s+\]|\{\s+("\$ref": [^,{}]*?)\s+\}/g;

/** As JSON, with what is small on one line, as prettier has it. */
const printed = (schema: SchemaNode): string =>
  JSON.stringify(schema, withNamedForm, 2).replace(SMALL, (_, list?: string, reference?: string) =>
    list === undefined ? `{ ${reference ?? ""} }` : `[${list.replace(/\n\s+/g, " ")}]`,
  );

/** The text of the committed file. What a cluster leaves out, `defaults` may have: editors ask for it only in lists that are not merged. */
export function jsonSchema(): string {
  const { $defs = {}, ...schema } = contractSchema();
  const shapes = mapped($defs, (shape, name) => (name in IN_LISTS ? shape : inPart(shape)));
  return `${printed({ ...schema, $defs: { ...shapes, ...FORMS } })}\n`;
}
