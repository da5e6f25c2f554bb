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

/** What was synthesized, as a table: a row a cluster. */
export function summary(stacks: readonly ClusterStack[]): string {
  const table = new Table({
    head: ["Cluster", "Roles", "ServiceAccounts", "Charts", "Terraform JSON"],
    style: { head: [], border: [], compact: false },
  });
  for (const stack of stacks) {
    const parts = stack.installed;
    table.push([
      stack.node.id,
      cell(parts.flatMap(({ role }) => (role ? [role.label] : []))),
      cell(parts.map(({ serviceAccount: { namespace, name } }) => `${namespace}/${name}`)),
      cell(parts.flatMap(({ chart }) => (chart ? [`${chart.name} ${chart.version}`] : []))),
      join(OUTPUT, "stacks", stack.node.id, "cdk.tf.json"),
    ]);
  }
  return table.toString();
}
