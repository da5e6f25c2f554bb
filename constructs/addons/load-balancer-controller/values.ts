import { isMapping, merge, valueAt, withPath } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import { PARTITIONS } from "../../facts/partitions";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { mistakes } from "../values";
import type { OwnedValue, ValueProblem, ValueType } from "../values";
import { compareVersions } from "../version";
import { GATEWAY_GATES, featureGate } from "./feature-gates";
import { controllerRelease } from "./releases";

/** Who makes the certificate of the controller's webhooks. */
export type WebhookCertificate = "cert-manager" | "helm";

/** Typed options that become values. */
export interface ControllerOptions {
  /**
   * Whether the controller takes over every new Service of type LoadBalancer. Its webhook refuses all
   * new Services of the cluster while the controller is down. @default false
   */
  readonly serviceMutatorWebhook?: boolean;
  /** With more than one there is a disruption budget of one. @default 2 */
  readonly replicas?: number;
  /** AWS Shield Advanced. @default - the controller's: on; off in isolated clusters */
  readonly shield?: boolean;
  /** AWS WAF Classic. @default - as `shield` */
  readonly waf?: boolean;
  /** AWS WAF. @default - as `shield` */
  readonly wafv2?: boolean;
  /** Tags of what the controller makes. Without commas, `: ` and ` #`. @default - none */
  readonly defaultTags?: Readonly<Record<string, string>>;
  /** @default - an IngressClass `alb`, not the cluster's default */
  readonly ingressClass?: {
    readonly name?: string;
    readonly default?: boolean;
    readonly create?: boolean;
    /** The spec of its IngressClassParams: scheme, subnets, tags and so on. @default {} */
    readonly params?: Data;
  };
  /** @default - the controller's own */
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** The three gates of the Gateway API at once. @default - the controller's: on where the CRDs are */
  readonly gatewayApi?: boolean;
  /** @default - the controller's: instance */
  readonly defaultTargetType?: "instance" | "ip";
  /** Charts from 1.17.0 on. @default - the controller's: internal */
  readonly defaultScheme?: "internal" | "internet-facing";
  /** An ELB security policy for HTTPS and TLS listeners. @default - the controller's */
  readonly defaultSslPolicy?: string;
  /** @default - the controller's: a shared backend security group, whose rules it manages */
  readonly securityGroups?: {
    /** Whether load balancers share one backend security group. */
    readonly sharedBackend?: boolean;
    /** The shared group, in the place of one that the controller makes. */
    readonly backend?: string;
    /** Whether rules for the backend group are added to security groups that a user named. */
    readonly manageBackendRules?: boolean;
    /** Whether node rules are narrowed to the ports in use. */
    readonly restrictRules?: boolean;
  };
  /** A ServiceMonitor for the Prometheus operator. @default false */
  readonly serviceMonitor?: boolean;
}

/** What our values depend on. Texts may be tokens. */
export interface ControllerChoices extends ControllerOptions {
  readonly version: string;
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly serviceAccount: string;
  readonly webhookCertificate: WebhookCertificate;
  /** The image's repository; undefined for the chart's own. */
  readonly imageRepository: string | undefined;
}

