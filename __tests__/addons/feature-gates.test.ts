import { FEATURE_GATES, featureGate, gateSince } from "../../constructs/addons/load-balancer-controller/feature-gates";
import { CONTROLLER_RELEASES, CONTROLLER_VERSION } from "../../constructs/addons/load-balancer-controller/releases";
import { problemText } from "../../constructs/facts/problems";
import { testWithUpstream } from "../support/upstream";

/** Gates that a chart's values list, which they do in comments below the key. */
const gatesIn = (values: string): string[] => {
  const [, block = ""] = /^ {2}featureGates:[^\n]*\n((?: {2,}(?:# )?\w+: (?:true|false)\n)+)/m.exec(values) ?? [];
  return [...block.matchAll(/(\w+): (?:true|false)/g)].map(([, gate = ""]) => gate).sort();
};

/** By the source of each release: what its first chart knows that the one before did not. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  "1.13.0": [
    "ALBGatewayAPI",
    "ALBSingleSubnet",
    "EnableIPTargetType",
    "EnableRGTAPI",
    "EnableServiceController",
    "EnableTCPUDPListener",
    "EndpointsFailOpen",
    "LBCapacityReservation",
    "ListenerRulesTagging",
    "NLBGatewayAPI",
    "NLBHealthCheckAdvancedConfig",
    "NLBSecurityGroup",
    "ServiceTypeLoadBalancerOnly",
    "SubnetDiscoveryByReachability",
    "SubnetsClusterTagCheck",
    "WeightedTargetGroups",
  ],
  "1.14.0": ["EnhancedDefaultBehavior"],
  "1.14.1": ["AGAController", "EnableDefaultTagsLowPriority"],
  "1.16.0": ["ALBTargetControlAgent"],
  "1.17.0": ["GlobalAcceleratorController"],
  "3.2.2": ["GatewayListenerSet"],
  "3.3.0": ["EnableCertificateManagement"],
  "3.4.0": ["IngressPlanAnnotation"],
};

const known = (version: string): string[] => FEATURE_GATES.filter((gate) => featureGate(gate, version) === undefined);

describe("the controller's feature gates", () => {
  test("came with the releases whose source has them first", () => {
    const charts = CONTROLLER_RELEASES.map(({ chart }) => chart);
    const before = [undefined, ...charts];
    const added = charts.map((chart, index) => {
      const old = before[index] === undefined ? [] : known(before[index]);
      return [chart, known(chart).filter((gate) => !old.includes(gate))] as const;
    });
    expect(Object.fromEntries(added.filter(([, gates]) => gates.length > 0))).toEqual(ADDED);
  });

  test("went in one case", () => {
    expect(known("1.16.0")).toContain("AGAController");
    expect(featureGate("AGAController", "1.17.0")?.rule).toMatch(/^charts know it up to 1\.16\.0 only/);
    const gates = known(CONTROLLER_VERSION);
    expect(FEATURE_GATES.filter((gate) => !gates.includes(gate))).toEqual(["AGAController"]);
  });
});

describe.each([
  ["v2.13.4", "1.13.4"],
  ["v2.17.1", "1.17.1"],
  ["v3.0.0", "3.0.0"],
  ["v3.1.0", "3.1.0"],
  ["v3.5.0", "3.5.0"],
])("the controller's feature gates in %s", (tag, version) => {
  // The list lags behind the source, and ends up the same.
  testWithUpstream("are at least those that its values list", `lbc-chart/${tag}/values.yaml`, (text) => {
    const listed = gatesIn(text);
    expect(listed.length).toBeGreaterThan(9);
    const gates = known(version);
    expect(listed.filter((gate) => !gates.includes(gate))).toEqual([]);
    if (version === CONTROLLER_VERSION) expect(gates).toEqual(listed);
  });
});

describe("featureGate", () => {
  test.each([
    ["NLBGatewayApi", 'the key "NLBGatewayApi" is not known: .* Did you mean "NLBGatewayAPI"\\?'],
    ["unheardOf", 'the key "unheardOf" is not known: .* Remove it\\.'],
  ])("refuses %s", (gate, text) => {
    const problem = featureGate(gate, "3.5.0");
    expect(problem && problemText(problem)).toMatch(new RegExp(text));
  });

  test("is too early for a gate before its first chart", () => {
    expect(featureGate("GatewayListenerSet", "3.2.1")?.rule).toMatch(/from 3\.2\.2 on/);
    expect(featureGate("GatewayListenerSet", "3.2.2")).toBeUndefined();
    expect(gateSince("EnableCertificateManagement")).toBe("3.3.0");
  });
});
