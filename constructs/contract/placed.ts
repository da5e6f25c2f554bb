import type { Problem } from "../facts/problems";
import { problemsOf } from "./rule";
import type { At, Rule } from "./rule";

/** A place in the configuration: keys and list positions. */
export type Path = readonly (string | number)[];

/** A problem and where it is. */
export interface PlacedProblem {
  readonly path: Path;
  readonly problem: Problem;
  /** Where the problem is that something is not there: where it could be. */
  readonly absent?: readonly Path[];
}

/** A problem at its place, where there is one. */
export const found = (path: Path, problem: Problem | undefined): PlacedProblem[] =>
  problem ? [{ path, problem }] : [];

/** The problems of rules about one object, each at its place below it. */
export const broken = (rules: readonly Rule[], at: At, path: Path): PlacedProblem[] =>
  problemsOf(rules, at).map(({ path: below, problem }) => ({ path: [...path, ...below.split(".")], problem }));

/** Texts that have to differ, and where each of them stands. The first of two keeps its place. */
export function unique<T>(
  items: readonly { readonly key: string; readonly path: Path; readonly item: T }[],
  problem: (item: T, first: Path) => Problem,
): PlacedProblem[] {
  const first = new Map<string, Path>();
  return items.flatMap(({ key, path, item }) => {
    const before = first.get(key);
    if (before) return found(path, problem(item, before));
    first.set(key, path);
    return [];
  });
}

/** A path as it is written in messages: `workloads[0].role.name`. */
export function dotted(path: Path): string {
  return path
    .map((key) =>
      typeof key === "number" ? `[${key}]` : /^[A-Za-z_$][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`,
    )
    .join("")
    .replace(/^\./, "");
}
