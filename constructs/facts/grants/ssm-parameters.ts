import { resourceForm } from "./grant";
import type { Encrypted, GrantBase, ServiceOf } from "./grant";

/** Parameters of Systems Manager by name or, with a slash at the end, by path. */
export interface SsmParametersGrant extends GrantBase<"ssmParameters", "read">, Encrypted {}

const ARN = "arn:{partition}:ssm:{region}:{account}:parameter";

export const SSM_PARAMETERS = {
  named:
    "a parameter's name, with a slash in front whether it has one or not; with a slash at the end, a path: all parameters below it",
  verbs: { read: "Gets values, and those below a path at once" },
  arn: ARN,
  form: resourceForm(
    "a parameter",
    "its name with a slash in front, a path that ends with one, too, or arn:partition:ssm:region:account:parameter/name",
    ARN,
    "/[^:\\s]+",
  ),
  options: { kmsKeys: ["read"] },
  forms: [
    { text: "{resource}", actions: { read: ["ssm:GetParameter", "ssm:GetParameters"] } },
    // Who asks for a path may write its last slash or not.
    { resources: "paths", parts: "tree", text: "{resource}{part}", actions: { read: ["ssm:GetParametersByPath"] } },
  ],
  keys: { through: "ssm", verbs: { read: ["decrypt"] } },
} as const satisfies ServiceOf<SsmParametersGrant>;
