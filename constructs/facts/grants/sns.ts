import { PLAIN, resourceForm } from "./grant";
import type { Encrypted, GrantBase, ServiceOf } from "./grant";

/** Messages to a topic. */
export interface SnsGrant extends GrantBase<"sns", "publish">, Encrypted {}

const ARN = "arn:{partition}:sns:{region}:{account}:";

export const SNS = {
  named: "a topic's name",
  verbs: { publish: "Publishes messages" },
  arn: ARN,
  form: resourceForm("a topic", "its name, or arn:partition:sns:region:account:name", ARN, PLAIN),
  options: { kmsKeys: ["publish"] },
  forms: [{ text: "{resource}", actions: { publish: ["sns:Publish"] } }],
  keys: { through: "sns", verbs: { publish: ["dataKey", "decrypt"] } },
} as const satisfies ServiceOf<SnsGrant>;
