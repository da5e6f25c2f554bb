import { DataAwsEcrAuthorizationToken } from "@cdktf/provider-aws/lib/data-aws-ecr-authorization-token";
import { TerraformVariable } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { ChartSource } from "../addons/definition";
import type { Chart, ChartCredentials } from "../addons/helm-addon";
import { ecrRegistry } from "../facts/ecr";
import { variablePrefix } from "../facts/names";
import { escapeTemplate } from "../hcl/template";
import { fromFolder } from "./backend";

/** A registry's credentials, which Terraform reads once for all charts in it. They are good for twelve hours. */
function ecrCredentials(stack: TerraformStack, repository: string): ChartCredentials | undefined {
  const registry = ecrRegistry(repository);
  if (!registry) return undefined;
  const { account, region } = registry;
  const id = `ecr-${account}-${region}`;
  const before = stack.node.tryFindChild(id) as DataAwsEcrAuthorizationToken | undefined;
  const { userName, password } = before ?? new DataAwsEcrAuthorizationToken(stack, id, { registryId: account, region });
  return { username: userName, password };
}

/**
 * Where an add-on's chart comes from. Credentials are variables of the stack, `<add-on>_chart_username`
 * and `<add-on>_chart_password`: whoever runs Terraform has them. Those of ECR Terraform reads itself.
 *
 * @param folder - the stack's output folder, absolute, which a chart's folder is written relative to
 */
export function chartSource(stack: TerraformStack, addon: string, chart: ChartSource, folder: string): Chart {
  const { version = "", path, repository = "" } = chart;
  const name = escapeTemplate(chart.name);
  if (path !== undefined) return { name, version, path: escapeTemplate(`./${fromFolder(folder, path)}`) };
  const variable = (what: string): string => {
    const id = `${variablePrefix(addon)}_chart_${what}`;
    const description = `The ${what} for the repository of the chart ${name}`;
    return new TerraformVariable(stack, id, { type: "string", description, sensitive: true }).stringValue;
  };
  const credentials =
    chart.credentials === true
      ? { username: variable("username"), password: variable("password") }
      : chart.credentials === "ecr"
        ? ecrCredentials(stack, repository)
        : undefined;
  return { name, version: escapeTemplate(version), repository: escapeTemplate(repository), credentials };
}
