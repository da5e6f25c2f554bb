import { nearest } from "../../facts/nearest";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { compareVersions } from "../version";

/**
 * The controller's feature gates, by the first chart whose controller knows them (each release's
 * pkg/config/feature_gates.go; the list in the chart's values lags behind). A controller that is given
 * a gate it does not know does not start.
 */
const GATES = {
  "1.13.0": [
    ...["ListenerRulesTagging", "WeightedTargetGroups", "ServiceTypeLoadBalancerOnly", "EndpointsFailOpen"],
    ...["EnableServiceController", "EnableIPTargetType", "EnableRGTAPI", "SubnetsClusterTagCheck"],
    ...["NLBHealthCheckAdvancedConfig", "NLBSecurityGroup", "ALBSingleSubnet", "LBCapacityReservation"],
    ...["SubnetDiscoveryByReachability", "NLBGatewayAPI", "ALBGatewayAPI", "EnableTCPUDPListener"],
  ],
  "1.14.0": ["EnhancedDefaultBehavior"],
  "1.14.1": ["EnableDefaultTagsLowPriority", "AGAController"],
  "1.16.0": ["ALBTargetControlAgent"],
  "1.17.0": ["GlobalAcceleratorController"],
  "3.2.2": ["GatewayListenerSet"],
  "3.3.0": ["EnableCertificateManagement"],
  "3.4.0": ["IngressPlanAnnotation"],
} as const;

export type FeatureGate = (typeof GATES)[keyof typeof GATES][number];

/** Gates that later charts do not know any more, by the last one that does. */
const LAST: Readonly<Partial<Record<FeatureGate, string>>> = { AGAController: "1.16.0" };

/** All gates, with the first chart that knows each. */
const SINCE: ReadonlyMap<string, string> = new Map(
  Object.entries(GATES).flatMap(([since, gates]) => gates.map((gate) => [gate, since] as const)),
);

export const FEATURE_GATES: readonly string[] = [...SINCE.keys()].sort();

/** The first chart that knows a gate. */
export const gateSince = (gate: FeatureGate): string => SINCE.get(gate) ?? "";

/** The first chart that knows each gate, for what decides when Terraform runs. */
export const GATE_CHARTS = { first: Object.fromEntries(SINCE), last: LAST } as const;

/** The gates for the Gateway API's load balancers; the third one is for its ListenerSets. */
export const GATEWAY_GATES = ["NLBGatewayAPI", "ALBGatewayAPI"] as const satisfies readonly FeatureGate[];
export const LISTENER_SET_GATE = "GatewayListenerSet" satisfies FeatureGate;

/** Whether the controller tags listeners and rules; on by default. */
export const TAGGING_GATE = "ListenerRulesTagging" satisfies FeatureGate;

/**
 * The first chart whose controller looks for the Gateway API's CRDs, and has the gateways on where it finds
 * them. It does not look where all gates are set (its pkg/gateway/crddetect): then it crashes without.
 */
export const DETECTS_GATEWAY_API = "3.2.0";

/** What is wrong with a gate for one version of the chart. */
export function featureGate(gate: string, version: string): Problem | undefined {
  const since = SINCE.get(gate);
  if (since === undefined) return problems.unknownKey(gate, FEATURE_GATES, nearest(gate, FEATURE_GATES));
  if (compareVersions(version, since) < 0) return problems.gateNotYet(gate, since, version);
  const last = LAST[gate as FeatureGate];
  return last !== undefined && compareVersions(version, last) > 0
    ? problems.gateNoMore(gate, last, version)
    : undefined;
}
