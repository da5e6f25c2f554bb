import type { z } from "zod";
import type { Path, PlacedProblem } from "../contract/placed";
import { isMapping } from "../facts/merge";
import { at, placed } from "./issues";

/** Where each entry of a list stood before entries were taken out. */
type Origins = WeakMap<object, number[]>;

/** What is left of some data when all that its schema rejects is taken out. */
export interface Pruned<T> {
  /** Undefined where nothing is left. */
  readonly value: T | undefined;
  readonly found: readonly PlacedProblem[];
  /** Turns a path in `value` into the path of the same thing in the data. */
  readonly original: (path: Path) => Path;
  /** Whether what is at a path of the data was taken out. */
  readonly lost: (path: Path) => boolean;
  /** Whether it, or a part of it, was. */
  readonly lostFrom: (path: Path) => boolean;
}

/**
 * Parses data as far as it goes: what is wrong is reported and taken out, and the rest is parsed
 * again. So the rules that need sound data see all of it that is sound, and a file's problems are
 * all told at once. What is missing only because it was taken out is not told again.
 */
export function parsePruned<S extends z.ZodType>(schema: S, data: unknown): Pruned<z.output<S>> {
  const origins: Origins = new WeakMap();
  const found: PlacedProblem[] = [];
  const gone: Path[] = [];
  const lost = (path: Path): boolean => gone.some((taken) => isWithin(path, taken));
  const lostFrom = (path: Path): boolean => lost(path) || gone.some((taken) => isWithin(taken, path));
  let rest: unknown = copy(data);
  const original = (path: Path): Path => trace(rest, path, origins);
  // Each round takes something out, so this ends.
  for (;;) {
    const result = schema.safeParse(rest);
    if (result.success) return { value: result.data, found, original, lost, lostFrom };
    const round = result.error.issues.flatMap((issue) => placed(issue, rest));
    const told = round.filter(({ absent = [] }) => !absent.some((path) => lostFrom(original(path))));
    found.push(...told.map(({ path, problem }) => ({ path: original(path), problem })));
    const cuts = round.map(({ path }) => existing(rest, path));
    gone.push(...cuts.map(original));
    if (cuts.some((path) => path.length === 0)) return { value: undefined, found, original, lost, lostFrom };
    rest = cut(rest, cuts, origins);
  }
}

function copy(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(copy);
  return isMapping(data) ? Object.fromEntries(Object.entries(data).map(([key, value]) => [key, copy(value)])) : data;
}

const isWithin = (path: Path, outer: Path): boolean => outer.every((key, depth) => key === path[depth]);

/** The path itself, or, where a key is missing, the mapping that lacks it. */
function existing(data: unknown, path: Path): Path {
  let end = path.length;
  while (end > 0 && at(data, path.slice(0, end)) === undefined) end -= 1;
  return path.slice(0, end);
}

/** The path with each list position as it was at first. */
function trace(data: unknown, path: Path, origins: Origins): Path {
  return path.map((key, depth) => {
    const list = at(data, path.slice(0, depth));
    return typeof key === "number" && Array.isArray(list) ? (origins.get(list)?.[key] ?? key) : key;
  });
}

function cut(data: unknown, paths: readonly Path[], origins: Origins): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  const under = (key: string | number): Path[] => paths.filter(([first]) => first === key).map((path) => path.slice(1));
  const gone = (key: string | number): boolean => under(key).some((path) => path.length === 0);
  if (Array.isArray(data)) {
    const kept = data.map((_, index) => index).filter((index) => !gone(index));
    const list = kept.map((index) => cut(data[index], under(index), origins));
    origins.set(
      list,
      kept.map((index) => origins.get(data)?.[index] ?? index),
    );
    return list;
  }
  if (!isMapping(data)) return data;
  return Object.fromEntries(
    Object.entries(data)
      .filter(([key]) => !gone(key))
      .map(([key, value]) => [key, cut(value, under(key), origins)]),
  );
}
