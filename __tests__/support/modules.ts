import { cpSync, existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { newFolder, removeFolder } from "./terraform";

export const MODULES = join(__dirname, "..", "..", "modules");

/** The names of a folder's folders. */
const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort()
    : [];

/** The names of the modules in this checkout. */
export const moduleNames: readonly string[] = foldersIn(MODULES);

/** The names of a module's examples. */
export const examplesOf = (module: string): readonly string[] => foldersIn(join(MODULES, module, "examples"));

/** A module's tests for Terraform, by their paths in the module. */
export function testsOf(module: string): readonly string[] {
  const folder = join(MODULES, module, "tests");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.endsWith(".tftest.hcl")).map((name) => `tests/${name}`);
}

/** What Terraform leaves where it runs. */
export const LEFTOVER = /^\.terraform(\.lock\.hcl)?$|\.tfstate(\.|$)/;

/** Copies all modules to where Terraform may leave what it likes. Examples and modules name their neighbours. */
export function copyModules(folder: string, without: readonly string[] = []): void {
  const isLeftOut = (name: string): boolean => LEFTOVER.test(name) || without.includes(name);
  cpSync(MODULES, folder, { recursive: true, filter: (path) => !isLeftOut(basename(path)) });
}

/** A copy of all modules while the tests of a `describe` run: where it is. */
export function useModules(): () => string {
  let folder: string;
  beforeAll(() => {
    folder = newFolder();
    copyModules(join(folder, "modules"));
  });
  afterAll(() => {
    removeFolder(folder);
  });
  return () => join(folder, "modules");
}
