import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Data } from "../../constructs/facts/merge";
import { variablePrefix } from "../../constructs/facts/names";
import { escapeTemplates } from "../../constructs/hcl/template";
import { canonical } from "./canonical";
import type { Canonical } from "./canonical";
import { variablesOf } from "./module-variables";
import { MODULES } from "./modules";
import { newFolder, removeFolder, synthesizeIn, terraform } from "./terraform";
import { orderOf } from "./terraform-graph";
import type { Order } from "./terraform-graph";
import { state } from "./terraform-json";
import type { Values } from "./terraform-json";
import { setVariables } from "./terraform-stacks";

/** What one cluster's configuration comes to, one way. */
export interface Way extends Canonical {
  /** Asked of Terraform only where a test wants to know. */
  readonly order: () => Order;
}

/** The same cluster as the app's stack and as a call of the module. */
export interface BothWays {
  readonly app: Way;
  readonly module: Way;
}

const credentialsOf = (addon: string): { username: string; password: string } => ({
  username: `${addon}-user`,
  password: `${addon}-password`,
});

/** The variables of a stack whose charts want credentials. */
const stackVariables = (cluster: Data): Record<string, string> => {
  const addons = ((cluster["addons"] ?? []) as { name: string }[]).map(({ name }) => name);
  return Object.fromEntries(
    ["cert-manager", "load-balancer-controller", ...addons].flatMap((name) =>
      Object.entries(credentialsOf(name)).map(([what, value]) => [`${variablePrefix(name)}_chart_${what}`, value]),
    ),
  );
};

/** Applies what is in a folder. */
function applied(folder: string): { readonly resources: Parameters<typeof canonical>[0]; readonly outputs: Values } {
  terraform(folder, "init");
  terraform(folder, "apply", "-auto-approve");
  return state(folder);
}

function inApp(folder: string, cluster: Data): Way {
  setVariables(folder, stackVariables(cluster));
  const { resources, outputs } = applied(folder);
  const defaultTags = (cluster["tags"] ?? {}) as Values;
  return { ...canonical(resources, outputs, { folder, defaultTags }), order: () => orderOf(folder) };
}

function inModule(folder: string, stack: string, cluster: Data): Way {
  mkdirSync(folder);
  const variables = variablesOf(cluster, { stack, toConfiguration: "..", credentials: credentialsOf });
  const configuration = {
    provider: { aws: { region: cluster["region"] }, helm: {}, kubernetes: {} },
    module: { it: { source: relative(folder, join(MODULES, "eks-irsa")), ...escapeTemplates(variables) } },
    output: { all: { value: "${module.it}", sensitive: true } },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(configuration));
  const { resources, outputs } = applied(folder);
  return {
    ...canonical(resources, outputs["all"] as Values, { folder, defaultTags: {} }),
    order: () => orderOf(folder),
  };
}

/** Runs each cluster both ways before the tests of a describe that ask for it, and removes all after them. */
export function useBothWays(clusters: Readonly<Record<string, Data>>): (name: string) => BothWays {
  let folder = "";
  let folderOf = (stack: string): string => stack;
  const made = new Map<string, BothWays | Error>();
  beforeAll(() => {
    folder = newFolder();
    folderOf = synthesizeIn(folder, { version: 1, clusters });
  });
  afterAll(() => {
    removeFolder(folder);
  });
  const make = (name: string): BothWays | Error => {
    const cluster = clusters[name] ?? {};
    try {
      return { app: inApp(folderOf(name), cluster), module: inModule(join(folder, `${name}-module`), name, cluster) };
    } catch (error) {
      return error as Error;
    }
  };
  return (name) => {
    const found = made.get(name) ?? make(name);
    made.set(name, found);
    if (found instanceof Error) throw found;
    return found;
  };
}
