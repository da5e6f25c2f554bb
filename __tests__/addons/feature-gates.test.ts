import {
  FEATURE_GATES,
  GATEWAY_GATES,
  featureGate,
} from "../../constructs/addons/load-balancer-controller/feature-gates";
import { problemText } from "../../constructs/facts/problems";
import { testWithUpstream } from "../support/upstream";

/** Gates that a chart's values list, which they do in comments below the key. */
const gatesIn = (values: string): string[] => {
  const [, block = ""] = /^ {2}featureGates:[^\n]*\n((?: {2,}(?:# )?\w+: (?:true|false)\n)+)/m.exec(values) ?? [];
  return [...block.matchAll(/(\w+): (?:true|false)/g)].map(([, gate = ""]) => gate).sort();
};

describe.each([
  ["v2.13.4", "1.13.4"],
  ["v2.17.1", "1.17.1"],
  ["v3.0.0", "3.0.0"],
  ["v3.1.0", "3.1.0"],
  ["v3.5.0", "3.5.0"],
])("the controller's feature gates in %s", (tag, version) => {
  testWithUpstream("are those that its values list", `lbc-chart/${tag}/values.yaml`, (text) => {
    const listed = gatesIn(text);
    expect(listed.length).toBeGreaterThan(9);
    expect(FEATURE_GATES.filter((gate) => featureGate(gate, version) === undefined)).toEqual(listed);
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

  test("knows the Gateway API's gates", () => {
    expect(GATEWAY_GATES.filter((gate) => featureGate(gate, "3.5.0"))).toEqual([]);
  });
});
