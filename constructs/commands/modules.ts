import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { modules } from "../modules/catalog";
import { moduleFiles } from "../modules/files";
import type { ModuleStack } from "../modules/module-stack";
import type { Example } from "../modules/readme";
import { UsageError } from "./command";
import type { Command } from "./command";
import { withoutLeftovers } from "./layout";
import { ROOT } from "./root";

/** Where modules are, below the project. */
export const MODULES = "modules";

/** Our chart of issuers goes along with the module that installs it. */
const CHART = "charts/issuers";
const WITH_CHART = "cert-manager";

const VERSIONS = "versions.tf";

/** Names of what is in a folder; none where there is no folder. */
const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** Examples are written by hand, but for their versions.tf, and shown in the README. */
const examplesOf = (root: string, module: string): Example[] =>
  names(join(root, MODULES, module, "examples")).map((name) => ({
    name,
    text: readFileSync(join(root, MODULES, module, "examples", name, "main.tf"), "utf8"),
  }));

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

function chart(root: string): Record<string, string> {
  const files = filesBelow(join(root, CHART));
  return Object.fromEntries(files.map((file) => [file.slice(root.length + 1), readFileSync(file, "utf8")]));
}

/** The versions that an example needs are its module's: a file in each folder of its Terraform files. */
function exampleVersions(root: string, module: string, versions: string): Record<string, string> {
  const folder = join(root, MODULES, module);
  const examples = join(folder, "examples");
  const files = existsSync(examples) ? filesBelow(examples).filter((file) => basename(file) === "main.tf") : [];
  return Object.fromEntries(files.map((file) => [`${relative(folder, dirname(file))}/${VERSIONS}`, versions]));
}

/** All files of modules/ that follow from the code, by path. */
export function generatedModules(root: string): Record<string, string> {
  const files = modules().flatMap((module: ModuleStack) => {
    const name = module.node.id;
    const own = moduleFiles(module, examplesOf(root, name));
    const all = {
      ...own,
      ...exampleVersions(root, name, own[VERSIONS] ?? ""),
      ...(name === WITH_CHART ? chart(root) : {}),
    };
    return Object.entries(all).map(([file, text]): [string, string] => [`${MODULES}/${name}/${file}`, text]);
  });
  return Object.fromEntries(files);
}

/** What this command writes into a module's folder, besides its README. */
const isOurs = (entry: string): boolean => /\.tf(\.json)?$/.test(entry) || entry === dirname(CHART);

export const writeModules: Command = {
  summary: "Writes the Terraform modules.",
  synopsis: "[FOLDER]",
  help: `FOLDER is ${MODULES}, if it is left out. Of a module, Terraform's files and charts are replaced by those that
are written; all else (examples, tests) stays as it is.

Exit status: 0 if they are written, 2 where it could not run.`,
  run({ positionals: [folder = MODULES, ...others] }) {
    if (others.length > 0) throw new UsageError("one FOLDER at most");
    const own = join(ROOT, MODULES);
    // Examples and tests are written by hand.
    if (resolve(folder) !== own) cpSync(own, folder, { recursive: true, filter: withoutLeftovers });
    const texts = Object.entries(generatedModules(ROOT));
    // What an earlier run wrote need not be written any more.
    for (const module of modules()) {
      const path = join(folder, module.node.id);
      for (const entry of names(path).filter(isOurs)) rmSync(join(path, entry), { recursive: true });
    }
    for (const [file, text] of texts) {
      const path = join(folder, relative(MODULES, file));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    return 0;
  },
};
