import {
  CERT_MANAGER_MINORS,
  CERT_MANAGER_VERSION,
  certManagerVersion,
  minorsUpTo,
} from "../../constructs/addons/cert-manager/releases";
import { compareVersions } from "../../constructs/addons/version";
import { problemText } from "../../constructs/facts/problems";

describe("cert-manager's release table", () => {
  test("is in order, and its newest is the default", () => {
    const newest = CERT_MANAGER_MINORS.map((minor) => minor.newest);
    expect(newest).toEqual([...newest].sort(compareVersions));
    expect(newest.at(-1)).toBe(CERT_MANAGER_VERSION);
  });

  test.each(CERT_MANAGER_MINORS)(
    "$minor holds its newest patch, and a range of Kubernetes",
    ({ minor, newest, kubernetes }) => {
      expect(newest.startsWith(`${minor}.`)).toBe(true);
      expect(compareVersions(...kubernetes)).toBeLessThan(0);
    },
  );
});

/** The newest known patches. */
const [V18, , V20, V21] = CERT_MANAGER_MINORS.map(({ newest }) => newest);

describe("certManagerVersion", () => {
  test.each(["v1.18.0", "v1.18.6", "v1.19.1", "v1.20.3", "v1.21.1", "v1.21.2"])("takes %s", (version) => {
    expect(certManagerVersion(version)).toBeUndefined();
  });

  test.each([
    ["v1.17.4", `the nearest is ${V18}`],
    ["v1.22.0", `the nearest is ${V21}`],
    ["v2.0.0", `the nearest is ${V21}`],
    ["v1.180.0", `the nearest is ${V21}`],
    ["1.17.4", `the nearest is ${V18}`],
    ["v1.21", `the nearest are ${V20}, ${V21}`],
    ["latest", `the nearest is ${V21}`],
    ["", `the nearest is ${V21}`],
    ["v1.21.1-beta.0", `the nearest is ${V21}`],
  ])("refuses %j: %s", (version, rule) => {
    expect(certManagerVersion(version)?.rule).toContain(rule);
  });

  test("refuses a version without its v, which is no tag of the registry", () => {
    const problem = certManagerVersion("1.21.1");
    expect(problem && problemText(problem)).toBe(
      `cert-manager "1.21.1": this chart version is not supported; the nearest is v1.21.1. The registry's tag starts with a v: write it.`,
    );
  });

  test("refuses v1.19.0 for what is wrong with it", () => {
    const problem = certManagerVersion("v1.19.0");
    expect(problem && problemText(problem)).toBe(
      "cert-manager v1.19.0: this release issues certificates again without need. Use v1.19.1 or later.",
    );
  });
});

describe("minorsUpTo", () => {
  test.each([
    ["v1.18.6", ["v1.18"]],
    ["v1.20.0", ["v1.18", "v1.19", "v1.20"]],
    ["v1.21.1", ["v1.18", "v1.19", "v1.20", "v1.21"]],
    ["v1.17.0", []],
  ])("%s", (version, expected) => {
    expect(minorsUpTo(version).map(({ minor }) => minor)).toEqual(expected);
  });
});
