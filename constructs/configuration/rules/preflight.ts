import { addonsOf } from "../../addons/cluster-addons";
import { found } from "../../contract/placed";
import type { PlacedProblem } from "../../contract/placed";
import type { ClusterInput } from "../schema";

/** What a check of the live cluster would say of the version that `attributes` give: it is known before. */
export function preflightNotes(input: ClusterInput): PlacedProblem[] {
  const { attributes, region = "", preflight } = input;
  const version = attributes?.version;
  if (preflight === false || version === undefined) return [];
  return addonsOf(input).flatMap(({ definition, input: addon }) => {
    const { kubernetes } = definition.preflight?.(addon, { region, vpcId: attributes?.vpcId }) ?? {};
    const asked = kubernetes?.(version);
    return found(["attributes", "version"], asked?.holds === false ? asked.problem : undefined);
  });
}
