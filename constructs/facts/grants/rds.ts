import { resourceForm } from "./grant";
import type { GrantBase, ServiceOf } from "./grant";

/** Users of databases, by IAM authentication. */
export type RdsGrant = GrantBase<"rds", "connect">;

const ARN = "arn:{partition}:rds-db:{region}:{account}:dbuser:";

export const RDS = {
  named: "a database's resource ID (db-, cluster- or, of a proxy, prx-), a slash, and the database user",
  verbs: { connect: "Logs in as the user, by IAM authentication" },
  arn: ARN,
  form: resourceForm(
    "a database user",
    "resource-id/user, as in cluster-ABCDEFGHIJKL01234/app, or arn:partition:rds-db:region:account:dbuser:resource-id/user",
    ARN,
    "(db|cluster|prx)-[A-Za-z0-9*]+/[^/\\s]+",
  ),
  options: {},
  forms: [{ text: "{resource}", actions: { connect: ["rds-db:connect"] } }],
} as const satisfies ServiceOf<RdsGrant>;
