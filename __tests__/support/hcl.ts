import { posix } from "node:path";

/** A snippet of HCL as it can be run in this checkout. */
export interface Runnable {
  /** With the modules' folders in the place of where users have them. */
  readonly text: string;
  /** Sources of modules that are not here. */
  readonly missing: readonly string[];
}

/** Whether HCL stands for itself: a part of a block, or of a configuration, does not. */
export const isComplete = (text: string): boolean => /^(module|terraform)\b/m.test(text);

/** A module's source, and the version that stands with it. */
const SOURCE = /^([ \t]+)source([ \t]*)= "([^"]+)"(\n[ \t]+version[ \t]*= "[^"]+")?/gm;

/** The modules of a checkout. */
export interface Modules {
  /** Where they are, as Terraform writes it. */
  readonly folder: string;
  readonly names: readonly string[];
}

/** @param own - the module that the snippet's document is about, which is what a path out of an example leads to */
export function runnable(text: string, { folder, names }: Modules, own?: string): Runnable {
  const missing: string[] = [];
  const here = text.replace(/^module "[^"]*" \{\n[\s\S]*?^\}/gm, (block) =>
    block.replace(SOURCE, (whole, indent: string, space: string, source: string) => {
      const named = nameIn(source, own);
      if (named !== undefined && names.includes(named))
        return `${indent}source${space}= "${posix.join(folder, named)}"`;
      missing.push(source);
      return whole;
    }),
  );
  return { text: here, missing };
}

/** The module that a source names: by the end of a path, or as a registry's address has it, before the provider. */
function nameIn(source: string, own: string | undefined): string | undefined {
  if (!source.startsWith(".")) return /^[\w.-]+\/[\w-]+\/([\w-]+)\/aws$/.exec(source)?.[1];
  const last = posix.basename(source);
  return last === ".." || last === "." ? own : last;
}
