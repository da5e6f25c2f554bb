import { found } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import { partitionOf } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import type { AddonInput, ClusterInput, WorkloadInput } from "../schema";

/** What a rule sees of a cluster whose keys are sound one by one. */
export interface RuledCluster {
  readonly input: ClusterInput;
  /** The EKS cluster's name. */
  readonly name: string;
  /** Undefined where region and partition do not tell. */
  readonly partition: string | undefined;
}

/** What goes together with what in one cluster: a function from a cluster to its problems. */
export type Rule = (cluster: RuledCluster) => PlacedProblem[];

export const workloadNameOf = ({ name, serviceAccount }: WorkloadInput): string => name ?? serviceAccount;

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

/** The parts of a cluster that have, or may have, a role. */
export interface RoleOwner {
  readonly path: Path;
  /** The last part of the role's generated name. */
  readonly purpose: string;
  readonly namespace: string;
  readonly serviceAccount: string | undefined;
  readonly hasRole: boolean;
  readonly identity: "irsa" | "pod-identity" | "both";
  readonly role: WorkloadInput["role"];
}

export const CERT_MANAGER_ACCOUNT = "cert-manager";
export const CONTROLLER_ACCOUNT = "aws-load-balancer-controller";

/** All of them: the two add-ons, the others, the workloads. */
export function roleOwners({
  certManager,
  loadBalancerController,
  addons,
  workloads,
  identity,
}: ClusterInput): RoleOwner[] {
  const owners: RoleOwner[] = [];
  if (certManager) {
    owners.push({
      ...certManager,
      path: ["certManager"],
      purpose: "cert-manager",
      serviceAccount: CERT_MANAGER_ACCOUNT,
      hasRole: certManager.hostedZones.length > 0,
      identity: certManager.identity ?? identity,
      role: certManager.role,
    });
  }
  if (loadBalancerController) {
    owners.push({
      path: ["loadBalancerController"],
      purpose: "load-balancer-controller",
      namespace: "kube-system",
      serviceAccount: CONTROLLER_ACCOUNT,
      hasRole: true,
      identity: loadBalancerController.identity ?? identity,
      role: loadBalancerController.role,
    });
  }
  addons.forEach((addon, index) => {
    const { serviceAccount } = addon;
    owners.push({
      path: ["addons", index],
      purpose: addon.name,
      namespace: addon.namespace,
      serviceAccount: serviceAccount?.name,
      hasRole: hasPermissions(addon),
      identity: addon.identity ?? identity,
      role: serviceAccount?.role,
    });
  });
  workloads.forEach((workload, index) => {
    owners.push({
      path: ["workloads", index],
      purpose: workloadNameOf(workload),
      namespace: workload.namespace,
      serviceAccount: workload.serviceAccount,
      hasRole: workload.roleArn === undefined,
      identity: workload.identity ?? identity,
      role: workload.role,
    });
  });
  return owners;
}

/** Whether an add-on's ServiceAccount may do anything in AWS. */
export const hasPermissions = ({ serviceAccount: account }: AddonInput): boolean =>
  account !== undefined && account.policyArns.length + account.statements.length + account.assumeRoleArns.length > 0;
