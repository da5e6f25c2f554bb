import { terraform } from "./terraform";

/** What comes before what, by Terraform's own account. */
export interface Order {
  /** Whether all of one resource is made before any of another, and destroyed after it. */
  readonly isBefore: (first: string, later: string) => boolean;
}

/** A resource's address without keys of instances, its own and its modules'. */
export const resourceOf = (address: string): string => address.replace(/\[("(\\.|[^"\\])*"|\d+)\]/g, "");

/** OpenTofu names nodes in another way: `[root] aws_iam_role.a (expand)`. */
const nodeName = (label: string): string => label.replace(/^\[root\] /, "").replace(/ \([a-z]+\)$/, "");

/** The order of an initialized folder's resources. */
export function orderOf(folder: string): Order {
  const needs = new Map<string, string[]>();
  for (const [, from = "", to = ""] of terraform(folder, "graph").matchAll(/^\s*"([^"]+)" -> "([^"]+)"/gm)) {
    const [node, needed] = [nodeName(from), nodeName(to)];
    needs.set(node, [...(needs.get(node) ?? []), needed]);
  }
  const all = new Map<string, ReadonlySet<string>>();
  const allNeeds = (address: string): ReadonlySet<string> => {
    const before = all.get(address);
    if (before) return before;
    const found = new Set<string>();
    const queue = [address];
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      for (const needed of needs.get(node) ?? []) {
        if (!found.has(needed)) queue.push(needed);
        found.add(needed);
      }
    }
    all.set(address, found);
    return found;
  };
  return { isBefore: (first, later) => allNeeds(resourceOf(later)).has(resourceOf(first)) };
}
