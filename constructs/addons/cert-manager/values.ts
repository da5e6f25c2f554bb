import { valueAt } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import * as problems from "../../facts/problems";
import { mistakes, unknownKeys } from "../values";
import type { OwnedValue, ValueProblem, ValueType } from "../values";
import { minorsUpTo } from "./releases";

/** Top-level values of the oldest minor in the release table. The chart's schema rejects any other. */
const BASE_VALUES: readonly string[] = [
  "acmesolver affinity approveSignerNames automountServiceAccountToken cainjector clusterResourceNamespace config",
  "containerSecurityContext crds creator deploymentAnnotations disableAutoApproval dns01RecursiveNameservers",
  "dns01RecursiveNameserversOnly enableCertificateOwnerRef enableServiceLinks enabled extraArgs extraEnv extraObjects",
  "featureGates fullnameOverride global hostAliases http_proxy https_proxy image ingressShim installCRDs livenessProbe",
  "maxConcurrentChallenges nameOverride namespace no_proxy nodeSelector podAnnotations podDisruptionBudget podDnsConfig",
  "podDnsPolicy podLabels prometheus replicaCount resources securityContext serviceAccount serviceAnnotations",
  "serviceIPFamilies serviceIPFamilyPolicy serviceLabels startupapicheck strategy tolerations topologySpreadConstraints",
  "volumeMounts volumes webhook",
].flatMap((line) => line.split(" "));

const REJECTS = "its schema rejects anything else";

const TYPES: readonly ValueType[] = [
  ...["crds.enabled", "crds.keep", "installCRDs", "prometheus.enabled", "prometheus.servicemonitor.enabled"],
  ...[
    "prometheus.podmonitor.enabled",
    "startupapicheck.enabled",
    "serviceAccount.create",
    "podDisruptionBudget.enabled",
  ],
  ...["webhook.hostNetwork", "webhook.podDisruptionBudget.enabled", "cainjector.enabled", "networkPolicy.enabled"],
  ...["cainjector.podDisruptionBudget.enabled", "enableCertificateOwnerRef", "dns01RecursiveNameserversOnly"],
  ...["serviceAccount.automountServiceAccountToken", "automountServiceAccountToken", "disableAutoApproval"],
]
  .map((path): ValueType => ({ path, type: "true or false", effect: REJECTS }))
  .concat(
    ["podAnnotations", "podLabels", "nodeSelector", "serviceAccount", "crds"].map((path): ValueType => ({
      path,
      type: "a mapping",
      effect: REJECTS,
    })),
  );

/** What our values depend on. */
export interface CertManagerChoices {
  readonly version: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

function owned({ namespace, serviceAccount }: CertManagerChoices): OwnedValue[] {
  return [
    { path: "crds.enabled", value: true, option: "certManager" },
    { path: "crds.keep", value: true, option: "certManager" },
    { path: "installCRDs", value: undefined, option: "crds.enabled" },
    { path: "namespace", value: namespace, option: "certManager.namespace" },
    { path: "serviceAccount.create", value: false, option: "certManager" },
    { path: "serviceAccount.name", value: serviceAccount, option: "certManager" },
    { path: "serviceAccount.annotations", value: undefined, option: "certManager" },
  ];
}

/** The chart's values before the user's. */
export function certManagerValues(
  { serviceAccount }: CertManagerChoices,
  podAnnotations: Record<string, string>,
): Data {
  return {
    crds: { enabled: true, keep: true },
    serviceAccount: { create: false, name: serviceAccount },
    ...(Object.keys(podAnnotations).length > 0 && { podAnnotations }),
  };
}

/** What is wrong with a user's values for one version of the chart. */
export function certManagerValueProblems(values: Data, choices: CertManagerChoices): ValueProblem[] {
  const minors = minorsUpTo(choices.version);
  const known = new Set([...BASE_VALUES, ...minors.flatMap(({ addedValues }) => addedValues)]);
  const removed = minors
    .flatMap(({ removedValues }) => removedValues)
    .filter((path) => valueAt(values, path) !== undefined)
    .map((path) => ({ path, problem: problems.valueUnknown(`cert-manager ${choices.version}`, path, undefined) }));
  return [
    ...unknownKeys(`cert-manager ${choices.version}`, values, known),
    ...removed,
    ...mistakes(values, TYPES, owned(choices)),
  ];
}
