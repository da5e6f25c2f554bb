import { isMapping } from "../../constructs/facts/merge";
import type { Data } from "../../constructs/facts/merge";

/** A cluster of a configuration as the module `eks-irsa` takes it: the contract's data in, variables out. */

/** Under these keys, the keys are the user's own, and stay as they are. */
const FREE: ReadonlySet<string> = new Set([
  "annotations",
  "conditions",
  "defaultTags",
  "featureGates",
  "labels",
  "params",
  "tags",
  "values",
]);

/**
 * What modules do not offer: providers and state are their callers' own, as are other accounts; and a pause after an
 * association needs a provider more, which a module cannot ask for only where it is used.
 */
const NOT_OFFERED: ReadonlySet<string> = new Set([
  "accounts",
  "assumeRole",
  "auth",
  "backend",
  "podIdentityWait",
  "proxy",
]);

/** Where and what the module's caller is. */
export interface Caller {
  /** The stack's name, which an EKS cluster without one has. */
  readonly stack: string;
  /** The way from the caller's folder to the configuration's. */
  readonly toConfiguration: string;
  /** The user name and the password of a chart's repository, by add-on. */
  readonly credentials: (addon: string) => Data;
}

type Mapping = Readonly<Record<string, unknown>>;

const snakeCase = (key: string): string =>
  /^[A-Z]/.test(key) ? key : key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [snakeCase(key), FREE.has(key) ? inner : renamed(inner)]),
  );
}

const without = (data: Mapping, ...keys: readonly string[]): Mapping =>
  Object.fromEntries(Object.entries(data).filter(([key]) => !keys.includes(key)));

const mapping = (value: unknown): Mapping => (isMapping(value) ? value : {});
const list = (value: unknown): readonly Mapping[] => (Array.isArray(value) ? value.filter(isMapping) : []);

/** One text, where the contract takes one for a list of one; Terraform has no such type. */
const asLists = (texts: unknown): Mapping =>
  Object.fromEntries(Object.entries(mapping(texts)).map(([key, value]) => [key, [value].flat()]));

const withConditions = (statement: Mapping): Mapping =>
  statement["conditions"] === undefined
    ? statement
    : {
        ...statement,
        conditions: Object.fromEntries(
          Object.entries(mapping(statement["conditions"])).map(([operator, keys]) => [operator, asLists(keys)]),
        ),
      };

const trustStatement = (statement: Mapping): Mapping => ({
  ...withConditions(statement),
  principals: asLists(statement["principals"]),
});

const statementsOf = (owner: Mapping): Mapping =>
  owner["statements"] === undefined ? {} : { statements: list(owner["statements"]).map(withConditions) };

/** A role that is there already: whether it is may not depend on its ARN, which may be unknown. */
const existingRole = ({ roleArn }: Mapping): Mapping => (roleArn === undefined ? {} : { createRole: false, roleArn });

function trustOf({ trust }: Mapping): Mapping {
  const given = mapping(trust);
  if (given["statements"] === undefined) return {};
  return { trust: { ...given, statements: list(given["statements"]).map(trustStatement) } };
}

/** Who has a role: what it allows, and who may assume it. */
const withRole = (data: Mapping): Mapping => ({
  ...data,
  ...statementsOf(data),
  ...existingRole(data),
  ...trustOf(data),
});

const workload = (data: Mapping): Mapping => ({
  ...withRole(without(data, "name")),
  // What it makes, a module has to know before it knows a name.
  ...(data["serviceAccount"] === undefined && { roleOnly: true }),
});

/** A chart's source, its folder seen from the caller. Whether there are credentials is no part of it. */
const chart = (data: Mapping, { toConfiguration }: Caller): Mapping => {
  if (data["chart"] === undefined) return {};
  const { path, ...source } = without(mapping(data["chart"]), "credentials");
  return { chart: { ...source, ...(typeof path === "string" && { path: `${toConfiguration}/${path}` }) } };
};

function addon(data: Mapping, caller: Caller): Mapping {
  const values = mapping(data["values"]);
  return {
    ...without(data, "name", "dependsOn"),
    ...chart(data, caller),
    ...(data["serviceAccount"] !== undefined && { serviceAccount: withRole(mapping(data["serviceAccount"])) }),
    // A map's entries have one type; texts are one.
    values: Object.keys(values).length > 0 ? [JSON.stringify(values)] : [],
  };
}

