import type { Preset } from "../definition";
import type { CertManagerProps } from "./cert-manager";
import { certManager } from "./keys";
import type { CertManagerInput } from "./keys";
import { CERT_MANAGER_CHART, CERT_MANAGER_VERSIONS } from "./releases";
import { certManagerRules } from "./rules";
import { SERVICE_ACCOUNT } from "./values";

export const CERT_MANAGER = {
  name: "cert-manager",
  key: "certManager",
  label: "cert-manager",
  chart: CERT_MANAGER_CHART,
  versions: CERT_MANAGER_VERSIONS,
  schema: certManager,
  rules: certManagerRules,
  namespace: ({ namespace }) => namespace,
  runsAs: ({ hostedZones, ...keys }) => [
    {
      at: [],
      name: SERVICE_ACCOUNT,
      hasRole: hostedZones.length > 0 && keys.roleArn === undefined,
      keys,
      acknowledge: keys.acknowledge,
    },
  ],
  props: ({ identity: _, namespace, role, roleArn, trust, podIdentity, chart, ...options }, context) => ({
    ...options,
    ...context.identity(),
    ...context.access({ role, roleArn, trust, podIdentity }),
    namespace: context.namespace(namespace),
    issuersDependOn: options.issuers.flatMap((issuer) =>
      issuer.namespace === undefined ? [] : context.namespace(issuer.namespace).dependables,
    ),
    chart: chart && context.chart({ ...CERT_MANAGER_CHART, version: options.version, ...chart }),
  }),
} as const satisfies Preset<CertManagerInput, CertManagerProps>;
