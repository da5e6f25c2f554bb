import type { PlacedProblem } from "../../contract/placed";
import type { ClusterInput } from "../schema";
import { ADDON_RULES } from "./addons";
import { CLUSTER_RULES } from "./cluster";
import { IDENTITY_RULES } from "./identity";
import { HISTORY_RULES } from "./history";
import { NAMESPACE_RULES } from "./namespaces";
import { partitionIn } from "./rule";

const RULES = [...CLUSTER_RULES, ...IDENTITY_RULES, ...ADDON_RULES, ...NAMESPACE_RULES, ...HISTORY_RULES];

/** All problems of a cluster whose keys are sound one by one. */
export function clusterProblems(stack: string, input: ClusterInput): PlacedProblem[] {
  const cluster = { input, name: input.cluster ?? stack, partition: partitionIn(input) };
  return RULES.flatMap((rule) => rule(cluster));
}
