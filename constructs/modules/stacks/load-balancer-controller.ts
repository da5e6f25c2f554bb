import type { Construct } from "constructs";
import { LoadBalancerController } from "../../addons/load-balancer-controller/load-balancer-controller";
import { once, repeat } from "../../terraform/instances";
import { controllerProps } from "../addons";
import { CONTROLLER_CHECKS } from "../checks/addons";
import { PART_CHECKS } from "../checks/cluster";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { gitOpsOf } from "../gitops";
import { CHART_CREDENTIALS, controllerShape, identityShape, providerShape, tagsShape, vpcShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { Reader } from "../reader";

/** The AWS Load Balancer Controller with its role. */
export class LoadBalancerControllerModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "load-balancer-controller", {
      description: "The AWS Load Balancer Controller on EKS, with a role that may do what it needs.",
      inputs: [
        ...flatInputs(
          { ...providerShape, ...vpcShape, ...controllerShape, ...identityShape, ...tagsShape },
          PART_CHECKS,
          flatChecks(CONTROLLER_CHECKS),
        ),
        CHART_CREDENTIALS,
      ],
    });
    const variables = Reader.variables();
    const provider = providerByArn(this, variables);
    repeat(this, "load-balancer-controller", once());
    const controller = new LoadBalancerController(
      this,
      "load-balancer-controller",
      controllerProps(variables, false, {
        provider,
        tags: variables.required("tags"),
        install: true,
        credentials: variables.required("chartCredentials"),
      }),
    );
    this.output("role_arn", "The controller's role", controller.role?.arn ?? null);
    this.output("release_version", "The chart's version", variables.required("version"));
    this.output(
      "gitops",
      "What another tool needs to install the controller; null where it is installed here",
      gitOpsOf(controller),
    );
  }
}
