import { valueAt } from "../../facts/merge";
import type { Data } from "../../facts/merge";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { GATEWAY_GATES, LISTENER_SET_GATE } from "./feature-gates";

/** What decides whether a release's fault matters. */
export interface Affected {
  readonly gatewayApi?: boolean | undefined;
  readonly featureGates?: Readonly<Record<string, boolean>> | undefined;
  readonly values: Data;
}

/** A fault of some releases that nothing here can mend. */
interface Trap {
  readonly charts: readonly string[];
  readonly problem: (chart: string) => Problem;
  /** Whether a configuration runs into it. */
  readonly affects: (options: Affected) => boolean;
}

const gate = ({ featureGates = {}, values }: Affected, name: string): unknown =>
  featureGates[name] ?? valueAt(values, `controllerConfig.featureGates.${name}`);

/** Whether somebody wants Gateways, or leaves them to the controller. */
const asksForGateways = (options: Affected): boolean =>
  options.gatewayApi === true || GATEWAY_GATES.some((name) => gate(options, name) === true);
const leavesGateways = (options: Affected): boolean =>
  options.gatewayApi !== false && GATEWAY_GATES.some((name) => gate(options, name) !== false);

/**
 * Known faults, by upstream's issues and fixes: kubernetes-sigs/aws-load-balancer-controller 4303 (1.13.4),
 * 4684 and 4712 (3.2.0 to 3.2.2), the fix in 3.4.1, and its pkg/gateway/crddetect at 3.5.0.
 */
const TRAPS: readonly Trap[] = [
  { charts: ["1.13.4"], problem: problems.gatewayCrdMissing, affects: asksForGateways },
  { charts: ["3.2.0", "3.2.1", "3.2.2"], problem: problems.gatewayCrdsCrash, affects: leavesGateways },
  {
    charts: ["3.3.0", "3.4.0"],
    problem: problems.authorityNotRendered,
    affects: ({ values }) => valueAt(values, "certManagement.defaultPCAARN") !== undefined,
  },
  { charts: ["3.5.0"], problem: problems.gatewaysSwitchedOff, affects: asksForGateways },
];

/** Faults of a chart, for the documentation. */
export const trapsOf = (chart: string): Problem[] =>
  TRAPS.filter(({ charts }) => charts.includes(chart)).map(({ problem }) => problem(chart));

/** Faults of a chart that a configuration runs into. */
export const trapsFor = (chart: string, options: Affected): Problem[] =>
  TRAPS.filter(({ charts, affects }) => charts.includes(chart) && affects(options)).map(({ problem }) =>
    problem(chart),
  );

/** Where all three gates are set, the controller does not look for the CRDs. */
export const setsAllGatewayGates = (options: Affected): boolean =>
  [...GATEWAY_GATES, LISTENER_SET_GATE].every((name) => gate(options, name) !== undefined) &&
  GATEWAY_GATES.some((name) => gate(options, name) === true);
