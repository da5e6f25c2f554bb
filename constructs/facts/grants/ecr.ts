import { WITH_SLASHES, resourceForm } from "./grant";
import type { GrantBase, ServiceOf } from "./grant";

/** Images of a repository. */
export type EcrGrant = GrantBase<"ecr", "pull">;

const ARN = "arn:{partition}:ecr:{region}:{account}:repository/";

export const ECR = {
  named: "a repository's name; with a slash at the end, a path: all repositories below it",
  verbs: { pull: "Pulls images" },
  arn: ARN,
  form: resourceForm(
    "a repository",
    "its name, or arn:partition:ecr:region:account:repository/name",
    ARN,
    WITH_SLASHES,
  ),
  options: {},
  forms: [
    {
      text: "{resource}",
      actions: { pull: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"] },
    },
    // Logging in is for the whole registry.
    { resources: "any", text: "*", actions: { pull: ["ecr:GetAuthorizationToken"] } },
  ],
} as const satisfies ServiceOf<EcrGrant>;
