import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What is asked of esbuild's account of a bundle. */
interface Metafile {
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, unknown>> }>>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url: string };
}

/** The folders of the packages that a bundle holds parts of. */
const packagesIn = ({ outputs }: Metafile): string[] => {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = files.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
};

/** A package's name, version and licence, and where its source is. */
function titleOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const { name, version, license, repository, homepage } = manifest;
  const url = (typeof repository === "string" ? repository : repository?.url) ?? homepage;
  return `${name} ${version} (${license})${url === undefined ? "" : `, ${url.replace(/^git\+/, "")}`}`;
}

/** The texts of a package's licence and notices; some stand in the README. */
function textOf(folder: string): string {
  const textsOf = (name: RegExp): string[] =>
    readdirSync(folder)
      .filter((file) => name.test(file))
      .sort()
      .map((file) => readFileSync(join(folder, file), "utf8").trim());
  const texts = textsOf(/^(licen[cs]e|notice)/i);
  const inReadme = textsOf(/^readme/i).flatMap((text) => /^#+ licen[cs]e[^]*/im.exec(text)?.[0] ?? []);
  return (texts.length > 0 ? texts : inReadme).join("\n\n");
}

/** The notices of all that a bundle holds; packages with the same text share it. */
export function notices(metafile: Metafile): string {
  const titles = new Map<string, Set<string>>();
  for (const folder of packagesIn(metafile)) {
    const text = textOf(folder) || "(The package holds no text of its licence.)";
    titles.set(text, (titles.get(text) ?? new Set()).add(titleOf(folder)));
  }
  const parts = [...titles].map(([text, packages]) => `${[...packages].join("\n")}\n\n${text}`);
  return ["dist/main.js holds parts of these packages.", ...parts].join(`\n\n${"-".repeat(80)}\n\n`) + "\n";
}

if (require.main === module) {
  const [metafile = "", file = ""] = process.argv.slice(2);
  writeFileSync(file, notices(JSON.parse(readFileSync(metafile, "utf8")) as Metafile));
}
