import type { Construct } from "constructs";
import { HelmAddon } from "../../addons/helm-addon";
import { text as textKey } from "../../contract/basics";
import { releaseName } from "../../facts/names";
import { and } from "../../hcl/combine";
import { reference } from "../../hcl/expression";
import { once, repeat } from "../../hcl/instances";
import { lift } from "../../hcl/lift";
import { Namespace } from "../../identity/namespace";
import { addonProps } from "../addons";
import { ADDON_CHECKS } from "../checks/addons";
import { PART_CHECKS } from "../checks/cluster";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { gitOpsOf } from "../gitops";
import { EXTERNAL_ID, externalIdOf } from "../identity";
import { CHART_CREDENTIALS, addonShape, identityShape, providerShape, tagsShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { variables } from "../reader";

const SHAPE = {
  ...providerShape,
  name: textKey(releaseName, "The release's name, at most 53 characters"),
  ...addonShape,
  ...identityShape,
  ...tagsShape,
};

/** Any chart with an identity of its own. */
export class HelmAddonModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "helm-addon", {
      description: "Any Helm chart whose pods have AWS permissions of their own.",
      inputs: [...flatInputs(SHAPE, PART_CHECKS, flatChecks(ADDON_CHECKS)), CHART_CREDENTIALS],
    });
    const of = variables(SHAPE);
    const context = {
      provider: providerByArn(this, of),
      tags: of.tags,
      credentials: reference("var.chart_credentials"),
    };
    repeat(this, "namespace", once());
    const namespace = new Namespace(this, "namespace", {
      name: of.namespace,
      when: and(of.createNamespace, of.install),
    });
    repeat(this, "Default", once());
    const addon = new HelmAddon(this, "Default", addonProps(of, reference("var.name"), namespace, context));
    this.output("role_arn", "The role's ARN; null where it has none", lift(addon.role?.arn ?? null));
    this.output(
      "pod_identity_external_id",
      EXTERNAL_ID,
      externalIdOf(addon.identities[0]?.externalId?.(), of.serviceAccount.podIdentity.targetRoleArn),
    );
    this.output(
      "gitops",
      "What another tool needs to install the chart; null where it is installed here",
      gitOpsOf(addon),
    );
  }
}
