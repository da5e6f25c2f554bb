import { TerraformOutput } from "cdktf";
import type { TerraformStack } from "cdktf";
import { HelmAddon } from "../addons/helm-addon";
import type { Chart, GitOps } from "../addons/helm-addon";
import { PRESETS } from "../addons/registry";
import { variablePrefix } from "../facts/names";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import type { RoleReference } from "../identity/irsa-role";
import type { ServiceAccountReference } from "../identity/service-account";
import type { Condition } from "../hcl/combine";

/** What an add-on or a workload brings into the cluster. */
export interface Installed {
  readonly role: RoleReference | undefined;
  readonly serviceAccount: ServiceAccountReference | undefined;
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
  readonly workloads: ReadonlyMap<string, Installed>;
}

/** The parts with a ServiceAccount or a chart, add-ons first. */
export const installedParts = ({ addons, workloads }: Pick<ClusterParts, "addons" | "workloads">): Installed[] => [
  ...addons.values(),
  ...workloads.values(),
];

/** What others want to know of a cluster's stack. */
export function addOutputs(stack: TerraformStack, parts: ClusterParts): void {
  const output = (id: string, description: string, value: unknown): void => {
    new TerraformOutput(stack, id, { description, value });
  };
  const { oidcProvider, addons, workloads } = parts;
  const installed = installedParts(parts);
  if (oidcProvider) output("oidc_provider_arn", "The cluster's OIDC provider in IAM", oidcProvider.arn);

  const roles = (of: ReadonlyMap<string, { readonly role: RoleReference | undefined }>, what: "arn" | "name") =>
    Object.fromEntries([...of].flatMap(([name, { role }]) => (role ? [[name, role[what]]] : [])));
  output("workload_role_arns", "Role ARNs by workload", roles(workloads, "arn"));
  output("workload_role_names", "Role names by workload", roles(workloads, "name"));
  const presets = new Map(PRESETS.map(({ name, label }) => [name as string, label]));
  const custom = new Map([...addons].filter(([name]) => !presets.has(name)));
  if (custom.size > 0) output("addon_role_arns", "Role ARNs by add-on", roles(custom, "arn"));
  for (const [name, label] of presets) {
    const role = addons.get(name)?.role;
    if (role) output(`${variablePrefix(name)}_role_arn`, `${label}'s role`, role.arn);
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

/** Keys as Terraform writes them. */
const snakeCase = (data: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value as unknown,
    ]),
  );
