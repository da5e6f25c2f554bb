import type { TerraformJson } from "./synth";

/** What each resource of a stack needs first, by address: its explicit depends_on, and its references. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

const texts = (data: unknown): string[] =>
  typeof data === "string"
    ? [data]
    : typeof data === "object" && data !== null
      ? Object.values(data).flatMap(texts)
      : [];

/** The addresses that a resource names: bare in depends_on, and in `${...}` anywhere else. */
function named(resource: Record<string, unknown>): string[] {
  const { depends_on: explicit, ...rest } = resource;
  const expressions = texts(rest).filter((text) => text.includes("${"));
  return [...texts(explicit), ...expressions].flatMap((text) => text.match(/[a-z]\w*\.[A-Za-z_][\w-]*/g) ?? []);
}

export function dependencyGraph(json: TerraformJson): Graph {
  const all = Object.entries(json["resource"] ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, resource]) => ({ address: `${type}.${name}`, resource })),
  );
  const addresses = new Set(all.map(({ address }) => address));
  return new Map(
    all.map(({ address, resource }) => [address, new Set(named(resource).filter((name) => addresses.has(name)))]),
  );
}

/** Whether Terraform makes `first` before `later`, and destroys it after. */
export function comesBefore(graph: Graph, first: string, later: string): boolean {
  const seen = new Set<string>();
  const queue = [later];
  for (let address = queue.pop(); address !== undefined; address = queue.pop()) {
    for (const needed of graph.get(address) ?? []) {
      if (needed === first) return true;
      if (!seen.has(needed)) queue.push(needed);
      seen.add(needed);
    }
  }
  return false;
}
