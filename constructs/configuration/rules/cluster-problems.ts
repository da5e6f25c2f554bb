import { addonsOf } from "../../addons/cluster-addons";
import type { PlacedProblem } from "../../contract/placed";
import type { ClusterInput } from "../schema";
import type { WrittenStack } from "../written";
import { ADDON_RULES } from "./addons";
import { CLUSTER_RULES } from "./cluster";
import { guardedCluster } from "./guardrails";
import type { GuardrailLevels } from "./guardrails";
import { HISTORY_RULES } from "./history";
import { NAMESPACE_RULES } from "./namespaces";
import { ROLE_RULES } from "./roles";
import { preflightNotes } from "./preflight";
import { clusterName, partitionIn } from "./rule";
import type { RuledCluster } from "./rule";
import { SERVICE_ACCOUNT_RULES } from "./service-accounts";
import { notesSince } from "./since-written";
import { statementProblems } from "./statements";

const RULES = [
  ...CLUSTER_RULES,
  ...SERVICE_ACCOUNT_RULES,
  ...ROLE_RULES,
  ...ADDON_RULES,
  ...NAMESPACE_RULES,
  ...HISTORY_RULES,
];

/** What a cluster's rules find. */
export interface Ruled {
  readonly problems: readonly PlacedProblem[];
  /** What forbids nothing, and yet is to be known. */
  readonly notes: readonly PlacedProblem[];
  /** Whether it has statements, which AWS's list of actions decides about. */
  readonly hasStatements: boolean;
}

/** What there is to say of a cluster whose keys are sound one by one. */
export function ruled(
  stack: string,
  input: ClusterInput,
  globalRoles: RuledCluster["globalRoles"],
  guardrails: GuardrailLevels,
  written?: WrittenStack,
): Ruled {
  const cluster = { input, name: clusterName(stack, input), partition: partitionIn(input), globalRoles };
  const statements = statementProblems(cluster);
  const guarded = guardedCluster(cluster, guardrails);
  const ofAddons = addonsOf(input).flatMap(
    ({ definition, input: addon, path }) => definition.notes?.(addon, path) ?? [],
  );
  return {
    problems: [...RULES.flatMap((rule) => rule(cluster)), ...statements.errors, ...guarded.errors],
    notes: [
      ...ofAddons,
      ...preflightNotes(input),
      ...statements.notes,
      ...guarded.notes,
      ...(written ? notesSince(input, written) : []),
    ],
    hasStatements: statements.any,
  };
}
