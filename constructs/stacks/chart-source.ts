import { TerraformVariable } from "cdktf";
import type { TerraformStack } from "cdktf";
import type { ChartSource } from "../addons/definition";
import type { Chart } from "../addons/helm-addon";
import { variablePrefix } from "../facts/names";
import { escapeTemplate } from "../hcl/template";
import { fromFolder } from "./backend";

/**
 * Where an add-on's chart comes from. Credentials are variables of the stack, `<add-on>_chart_username`
 * and `<add-on>_chart_password`: whoever runs Terraform has them.
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
  const credentials = chart.credentials
    ? { username: variable("username"), password: variable("password") }
    : undefined;
  return { name, version: escapeTemplate(version), repository: escapeTemplate(repository), credentials };
}
