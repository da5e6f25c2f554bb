import type { GitOps } from "../addons/helm-addon";
import type { Condition } from "../terraform/condition";
import { not } from "../terraform/condition";
import { expr } from "../terraform/expression";
import type { Expression, Json } from "../terraform/expression";

/** An add-on that another tool may install. */
interface GitOpsAddon {
  readonly installed: Condition;
  readonly gitOps: GitOps;
  readonly documents: readonly Json[];
}

/**
 * What another tool needs to install an add-on in our place; null where it is installed here. All keys
 * are always there: which ones are could depend on an ARN that is not known yet.
 */
export const gitOpsOf = ({ installed, gitOps, documents }: GitOpsAddon): Expression =>
  expr`${not(installed)} ? ${{
    chart: expr`${gitOps.chart}`,
    repository: expr`${gitOps.repository}`,
    version: expr`${gitOps.version}`,
    release: expr`${gitOps.release}`,
    namespace: expr`${gitOps.namespace}`,
    service_account: expr`${gitOps.serviceAccount}`,
    role_arn: expr`${gitOps.roleArn}`,
    values: documents,
  }} : null`;
