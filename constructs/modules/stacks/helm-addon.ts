import type { Construct } from "constructs";
import { HelmAddon } from "../../addons/helm-addon";
import { text } from "../../contract/basics";
import { releaseName } from "../../facts/names";
import { Namespace } from "../../identity/namespace";
import { expr } from "../../terraform/expression";
import { once, repeat } from "../../terraform/instances";
import { addonProps } from "../addons";
import { ADDON_CHECKS } from "../checks/addons";
import { PART_CHECKS } from "../checks/cluster";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { gitOpsOf } from "../gitops";
import { CHART_CREDENTIALS, addonShape, identityShape, providerShape, tagsShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { Reader } from "../reader";

/** Any chart with an identity of its own. */
export class HelmAddonModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "helm-addon", {
      description: "Any Helm chart whose pods have AWS permissions of their own.",
      inputs: [
        ...flatInputs(
          {
            ...providerShape,
            name: text(releaseName, "The release's name, at most 53 characters"),
            ...addonShape,
            ...identityShape,
            ...tagsShape,
          },
          PART_CHECKS,
          flatChecks(ADDON_CHECKS),
        ),
        CHART_CREDENTIALS,
      ],
    });
    const variables = Reader.variables();
    const provider = providerByArn(this, variables);
    const namespace = variables.requiredText("namespace");
    const install = variables.required("install");
    repeat(this, "namespace", once(expr`${variables.required("createNamespace")} && ${install}`));
    const { dependables } = new Namespace(this, "namespace", { name: namespace });
    repeat(this, "addon", once());
    const addon = new HelmAddon(
      this,
      "addon",
      addonProps(
        variables,
        variables.required("name"),
        { name: namespace, dependables },
        {
          provider,
          tags: variables.required("tags"),
          install: true,
          credentials: variables.required("chartCredentials"),
        },
      ),
    );
    this.output("role_arn", "The role's ARN; null where it has none", addon.role?.arn ?? null);
    this.output(
      "gitops",
      "What another tool needs to install the chart; null where it is installed here",
      gitOpsOf(addon),
    );
  }
}
