import { workloadNameOf } from "./rules/rule";
import type { ClusterInput } from "./schema";

/**
 * Names the workloads that the names of their ServiceAccounts do not tell apart: the first one in the file has that name,
 * as it would alone, and each later one, in another namespace, has its namespace in front. So a second one moves nothing.
 */
export function withNames(input: ClusterInput): ClusterInput {
  /** Namespaces of those that are named after their ServiceAccount, by its name. */
  const first = new Map<string, string>();
  const workloads = input.workloads.map((workload) => {
    const { name, namespace, serviceAccount } = workload;
    if (namespace === undefined || serviceAccount === undefined) return workload;
    const before = first.get(serviceAccount);
    if (name === undefined && before !== undefined && before !== namespace) {
      return { ...workload, name: `${namespace}-${serviceAccount}` };
    }
    if (workloadNameOf(workload) === serviceAccount && before === undefined) first.set(serviceAccount, namespace);
    return workload;
  });
  return { ...input, workloads };
}
