import * as problems from "../../facts/problems";
import { isOneOf } from "../../hcl/combine";
import { installedOnce } from "../preflight";
import type { AddonPreflight } from "../preflight";
import type { CertManagerInput } from "./keys";
import { CERT_MANAGER_CHART, kubernetesOf } from "./releases";

/** Some of its ClusterRoleBindings have its name as their component, too: two of them, in all charts and manifests. */
const SELECTOR = "app.kubernetes.io/name=cert-manager,app.kubernetes.io/component=cert-manager";

/** The version of a chart from a folder is its own. */
export const certManagerPreflight = ({ version, namespace, install, chart }: CertManagerInput): AddonPreflight => {
  const supported = chart?.path === undefined ? kubernetesOf(version) : [];
  return {
    ...(supported.length > 0 && {
      kubernetes: (kubernetes) => ({
        holds: isOneOf(kubernetes, ...supported),
        problem: problems.kubernetesNotSupported(CERT_MANAGER_CHART.name, version, supported),
      }),
    }),
    checks: install
      ? [installedOnce({ label: "cert-manager", release: CERT_MANAGER_CHART.name, namespace, selector: SELECTOR })]
      : [],
  };
};
