import { addonsOf } from "../../addons/cluster-addons";
import type { Path } from "../../contract/placed";
import type { RoleOptions } from "../../identity/irsa-role";
import { overShared } from "../../identity/shared-role";
import type { ClusterInput, WorkloadInput } from "../schema";
import { workloadNameOf } from "./rule";

/** The parts of a cluster that have, or may have, a role. */
export interface RoleOwner {
  readonly path: Path;
  /** The last part of the role's generated name. */
  readonly purpose: string;
  readonly namespace: string;
  readonly serviceAccount?: string;
  readonly hasRole: boolean;
  readonly identity: ClusterInput["identity"];
  /** Its own settings. */
  readonly own?: WorkloadInput["role"];
  /** Those over the settings of all roles. */
  readonly role: RoleOptions;
}

/** All of them: the add-ons, then the workloads. */
export const roleOwners = (cluster: ClusterInput): RoleOwner[] => [
  ...addonsOf(cluster).map(({ definition, name, path, input }) => {
    const { role: own, ...runsAs } = definition.runsAs(input);
    const identity = input.identity ?? cluster.identity;
    return { ...runsAs, path, purpose: name, identity, own, role: overShared(own, cluster.role) };
  }),
  ...cluster.workloads.map((workload, index) => ({
    path: ["workloads", index],
    purpose: workloadNameOf(workload),
    namespace: workload.namespace,
    serviceAccount: workload.serviceAccount,
    hasRole: workload.roleArn === undefined,
    identity: workload.identity ?? cluster.identity,
    own: workload.role,
    role: overShared(workload.role, cluster.role),
  })),
];
