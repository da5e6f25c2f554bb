import { PLAIN, resourceForm } from "./grant";
import type { GrantBase, ServiceOf } from "./grant";

/** Kafka clusters, and topics in them. */
export interface MskGrant extends GrantBase<"msk", "connect"> {
  /** Topics to read from. @default - none */
  readonly readTopics?: readonly string[];
  /** Topics to write to. @default - none */
  readonly writeTopics?: readonly string[];
  /** Consumer groups to be a member of, for reading. @default - none */
  readonly groups?: readonly string[];
}

const ARN = "arn:{partition}:kafka:{region}:{account}:cluster/";

export const MSK = {
  named: "a cluster's name",
  verbs: { connect: "Connects, by IAM authentication; to topics and groups as they are listed" },
  arn: ARN,
  // A cluster's ARN ends with a UUID.
  suffix: "/*",
  form: resourceForm(
    "an MSK cluster",
    "its name, or arn:partition:kafka:region:account:cluster/name/uuid",
    ARN,
    PLAIN,
    `${PLAIN}/${PLAIN}`,
  ),
  options: { readTopics: ["connect"], writeTopics: ["connect"], groups: ["connect"] },
  forms: [
    { text: "{resource}", actions: { connect: ["kafka-cluster:Connect", "kafka-cluster:DescribeCluster"] } },
    {
      resources: "topicsOf",
      parts: "readTopics",
      text: "{resource}/{part}",
      actions: { connect: ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"] },
    },
    {
      resources: "topicsOf",
      parts: "writeTopics",
      text: "{resource}/{part}",
      actions: { connect: ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"] },
    },
    {
      // What Kafka's producers do by default.
      parts: "writeTopics",
      text: "{resource}",
      actions: { connect: ["kafka-cluster:WriteDataIdempotently"] },
    },
    {
      resources: "groupsOf",
      parts: "groups",
      text: "{resource}/{part}",
      actions: { connect: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"] },
    },
  ],
} as const satisfies ServiceOf<MskGrant>;
