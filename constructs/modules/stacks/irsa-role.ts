import type { Construct } from "constructs";
import { text as textKey } from "../../contract/basics";
import { workloadName } from "../../facts/names";
import { flagOr, isGiven, not, textOr } from "../../hcl/combine";
import { once, repeat } from "../../hcl/instances";
import { any, lift } from "../../hcl/lift";
import { IrsaRole } from "../../identity/irsa-role";
import { PART_CHECKS } from "../checks/cluster";
import { ROLE_CHECKS } from "../checks/identity";
import { flatChecks } from "../checks/together";
import { providerByArn } from "../cluster";
import { flatInputs } from "../flat";
import { identityOf, permissionsOf, roleOptions, trustOptions } from "../identity";
import { identityShape, providerShape, roleShape, tagsShape } from "../inputs";
import { ModuleStack } from "../module-stack";
import { variables } from "../reader";

export const nameShape = {
  name: textKey(
    workloadName,
    "The last part of the role's generated name. Default: the ServiceAccount's name",
  ).optional(),
};

const SHAPE = { ...providerShape, ...nameShape, ...roleShape, ...identityShape, ...tagsShape };

/** One role for one ServiceAccount, and nothing in Kubernetes. */
export class IrsaRoleModule extends ModuleStack {
  public constructor(scope: Construct) {
    super(scope, "irsa-role", {
      description: "An IAM role that named Kubernetes ServiceAccounts may assume, and nobody else.",
      providers: ["aws"],
      inputs: flatInputs(SHAPE, PART_CHECKS, flatChecks(ROLE_CHECKS)),
    });
    const of = variables(SHAPE);
    const context = { provider: providerByArn(this, of), tags: of.tags };
    repeat(this, "Default", once());
    const role = new IrsaRole(this, "Default", {
      ...identityOf(of, context),
      ...permissionsOf(of),
      ...roleOptions(of.role, context),
      purpose: textOr(of.name, of.serviceAccount),
      subjects: [{ namespace: of.namespace, serviceAccount: of.serviceAccount }],
      hasSubject: isGiven(of.serviceAccount),
      trust: {
        ...trustOptions(of.trust),
        otherSubjects: of.trust.subjects,
        audience: of.audience,
        podIdentitySource: of.podIdentity.sourceConditions,
        podIdentitySessionTags: any(not(flagOr(of.podIdentity.disableSessionTags, false))),
      },
    });
    this.output("arn", "The role's ARN", lift(role.arn));
    this.output("name", "The role's name", lift(role.name));
    this.output("annotations", "What a ServiceAccount has to be annotated with for its pods to get the role by IRSA", {
      "eks.amazonaws.com/role-arn": lift(role.arn),
    });
  }
}
