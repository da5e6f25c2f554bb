import { nearest } from "../../facts/nearest";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { compareVersions } from "../version";

/**
 * The controller's feature gates, by the first chart whose values list them (the chart's values.yaml).
 * A controller that is given a gate it does not know does not start.
 */
const GATES = {
  "1.13.0": [
    ...["ListenerRulesTagging", "WeightedTargetGroups", "ServiceTypeLoadBalancerOnly", "EndpointsFailOpen"],
    ...["EnableServiceController", "EnableIPTargetType", "SubnetsClusterTagCheck", "NLBHealthCheckAdvancedConfig"],
    ...["ALBSingleSubnet", "LBCapacityReservation"],
  ],
  "1.17.1": [
    "GlobalAcceleratorController",
    "EnhancedDefaultBehavior",
    "EnableDefaultTagsLowPriority",
    "ALBTargetControlAgent",
  ],
  "3.5.0": [
    ...["EnableTCPUDPListener", "EnableRGTAPI", "NLBSecurityGroup", "SubnetDiscoveryByReachability", "NLBGatewayAPI"],
    ...["ALBGatewayAPI", "GatewayListenerSet", "IngressPlanAnnotation", "EnableCertificateManagement"],
  ],
} as const;

export type FeatureGate = (typeof GATES)[keyof typeof GATES][number];

/** All gates, with the first chart that knows each. */
const SINCE: ReadonlyMap<string, string> = new Map(
  Object.entries(GATES).flatMap(([since, gates]) => gates.map((gate) => [gate, since] as const)),
);

export const FEATURE_GATES: readonly string[] = [...SINCE.keys()].sort();

/** The first chart that knows a gate. */
export const gateSince = (gate: string): string => SINCE.get(gate) ?? "";

/** The gates for the Gateway API. They switch themselves off where its CRDs are not installed. */
export const GATEWAY_GATES = ["NLBGatewayAPI", "ALBGatewayAPI", "GatewayListenerSet"] as const;

/** What is wrong with a gate for one version of the chart. */
export function featureGate(gate: string, version: string): Problem | undefined {
  const since = SINCE.get(gate);
  if (since === undefined) return problems.unknownKey(gate, FEATURE_GATES, nearest(gate, FEATURE_GATES));
  return compareVersions(version, since) < 0 ? problems.gateNotYet(gate, since, version) : undefined;
}
