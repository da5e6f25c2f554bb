import { CERT_MANAGER } from "../addons/cert-manager/definition";
import type { Path } from "../contract/placed";
import { isMapping, merge, withPath } from "../facts/merge";
import type { Data } from "../facts/merge";
import { at } from "./issues";

/** Keys that hold a choice: another choice replaces the default one, the same one is merged with it. */
const CHOICES = ["backend", "auth", "oidcProvider"] as const;

/** A list of named things: a cluster's entry is merged with the default one of its name. */
interface NamedList {
  readonly path: readonly string[];
  /** What an entry is found again by. */
  readonly nameOf: (entry: Data) => unknown;
  /** Keys of which an entry has one: another one replaces the default one. */
  readonly oneOf?: readonly string[];
}

const NAMED_LISTS: readonly NamedList[] = [
  { path: ["addons"], nameOf: ({ name }) => name },
  { path: ["workloads"], nameOf: ({ name, serviceAccount }) => name ?? serviceAccount },
  {
    path: [CERT_MANAGER.key, "issuers"],
    nameOf: ({ namespace = "", name }) => name && JSON.stringify([namespace, name]),
    oneOf: ["acme", "selfSigned", "ca"],
  },
];

const choice = (value: unknown): string =>
  isMapping(value) ? Object.keys(value).sort().join(" ") : JSON.stringify(value);

/** A cluster with the defaults under it. Of lists, only those of named things are merged; an empty one has nothing. */
export function withDefaults(defaults: Data, cluster: Data): Data {
  const under = Object.fromEntries(
    Object.entries(defaults).filter(([key]) => {
      const isChoice = (CHOICES as readonly string[]).includes(key);
      return !(isChoice && cluster[key] !== undefined && choice(cluster[key]) !== choice(defaults[key]));
    }),
  );
  return NAMED_LISTS.reduce(
    (merged, list) => {
      const entries = entriesOf(list, defaults, cluster)?.map(({ entry }) => entry);
      return entries ? merge(merged, withPath(list.path.join("."), entries)) : merged;
    },
    merge(under, cluster),
  );
}

/** An entry of a merged list, and its place in the defaults' list and in the cluster's. */
interface Entry {
  readonly entry: unknown;
  readonly inDefaults: number | undefined;
  readonly inCluster: number | undefined;
}

/** The cluster's entries in their places, then the default ones that it does not name; undefined where one list is all. */
function entriesOf({ path, nameOf, oneOf = [] }: NamedList, defaults: Data, cluster: Data): Entry[] | undefined {
  const [under, own] = [at(defaults, path), at(cluster, path)];
  if (!Array.isArray(under) || !Array.isArray(own) || own.length === 0) return undefined;
  const names = under.map((entry: unknown) => (isMapping(entry) ? nameOf(entry) : undefined));
  const found = own.map((entry: unknown) => {
    const name = isMapping(entry) ? nameOf(entry) : undefined;
    return name === undefined ? -1 : names.indexOf(name);
  });
  const mine = own.map((entry: unknown, index): Entry => {
    const base: unknown = under[found[index] ?? -1];
    if (!isMapping(base) || !isMapping(entry)) return { entry, inDefaults: undefined, inCluster: index };
    const isReplaced = (key: string): boolean =>
      oneOf.includes(key) && oneOf.some((one) => one in entry) && !(key in entry);
    const kept = Object.fromEntries(Object.entries(base).filter(([key]) => !isReplaced(key)));
    return { entry: merge(kept, entry), inDefaults: found[index], inCluster: index };
  });
  const others = under.flatMap((entry: unknown, index): Entry[] =>
    found.includes(index) ? [] : [{ entry, inDefaults: index, inCluster: undefined }],
  );
  return [...mine, ...others];
}

/** Where what is at a path of a cluster with its defaults stands: in the cluster, in the defaults, or in both in part. */
export interface Origin {
  /** Below the cluster. */
  readonly inCluster: Path | undefined;
  /** Below the defaults. */
  readonly inDefaults: Path | undefined;
}

/** Finds paths again. */
export function originsOf(defaults: Data, cluster: Data): (path: Path) => Origin {
  const lists = NAMED_LISTS.map((list) => ({ ...list, entries: entriesOf(list, defaults, cluster) }));
  return (path) => {
    const list = lists.find((one) => one.path.every((key, depth) => key === path[depth]));
    const index = list && path[list.path.length];
    const entry = typeof index === "number" ? list?.entries?.[index] : undefined;
    if (list === undefined || entry === undefined) return { inCluster: path, inDefaults: path };
    const placed = (place: number | undefined): Path | undefined =>
      place === undefined ? undefined : [...list.path, place, ...path.slice(list.path.length + 1)];
    return { inCluster: placed(entry.inCluster), inDefaults: placed(entry.inDefaults) };
  };
}
