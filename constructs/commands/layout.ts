import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { InvalidInputError } from "../facts/error";
import { nearest } from "../facts/nearest";
import * as problems from "../facts/problems";
import { PROVIDER, addressOf, calledIn, codeOf, readmeOf, siblingAt } from "./registry-sources";
import type { Registry } from "./registry-sources";
import { replaceEntries } from "./replace-entries";

/** Where the modules are, below the project's folder. */
const MODULES = "modules";

/** What Terraform leaves in a module's folder. */
const LEFTOVER = /^\.terraform(\.lock\.hcl)?$|\.tfstate(\.|$)/;

export const withoutLeftovers = (path: string): boolean => !LEFTOVER.test(basename(path));

export interface Layout {
  readonly module: string;
  /** The repository's folder. It need not be there. */
  readonly folder: string;
  /** Where the repository's readers find the modules. @default - the README's sources stay as they are */
  readonly registry?: Registry;
}

/**
 * Lays a module out as a repository of its own, in the registry's structure: the module at the top, and the modules that it
 * calls under modules/. What a module has replaces what was there; all else in the folder stays as it is.
 *
 * @param root - the folder of this project
 * @returns the names of what was laid out
 * @throws InvalidInputError for a module that is not there, and a folder that cannot be its repository
 */
export function layOut({ module, folder, registry }: Layout, root: string): string[] {
  const modules = modulesIn(root);
  if (!modules.includes(module))
    throw new InvalidInputError(MODULES, problems.notOneOf(module, modules, nearest(module, modules)));
  checkFolder(folder, module, root);
  return replaceEntries(folder, (empty) => {
    cpSync(join(root, MODULES, module), empty, { recursive: true, filter: withoutLeftovers });
    copyFileSync(join(root, "LICENSE"), join(empty, "LICENSE"));
    for (const file of textsIn(empty)) {
      const text = readFileSync(join(empty, file), "utf8");
      writeFileSync(join(empty, file), rewritten(text, file, module, modules, registry));
    }
    for (const part of partsOf(module, modules, root)) copyPart(join(root, MODULES, part), join(empty, MODULES, part));
  });
}

function modulesIn(root: string): string[] {
  const folder = join(root, MODULES);
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The Terraform files of a module itself, without those of examples and tests. */
const codeIn = (folder: string): string[] => readdirSync(folder).filter((file) => /\.tf(\.json)?$/.test(file));

/** The modules that a module calls, and those that these call. */
function partsOf(module: string, modules: readonly string[], root: string, found = new Set<string>()): Set<string> {
  const folder = join(root, MODULES, module);
  const called = codeIn(folder).flatMap((file) => calledIn(readFileSync(join(folder, file), "utf8"), modules));
  for (const part of called.filter((name) => !found.has(name))) partsOf(part, modules, root, found.add(part));
  return found;
}

/** What runs of a module. Without a README, a registry takes it for one that only the module at the top calls. */
function copyPart(from: string, to: string): void {
  const leftOut = ["README.md", "examples", "tests"].map((entry) => join(from, entry));
  cpSync(from, to, { recursive: true, filter: (path) => withoutLeftovers(path) && !leftOut.includes(path) });
}

/** A registry reads a module's name and provider from its repository's name. */
function checkFolder(folder: string, module: string, root: string): void {
  const path = resolve(folder);
  const name = `terraform-${PROVIDER}-${module}`;
  if (basename(path) !== name)
    throw new InvalidInputError(folder, problems.repositoryName(basename(path), join(dirname(folder), name)));
  if (existsSync(path) && !statSync(path).isDirectory()) throw new InvalidInputError(folder, problems.notAFolder());
  const way = relative(realpathSync(root), realPath(path));
  if (way.split(sep)[0] !== "..") throw new InvalidInputError(folder, problems.repositoryInProject(join("..", name)));
}

/** The real path of what need not be there. */
function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(realPath(dirname(path)), basename(path));
}

/** The README, and all Terraform code. */
const textsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(sep).join("/"))
    .filter((file) => file === "README.md" || /\.(tf|tf\.json|tftest\.hcl)$/.test(file));

function rewritten(
  text: string,
  file: string,
  module: string,
  modules: readonly string[],
  registry: Registry | undefined,
): string {
  if (file === "README.md") return registry ? readmeOf(text, module, modules, registry) : text;
  return codeOf(text, file, (path) => {
    const sibling = siblingAt(path, modules);
    // What the module itself calls comes along.
    if (sibling !== undefined && !file.includes("/")) return `./${MODULES}/${sibling}`;
    if (sibling !== undefined && registry) return addressOf(registry, sibling);
    throw new InvalidInputError(`${MODULES}/${module}/${file}`, problems.sourceOutside(path));
  });
}
