import { addonsOf } from "../../addons/cluster-addons";
import type { Path } from "../../contract/placed";
import type { ClusterInput, WorkloadInput } from "../schema";
import { purposeOf } from "./rule";

/** The parts of a cluster that have, or may have, a role. */
export interface RoleOwner {
  readonly path: Path;
  /** The last part of the role's generated name. */
  readonly purpose: string;
  readonly namespace: string;
  readonly serviceAccount?: string;
  readonly hasRole: boolean;
  readonly identity: ClusterInput["identity"];
  readonly role?: WorkloadInput["role"];
}

/** All of them: the add-ons, then the workloads. */
export const roleOwners = (cluster: ClusterInput): RoleOwner[] => [
  ...addonsOf(cluster).map(({ definition, name, path, input }) => ({
    ...definition.runsAs(input),
    path,
    purpose: name,
    identity: input.identity ?? cluster.identity,
  })),
  ...cluster.workloads.map((workload, index) => ({
    path: ["workloads", index],
    purpose: purposeOf(workload),
    namespace: workload.namespace,
    serviceAccount: workload.serviceAccount,
    hasRole: workload.roleArn === undefined,
    identity: workload.identity ?? cluster.identity,
    role: workload.role,
  })),
];
