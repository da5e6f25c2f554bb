import { PLAIN, resourceForm } from "./grant";
import type { GrantBase, ServiceOf } from "./grant";

/** Items of a table. */
export interface DynamodbGrant extends GrantBase<"dynamodb", "read" | "write"> {
  /** What of the table. @default - the table alone */
  readonly parts?: readonly ("table" | "indexes" | "stream")[];
}

const ARN = "arn:{partition}:dynamodb:{region}:{account}:table/";

export const DYNAMODB = {
  named: "a table's name",
  verbs: {
    read: "Gets, queries and scans items, in transactions, too; reads the stream",
    write: "Puts, updates and deletes items",
  },
  arn: ARN,
  form: resourceForm("a table", "its name, or arn:partition:dynamodb:region:account:table/name", ARN, PLAIN),
  options: { table: ["read", "write"], indexes: ["read"], stream: ["read"] },
  forms: [
    {
      text: "{resource}",
      parts: "table",
      actions: {
        read: [
          "dynamodb:BatchGetItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:Query",
          "dynamodb:Scan",
        ],
        write: [
          "dynamodb:BatchWriteItem",
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:PutItem",
          "dynamodb:UpdateItem",
        ],
      },
    },
    {
      text: "{resource}/index/*",
      parts: "indexes",
      actions: { read: ["dynamodb:Query", "dynamodb:Scan"] },
    },
    {
      text: "{resource}/stream/*",
      parts: "stream",
      actions: { read: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"] },
    },
  ],
} as const satisfies ServiceOf<DynamodbGrant>;
