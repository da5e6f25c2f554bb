import { addonsOf } from "../../addons/cluster-addons";
import type { PlacedProblem } from "../../contract/placed";
import type { ClusterInput } from "../schema";
import { ADDON_RULES } from "./addons";
import { CLUSTER_RULES } from "./cluster";
import { HISTORY_RULES } from "./history";
import { NAMESPACE_RULES } from "./namespaces";
import { ROLE_RULES } from "./roles";
import { clusterName, partitionIn } from "./rule";
import type { RuledCluster } from "./rule";
import { SERVICE_ACCOUNT_RULES } from "./service-accounts";

const RULES = [
  ...CLUSTER_RULES,
  ...SERVICE_ACCOUNT_RULES,
  ...ROLE_RULES,
  ...ADDON_RULES,
  ...NAMESPACE_RULES,
  ...HISTORY_RULES,
];

/** All problems of a cluster whose keys are sound one by one. */
export function clusterProblems(
  stack: string,
  input: ClusterInput,
  globalRoles: RuledCluster["globalRoles"],
): PlacedProblem[] {
  const cluster = { input, name: clusterName(stack, input), partition: partitionIn(input), globalRoles };
  return RULES.flatMap((rule) => rule(cluster));
}

/** What forbids nothing of a cluster, and yet is to be known. */
export const clusterNotes = (input: ClusterInput): PlacedProblem[] =>
  addonsOf(input).flatMap(({ definition, input: addon, path }) => definition.notes?.(addon, path) ?? []);
