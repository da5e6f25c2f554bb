import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { moduleNames } from "./modules";

export const root = join(__dirname, "..", "..");

export const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** All that users read, the modules' own READMEs among it. */
export const DOCUMENTS: readonly string[] = [
  "README.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
  "modules/README.md",
  ...moduleNames.map((name) => `modules/${name}/README.md`),
].filter((file) => file.endsWith(".md") && existsSync(join(root, file)));

export interface Snippet {
  readonly file: string;
  /** Counts the snippets of its language in its file. */
  readonly index: number;
  /** What the comment right before it says it is. */
  readonly says: string | undefined;
  readonly language: string;
  readonly text: string;
}

const FENCED = /(?:<!-- ([^>]+) -->\n+)?^```(.*)\n([\s\S]*?)^```$/gm;

/** The snippets of a document, in their order. */
export function snippetsOf(file: string): Snippet[] {
  const seen = new Map<string, number>();
  return [...read(file).matchAll(FENCED)].map(([, says, language = "", text = ""]) => {
    const index = (seen.get(language) ?? 0) + 1;
    seen.set(language, index);
    return { file, index, says, language, text };
  });
}

export const SNIPPETS: readonly Snippet[] = DOCUMENTS.flatMap(snippetsOf);

/** The snippets of a language, each with what a test of it is named after. */
export const snippetsIn = (language: string): (Snippet & { readonly name: string })[] =>
  SNIPPETS.filter((snippet) => snippet.language === language).map((snippet) => ({
    ...snippet,
    name: `snippet ${snippet.index} of ${language} in ${snippet.file}`,
  }));
