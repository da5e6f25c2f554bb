import { PLAIN, resourceForm } from "./grant";
import type { Encrypted, GrantBase, ServiceOf } from "./grant";

/** Records of a data stream. */
export interface KinesisGrant extends GrantBase<"kinesis", "read" | "write">, Encrypted {}

const ARN = "arn:{partition}:kinesis:{region}:{account}:stream/";

export const KINESIS = {
  named: "a data stream's name",
  verbs: { read: "Gets records of all shards", write: "Puts records" },
  arn: ARN,
  form: resourceForm("a data stream", "its name, or arn:partition:kinesis:region:account:stream/name", ARN, PLAIN),
  options: { kmsKeys: ["read", "write"] },
  forms: [
    {
      text: "{resource}",
      actions: {
        read: [
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
        ],
        write: ["kinesis:DescribeStreamSummary", "kinesis:ListShards", "kinesis:PutRecord", "kinesis:PutRecords"],
      },
    },
  ],
  keys: { through: "kinesis", verbs: { read: ["decrypt"], write: ["dataKey"] } },
} as const satisfies ServiceOf<KinesisGrant>;
