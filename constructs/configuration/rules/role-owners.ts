import { addonsOf } from "../../addons/cluster-addons";
import type { Permitted, RunsAs, TokenKeys } from "../../addons/definition";
import type { Path } from "../../contract/placed";
import type { ClusterInput } from "../schema";
import { LIMITS } from "../../facts/limits";
import { shorten } from "../../facts/names";
import type { RoleOptions } from "../../identity/irsa-role";
import type { Acknowledgement } from "../../iam/rules";
import { overShared } from "../../identity/shared-role";
import { purposeOf, workloadNameOf } from "./rule";
import type { RuledCluster } from "./rule";

/** A workload by its name, or an add-on's ServiceAccount. */
export type Part =
  | { readonly workload: string; readonly addon?: undefined }
  | { readonly addon: string; readonly serviceAccount: string };

/** A part of a cluster that has, or may have, a role: a workload, or a ServiceAccount of an add-on. */
export interface RoleOwner {
  /** Where its keys are. */
  readonly path: Path;
  readonly part: Part;
  /** The last part of the role's generated name. */
  readonly purpose: string;
  /** Undefined for a role that is for patterns of ServiceAccounts alone. */
  readonly serviceAccount?: { readonly namespace: string; readonly name: string; readonly path: Path };
  /** Whether a role is made for it. */
  readonly hasRole: boolean;
  readonly identity: ClusterInput["identity"];
  readonly keys: RunsAs["keys"];
  /** The role's settings, over those of all roles. */
  readonly role: RoleOptions;
  /** What a user has the role allow; undefined where there is nothing that one could say. */
  readonly permissions?: Permitted;
  /** What is meant, though a rule speaks against it. */
  readonly acknowledge?: readonly Acknowledgement[];
  /** Whether the role has policies of an add-on's own. */
  readonly hasPolicies?: boolean;
  readonly tokens: TokenKeys;
  /** The account that the role is made in. @default - the cluster's */
  readonly account?: string;
}

const known = new WeakMap<ClusterInput, readonly RoleOwner[]>();

/** All of them: those of add-ons, then the workloads. Many rules ask, some of them once for each owner. */
export function roleOwners(cluster: ClusterInput): readonly RoleOwner[] {
  const before = known.get(cluster);
  if (before) return before;
  const owners = ownersOf(cluster);
  known.set(cluster, owners);
  return owners;
}

const ownersOf = (cluster: ClusterInput): RoleOwner[] => [
  ...addonsOf(cluster).flatMap(({ definition, name, path, input }) =>
    definition.runsAs(input).map((one): RoleOwner => {
      const at = [...path, ...one.at];
      return {
        ...one,
        path: at,
        part: { addon: name, serviceAccount: one.name },
        purpose: one.purpose ?? name,
        serviceAccount: { namespace: one.namespace ?? definition.namespace(input), name: one.name, path: at },
        identity: one.identity ?? input.identity ?? cluster.identity,
        role: overShared(one.keys.role, cluster.role),
        tokens: one.tokens ?? {},
      };
    }),
  ),
  ...cluster.workloads.map((workload, index): RoleOwner => {
    const path = ["workloads", index];
    const { namespace, serviceAccount } = workload;
    return {
      path,
      part: { workload: workloadNameOf(workload) },
      purpose: purposeOf(workload),
      serviceAccount:
        namespace === undefined || serviceAccount === undefined
          ? undefined
          : { namespace, name: serviceAccount, path: [...path, "serviceAccount"] },
      hasRole: workload.roleArn === undefined,
      identity: workload.identity ?? cluster.identity,
      role: overShared(workload.role, cluster.role),
      keys: workload,
      permissions: workload,
      acknowledge: workload.acknowledge,
      tokens: workload,
      account: workload.account,
    };
  }),
];

/** The name of an owner's role, given or generated. */
export const roleNameOf = (
  { name, input }: RuledCluster,
  { role, purpose }: Pick<RoleOwner, "role" | "purpose">,
): string => role.name ?? shorten(`${name}-${input.region ?? ""}-${purpose}`, LIMITS.roleName);
