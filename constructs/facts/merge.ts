/** Data as YAML and Helm values hold it. */
export type Data = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Data =>
  typeof value === "object" &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/**
 * Mappings merged into a new one, the way Helm merges values: key by key and all the way down;
 * anything else replaces what was there, null included. Two things no merge library does together:
 * undefined never erases, and class instances (CDKTF's tokens) are taken as they are.
 */
export function merge(base: Data, over: Data): Data {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const under = merged.get(key);
    merged.set(key, isMapping(under) && isMapping(value) ? merge(under, value) : value);
  }
  return Object.fromEntries(merged);
}

/** The value under a dotted path; undefined where there is none. */
export function valueAt(data: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (isMapping(value) ? value[key] : undefined), data);
}

/** A value under a dotted path, as a mapping. */
export const withPath = (path: string, value: unknown): Data =>
  path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Data;
