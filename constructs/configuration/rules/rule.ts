import { addonsOf } from "../../addons/cluster-addons";
import { found } from "../../contract/placed";
import type { PlacedProblem } from "../../contract/placed";
import { partitionOf } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import type { ClusterInput, GlobalInput, WorkloadInput } from "../schema";

/** What a rule sees of a cluster whose keys are sound one by one. */
export interface RuledCluster {
  readonly input: ClusterInput;
  /** The EKS cluster's name. */
  readonly name: string;
  /** Undefined where region and partition do not tell. */
  readonly partition: string | undefined;
  /** Roles that clusters share, of the same file. */
  readonly globalRoles: GlobalInput["roles"];
}

/** What goes together with what in one cluster: a function from a cluster to its problems. */
export type Rule = (cluster: RuledCluster) => PlacedProblem[];

/** Its own, or its ServiceAccount's; a role for patterns alone needs one of its own. */
export const workloadNameOf = ({ name, serviceAccount }: WorkloadInput): string => name ?? serviceAccount ?? "";

/**
 * Whether a cluster's stack needs a way into Kubernetes: not where all that it makes is roles. An empty
 * one does, for what was made before is yet to be destroyed.
 */
export const inKubernetes = ({ workloads, namespaces, ...cluster }: ClusterInput): boolean =>
  workloads.length === 0 ||
  Object.keys(namespaces).length > 0 ||
  addonsOf(cluster).length > 0 ||
  workloads.some(({ roleOnly, serviceAccount }) => !roleOnly && serviceAccount !== undefined);

/** The last part of the role's generated name, which a workload keeps when it is renamed. */
export const purposeOf = (workload: WorkloadInput): string => workload.formerly?.[0] ?? workloadNameOf(workload);

/** What is called after the stack where nothing else is said, and keeps that name when it is renamed. */
export const firstName = (stack: string, { formerly }: ClusterInput): string => formerly?.[0] ?? stack;

/** The EKS cluster's name. */
export const clusterName = (stack: string, input: ClusterInput): string => input.cluster ?? firstName(stack, input);

/** The cluster's partition: as given, or from the region. */
export const partitionIn = ({ region, partition }: ClusterInput): string | undefined =>
  partition ?? (region === undefined ? undefined : partitionOf(region));

/** Terraform reads a backend's texts as they are; what looks like a template in them is a mistake. */
export function backendTemplates(backend: ClusterInput["backend"]): PlacedProblem[] {
  return Object.entries(backend ?? {}).flatMap(([kind, settings]) =>
    Object.entries(settings as Record<string, unknown>).flatMap(([key, value]) =>
      [value]
        .flat()
        .flatMap((text) =>
          found(
            ["backend", kind, key],
            typeof text === "string" && /[$%]\{/.test(text) ? problems.template(text) : undefined,
          ),
        ),
    ),
  );
}
