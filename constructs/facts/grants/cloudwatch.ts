import { eitherForm } from "./grant";
import type { GrantBase, ServiceOf } from "./grant";

/** Metrics of a namespace. */
export type CloudwatchGrant = GrantBase<"cloudwatch", "write">;

const NAMESPACE = "[A-Za-z0-9_./#: -]+";

export const CLOUDWATCH = {
  named: "a namespace of metrics: they have no ARN",
  verbs: { write: "Puts metrics of these namespaces" },
  arn: "",
  form: eitherForm({
    what: "a namespace of metrics",
    says: "letters, digits, spaces and _./#:-, and no ARN",
    fix: "Write the namespace as it is",
    arn: NAMESPACE,
    name: NAMESPACE,
    not: "^arn:",
  }),
  options: {},
  forms: [
    {
      resources: "any",
      text: "*",
      actions: { write: ["cloudwatch:PutMetricData"] },
      conditions: [
        { test: "StringEquals", key: "cloudwatch:namespace", resources: "any", parts: "resources", text: "{part}" },
      ],
    },
  ],
} as const satisfies ServiceOf<CloudwatchGrant>;
