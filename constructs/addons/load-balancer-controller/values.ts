import { isMapping, valueAt } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { mistakes } from "../values";
import type { OwnedValue, ValueProblem, ValueType } from "../values";
import { controllerRelease } from "./releases";

/** Who makes the certificate of the controller's webhooks. */
export type WebhookCertificate = "cert-manager" | "helm";

/** What our values depend on. Texts may be tokens. */
export interface ControllerChoices {
  readonly version: string;
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly serviceAccount: string;
  readonly webhookCertificate: WebhookCertificate;
  readonly serviceMutatorWebhook: boolean;
  readonly replicas: number;
  readonly shield: boolean | undefined;
  readonly waf: boolean | undefined;
  readonly wafv2: boolean | undefined;
  readonly defaultTags: Readonly<Record<string, string>> | undefined;
}

const DROPPED = "it drops text silently, so the switch would not work";
const TRUTHY = 'it takes any text, "false" too, for true';

/** The chart has no schema: what it mishandles is checked here. */
const TYPES: readonly ValueType[] = [
  ...["enableShield", "enableWaf", "enableWafv2", "enablePodReadinessGateInject", "enableEndpointSlices"],
  ...["enableBackendSecurityGroup", "enableManageBackendSecurityGroupRules", "disableRestrictedSecurityGroupRules"],
  ...["disableIngressClassAnnotation", "disableIngressGroupNameAnnotation", "tolerateNonExistentBackendService"],
  ...["tolerateNonExistentBackendAction"],
]
  .map((path): ValueType => ({ path, type: "true or false", effect: DROPPED }))
  .concat(
    [
      ...[
        "enableCertManager",
        "keepTLSSecret",
        "enableServiceMutatorWebhook",
        "createIngressClassResource",
        "hostNetwork",
      ],
      ...["rbac.create", "serviceAccount.create", "ingressClassParams.create", "ingressClassConfig.default"],
      ...["autoscaling.enabled", "serviceMonitor.enabled", "clusterSecretsPermissions.allowAllSecrets"],
      ...["configureDefaultAffinity", "webhookConfig.disableIngressValidation"],
    ].map((path): ValueType => ({ path, type: "true or false", effect: TRUTHY })),
    ["clusterName", "region", "vpcId"].map((path): ValueType => ({
      path,
      type: "text",
      effect: "it renders it as a template, which fails for a number",
    })),
    { path: "serviceTargetENISGTags", type: "text", effect: 'it writes it as it is, as in "key=value,key=value"' },
    { path: "serviceAccount", type: "a mapping", effect: "it fails without one" },
    { path: "controllerConfig", type: "a mapping", effect: "it fails without one" },
    { path: "controllerConfig.featureGates", type: "a mapping", effect: "it fails without one" },
    { path: "podDisruptionBudget", type: "a mapping", effect: "it copies it into an object" },
    { path: "defaultTags", type: "a mapping", effect: "it reads keys and values from it" },
  );

function owned(choices: ControllerChoices): OwnedValue[] {
  const option = "loadBalancerController";
  return [
    { path: "clusterName", value: choices.clusterName, option: "cluster" },
    { path: "region", value: choices.region, option: "region" },
    { path: "vpcId", value: choices.vpcId, option: "attributes.vpcId" },
    { path: "serviceAccount.create", value: false, option },
    { path: "serviceAccount.name", value: choices.serviceAccount, option },
    { path: "serviceAccount.annotations", value: undefined, option },
    {
      path: "enableCertManager",
      value: choices.webhookCertificate === "cert-manager",
      option: `${option}.webhookCertificate`,
    },
    { path: "keepTLSSecret", value: keepTlsSecret(choices), option: `${option}.webhookCertificate` },
    {
      path: "enableServiceMutatorWebhook",
      value: choices.serviceMutatorWebhook,
      option: `${option}.serviceMutatorWebhook`,
    },
  ];
}

/** Set where the chart has it and makes the certificate itself: else each upgrade makes a new one. */
function keepTlsSecret({ version, webhookCertificate }: ControllerChoices): true | undefined {
  return webhookCertificate === "helm" && controllerRelease(version)?.keepsCertificate !== "never" ? true : undefined;
}

/** The chart's values before the user's. */
export function controllerValues(choices: ControllerChoices, podAnnotations: Record<string, string>): Data {
  const { replicas, shield, waf, wafv2, defaultTags } = choices;
  return {
    clusterName: choices.clusterName,
    region: choices.region,
    vpcId: choices.vpcId,
    serviceAccount: { create: false, name: choices.serviceAccount },
    replicaCount: replicas,
    ...(replicas > 1 && { podDisruptionBudget: { maxUnavailable: 1 } }),
    enableCertManager: choices.webhookCertificate === "cert-manager",
    ...(keepTlsSecret(choices) && { keepTLSSecret: true }),
    enableServiceMutatorWebhook: choices.serviceMutatorWebhook,
    ...(shield !== undefined && { enableShield: shield }),
    ...(waf !== undefined && { enableWaf: waf }),
    ...(wafv2 !== undefined && { enableWafv2: wafv2 }),
    ...(defaultTags && { defaultTags: { ...defaultTags } }),
    ...(Object.keys(podAnnotations).length > 0 && { podAnnotations }),
  };
}

/** A default tag becomes part of one unquoted argument, `--default-tags=key=value,key=value`. */
export function defaultTag(key: string, value: string): Problem | undefined {
  const found = [",", ": ", " #", "\n"].find((text) => key.includes(text) || value.includes(text));
  if (found !== undefined) return problems.defaultTag(key, value, found);
  return key.includes("=") ? problems.defaultTag(key, value, "=") : undefined;
}

function defaultTagProblems(values: Data): ValueProblem[] {
  const tags = values["defaultTags"];
  return Object.entries(isMapping(tags) ? tags : {}).flatMap(([key, value]) => {
    const path = `defaultTags.${key}`;
    const found =
      typeof value === "string"
        ? defaultTag(key, value)
        : problems.valueOfWrongType(path, value, "text", "it writes large numbers as 1e+07");
    return found ? [{ path, problem: found }] : [];
  });
}

/** What is wrong with a user's values. */
export function controllerValueProblems(values: Data, choices: ControllerChoices): ValueProblem[] {
  const pdb = valueAt(values, "podDisruptionBudget");
  const both = isMapping(pdb) && pdb["minAvailable"] !== undefined && pdb["maxUnavailable"] !== undefined;
  const budget = both
    ? [
        {
          path: "podDisruptionBudget",
          problem: problems.exactlyOne(["minAvailable", "maxUnavailable"], ["minAvailable", "maxUnavailable"]),
        },
      ]
    : [];
  return [...mistakes(values, TYPES, owned(choices)), ...defaultTagProblems(values), ...budget];
}

/** Whether this chart can do with this webhook certificate. */
export function webhookCertificate(version: string, certificate: WebhookCertificate): Problem | undefined {
  return certificate === "helm" && controllerRelease(version)?.keepsCertificate === "never"
    ? problems.helmCannotKeepCertificate(version)
    : undefined;
}