/** In an isolated cluster each of these calls would time out. */
export function switches(
  { isolated, shield, waf, wafv2 }: Pick<ControllerOptions, "shield" | "waf" | "wafv2"> & { isolated?: boolean },
  partition: string | undefined,
): Pick<ControllerOptions, "shield" | "waf" | "wafv2"> {
  const off = isolated ?? PARTITIONS.some((one) => one.name === partition && one.isolated);
  const byDefault = off ? false : undefined;
  return { shield: shield ?? byDefault, waf: waf ?? byDefault, wafv2: wafv2 ?? byDefault };
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

/** Set where the chart has it and makes the certificate itself: else each upgrade makes a new one. */
function keepTlsSecret({ version, webhookCertificate }: ControllerChoices): true | undefined {
  return webhookCertificate === "helm" && controllerRelease(version)?.keepsCertificate !== "never" ? true : undefined;
}

/** Gates one by one, over the three of the Gateway API at once. */
export function gates({ gatewayApi, featureGates }: ControllerOptions): Record<string, boolean> {
  const gateway = gatewayApi === undefined ? [] : GATEWAY_GATES.map((gate) => [gate, gatewayApi] as const);
  return { ...Object.fromEntries(gateway), ...featureGates };
}

/** Each value that an option sets, and the option to change it by. */
function optionValues(choices: ControllerChoices): OwnedValue[] {
  const owned: OwnedValue[] = [];
  const set = (option: string, path: string, value: unknown): void => {
    if (value !== undefined) owned.push({ path, value, option: `loadBalancerController.${option}` });
  };
  const { ingressClass, securityGroups } = choices;
  set("webhookCertificate", "enableCertManager", choices.webhookCertificate === "cert-manager");
  set("webhookCertificate", "keepTLSSecret", keepTlsSecret(choices));
  set("serviceMutatorWebhook", "enableServiceMutatorWebhook", choices.serviceMutatorWebhook ?? false);
  set("replicas", "replicaCount", choices.replicas);
  set("shield", "enableShield", choices.shield);
  set("waf", "enableWaf", choices.waf);
  set("wafv2", "enableWafv2", choices.wafv2);
  set("ingressClass.name", "ingressClass", ingressClass?.name);
  set("ingressClass.default", "ingressClassConfig.default", ingressClass?.default);
  set("ingressClass.create", "createIngressClassResource", ingressClass?.create);
  set("defaultTargetType", "defaultTargetType", choices.defaultTargetType);
  set("defaultScheme", "defaultLoadBalancerScheme", choices.defaultScheme);
  set("defaultSslPolicy", "defaultSSLPolicy", choices.defaultSslPolicy);
  set("securityGroups.sharedBackend", "enableBackendSecurityGroup", securityGroups?.sharedBackend);
  set("securityGroups.backend", "backendSecurityGroup", securityGroups?.backend);
  set("securityGroups.manageBackendRules", "enableManageBackendSecurityGroupRules", securityGroups?.manageBackendRules);
  const restrict = securityGroups?.restrictRules;
  set(
    "securityGroups.restrictRules",
    "disableRestrictedSecurityGroupRules",
    restrict === undefined ? undefined : !restrict,
  );
  set("serviceMonitor", "serviceMonitor.enabled", choices.serviceMonitor);
  set("imageRegistry", "image.repository", choices.imageRepository);
  for (const [gate, on] of Object.entries(gates(choices)))
    set("featureGates", `controllerConfig.featureGates.${gate}`, on);
  return owned;
}

function owned(choices: ControllerChoices): OwnedValue[] {
  const option = "loadBalancerController";
  return [
    { path: "clusterName", value: choices.clusterName, option: "cluster" },
    { path: "region", value: choices.region, option: "region" },
    { path: "vpcId", value: choices.vpcId, option: "attributes.vpcId" },
    { path: "serviceAccount.create", value: false, option },
    { path: "serviceAccount.name", value: choices.serviceAccount, option },
    { path: "serviceAccount.annotations", value: undefined, option },
    // A certificate that the chart makes and cannot keep is refused elsewhere.
    ...(keepTlsSecret(choices)
      ? []
      : [{ path: "keepTLSSecret", value: undefined, option: `${option}.webhookCertificate` }]),
    ...optionValues(choices),
  ];
}

/** The chart's values before the user's, but for the ServiceAccount. */
export function controllerValues(choices: ControllerChoices, values: Data = {}): Data {
  const { replicas = 2, defaultTags, ingressClass } = choices;
  const base: Data = {
    clusterName: choices.clusterName,
    region: choices.region,
    vpcId: choices.vpcId,
    replicaCount: replicas,
    // A budget has one of the two, and the user's goes first.
    ...(replicas > 1 &&
      valueAt(values, "podDisruptionBudget.minAvailable") === undefined && {
        podDisruptionBudget: { maxUnavailable: 1 },
      }),
    ...(defaultTags && { defaultTags: { ...defaultTags } }),
    ...(ingressClass?.params && { ingressClassParams: { spec: ingressClass.params } }),
  };
  return optionValues(choices).reduce((values, { path, value }) => merge(values, withPath(path, value)), base);
}

/** A default tag becomes part of one unquoted argument, `--default-tags=key=value,key=value`. */
export function defaultTag(key: string, value: string): Problem | undefined {
  const found = [",", ": ", " #", "\n"].find((text) => key.includes(text) || value.includes(text));
  if (found !== undefined) return problems.defaultTag(key, value, found);
  if (value.endsWith(":")) return problems.defaultTag(key, value, ":");
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
  return [
    ...mistakes(values, TYPES, owned(choices)),
    ...defaultTagProblems(values),
    ...entryProblems("defaultTags", values["defaultTags"], choices.defaultTags, "defaultTags"),
    ...entryProblems(
      "ingressClassParams.spec",
      valueAt(values, "ingressClassParams.spec"),
      choices.ingressClass?.params,
      "ingressClass.params",
    ),
    ...budget,
  ];
}

/** Entries of a mapping that both an option and the user's values have, and that differ. Keys may hold dots. */
function entryProblems(path: string, given: unknown, ours: Data | undefined, option: string): ValueProblem[] {
  return Object.entries(isMapping(given) ? given : {}).flatMap(([key, value]) => {
    const expected = ours?.[key];
    if (expected === undefined || JSON.stringify(expected) === JSON.stringify(value)) return [];
    const place = `${path}.${key}`;
    return [
      { path: place, problem: problems.valueContradicts(place, value, expected, `loadBalancerController.${option}`) },
    ];
  });
}

/** Whether this chart can do with this webhook certificate. */
export function webhookCertificate(version: string, certificate: WebhookCertificate): Problem | undefined {
  return certificate === "helm" && controllerRelease(version)?.keepsCertificate === "never"
    ? problems.helmCannotKeepCertificate(version)
    : undefined;
}

/** What is wrong with typed options for a version of the chart. */
export function controllerOptionProblems(version: string, options: ControllerOptions): ValueProblem[] {
  const found = Object.keys(gates(options)).flatMap((gate) => {
    const path = options.featureGates?.[gate] === undefined ? "gatewayApi" : `featureGates.${gate}`;
    const problem = featureGate(gate, version);
    return problem ? [{ path, problem }] : [];
  });
  if (options.defaultScheme !== undefined && compareVersions(version, "1.17.0") < 0) {
    found.push({ path: "defaultScheme", problem: problems.optionNeedsVersion("defaultScheme", "1.17.0", version) });
  }
  return found;
}
