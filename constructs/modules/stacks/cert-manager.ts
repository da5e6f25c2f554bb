import type { Construct } from "constructs";
import { CertManager } from "../../addons/cert-manager/cert-manager";
import { and } from "../../hcl/combine";
import { reference } from "../../hcl/expression";
import { once, readiness, repeat } from "../../hcl/instances";
import { lift } from "../../hcl/lift";
import { Namespace } from "../../identity/namespace";
import { certManagerProps } from "../addons";
import { AFTER, after } from "../after";
import { CERT_MANAGER_CHECKS } from "../checks/addons";
import { PART_CHECKS } from "../checks/cluster";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { gitOpsOf } from "../gitops";
import { EXTERNAL_ID, externalIdOf } from "../identity";
import { CHART_CREDENTIALS, certManagerShape, identityShape, providerShape, tagsShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { variables } from "../reader";

const SHAPE = { ...providerShape, ...certManagerShape, ...identityShape, ...tagsShape };

/** cert-manager with its role and its issuers. */
export class CertManagerModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "cert-manager", {
      description: "cert-manager on EKS, with a role for DNS01 challenges in Route53, and with issuers.",
      inputs: [...flatInputs(SHAPE, PART_CHECKS, flatChecks(CERT_MANAGER_CHECKS)), CHART_CREDENTIALS, AFTER],
    });
    const of = variables(SHAPE);
    const provider = providerByArn(this, of);
    repeat(this, "namespace", once());
    const made = new Namespace(this, "namespace", {
      name: of.namespace,
      when: and(of.createNamespace, of.install),
      dependsOn: [after],
    });
    repeat(this, "cert-manager", once());
    const namespace = { name: of.namespace, dependables: [...made.dependables, after] };
    const certManager = new CertManager(
      this,
      "cert-manager",
      certManagerProps(of, namespace, {
        provider,
        tags: of.tags,
        credentials: reference("var.chart_credentials"),
      }),
    );
    this.output("role_arn", "cert-manager's role; null without hosted zones", lift(certManager.role?.arn ?? null));
    this.output(
      "pod_identity_external_id",
      EXTERNAL_ID,
      externalIdOf(certManager.identities[0]?.externalId?.(), of.podIdentity.targetRoleArn),
    );
    this.output("release_version", "The chart's version", lift(of.version));
    this.output(
      "gitops",
      "What another tool needs to install cert-manager; null where it is installed here",
      gitOpsOf(certManager),
    );
    this.output(
      "ready",
      "Known when cert-manager answers and its issuers are there: for the variable after of what needs them",
      readiness(certManager.dependables),
    );
  }
}
