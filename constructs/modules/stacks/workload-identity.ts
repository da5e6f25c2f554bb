import type { Construct } from "constructs";
import { textOr } from "../../hcl/combine";
import type { Condition } from "../../hcl/combine";
import { once, repeat } from "../../hcl/instances";
import { lift } from "../../hcl/lift";
import { Namespace, usesDefaultAccount } from "../../identity/namespace";
import { WorkloadIdentity } from "../../identity/workload-identity";
import { PART_CHECKS } from "../checks/cluster";
import { WORKLOAD_CHECKS } from "../checks/identity";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { EXTERNAL_ID, externalIdOf, workloadProps } from "../identity";
import { identityShape, providerShape, tagsShape, workloadShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { variables } from "../reader";
import { nameShape } from "./irsa-role";

const SHAPE = { ...providerShape, ...nameShape, ...workloadShape, ...identityShape, ...tagsShape };

/** One ServiceAccount with a role of its own. */
export class WorkloadIdentityModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "workload-identity", {
      description: "A Kubernetes ServiceAccount with an IAM role of its own, and what it may do in Kubernetes.",
      providers: ["aws", "kubernetes"],
      inputs: flatInputs(SHAPE, PART_CHECKS, flatChecks(WORKLOAD_CHECKS)),
    });
    const of = variables(SHAPE);
    const context = { provider: providerByArn(this, of), tags: of.tags };
    repeat(this, "namespace", once());
    const namespace = new Namespace(this, "namespace", {
      name: of.namespace,
      when: lift(of.createNamespace) as Condition,
      waitForDefaultAccount: usesDefaultAccount(of),
    });
    repeat(this, "Default", once());
    const workload = new WorkloadIdentity(this, "Default", {
      ...workloadProps(of, namespace, context),
      purpose: textOr(of.name, of.serviceAccount),
    });
    const { role, serviceAccount } = workload;
    this.output("role_arn", "The role's ARN", lift(role.arn));
    this.output("role_name", "The role's name", lift(role.name));
    this.output("namespace", "The ServiceAccount's namespace", lift(serviceAccount.namespace));
    this.output("service_account", "The ServiceAccount's name", lift(serviceAccount.name));
    this.output(
      "pod_identity_external_id",
      EXTERNAL_ID,
      externalIdOf(workload.externalId, of.podIdentity.targetRoleArn),
    );
  }
}
