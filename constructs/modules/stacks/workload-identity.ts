import type { Construct } from "constructs";
import { Namespace } from "../../identity/namespace";
import { WorkloadIdentity } from "../../identity/workload-identity";
import { orElse } from "../../terraform/condition";
import { once, repeat } from "../../terraform/instances";
import { WORKLOAD_CHECKS } from "../checks/identity";
import { PART_CHECKS } from "../checks/cluster";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { workloadProps } from "../identity";
import { identityShape, providerShape, tagsShape, workloadShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { Reader } from "../reader";
import { nameShape } from "./irsa-role";

/** One ServiceAccount with a role of its own. */
export class WorkloadIdentityModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "workload-identity", {
      description: "A Kubernetes ServiceAccount with an IAM role of its own, and what it may do in Kubernetes.",
      providers: ["aws", "kubernetes"],
      inputs: flatInputs(
        { ...providerShape, ...nameShape, ...workloadShape, ...identityShape, ...tagsShape },
        PART_CHECKS,
        flatChecks(WORKLOAD_CHECKS),
      ),
    });
    const variables = Reader.variables();
    const provider = providerByArn(this, variables);
    const name = variables.requiredText("namespace");
    repeat(this, "namespace", once(variables.required("createNamespace")));
    const { dependables } = new Namespace(this, "namespace", { name });
    const context = { provider, tags: variables.required("tags") };
    repeat(this, "Default", once());
    const { role, serviceAccount } = new WorkloadIdentity(this, "Default", {
      ...workloadProps(variables, { name, dependables }, context),
      purpose: orElse(variables.text("name"), variables.requiredText("serviceAccount")),
    });
    this.output("role_arn", "The role's ARN", role.arn);
    this.output("role_name", "The role's name", role.name);
    this.output("namespace", "The ServiceAccount's namespace", serviceAccount.namespace);
    this.output("service_account", "The ServiceAccount's name", serviceAccount.name);
  }
}
