import { writeFileSync } from "node:fs";
import { jsonSchema } from "../configuration/json-schema";

/** Where editors find the contract: beside the example. */
export const SCHEMA_FILE = "eks-irsa.schema.json";

if (require.main === module) writeFileSync(SCHEMA_FILE, jsonSchema());
