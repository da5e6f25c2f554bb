import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jsonSchema } from "../configuration/json-schema";
import { grantsReference } from "./grants-reference";
import { guardrailsReference } from "./guardrails";
import { configurationReference, versionTables } from "./reference";
import { ROOT } from "./root";

type Read = (file: string) => string;

/** Files of the project that follow from its code, and how. */
const GENERATED: Readonly<Record<string, (before: string, read: Read) => string>> = {
  "eks-irsa.schema.json": jsonSchema,
  "README.md": withCopies,
  "docs/library.md": withCopies,
  "docs/configuration.md": (before, read) => withCopies(between(before, configurationReference()), read),
  "docs/grants.md": (before, read) => withCopies(between(before, grantsReference()), read),
  "docs/guardrails.md": (before) => between(before, guardrailsReference()),
  "docs/versions.md": (before) => between(before, versionTables()),
};

const BEGIN = "<!-- generated: npm run update -->";
const END = "<!-- end of generated part -->";

/** A document with its generated part replaced; the rest is written by hand. */
function between(document: string, generated: string): string {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`a document lacks ${BEGIN} or ${END}`);
  return `${before}${BEGIN}\n\n${generated}\n\n${END}${after}`;
}

/** A snippet that is a copy, and what the comment before it says it is a copy of. */
const COPY = /(<!-- (file|output of): ([^>]+) -->\n+```\w*\n)[\s\S]*?(?=^```$)/gm;

/** A document with its copies made anew. */
function withCopies(document: string, read: Read): string {
  return document.replace(COPY, (_copy, head: string, kind: string, name: string) =>
    head.concat(kind === "file" ? asUsed(read(name)) : outputOf(name, read)),
  );
}

/** An example as it reads where this project is a package. */
const asUsed = (example: string): string => example.replace('"../constructs"', '"cdktf-eks-irsa"');

/** What a script prints for the example. */
function outputOf(script: string, read: Read): string {
  const command = script.replace("npm run ", "");
  const folder = mkdtempSync(join(tmpdir(), "eks-irsa-"));
  try {
    writeFileSync(join(folder, "eks-irsa.yaml"), read("eks-irsa.yaml"));
    return execFileSync(process.execPath, [join(ROOT, "dist/main.js"), command], { cwd: folder, encoding: "utf8" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The generated files as they should be, by name. */
export function generated(read: Read): Record<string, string> {
  return Object.fromEntries(Object.entries(GENERATED).map(([file, make]) => [file, make(read(file), read)]));
}

if (require.main === module) {
  for (const [file, text] of Object.entries(generated((name) => readFileSync(name, "utf8")))) writeFileSync(file, text);
}
