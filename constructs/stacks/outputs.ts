import { TerraformOutput } from "cdktf";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { HelmAddon } from "../addons/helm-addon";
import type { Chart, GitOps } from "../addons/helm-addon";
import { PRESETS } from "../addons/registry";
import { variablePrefix } from "../facts/names";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import type { RoleReference } from "../identity/irsa-role";
import type { ServiceAccountReference } from "../identity/service-account";
import type { Condition } from "../hcl/combine";
import { lift } from "../hcl/lift";
import { inline } from "../hcl/print";
import { scopeIn } from "../hcl/tokens";

/** A role, and the ServiceAccount that it is for; none for a role of patterns alone. */
export interface PodRole {
  /** The role that is made, or is there; undefined without one. */
  readonly role: RoleReference | undefined;
  /** The ServiceAccount that has it; undefined for patterns alone. */
  readonly serviceAccount: ServiceAccountReference | undefined;
  /** Of a Pod Identity association with a target role: its trust policy asks for it. @default - no association */
  readonly externalId?: () => string | undefined;
}

/** What an add-on or a workload brings into the cluster. */
export interface Installed {
  readonly identities: readonly PodRole[];
  readonly chart?: Chart;
  /** Whether the chart's release is made here. */
  readonly installed?: Condition;
  readonly gitOps?: GitOps;
}

/** All that is in a cluster's stack. */
export interface ClusterParts {
  readonly oidcProvider: OidcProvider | undefined;
  /** By name. */
  readonly addons: ReadonlyMap<string, Installed>;
  readonly workloads: ReadonlyMap<string, PodRole>;
}

/** The parts with a ServiceAccount or a chart, add-ons first. */
export const installedParts = ({ addons, workloads }: Pick<ClusterParts, "addons" | "workloads">): Installed[] => [
  ...addons.values(),
  ...[...workloads.values()].map((workload) => ({ identities: [workload] })),
];

/** What others want to know of a cluster's stack. */
export function addOutputs(stack: TerraformStack, parts: ClusterParts): void {
  const output = (id: string, description: string, value: unknown): TerraformOutput =>
    new TerraformOutput(stack, id, { description, value });
  const { oidcProvider, addons, workloads } = parts;
  const installed = installedParts(parts);
  if (oidcProvider) {
    const arn = output("oidc_provider_arn", "The cluster's OIDC provider in IAM", oidcProvider.arn);
    waitFor(arn, stack, oidcProvider.dependables);
  }

  const byWorkload = (what: "arn" | "name") =>
    Object.fromEntries([...workloads].flatMap(([name, { role }]) => (role ? [[name, role[what]]] : [])));
  output("workload_role_arns", "Role ARNs by workload", byWorkload("arn"));
  output("workload_role_names", "Role names by workload", byWorkload("name"));
  const presets = new Map(PRESETS.map(({ name, label }) => [name as string, label]));
  const custom = [...addons].filter(([name]) => !presets.has(name));
  if (custom.length > 0) {
    const arns = custom.flatMap(([name, addon]) => addonRoles(name, addon.identities));
    output("addon_role_arns", "Role ARNs by add-on", Object.fromEntries(arns));
  }
  for (const [name, label] of presets) {
    const role = addons.get(name)?.identities[0]?.role;
    if (role) output(`${variablePrefix(name)}_role_arn`, `${label}'s role`, role.arn);
  }

  const targets = [
    ...[...addons].flatMap(([name, { identities }]) => identities.flatMap((one) => externalIds(name, identities, one))),
    ...[...workloads].flatMap(([name, workload]) => externalIds(name, [workload], workload)),
  ];
  if (targets.length > 0) {
    const description =
      "External IDs of Pod Identity, which the trust policies of target roles ask for (sts:ExternalId)";
    output("pod_identity_external_ids", description, Object.fromEntries(targets));
  }

  const here = installed.filter((part) => part.installed === true);
  // A chart from a folder has a version of its own, which Terraform does not tell.
  const versions = here.flatMap(({ chart, gitOps }) =>
    chart && gitOps && "repository" in chart ? [[gitOps.release, chart.version]] : [],
  );
  output("release_versions", "Chart versions by release", Object.fromEntries(versions));
  const releases = stack.node
    .findAll()
    .flatMap((one) => (one instanceof HelmAddon && one.installed === true ? [[one.releaseName, one.namespace]] : []));
  output("release_namespaces", "Namespaces by Helm release: what helm is told with -n", Object.fromEntries(releases));
  const elsewhere = installed.filter((part) => part.installed === false);
  if (elsewhere.length > 0) {
    const charts = elsewhere.flatMap(({ gitOps }) => (gitOps ? [[gitOps.release, snakeCase(gitOps)]] : []));
    output("gitops", "What another tool needs to install, by release", Object.fromEntries(charts));
  }
}

/** A part's name, or where it has several ServiceAccounts theirs behind it. */
const keyOf = (name: string, all: readonly PodRole[], { serviceAccount }: PodRole): string =>
  all.length > 1 && serviceAccount ? `${name}/${serviceAccount.name}` : name;

const addonRoles = (name: string, all: readonly PodRole[]): [string, string][] =>
  all.flatMap((one): [string, string][] => (one.role ? [[keyOf(name, all, one), one.role.arn]] : []));

const externalIds = (name: string, all: readonly PodRole[], one: PodRole): [string, string][] => {
  const id = one.externalId?.();
  return id === undefined ? [] : [[keyOf(name, all, one), id]];
};

/** CDKTF 0.21 writes what an output depends on as templates, which Terraform refuses. */
function waitFor(output: TerraformOutput, stack: TerraformStack, dependables: readonly ITerraformDependable[]): void {
  const addresses = dependables.map(({ fqn }) => inline(lift(fqn), scopeIn(stack)));
  if (addresses.length > 0) output.addOverride("depends_on", addresses);
}

/** Keys as Terraform writes them. */
const snakeCase = (data: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value as unknown,
    ]),
  );
