import * as problems from "../../facts/problems";
import type { Assertion } from "../../hcl/check";
import { choose, compare, isGiven, isOneOf, known, not, or } from "../../hcl/combine";
import type { Condition } from "../../hcl/combine";
import { call, index } from "../../hcl/expression";
import type { Expression } from "../../hcl/expression";
import { installedOnce } from "../preflight";
import type { AddonPreflight } from "../preflight";
import type { CertManagerInput } from "./keys";
import { CERT_MANAGER_CHART, KUBERNETES_OF } from "./releases";

const NAME = CERT_MANAGER_CHART.name;

/** Some of its ClusterRoleBindings have its name as their component, too: two of them, in all charts and manifests. */
const SELECTOR = `app.kubernetes.io/name=${NAME},app.kubernetes.io/component=${NAME}`;

/** The version of a chart from a folder is its own. */
export const certManagerPreflight = ({ version, namespace, install, chart }: CertManagerInput): AddonPreflight => {
  const supported = KUBERNETES_OF[version.split(".").slice(0, 2).join(".")];
  const isKnown = chart?.path === undefined && supported !== undefined;
  return {
    ...(isKnown && {
      kubernetes: (kubernetes) => ({
        holds: isOneOf(kubernetes, ...supported),
        problem: problems.kubernetesNotSupported(NAME, version, supported),
      }),
    }),
    checks: install ? [installedOnce({ label: NAME, release: NAME, namespace, selector: SELECTOR })] : [],
  };
};

/** What Terraform knows of cert-manager, which may be null as a whole. */
export interface OpenCertManager {
  readonly version: Expression;
  /** Its chart's folder. */
  readonly path: Expression;
  /** Kubernetes minors by cert-manager's. */
  readonly table: Expression;
}

/** The same where Terraform alone knows which cert-manager there is, if any. @param isOff - whether nothing is checked */
export function openKubernetesSupport(
  { version, path, table }: OpenCertManager,
  kubernetes: string | undefined,
  isOff: Condition,
): Assertion {
  const minor = call("join", ".", call("slice", call("split", ".", version), 0, 2));
  const unknown = or(isOff, not(isGiven(kubernetes)), compare(call("try", path, null), "!=", null));
  const isIn = call("try", call("contains", index(table, minor), known(kubernetes)), true);
  return { holds: choose(unknown, true, isIn) as Condition, problem: problems.kubernetesNotSupported(NAME) };
}
