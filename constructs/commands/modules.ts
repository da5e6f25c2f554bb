#!/usr/bin/env node
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { modules } from "../modules/catalog";
import { moduleFiles } from "../modules/files";
import type { ModuleStack } from "../modules/module-stack";
import type { Example } from "../modules/readme";

/** Where modules are, below the project. */
export const MODULES = "modules";

/** Our chart of issuers goes along with the modules that install it. */
const CHART = "charts/issuers";
const WITH_CHART: ReadonlySet<string> = new Set(["eks-irsa", "cert-manager"]);

/** Names of what is in a folder; none where there is no folder. */
const names = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** Examples are written by hand, and shown in the README. */
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

/** All files of modules/ that follow from the code, by path. */
export function generatedModules(root: string): Record<string, string> {
  const files = modules().flatMap((module: ModuleStack) => {
    const name = module.node.id;
    const all = {
      ...moduleFiles(module, examplesOf(root, name)),
      ...(WITH_CHART.has(name) ? chart(root) : {}),
    };
    return Object.entries(all).map(([file, text]): [string, string] => [`${MODULES}/${name}/${file}`, text]);
  });
  return Object.fromEntries(files);
}

/** Writes modules/, below a folder. */
export function writeModules(root: string): void {
  for (const [file, text] of Object.entries(generatedModules(root))) {
    mkdirSync(join(root, dirname(file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

if (require.main === module) writeModules(process.cwd());
