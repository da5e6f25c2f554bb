import { terraform } from "./terraform";

/** What Terraform says in JSON of its state, its plans and its work. */

export type Values = Readonly<Record<string, unknown>>;

/** Attributes by address. */
export type Resources = ReadonlyMap<string, Values>;

export interface State {
  readonly resources: Resources;
  readonly outputs: Values;
}

export interface Plan {
  /** What Terraform would do, by address; without what stays as it is. */
  readonly changes: Readonly<Record<string, string>>;
  /** What each resource would be, as far as that is known. */
  readonly planned: Resources;
  /** Data sources that the plan read, or leaves for the apply to read. */
  readonly read: readonly string[];
  /** Arguments of each provider, as expressions. */
  readonly providers: Readonly<Record<string, { readonly expressions?: Values }>>;
}

interface ModuleJson {
  readonly resources?: readonly { address: string; mode: string; values: Values }[];
  readonly child_modules?: readonly ModuleJson[];
}

interface ValuesJson {
  readonly root_module?: ModuleJson;
  readonly outputs?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** A module's resources, and those of the modules that it calls. */
const allIn = ({ resources = [], child_modules: children = [] }: ModuleJson): NonNullable<ModuleJson["resources"]> => [
  ...resources,
  ...children.flatMap(allIn),
];

const resourcesOf = (json: ValuesJson | undefined, mode?: string): Resources =>
  new Map(
    allIn(json?.root_module ?? {})
      .filter((resource) => mode === undefined || resource.mode === mode)
      .map(({ address, values }) => [address, values]),
  );

/** What the state holds. */
export function state(folder: string): State {
  const { values } = JSON.parse(terraform(folder, "show", "-json")) as { values?: ValuesJson };
  const outputs = Object.entries(values?.outputs ?? {}).map(([name, { value }]) => [name, value] as const);
  return { resources: resourcesOf(values), outputs: Object.fromEntries(outputs) };
}

/** What Terraform would do. */
export const plan = (folder: string): Plan => planIn((...args) => terraform(folder, ...args));

/** The same, of any way to run Terraform in a folder. */
export function planIn(runs: (...args: readonly string[]) => string): Plan {
  runs("plan", "-out=tfplan");
  const json = JSON.parse(runs("show", "-json", "tfplan")) as {
    resource_changes?: { address: string; change: { actions: string[] } }[];
    planned_values: ValuesJson;
    prior_state?: { values: ValuesJson };
    configuration: { provider_config: Plan["providers"] };
  };
  const changes = (json.resource_changes ?? []).map(
    ({ address, change }) => [address, change.actions.join(" ")] as const,
  );
  return {
    changes: Object.fromEntries(changes.filter(([, action]) => action !== "no-op" && action !== "read")),
    planned: resourcesOf(json.planned_values, "managed"),
    read: [
      ...resourcesOf(json.prior_state?.values, "data").keys(),
      ...changes.filter(([, action]) => action === "read").map(([address]) => address),
    ].sort(),
    providers: json.configuration.provider_config,
  };
}

/** Attributes at an address. */
export function at(resources: Resources, address: string): Values {
  const values = resources.get(address);
  if (values === undefined) throw new Error(`nothing is at ${address}; there are: ${[...resources.keys()].join(", ")}`);
  return values;
}

/** When Terraform started and ended its work on each resource: positions in the order of its events. */
export type Journal = ReadonlyMap<string, { readonly started: number; readonly ended: number }>;

/** Applies or destroys. What may be done at once is: an order that is there by chance only does not hold. */
export function record(folder: string, command: "apply" | "destroy"): Journal {
  const events = terraform(folder, command, "-auto-approve", "-json", "-parallelism=50")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { type: string; hook?: { action: string; resource: { addr: string } } });
  const journal = new Map<string, { started: number; ended: number }>();
  events.forEach(({ type, hook }, position) => {
    if (!hook || hook.action === "read") return;
    const { addr } = hook.resource;
    if (type === "apply_start") journal.set(addr, { started: position, ended: Infinity });
    if (type === "apply_complete") journal.set(addr, { started: Infinity, ...journal.get(addr), ended: position });
  });
  return journal;
}

/** Whether one resource was wholly done before work on another one started. */
export function doneBefore(journal: Journal, first: string, later: string): boolean {
  const [before, after] = [first, later].map((address) => {
    const entry = journal.get(address);
    if (entry === undefined)
      throw new Error(`Terraform did nothing with ${address}, but with ${[...journal.keys()].join(", ")}`);
    return entry;
  });
  return (before?.ended ?? Infinity) < (after?.started ?? -Infinity);
}
