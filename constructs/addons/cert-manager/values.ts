import { merge, valueAt, withPath } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import { PARTITIONS } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { isGiven, isMoreThanOne, onlyIf, textIf } from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import { call } from "../../hcl/expression";
import type { Expression, Value } from "../../hcl/expression";
import { lift } from "../../hcl/lift";
import type { Naming } from "../../hcl/instances";
import { optionValues } from "../options";
import type { OptionRow } from "../options";
import { bothBudgets, lostWithAccount, mistakes, openLosses, openMistakes, unknownKeys } from "../values";
import type { OwnedValue, ValueProblem, ValueType } from "../values";
import { minorsUpTo } from "./releases";

export const SERVICE_ACCOUNT = "cert-manager";

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
  ...[
    "webhook.hostNetwork",
    "webhook.podDisruptionBudget.enabled",
    "cainjector.enabled",
    "networkPolicy.enabled",
    "webhook.networkPolicy.enabled",
    "cainjector.networkPolicy.enabled",
    "global.podSecurityPolicy.enabled",
  ],
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

/** Typed options that become values. */
export interface CertManagerOptions {
  /** Of controller, webhook and CA injector; with more than one, each has a disruption budget. @default - the chart's: 1 */
  readonly replicas?: number;
  /** Pods run on Fargate, where the kubelet has the webhook's usual port: it takes 10260. @default false */
  readonly fargate?: Flag;
  /** Where leaders are elected; Fargate profiles and locked-down clusters may not have kube-system. @default - the chart's: kube-system */
  readonly leaderElectionNamespace?: string;
  /** A registry, with its namespace, in the place of quay.io/jetstack. @default - quay.io/jetstack */
  readonly imageRegistry?: string;
  /** @default - the chart's: metrics on, no monitor */
  readonly prometheus?: {
    /** Whether metrics are served. @default true */
    readonly enabled?: Flag;
    /** A ServiceMonitor for the Prometheus operator. Not with `podMonitor`. @default false */
    readonly serviceMonitor?: Flag;
    /** A PodMonitor for the Prometheus operator. Not with `serviceMonitor`. @default false */
    readonly podMonitor?: Flag;
  };
}

/** What our values depend on. */
export interface CertManagerChoices extends CertManagerOptions {
  readonly version: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Whether the release is made here, and the ServiceAccount with it. @default true */
  readonly install?: Flag;
}

/** The port that is free where the kubelet has 10250 (EKS community add-on's default). */
const FARGATE_PORT = 10260;

/** The images' names below the registry's namespace, by the value that holds each. */
const IMAGES: Readonly<Record<string, string>> = {
  image: "cert-manager-controller",
  "webhook.image": "cert-manager-webhook",
  "cainjector.image": "cert-manager-cainjector",
  "acmesolver.image": "cert-manager-acmesolver",
  "startupapicheck.image": "cert-manager-startupapicheck",
};

/** What a mirror has to have. */
export const IMAGE_NAMES = "cert-manager's images";

/** Without internet there is no way to the public registry. */
export const noPublicImages = (
  { imageRegistry }: Pick<CertManagerOptions, "imageRegistry">,
  partition: string,
): Problem | undefined =>
  imageRegistry === undefined && PARTITIONS.some(({ name, isolated }) => name === partition && isolated)
    ? problems.noPublicRegistry(partition, IMAGE_NAMES)
    : undefined;

/** Every option that becomes a value. */
const OPTIONS: readonly OptionRow<CertManagerOptions>[] = [
  ...["", "webhook.", "cainjector."].flatMap((component): OptionRow<CertManagerOptions>[] => [
    { option: "replicas", path: `${component}replicaCount` },
    {
      option: "replicas",
      path: `${component}podDisruptionBudget.enabled`,
      value: ({ replicas }) => onlyIf(isMoreThanOne(replicas), true),
    },
  ]),
  { option: "fargate", path: "webhook.securePort", value: ({ fargate = false }) => onlyIf(fargate, FARGATE_PORT) },
  { option: "leaderElectionNamespace", path: "global.leaderElection.namespace" },
  // A repository with its registry works in every minor; the values for the registry alone came with v1.20.
  ...Object.entries(IMAGES).map(([image, name]): OptionRow<CertManagerOptions> => ({
    option: "imageRegistry",
    path: `${image}.repository`,
    value: ({ imageRegistry }) => textIf(isGiven(imageRegistry), `${imageRegistry ?? ""}/${name}`),
  })),
  { option: "prometheus", path: "prometheus.enabled", value: ({ prometheus }) => prometheus?.enabled },
  {
    option: "prometheus",
    path: "prometheus.servicemonitor.enabled",
    value: ({ prometheus }) => prometheus?.serviceMonitor,
  },
  { option: "prometheus", path: "prometheus.podmonitor.enabled", value: ({ prometheus }) => prometheus?.podMonitor },
];

const optionsOf = (choices: CertManagerOptions): OwnedValue[] => optionValues("certManager", OPTIONS, choices);

function owned(choices: CertManagerChoices): OwnedValue[] {
  return [
    { path: "crds.enabled", value: true, option: "certManager" },
    { path: "crds.keep", value: true, option: "certManager" },
    { path: "installCRDs", value: undefined, option: "crds.enabled" },
    { path: "namespace", value: choices.namespace, option: "certManager.namespace" },
    { path: "serviceAccount.create", value: false, option: "certManager" },
    { path: "serviceAccount.name", value: choices.serviceAccount, option: "certManager" },
    { path: "serviceAccount.annotations", value: undefined, option: "certManager" },
    ...optionsOf(choices),
  ];
}

/** The chart's values before the user's, but for the ServiceAccount. */
export function certManagerValues(choices: CertManagerOptions): Data {
  const crds: Data = { crds: { enabled: true, keep: true } };
  return optionsOf(choices).reduce((values, { path, value }) => merge(values, withPath(path, value)), crds);
}

/** What is wrong with values that Terraform knows, as a list of texts; what is unknown to the chart, its schema rejects. */
export const openCertManagerValueProblems = (values: Expression, choices: CertManagerChoices, named: Naming): Value =>
  call(
    "concat",
    openMistakes(values, TYPES, owned(choices), named),
    named("values_lost", openLosses(values, lift(choices.install ?? true) as Condition, ...BUDGETS)),
  );

const BUDGETS = ["podDisruptionBudget", "webhook.podDisruptionBudget", "cainjector.podDisruptionBudget"];

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
    ...bothBudgets(values, ...BUDGETS),
    ...lostWithAccount(values, choices.install),
  ];
}
