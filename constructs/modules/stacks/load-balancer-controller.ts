import type { Construct } from "constructs";
import { LoadBalancerController } from "../../addons/load-balancer-controller/load-balancer-controller";
import { and } from "../../hcl/combine";
import { reference } from "../../hcl/expression";
import { once, readiness, repeat } from "../../hcl/instances";
import { lift } from "../../hcl/lift";
import { Namespace } from "../../identity/namespace";
import { controllerProps } from "../addons";
import { AFTER, after } from "../after";
import { CONTROLLER_CHECKS } from "../checks/addons";
import { PART_CHECKS } from "../checks/cluster";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { gitOpsOf } from "../gitops";
import { EXTERNAL_ID, externalIdOf } from "../identity";
import { CHART_CREDENTIALS, controllerShape, identityShape, providerShape, tagsShape, vpcShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { variables } from "../reader";

const SHAPE = { ...providerShape, ...vpcShape, ...controllerShape, ...identityShape, ...tagsShape };

/** The AWS Load Balancer Controller with its role. */
export class LoadBalancerControllerModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "load-balancer-controller", {
      description: "The AWS Load Balancer Controller on EKS, with a role that may do what it needs.",
      inputs: [...flatInputs(SHAPE, PART_CHECKS, flatChecks(CONTROLLER_CHECKS)), CHART_CREDENTIALS, AFTER],
    });
    const of = variables(SHAPE);
    const provider = providerByArn(this, of, of.vpcId);
    repeat(this, "namespace", once());
    const made = new Namespace(this, "namespace", {
      name: of.namespace,
      when: and(of.createNamespace, of.install),
      dependsOn: [after],
    });
    repeat(this, "load-balancer-controller", once());
    const namespace = { name: of.namespace, dependables: [...made.dependables, after] };
    const controller = new LoadBalancerController(this, "load-balancer-controller", {
      ...controllerProps(of, namespace, false, {
        provider,
        tags: of.tags,
        credentials: reference("var.chart_credentials"),
      }),
    });
    this.output("role_arn", "The controller's role", lift(controller.role?.arn ?? null));
    this.output(
      "pod_identity_external_id",
      EXTERNAL_ID,
      externalIdOf(controller.identities[0]?.externalId?.(), of.podIdentity.targetRoleArn),
    );
    this.output("release_version", "The chart's version", lift(of.version));
    this.output(
      "gitops",
      "What another tool needs to install the controller; null where it is installed here",
      gitOpsOf(controller),
    );
    this.output(
      "ready",
      "Known when the controller's webhooks answer: for the variable after of what needs it",
      readiness(controller.dependables),
    );
  }
}
