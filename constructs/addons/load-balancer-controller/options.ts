import { z } from "zod";
import { filled, flag, text } from "../../contract/basics";
import { valueAt } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import { and, equals, flagOr, isGiven, isOneOf, known, not, onlyIf, or } from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import { attribute, call, index, isExpression } from "../../hcl/expression";
import type { Expression, Value } from "../../hcl/expression";
import type { Naming } from "../../hcl/instances";
import { optionRows, optionValues } from "../options";
import type { ChartOption, OptionProps, OptionRow } from "../options";
import type { OwnedValue } from "../values";
import { DETECTS_GATEWAY_API, LISTENER_SET_GATE, gateSince } from "./feature-gates";
import type { FeatureGate } from "./feature-gates";
import type { ControllerPolicyOptions } from "./policy";
import { CANNOT_KEEP_CERTIFICATE, chartsBefore } from "./releases";

/** Options that the chart takes as they are: one row each, with nothing else to write. */
export const CHART_OPTIONS = {
  /** AWS Shield Advanced. @default - the controller's: on; off in isolated clusters */
  shield: { key: flag("AWS Shield Advanced. Default: the controller's, on"), path: "enableShield" },
  /** AWS WAF Classic. @default - as `shield` */
  waf: { key: flag("AWS WAF Classic. Default: the controller's, on"), path: "enableWaf" },
  /** AWS WAF. @default - as `shield` */
  wafv2: { key: flag("AWS WAF. Default: the controller's, on"), path: "enableWafv2" },
  /** @default - the controller's: instance */
  defaultTargetType: {
    key: z.enum(["instance", "ip"]).meta({ description: "Default: instance" }),
    path: "defaultTargetType",
  },
  /** Charts from 1.17.1 on. @default - the controller's: internal */
  defaultScheme: {
    key: z.enum(["internal", "internet-facing"]).meta({ description: "Default: internal" }),
    path: "defaultLoadBalancerScheme",
    since: "1.17.1",
  },
  /** An ELB security policy for HTTPS and TLS listeners. @default - the controller's */
  defaultSslPolicy: { key: text(filled("a policy"), "An ELB security policy"), path: "defaultSSLPolicy" },
  /** How much the controller logs. @default - the controller's: info */
  logLevel: { key: z.enum(["info", "debug"]).meta({ description: "Default: info" }), path: "logLevel" },
  /** A ServiceMonitor for the Prometheus operator. @default false */
  serviceMonitor: { key: flag("For the Prometheus operator. Default: false"), path: "serviceMonitor.enabled" },
} as const satisfies Readonly<Record<string, ChartOption>>;

/** Who makes the certificate of the controller's webhooks. */
export type WebhookCertificate = "cert-manager" | "helm";

/** Typed options that become values. */
export interface ControllerOptions extends OptionProps<typeof CHART_OPTIONS> {
  /**
   * Whether the controller takes over every new Service of type LoadBalancer. Its webhook refuses all
   * new Services of the cluster while the controller is down. @default false
   */
  readonly serviceMutatorWebhook?: Flag;
  /** With more than one there is a disruption budget of one. @default 2 */
  readonly replicas?: number;
  /** Tags of what the controller makes. Without commas, `: ` and ` #`. @default - none */
  readonly defaultTags?: Readonly<Record<string, string>> | Expression;
  /** @default - an IngressClass `alb`, not the cluster's default */
  readonly ingressClass?: {
    /** The name of the IngressClass. @default "alb" */
    readonly name?: string;
    /** Whether Ingresses without a class are its own. @default false */
    readonly default?: Flag;
    /** Whether the IngressClass is made. @default true */
    readonly create?: Flag;
    /** The spec of its IngressClassParams: scheme, subnets, tags and so on. @default {} */
    readonly params?: Data | Expression;
  };
  /** @default - the controller's own */
  readonly featureGates?: Readonly<Record<string, boolean>> | Expression;
  /**
   * Whether Gateways are the controller's, too. From chart 3.2.0 on it looks for their CRDs itself; before, all
   * of them have to be there: the Gateway API's and the chart's own. @default - the controller's: from chart
   * 3.2.0 on, where the CRDs are
   */
  readonly gatewayApi?: Flag;
  /** @default - the controller's: a shared backend security group, whose rules it manages */
  readonly securityGroups?: {
    /** Whether load balancers share one backend security group. */
    readonly sharedBackend?: Flag;
    /** The shared group, in the place of one that the controller makes. */
    readonly backend?: string;
    /** Whether rules for the backend group are added to security groups that a user named. */
    readonly manageBackendRules?: Flag;
    /** Whether node rules are narrowed to the ports in use. */
    readonly restrictRules?: Flag;
  };
}

/** What our values depend on. Texts may be tokens. */
export interface ControllerChoices
  extends ControllerOptions, Pick<ControllerPolicyOptions, "globalAccelerator" | "certificateManagement" | "policy"> {
  readonly version: string;
  readonly clusterName: string;
  readonly region: string;
  readonly vpcId: string;
  readonly serviceAccount: string;
  readonly webhookCertificate: WebhookCertificate | Expression;
  /** Whether the release is made here, and the ServiceAccount with it. @default true */
  readonly install?: Flag;
  /** Gates that other options need. @default - as options and version say */
  readonly gates?: NeededGates;
  /** The image's repository; undefined for the chart's own. */
  readonly imageRepository: string | undefined;
}

