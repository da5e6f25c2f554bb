import { PLAIN, resourceForm } from "./grant";
import type { Encrypted, GrantBase, ServiceOf } from "./grant";

/** Messages of a queue. */
export interface SqsGrant extends GrantBase<"sqs", "consume" | "send">, Encrypted {}

const ARN = "arn:{partition}:sqs:{region}:{account}:";

export const SQS = {
  named: "a queue's name",
  verbs: { consume: "Receives, hides and deletes messages", send: "Sends messages" },
  arn: ARN,
  form: resourceForm("a queue", "its name, or arn:partition:sqs:region:account:name", ARN, PLAIN),
  options: { kmsKeys: ["consume", "send"] },
  forms: [
    {
      text: "{resource}",
      actions: {
        consume: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
        ],
        send: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
      },
    },
  ],
  // SQS reuses a data key for a while, and decrypts it to encrypt with it.
  keys: { through: "sqs", verbs: { consume: ["decrypt"], send: ["dataKey", "decrypt"] } },
} as const satisfies ServiceOf<SqsGrant>;
