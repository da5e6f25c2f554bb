import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MODULES } from "./modules";

/** What a module's Terraform files say, by how `terraform fmt` lays them out: a block opens at the beginning of a line. */

/** The texts of a module's Terraform files, by name. */
export const terraformTexts = (module: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(MODULES, module))
      .filter((file) => file.endsWith(".tf"))
      .map((file) => [file, readFileSync(join(MODULES, module, file), "utf8")]),
  );

export interface BlockHeader {
  /** As in `resource "aws_iam_role" "this"`: the first word, */
  readonly keyword: string;
  /** and the labels. */
  readonly labels: readonly string[];
  /** What stands in it. */
  readonly body: string;
}

/** The blocks of a file. */
export const blocksIn = (text: string): BlockHeader[] =>
  [...text.matchAll(/^(\w+)((?: "[^"]+")*) \{\n([\s\S]*?)^\}/gm)].map(([, keyword = "", labels = "", body = ""]) => ({
    keyword,
    labels: [...labels.matchAll(/"([^"]+)"/g)].map(([, label = ""]) => label),
    body,
  }));

/** All blocks of a module. */
export const blocksOf = (module: string): BlockHeader[] => Object.values(terraformTexts(module)).flatMap(blocksIn);

/** The modules beside it that a module calls, by the names of the calls. */
export const callsOf = (module: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    blocksOf(module)
      .filter(({ keyword }) => keyword === "module")
      .map(({ labels: [name = ""], body }) => [name, /^ +source += "\.\.\/([\w-]+)"$/m.exec(body)?.[1] ?? ""]),
  );

/** An argument, and how many lines its value takes. */
export interface Measured {
  readonly name: string;
  readonly lines: number;
}

const indentOf = (line: string): number => line.search(/\S|$/);

/** The arguments of a file's blocks, those of blocks in blocks, too. What stands in a value is part of it. */
export function measured(text: string): Measured[] {
  const lines = text.split("\n");
  const found: Measured[] = [];
  for (let first = 0; first < lines.length; first++) {
    const [, indent = "", name] = /^( +)([\w-]+) += /.exec(lines[first] ?? "") ?? [];
    if (name === undefined) continue;
    const isInside = (line = ""): boolean => line === "" || indentOf(line) > indent.length;
    let next = first + 1;
    while (next < lines.length && isInside(lines[next])) next++;
    const isClosed =
      next > first + 1 && /^ *[)\]}]/.test(lines[next] ?? "") && indentOf(lines[next] ?? "") === indent.length;
    // Blank lines after a value of one line lead to the next argument, or to the block's end.
    const last = isClosed && lines.slice(first + 1, next).some((line) => line !== "") ? next : first;
    found.push({ name, lines: last - first + 1 });
    first = last;
  }
  return found;
}
