import { TerraformOutput } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { Chart, GitOps } from "../addons/helm-addon";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import type { RoleReference } from "../identity/irsa-role";
import type { ServiceAccountReference } from "../identity/service-account";
import type { Condition } from "../terraform/condition";

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
  readonly certManager: Installed | undefined;
  readonly loadBalancerController: Installed | undefined;
  readonly addons: ReadonlyMap<string, Installed>;
  readonly workloads: ReadonlyMap<string, Installed>;
}

/** The parts with a ServiceAccount or a chart, add-ons first. */
export const installedParts = ({
  certManager,
  loadBalancerController,
  addons,
  workloads,
}: Omit<ClusterParts, "oidcProvider">): Installed[] =>
  [certManager, loadBalancerController, ...addons.values(), ...workloads.values()].filter((part) => part !== undefined);

/** What others want to know of a cluster's stack. */
export function addOutputs(stack: TerraformStack, parts: ClusterParts): void {
  const output = (id: string, description: string, value: unknown): void => {
    new TerraformOutput(stack, id, { description, value });
  };
  const { certManager, loadBalancerController, oidcProvider, addons, workloads } = parts;
  const installed = installedParts(parts);
  if (oidcProvider) output("oidc_provider_arn", "The cluster's OIDC provider in IAM", oidcProvider.arn);

  const roles = (of: ReadonlyMap<string, { readonly role: RoleReference | undefined }>, what: "arn" | "name") =>
    Object.fromEntries([...of].flatMap(([name, { role }]) => (role ? [[name, role[what]]] : [])));
  output("workload_role_arns", "Role ARNs by workload", roles(workloads, "arn"));
  output("workload_role_names", "Role names by workload", roles(workloads, "name"));
  if (addons.size > 0) output("addon_role_arns", "Role ARNs by add-on", roles(addons, "arn"));
  if (certManager?.role) output("cert_manager_role_arn", "cert-manager's role", certManager.role.arn);
  if (loadBalancerController?.role) {
    output("load_balancer_controller_role_arn", "The load balancer controller's role", loadBalancerController.role.arn);
  }

  const here = installed.filter((part) => part.installed === true);
  // A chart from a folder has a version of its own, which Terraform does not tell.
  const versions = here.flatMap(({ chart, gitOps }) =>
    chart && gitOps && "repository" in chart ? [[gitOps.release, chart.version]] : [],
  );
  output("release_versions", "Chart versions by release", Object.fromEntries(versions));
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
