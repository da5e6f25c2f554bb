import type { Construct } from "constructs";
import { text } from "../../contract/basics";
import { workloadName } from "../../facts/names";
import { IrsaRole } from "../../identity/irsa-role";
import { not, orElse } from "../../terraform/condition";
import { expr } from "../../terraform/expression";
import { once, repeat } from "../../terraform/instances";
import { ROLE_CHECKS } from "../checks/identity";
import { PART_CHECKS } from "../checks/cluster";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { identityOf, permissionsOf, podIdentityOptions, roleOptions, trustOptions } from "../identity";
import { identityShape, providerShape, roleShape, tagsShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { Reader } from "../reader";

export const nameShape = {
  name: text(workloadName, "The last part of the role's generated name. Default: the ServiceAccount's name").optional(),
};

/** One role for one ServiceAccount, and nothing in Kubernetes. */
export class IrsaRoleModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "irsa-role", {
      description: "An IAM role that named Kubernetes ServiceAccounts may assume, and nobody else.",
      providers: ["aws"],
      inputs: flatInputs(
        { ...providerShape, ...nameShape, ...roleShape, ...identityShape, ...tagsShape },
        PART_CHECKS,
        flatChecks(ROLE_CHECKS),
      ),
    });
    const variables = Reader.variables();
    const provider = providerByArn(this, variables);
    const context = { provider, tags: variables.required("tags") };
    const podIdentity = podIdentityOptions(variables.in("podIdentity"), context);
    repeat(this, "this", once());
    const role = new IrsaRole(this, "this", {
      ...identityOf(variables, context),
      ...permissionsOf(variables),
      ...roleOptions(variables.in("role"), context),
      purpose: orElse(variables.text("name"), variables.requiredText("serviceAccount")),
      subjects: [
        { namespace: variables.requiredText("namespace"), serviceAccount: variables.requiredText("serviceAccount") },
      ],
      trust: {
        ...trustOptions(variables.in("trust")),
        otherSubjects: variables.in("trust").required("subjects"),
        audience: variables.text("audience"),
        podIdentitySource: podIdentity.sourceConditions,
        podIdentitySessionTags: not(expr`coalesce(${podIdentity.disableSessionTags ?? false}, false)`),
      },
    });
    this.output("arn", "The role's ARN", role.arn);
    this.output("name", "The role's name", role.name);
    this.output("annotations", "What a ServiceAccount has to be annotated with for its pods to get the role by IRSA", {
      "eks.amazonaws.com/role-arn": role.arn,
    });
  }
}
