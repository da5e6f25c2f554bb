import { WITH_SLASHES, resourceForm } from "./grant";
import type { GrantBase, ServiceOf } from "./grant";

/** Log groups of CloudWatch, which are there. */
export type LogsGrant = GrantBase<"logs", "write">;

const ARN = "arn:{partition}:logs:{region}:{account}:log-group:";

export const LOGS = {
  named: "a log group's name; with a slash at the end, a path: all log groups below it",
  verbs: { write: "Makes log streams in the group, which is there, and writes to them" },
  arn: ARN,
  form: resourceForm(
    "a log group",
    "its name, or arn:partition:logs:region:account:log-group:name, without :* at the end",
    ARN,
    WITH_SLASHES,
  ),
  options: {},
  forms: [
    {
      text: "{resource}:*",
      actions: { write: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"] },
    },
  ],
} as const satisfies ServiceOf<LogsGrant>;
