import { WITH_SLASHES, resourceForm } from "./grant";
import type { Encrypted, GrantBase, ServiceOf } from "./grant";

/** Secrets by name or, with a slash at the end, by path. */
export interface SecretsManagerGrant extends GrantBase<"secretsManager", "read">, Encrypted {}

const ARN = "arn:{partition}:secretsmanager:{region}:{account}:secret:";

export const SECRETS_MANAGER = {
  named: "a secret's name, without what AWS appends to it; with a slash at the end, a path: all secrets below it",
  verbs: { read: "Gets the value" },
  arn: ARN,
  // AWS appends a hyphen and six characters to a secret's name in its ARN, which nobody knows before it is there.
  suffix: "-??????",
  form: resourceForm(
    "a secret",
    "its name, a path that ends with a slash, or its ARN, which ends with six characters of AWS's",
    ARN,
    WITH_SLASHES,
    "[^:\\s]*(-[A-Za-z0-9?]{6}|\\*)",
  ),
  options: { kmsKeys: ["read"] },
  forms: [
    { text: "{resource}", actions: { read: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"] } },
  ],
  keys: { through: "secretsmanager", verbs: { read: ["decrypt"] } },
} as const satisfies ServiceOf<SecretsManagerGrant>;
