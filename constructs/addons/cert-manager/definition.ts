import type { Preset, RunsAs } from "../definition";
import type { CertManagerProps } from "./cert-manager";
import type { CertIssuer } from "./issuers";
import { certManager } from "./keys";
import type { CertManagerInput } from "./keys";
import { certManagerPreflight } from "./preflight";
import { CERT_MANAGER_CHART, CERT_MANAGER_VERSIONS } from "./releases";
import { certManagerRules } from "./rules";
import { SERVICE_ACCOUNT } from "./values";

/** The ServiceAccount that an issuer has of its own. */
function ofIssuer(issuer: CertIssuer, index: number, { role }: Pick<CertManagerInput, "role">): RunsAs[] {
  if (!("acme" in issuer) || issuer.acme.dns01 === undefined || issuer.namespace === undefined) return [];
  const { name: _, description: __, ...shared } = role ?? {};
  return [
    {
      at: ["issuers", index, "acme", "dns01"],
      name: issuer.acme.dns01.serviceAccount,
      namespace: issuer.namespace,
      identity: "irsa",
      hasRole: true,
      purpose: `cert-manager-${issuer.namespace}-${issuer.name}`,
      keys: { role: role && shared },
    },
  ];
}

export const CERT_MANAGER = {
  name: "cert-manager",
  key: "certManager",
  label: "cert-manager",
  chart: CERT_MANAGER_CHART,
  versions: CERT_MANAGER_VERSIONS,
  schema: certManager,
  rules: certManagerRules,
  preflight: certManagerPreflight,
  namespace: ({ namespace }) => namespace,
  runsAs: ({ hostedZones, issuers, ...keys }) => [
    {
      at: [],
      name: SERVICE_ACCOUNT,
      hasRole: hostedZones.length > 0 && keys.roleArn === undefined,
      keys,
      acknowledge: keys.acknowledge,
    },
    ...issuers.flatMap((issuer, index) => ofIssuer(issuer, index, keys)),
  ],
  props: ({ identity: _, namespace, role, roleArn, trust, podIdentity, chart, ...options }, context) => ({
    ...options,
    ...context.identity(),
    ...context.access({ role, roleArn, trust, podIdentity }),
    namespace: context.namespace(namespace),
    issuersDependOn: [...new Set(options.issuers.flatMap(({ namespace: one }) => one ?? []))].flatMap(
      (one) => context.namespace(one).dependables,
    ),
    chart: chart && context.chart({ ...CERT_MANAGER_CHART, version: options.version, ...chart }),
  }),
} as const satisfies Preset<CertManagerInput, CertManagerProps>;