/** Zones by their IDs, and zones with names: a list has one type. */
function hostedZones({ hostedZones: zones }: Mapping): Mapping {
  const all: readonly unknown[] = Array.isArray(zones) ? zones : [];
  const hostedZoneIds = all.filter((zone) => typeof zone === "string");
  return { ...(hostedZoneIds.length > 0 && { hostedZoneIds }), hostedZones: all.filter(isMapping) };
}

/** Solvers are of any shape: in a list of one type, each is a text. */
function issuer(data: Mapping): Mapping {
  const acme = mapping(data["acme"]);
  const solvers = list(acme["solvers"]).map((solver) => JSON.stringify(solver));
  return solvers.length > 0 ? { ...data, acme: { ...acme, solvers } } : data;
}

const certManager = (data: Mapping, caller: Caller): Mapping => ({
  ...withRole(data),
  ...hostedZones(data),
  ...(data["issuers"] !== undefined && { issuers: list(data["issuers"]).map(issuer) }),
  ...chart(data, caller),
});

function oidcProvider({ oidcProvider: provider }: Mapping): Mapping {
  if (provider === undefined) return {};
  return isMapping(provider)
    ? { oidcProvider: "existing", oidcProviderArn: provider["arn"] }
    : { oidcProvider: provider };
}

function credentials(cluster: Mapping, caller: Caller): Mapping {
  const builtIn = {
    "cert-manager": cluster["certManager"],
    "load-balancer-controller": cluster["loadBalancerController"],
  };
  const addons = list(cluster["addons"]).map((data) => [data["name"] as string, data] as const);
  const protectedOnes = [...Object.entries(builtIn), ...addons].filter(
    ([, data]) => mapping(mapping(data)["chart"])["credentials"] === true,
  );
  return Object.fromEntries(protectedOnes.map(([name]) => [name, caller.credentials(name)]));
}

const byName = (items: readonly (readonly [unknown, Mapping])[]): Mapping =>
  Object.fromEntries(items.map(([name, item]) => [name as string, renamed(item)]));

/** The variables of the module for a cluster. */
export function variablesOf(cluster: Data, caller: Caller): Data {
  const { cluster: name = caller.stack, attributes, workloads, addons, tags, namespaces, ...others } = cluster;
  const rest = Object.fromEntries(Object.entries(others).filter(([key]) => !NOT_OFFERED.has(key)));
  const { certManager: manager, loadBalancerController: controller } = rest;
  return {
    ...mapping(
      renamed({
        ...without(rest, "oidcProvider", "certManager", "loadBalancerController"),
        ...oidcProvider(rest),
        clusterName: name,
        ...(isMapping(attributes) && {
          clusterAttributes: without(attributes, "endpoint", "certificateAuthority", "version"),
        }),
        ...(isMapping(manager) && { certManager: certManager(manager, caller) }),
        ...(isMapping(controller) && {
          loadBalancerController: { ...withRole(controller), ...chart(controller, caller) },
        }),
      }),
    ),
    workloads: byName(list(workloads).map((data) => [data["name"] ?? data["serviceAccount"], workload(data)])),
    addons: byName(list(addons).map((data) => [data["name"], addon(data, caller)])),
    ...(tags !== undefined && { tags }),
    ...(namespaces !== undefined && { namespaces }),
    chart_credentials: credentials(cluster, caller),
  };
}

/** A cluster without what modules do not offer by design. */
export function offered(cluster: Data): Data {
  const rest = Object.fromEntries(Object.entries(cluster).filter(([key]) => !NOT_OFFERED.has(key)));
  const builtIn = ["cert-manager", "load-balancer-controller"];
  return {
    ...rest,
    ...(rest["workloads"] !== undefined && {
      workloads: list(rest["workloads"]).filter(({ account }) => account === undefined),
    }),
    ...(rest["addons"] !== undefined && {
      // Further ServiceAccounts of an add-on are workloads in modules.
      addons: list(rest["addons"]).map(({ serviceAccounts: _, ...data }) => ({
        ...data,
        dependsOn: ((data["dependsOn"] ?? []) as string[]).filter((name) => builtIn.includes(name)),
      })),
    }),
  };
}
