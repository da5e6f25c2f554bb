import {
  CONTROLLER_RELEASES,
  CONTROLLER_VERSION,
  controllerRelease,
  controllerVersion,
} from "../../constructs/addons/load-balancer-controller/releases";
import { loadBalancerController } from "../../constructs/addons/load-balancer-controller/keys";
import { controllerNotes } from "../../constructs/addons/load-balancer-controller/rules";
import type { Affected } from "../../constructs/addons/load-balancer-controller/traps";
import { compareVersions } from "../../constructs/addons/version";
import { problemText } from "../../constructs/facts/problems";

/** Application and chart, as the chart repository's index ties them together. */
const INDEX: [string, string][] = [
  ["v2.13.0", "1.13.0"],
  ["v2.13.1", "1.13.1"],
  ["v2.13.2", "1.13.2"],
  ["v2.13.3", "1.13.3"],
  ["v2.13.4", "1.13.4"],
  ["v2.14.0", "1.14.0"],
  ["v2.14.1", "1.14.1"],
  ["v2.15.0", "1.15.0"],
  ["v2.16.0", "1.16.0"],
  ["v2.17.0", "1.17.0"],
  ["v2.17.1", "1.17.1"],
  ["v3.0.0", "3.0.0"],
  ["v3.1.0", "3.1.0"],
  ["v3.2.0", "3.2.0"],
  ["v3.2.1", "3.2.1"],
  ["v3.2.2", "3.2.2"],
  ["v3.3.0", "3.3.0"],
  ["v3.4.0", "3.4.0"],
  ["v3.4.1", "3.4.1"],
  ["v3.4.2", "3.4.2"],
  ["v3.4.3", "3.4.3"],
  ["v3.5.0", "3.5.0"],
];

describe("the controller's release table", () => {
  test("has every chart from application v2.13.0 to v3.5.0, in order", () => {
    expect(CONTROLLER_RELEASES.map(({ application, chart }) => [application, chart])).toEqual(INDEX);
    const charts = CONTROLLER_RELEASES.map(({ chart }) => chart);
    expect(charts).toEqual([...charts].sort(compareVersions));
  });

  test("has the newest for the default", () => {
    expect(CONTROLLER_RELEASES.at(-1)?.chart).toBe(CONTROLLER_VERSION);
  });

  test("knows which charts keep a certificate of their own", () => {
    for (const { chart, keepsCertificate } of CONTROLLER_RELEASES) {
      const expected = compareVersions(chart, "3.0.0") < 0 ? "by default" : chart === "3.0.0" ? "never" : "on request";
      expect([chart, keepsCertificate]).toEqual([chart, expected]);
    }
  });

  test("warns of what an upgrade needs", () => {
    expect(controllerRelease("1.15.0")?.notes.join()).toMatch(/CA of its own/);
    expect(controllerRelease("3.0.0")?.notes.join()).toMatch(/only with cert-manager/);
  });

  test("names the CRDs that each upgrade has to apply", () => {
    const changed = CONTROLLER_RELEASES.flatMap(({ chart, crds }) => crds.map((file) => [chart, file]));
    expect(changed).toEqual([
      ["1.13.4", "gateway-crds.yaml"],
      ["1.14.0", "crds.yaml"],
      ["1.14.0", "gateway-crds.yaml"],
      ["1.15.0", "crds.yaml"],
      ["1.15.0", "gateway-crds.yaml"],
      ["1.16.0", "crds.yaml"],
      ["1.16.0", "gateway-crds.yaml"],
      ["1.17.0", "crds.yaml"],
      ["1.17.0", "gateway-crds.yaml"],
      ["1.17.1", "gateway-crds.yaml"],
      ["3.0.0", "crds.yaml"],
      ["3.2.0", "crds.yaml"],
      ["3.2.0", "gateway-crds.yaml"],
      ["3.5.0", "gateway-crds.yaml"],
    ]);
  });
});

describe("a release's known fault", () => {
  const on = { NLBGatewayAPI: true, ALBGatewayAPI: true };
  const all = { ...on, GatewayListenerSet: true };
  const authority = { certManagement: { defaultPCAARN: "arn" } };

  test.each<[string, Partial<Affected>, RegExp | undefined]>([
    ["1.13.4", {}, undefined],
    ["1.13.4", { gatewayApi: true }, /lack ListenerRuleConfiguration/],
    ["1.13.4", { values: { controllerConfig: { featureGates: on } } }, /lack ListenerRuleConfiguration/],
    ["1.14.0", { gatewayApi: true }, undefined],
    ["3.1.0", { gatewayApi: true }, undefined],
    ["3.2.0", {}, /older than v1\.5/],
    ["3.2.2", { gatewayApi: true }, /older than v1\.5/],
    ["3.2.1", { gatewayApi: false }, undefined],
    ["3.2.1", { featureGates: { NLBGatewayAPI: false, ALBGatewayAPI: false } }, undefined],
    ["3.3.0", {}, undefined],
    ["3.3.0", { values: authority }, /does not tell the controller/],
    ["3.4.0", { values: authority }, /does not tell the controller/],
    ["3.4.1", { values: authority }, undefined],
    ["3.5.0", {}, undefined],
    ["3.5.0", { gatewayApi: true }, /switches them off without a word/],
  ])("in chart %s with %j is %s", (version, options, expected) => {
    const addon = loadBalancerController.parse({ version, ...options });
    const texts = controllerNotes(addon, []).map(({ problem }) => problemText(problem));
    expect(texts).toEqual(expected === undefined ? [] : [expect.stringMatching(expected)]);
  });

  test("is not looked past where all gates are set: the controller does not look for CRDs then", () => {
    const notes = (featureGates: Record<string, boolean>) =>
      controllerNotes(loadBalancerController.parse({ version: "3.4.3", featureGates }), ["x"]);
    expect(notes(all).map(({ path, problem }) => [path, problem.given])).toEqual([
      [["x", "featureGates"], "all three gates of the Gateway API are set"],
    ]);
    expect(notes(on)).toEqual([]);
    expect(notes({ NLBGatewayAPI: false, ALBGatewayAPI: false, GatewayListenerSet: false })).toEqual([]);
  });
});

describe("controllerVersion", () => {
  test.each(INDEX.map(([, chart]) => chart))("takes the chart %s", (chart) => {
    expect(controllerVersion(chart)).toBeUndefined();
  });

  test.each(["2.13.4", "v2.13.4"])("takes %s for the application's version, and names the chart's", (version) => {
    const problem = controllerVersion(version);
    expect(problem && problemText(problem)).toBe(
      `aws-load-balancer-controller "${version}": this chart version is not supported; the nearest is 1.13.4. This is the application's version: write its chart's, "1.13.4".`,
    );
  });

  test.each([
    ["v3.5.0", "the nearest is 3.5.0"],
    ["1.12.0", "the nearest is 1.13.0"],
    ["1.18.0", "the nearest are 1.17.1, 3.0.0"],
    ["3.0.1", "the nearest are 3.0.0, 3.1.0"],
    ["3.6.0", "the nearest is 3.5.0"],
    ["latest", "the nearest is 3.5.0"],
    ["", "the nearest is 3.5.0"],
  ])("refuses %j: %s", (version, rule) => {
    expect(controllerVersion(version)?.rule).toContain(rule);
  });
});
