import { readFileSync } from "node:fs";
import { LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from "yaml";
import type { Document, Node, Pair, YAMLError, YAMLMap } from "yaml";
import { isMapping } from "../facts/merge";
import type { Data } from "../facts/merge";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import type { Path } from "../contract/placed";

/** A line and a column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's data, and where in the file each part of it stands. */
export interface Source {
  readonly data: Data;
  /** The place of a path, or of as much of it as is there. */
  readonly locate: (path: Path) => { readonly position: Position | undefined; readonly complete: boolean };
}

export type ReadResult =
  | { readonly source: Source }
  | {
      readonly problems: readonly { readonly position?: Position; readonly problem: Problem }[];
      readonly readable: boolean;
    };

/** As often aliases may have something copied, those in what they stand for counted again: no bomb, but any real file. */
const COPIES = 10_000;

/** Reads YAML 1.2 or JSON. Nothing in it is expanded but its own aliases, in merge keys (`<<`), too. */
export function readConfigurationFile(file: string): ReadResult {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const problem = code === "ENOENT" ? problems.fileMissing() : problems.fileUnreadable(code);
    return { problems: [{ problem }], readable: false };
  }
  return parseConfiguration(text);
}

/** Parses a configuration's text as far as YAML goes: to a mapping. */
export function parseConfiguration(text: string): ReadResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const fail = (problem: Problem): ReadResult => ({ problems: [{ problem }], readable: true });

  const found = [...document.errors, ...document.warnings].map((fault) => ({
    position: position(fault.pos[0]),
    problem: syntaxProblem(fault),
  }));
  const unfit = (node: Node, problem: Problem): void => {
    found.push({ position: position(node.range?.[0] ?? 0), problem });
  };
  visit(document, {
    Alias: (_, alias) => {
      if (!alias.resolve(document)) unfit(alias, problems.yamlAlias(alias.source));
    },
    Pair: (_, pair) => {
      const { key } = pair;
      if (!isScalar(key)) return;
      if (key.value === "__proto__") unfit(key, problems.yamlPrototype());
      if (isMerge(pair) && !sourcesOf(document, pair.value).every(isMap)) unfit(key, problems.yamlMerge());
    },
  });
  if (found.length > 0) return { problems: found, readable: true };
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: COPIES });
  } catch {
    return fail(problems.yamlAliases(COPIES));
  }
  if (data === null || data === undefined) return fail(problems.fileEmpty());
  if (!isMapping(data)) return fail(problems.notAMapping(problems.kindOf(data)));
  return { source: { data, locate: (path) => locate(document, path, position) } };
}

function syntaxProblem({ code, message }: YAMLError): Problem {
  if (code === "DUPLICATE_KEY") return problems.yamlDuplicateKey();
  return code === "MULTIPLE_DOCS" ? problems.yamlDocuments() : problems.yamlSyntax(message);
}

/** Whether a pair is `<<: *defaults`. The library has a symbol for its key. */
const isMerge = ({ key }: Pair): boolean => isScalar(key) && typeof key.value === "symbol";

/** What a merge key takes pairs from: one mapping, or a list of them, of which earlier ones win. */
function sourcesOf(document: Document, value: unknown): unknown[] {
  const source = isAlias(value) ? value.resolve(document) : value;
  if (isAlias(source)) return sourcesOf(document, source);
  return isSeq(source) ? source.items.flatMap((item) => sourcesOf(document, item)) : [source];
}

/** A mapping's pair under a key: its own, or else one that it merges. */
function pairOf(document: Document, map: YAMLMap, key: Path[number]): Pair | undefined {
  const own = map.items.find(
    (item) => (isScalar(item.key) ? String(item.key.value) : String(item.key)) === String(key),
  );
  if (own) return own;
  const merged = map.items.filter(isMerge).flatMap(({ value }) => sourcesOf(document, value));
  return merged.flatMap((source) => (isMap(source) ? (pairOf(document, source, key) ?? []) : []))[0];
}

function locate(
  document: Document,
  path: Path,
  position: (offset: number) => Position,
): { position: Position | undefined; complete: boolean } {
  let node: unknown = document.contents;
  let offset: number | undefined;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    let next: unknown;
    if (isMap(node)) {
      const pair = pairOf(document, node, key);
      if (!pair) return { position: offset === undefined ? undefined : position(offset), complete: false };
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      next = pair.value;
    } else if (isSeq(node) && typeof key === "number" && key < node.items.length) {
      next = node.items[key];
      offset = isNode(next) ? (next.range?.[0] ?? offset) : offset;
    } else {
      return { position: offset === undefined ? undefined : position(offset), complete: false };
    }
    node = next;
  }
  return { position: offset === undefined ? undefined : position(offset), complete: true };
}
