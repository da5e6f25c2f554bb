import type { Path } from "../contract/placed";
import { CUSTOM_ADDON } from "./custom/definition";
import type { CustomAddonInput } from "./custom/keys";
import { inputOf } from "./definition";
import type { AddonDefinition, AddonInput } from "./definition";
import { PRESETS } from "./registry";

/** One add-on of a cluster: a preset, or one of the user's own. */
export interface ClusterAddon {
  readonly definition: AddonDefinition;
  /** Unique in the cluster. */
  readonly name: string;
  /** Where the cluster has it. */
  readonly path: Path;
  readonly input: AddonInput;
}

/** All add-ons of a cluster, presets first. */
export function addonsOf(cluster: { readonly addons: readonly CustomAddonInput[] }): ClusterAddon[] {
  const presets = PRESETS.flatMap((definition): ClusterAddon[] => {
    const input = inputOf<AddonInput & { version: string }>(definition, cluster);
    return input ? [{ definition, name: definition.name, path: [definition.key], input }] : [];
  });
  const custom = cluster.addons.map((input, index): ClusterAddon => {
    return { definition: CUSTOM_ADDON, name: input.name, path: ["addons", index], input };
  });
  return [...presets, ...custom];
}
