import { isMapping, merge } from "../facts/merge";
import type { Data } from "../facts/merge";

/** Keys that hold a choice: another choice replaces the default one, the same one is merged with it. */
const CHOICES = ["backend", "auth", "oidcProvider"] as const;

const choice = (value: unknown): string =>
  isMapping(value) ? Object.keys(value).sort().join(" ") : JSON.stringify(value);

/** A cluster with the defaults under it. */
export function withDefaults(defaults: Data, cluster: Data): Data {
  const under = Object.fromEntries(
    Object.entries(defaults).filter(([key]) => {
      const isChoice = (CHOICES as readonly string[]).includes(key);
      return !(isChoice && cluster[key] !== undefined && choice(cluster[key]) !== choice(defaults[key]));
    }),
  );
  return merge(under, cluster);
}
