import { TerraformOutput } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { ClusterConfiguration, GlobalConfiguration } from "../configuration/configuration";
import { acknowledgedBy } from "../iam/rules";
import type { Acknowledgement } from "../iam/rules";
import { escapeTemplates } from "../hcl/template";

/** Outputs with what was acknowledged, and why: a review of a stack, and who asks Terraform later, sees it. */

type Named = readonly [name: string, acknowledge: readonly Acknowledgement[] | undefined];

/** By workload, and by add-on. */
export function addAcknowledgements(
  stack: TerraformStack,
  { addons, workloads, patternRoles }: Pick<ClusterConfiguration, "addons" | "workloads" | "patternRoles">,
): void {
  const ofWorkloads = [...workloads, ...patternRoles].map(({ name, acknowledge }): Named => [name, acknowledge]);
  const ofAddons = addons.flatMap(({ definition, name, input }) => {
    const accounts = definition.runsAs(input);
    return accounts.map((one): Named => [accounts.length > 1 ? `${name}/${one.name}` : name, one.acknowledge]);
  });
  output(stack, "workload_acknowledgements", acknowledgedBy("workload"), ofWorkloads);
  output(stack, "addon_acknowledgements", acknowledgedBy("add-on"), ofAddons);
}

/** By policy, and by role. */
export function addGlobalAcknowledgements(
  stack: TerraformStack,
  { policies, roles }: Pick<GlobalConfiguration, "policies" | "roles">,
): void {
  const named = (
    all: readonly { readonly name: string; readonly acknowledge: readonly Acknowledgement[] }[],
  ): Named[] => all.map(({ name, acknowledge }) => [name, acknowledge]);
  output(stack, "policy_acknowledgements", acknowledgedBy("policy"), named(policies));
  output(stack, "role_acknowledgements", acknowledgedBy("role"), named(roles));
}

/** Only where there is something to say. */
function output(stack: TerraformStack, id: string, description: string, all: readonly Named[]): void {
  const given = all.flatMap(([name, acknowledge = []]): [string, Acknowledgement[]][] =>
    acknowledge.length > 0 ? [[name, escapeTemplates(acknowledge.map(({ rule, reason }) => ({ rule, reason })))]] : [],
  );
  if (given.length > 0) new TerraformOutput(stack, id, { description, value: Object.fromEntries(given) });
}
