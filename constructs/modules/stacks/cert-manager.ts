import type { Construct } from "constructs";
import { CertManager } from "../../addons/cert-manager/cert-manager";
import { Namespace } from "../../identity/namespace";
import { expr } from "../../terraform/expression";
import { once, repeat } from "../../terraform/instances";
import { certManagerProps, hostedZones } from "../addons";
import { CERT_MANAGER_CHECKS } from "../checks/addons";
import { PART_CHECKS } from "../checks/cluster";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { gitOpsOf } from "../gitops";
import { CHART_CREDENTIALS, certManagerShape, identityShape, providerShape, tagsShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { Reader } from "../reader";

/** cert-manager with its role and its issuers. */
export class CertManagerModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "cert-manager", {
      description: "cert-manager on EKS, with a role for DNS01 challenges in Route53, and with issuers.",
      inputs: [
        ...flatInputs(
          { ...providerShape, ...certManagerShape, ...identityShape, ...tagsShape },
          PART_CHECKS,
          flatChecks(CERT_MANAGER_CHECKS),
        ),
        CHART_CREDENTIALS,
      ],
    });
    const variables = Reader.variables();
    const provider = providerByArn(this, variables);
    const name = variables.requiredText("namespace");
    const install = variables.required("install");
    repeat(this, "namespace", once(expr`${variables.required("createNamespace")} && ${install}`));
    const { dependables } = new Namespace(this, "namespace", { name });
    repeat(this, "cert-manager", once());
    const certManager = new CertManager(
      this,
      "cert-manager",
      certManagerProps(variables, { name, dependables }, hostedZones(this, variables), {
        provider,
        tags: variables.required("tags"),
        install: true,
        credentials: variables.required("chartCredentials"),
      }),
    );
    this.output("role_arn", "cert-manager's role; null without hosted zones", certManager.role?.arn ?? null);
    this.output("release_version", "The chart's version", variables.required("version"));
    this.output(
      "gitops",
      "What another tool needs to install cert-manager; null where it is installed here",
      gitOpsOf(certManager),
    );
  }
}
