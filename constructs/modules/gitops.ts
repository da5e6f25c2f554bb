import type { GitOps } from "../addons/helm-addon";
import { choose, known, not } from "../hcl/combine";
import type { Condition } from "../hcl/combine";
import type { Value } from "../hcl/expression";

/** An add-on that another tool may install. */
interface GitOpsAddon {
  readonly installed: Condition;
  readonly gitOps: GitOps;
  readonly documents: Value;
  readonly set: Value;
}

/**
 * What another tool needs to install an add-on in our place; null where it is installed here. All keys
 * are always there: which ones are could depend on an ARN that is not known yet.
 */
export const gitOpsOf = ({ installed, gitOps, documents, set }: GitOpsAddon): Value =>
  choose(
    not(installed),
    {
      chart: known(gitOps.chart),
      repository: known(gitOps.repository),
      version: known(gitOps.version),
      release: known(gitOps.release),
      namespace: known(gitOps.namespace),
      service_account: known(gitOps.serviceAccount),
      role_arn: known(gitOps.roleArn),
      values: documents,
      set,
    },
    null,
  );
