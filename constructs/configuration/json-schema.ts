import { z } from "zod";
import { documentSchema } from "./schema";

/** The contract as a JSON Schema, for editors. Limits that JSON Schema cannot say are in the descriptions. */
export function jsonSchema(): string {
  const schema = z.toJSONSchema(documentSchema, { io: "input", unrepresentable: "any" });
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
