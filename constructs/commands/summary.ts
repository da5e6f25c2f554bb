import Table from "cli-table3";
import { join } from "node:path";
import { OUTPUT } from "../facts/output";
import type { ClusterStack } from "../stacks/cluster-stack";
import { GlobalStack } from "../stacks/global-stack";

/** As many lines of a cell as stay readable; the rest is counted. */
const LINES = 8;

function cell(lines: readonly string[]): string {
  if (lines.length === 0) return "-";
  const rest = lines.length - LINES;
  return rest > 1 ? [...lines.slice(0, LINES), `... and ${rest} more`].join("\n") : lines.join("\n");
}

/** What was synthesized: a table a stack, narrow enough for a terminal of 80 columns. */
export function summary(stacks: readonly (ClusterStack | GlobalStack)[]): string {
  return stacks.map((stack) => (stack instanceof GlobalStack ? globalTable(stack) : clusterTable(stack))).join("\n");
}

function clusterTable({ node: { id }, cluster: { name, region }, installed }: ClusterStack): string {
  const identities = installed.flatMap((part) => part.identities);
  const accounts = identities.flatMap(({ serviceAccount }) => serviceAccount ?? []);
  return stackTable(id, {
    Cluster: `${name} (${region})`,
    Roles: cell([...new Set(identities.flatMap(({ role }) => role?.label ?? []))]),
    ServiceAccounts: cell(accounts.map(({ namespace, name }) => `${namespace}/${name}`)),
    Charts: cell(installed.flatMap(({ chart }) => (chart ? [`${chart.name} ${chart.version}`] : []))),
  });
}

const globalTable = ({ node: { id }, roles }: GlobalStack): string =>
  stackTable(id, { Roles: cell([...roles.values()].map(({ label }) => label)) });

function stackTable(stack: string, rows: Readonly<Record<string, string>>): string {
  const table = new Table({ style: { head: [], border: [] } });
  const all = { Stack: stack, ...rows, "Terraform JSON": join(OUTPUT, "stacks", stack, "cdk.tf.json") };
  table.push(...Object.entries(all).map(([key, value]) => ({ [key]: value })));
  return table.toString();
}
