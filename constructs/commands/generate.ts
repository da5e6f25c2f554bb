import { readFileSync, writeFileSync } from "node:fs";
import { jsonSchema } from "../configuration/json-schema";
import { configurationReference, versionTables } from "./reference";

/** Files of the project that follow from its code, and how. */
const GENERATED: Readonly<Record<string, (before: string) => string>> = {
  "eks-irsa.schema.json": jsonSchema,
  "docs/configuration.md": (before) => between(before, configurationReference()),
  "docs/versions.md": (before) => between(before, versionTables()),
};

const BEGIN = "<!-- generated: npm run generate -->";
const END = "<!-- end of generated part -->";

/** A document with its generated part replaced; the rest is written by hand. */
function between(document: string, generated: string): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`a document lacks ${BEGIN} or ${END}`);
  return `${before}${BEGIN}\n\n${generated}\n\n${END}${after}`;
}

/** The generated files as they should be, by name. */
export function generated(read: (file: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(GENERATED).map(([file, make]) => [file, make(read(file))]));
}

if (require.main === module) {
  for (const [file, text] of Object.entries(generated((name) => readFileSync(name, "utf8")))) writeFileSync(file, text);
}
