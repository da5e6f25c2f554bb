import { addonsOf } from "../addons/cluster-addons";
import { literals } from "../contract/rule";
import { newAccount } from "../contract/rules/service-account";
import { roleOwners } from "./rules/role-owners";
import type { Part } from "./rules/role-owners";
import { workloadNameOf } from "./rules/rule";
import type { RuledCluster } from "./rules/rule";
import { sharedRole } from "./rules/shared-roles";

/** What waits for what in a cluster: add-ons and workloads, by the names that {@link addonNode} and {@link workloadNode} give. */
export type Order = ReadonlyMap<string, readonly string[]>;

export const addonNode = (name: string): string => `addon ${name}`;
export const workloadNode = (name: string): string => `workload ${name}`;

const nodeOf = (part: Part): string => (part.addon === undefined ? workloadNode(part.workload) : addonNode(part.addon));

/** What is asked for: by `dependsOn`, and by naming a role that another part makes. */
export function asked(cluster: RuledCluster): Order {
  const { input } = cluster;
  const isAddon = new Set(addonsOf(input).map(({ name }) => name));
  const order = new Map<string, string[]>();
  const add = (node: string, ...others: string[]): void => {
    order.set(node, [...(order.get(node) ?? []), ...others]);
  };
  for (const { name, dependsOn } of input.addons) {
    add(addonNode(name), ...dependsOn.map((other) => (isAddon.has(other) ? addonNode(other) : workloadNode(other))));
  }
  for (const { part, keys } of roleOwners(input)) {
    const owner = keys.roleArn === undefined ? undefined : sharedRole(cluster, keys.roleArn);
    if (owner) add(nodeOf(part), nodeOf(owner.part));
  }
  return order;
}

/** Whether one waits for another, itself or by way of others. */
export function waitsFor(order: Order, one: string, other: string, seen: readonly string[] = []): boolean {
  return (order.get(one) ?? []).some(
    (next) => next === other || (!seen.includes(next) && waitsFor(order, next, other, [...seen, next])),
  );
}

/**
 * The add-ons that each ServiceAccount which is there already comes after, by its workload's name: those
 * that are installed into its namespace, for one of them may be what makes it. An add-on that waits for
 * the workload comes later, and what the cluster itself makes waits for nothing.
 */
export function addonsBefore(cluster: RuledCluster): ReadonlyMap<string, readonly string[]> {
  const { input } = cluster;
  const order = new Map(asked(cluster));
  const before = new Map<string, readonly string[]>();
  for (const workload of input.workloads) {
    const isOfCluster = newAccount.holds(literals({ ...workload, existing: false })) === false;
    if (!workload.existing || isOfCluster) continue;
    const name = workloadNameOf(workload);
    const node = workloadNode(name);
    const addons = addonsOf(input)
      .filter(({ definition, input: addon }) => addon.install && definition.namespace(addon) === workload.namespace)
      .map((addon) => addon.name)
      .filter((addon) => !waitsFor(order, addonNode(addon), node));
    order.set(node, [...(order.get(node) ?? []), ...addons.map(addonNode)]);
    before.set(name, addons);
  }
  return before;
}
