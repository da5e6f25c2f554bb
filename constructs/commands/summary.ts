import Table from "cli-table3";
import { join } from "node:path";
import type { ClusterStack } from "../stacks/cluster-stack";
import { OUTPUT } from "../stacks/synthesize";

/** As many lines of a cell as stay readable; the rest is counted. */
const LINES = 8;

function cell(lines: readonly string[]): string {
  if (lines.length === 0) return "-";
  const rest = lines.length - LINES;
  return rest > 1 ? [...lines.slice(0, LINES), `... and ${rest} more`].join("\n") : lines.join("\n");
}

/** What was synthesized: a table a cluster, narrow enough for a terminal of 80 columns. */
export function summary(stacks: readonly ClusterStack[]): string {
  return stacks.map(clusterTable).join("\n");
}

function clusterTable({ node: { id }, cluster: { name, region }, installed }: ClusterStack): string {
  const table = new Table({ style: { head: [], border: [] } });
  table.push(
    { Stack: id },
    { Cluster: `${name} (${region})` },
    { Roles: cell(installed.flatMap(({ role }) => (role ? [role.label] : []))) },
    { ServiceAccounts: cell(installed.map(({ serviceAccount: { namespace, name } }) => `${namespace}/${name}`)) },
    { Charts: cell(installed.flatMap(({ chart }) => (chart ? [`${chart.name} ${chart.version}`] : []))) },
    { "Terraform JSON": join(OUTPUT, "stacks", id, "cdk.tf.json") },
  );
  return table.toString();
}
