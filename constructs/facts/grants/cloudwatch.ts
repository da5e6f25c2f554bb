import type { GrantBase, ServiceOf } from "./grant";

/** Metrics of a namespace. */
export type CloudwatchGrant = GrantBase<"cloudwatch", "write">;

export const CLOUDWATCH = {
  named: "a namespace of metrics: they have no ARN",
  verbs: { write: "Puts metrics of these namespaces" },
  arn: "",
  form: {
    what: "a namespace of metrics",
    says: "letters, digits, spaces and _./#:-, and no ARN",
    fix: "Write the namespace as it is",
    pattern: "^[A-Za-z0-9_./#: -]+$",
    not: "^arn:",
  },
  options: {},
  forms: [
    {
      resources: "any",
      texts: ["*"],
      actions: { write: ["cloudwatch:PutMetricData"] },
      conditions: [
        { test: "StringEquals", key: "cloudwatch:namespace", resources: "any", parts: "names", texts: ["{part}"] },
      ],
    },
  ],
} as const satisfies ServiceOf<CloudwatchGrant>;