const usesCertManager = ({ webhookCertificate }: Pick<ControllerChoices, "webhookCertificate">): Condition =>
  equals(webhookCertificate, "cert-manager");

/** Set where the chart has it and makes the certificate itself: else each upgrade makes a new one. */
export function keepTlsSecret(choices: ControllerChoices): Value {
  const keeps = not(isOneOf(choices.version, ...CANNOT_KEEP_CERTIFICATE));
  return onlyIf(and(not(usesCertManager(choices)), keeps), true);
}

/** The opposite; of what Terraform may find to be null, null. */
const opposite = (flag: Flag | undefined): Value =>
  flag === undefined ? undefined : onlyIf(isGiven(flag), not(known(flag) as Condition));

/** All options that set one value of the chart. */
export const OPTIONS: readonly OptionRow<ControllerChoices>[] = [
  ...optionRows(CHART_OPTIONS),
  { option: "webhookCertificate", path: "enableCertManager", value: usesCertManager },
  { option: "webhookCertificate", path: "keepTLSSecret", value: keepTlsSecret },
  {
    option: "serviceMutatorWebhook",
    path: "enableServiceMutatorWebhook",
    value: ({ serviceMutatorWebhook = false }) => serviceMutatorWebhook,
  },
  { option: "replicas", path: "replicaCount" },
  { option: "ingressClass.name", path: "ingressClass" },
  { option: "ingressClass.default", path: "ingressClassConfig.default" },
  { option: "ingressClass.create", path: "createIngressClassResource" },
  { option: "securityGroups.sharedBackend", path: "enableBackendSecurityGroup" },
  { option: "securityGroups.backend", path: "backendSecurityGroup" },
  { option: "securityGroups.manageBackendRules", path: "enableManageBackendSecurityGroupRules" },
  {
    option: "securityGroups.restrictRules",
    path: "disableRestrictedSecurityGroupRules",
    value: ({ securityGroups }) => opposite(securityGroups?.restrictRules),
  },
  { option: "imageRegistry", path: "image.repository", value: ({ imageRepository }) => imageRepository },
];

/** Gates that other options need; undefined and null leave them to the controller. */
export type NeededGates = Readonly<Partial<Record<FeatureGate, Value>>>;

/**
 * Where the controller finds out itself whether the Gateway API is there, nothing is set for it: gates that
 * are set are taken at their word.
 *
 * @param named - gives the gates names of their own
 */
export function neededGates(
  {
    version,
    gatewayApi,
    globalAccelerator = false,
    certificateManagement = false,
  }: Pick<ControllerChoices, "version" | "gatewayApi" | "globalAccelerator" | "certificateManagement">,
  named: Naming = (_name, value) => value,
): NeededGates {
  const gateways = gatewayApi === undefined ? {} : gatewayGates(version, gatewayApi, named);
  return {
    ...gateways,
    GlobalAcceleratorController: named("global_accelerator_gate", onlyIf(globalAccelerator, true)),
    EnableCertificateManagement: named("certificate_gate", onlyIf(certificateManagement, true)),
  };
}

function gatewayGates(version: string, gatewayApi: Flag, named: Naming): NeededGates {
  const wanted = isGiven(gatewayApi);
  const off = not(flagOr(gatewayApi, true));
  const blind = isOneOf(version, ...chartsBefore(DETECTS_GATEWAY_API));
  const knowsListenerSets = not(isOneOf(version, ...chartsBefore(gateSince(LISTENER_SET_GATE))));
  const gateways = named(
    "gateway_gates",
    onlyIf(and(wanted, or(off, blind)), known(gatewayApi)),
    "NLBGatewayAPI and ALBGatewayAPI; null where the controller finds out itself.",
  );
  const listenerSets = named("listener_set_gate", onlyIf(and(wanted, off, knowsListenerSets), false));
  return { NLBGatewayAPI: gateways, ALBGatewayAPI: gateways, [LISTENER_SET_GATE]: listenerSets };
}

/** Gates one by one, over those that other options need. */
function gates(choices: ControllerChoices): Record<string, Value> {
  const { featureGates, gates: needed = neededGates(choices) } = choices;
  const all: Record<string, Value> = { ...needed, ...(isExpression(featureGates) ? {} : featureGates) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Whether a gate is switched on, by the option or by a value of the chart. */
export function gateIsOn(
  gate: FeatureGate,
  { featureGates = {}, values = {} }: Pick<ControllerOptions, "featureGates"> & { readonly values?: Data | Expression },
): Condition {
  const byOption = isExpression(featureGates)
    ? equals(call("try", index(featureGates, gate), false), true)
    : featureGates[gate] === true;
  const path = `controllerConfig.featureGates.${gate}`;
  const byValue = isExpression(values)
    ? equals(
        call(
          "try",
          path.split(".").reduce((of, key) => attribute(of, key), values),
          false,
        ),
        true,
      )
    : valueAt(values, path) === true;
  return or(byOption, byValue);
}

/** Each value that an option sets, and the option to change it by. */
export const controllerOptionValues = (choices: ControllerChoices): OwnedValue[] => [
  ...optionValues("loadBalancerController", OPTIONS, choices),
  ...Object.entries(gates(choices)).map(([gate, value]) => ({
    path: `controllerConfig.featureGates.${gate}`,
    value,
    option: "loadBalancerController.featureGates",
  })),
];
