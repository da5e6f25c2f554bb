import { compareVersions, nearestVersions, versionNumbers } from "../../constructs/addons/version";

describe("versionNumbers", () => {
  test.each([
    ["1.2.3", [1, 2, 3]],
    ["v1.2.3", [1, 2, 3]],
    ["10.20.30", [10, 20, 30]],
    ["1.2", [1, 2, 0]],
  ])("of %s", (version, numbers) => {
    expect(versionNumbers(version)).toEqual(numbers);
  });

  test.each(["", "v", "latest", "1", "1.2.3.4", "1.2.3-rc.1", "^1.2.3", "1.x", " 1.2.3"])("%j has none", (version) => {
    expect(versionNumbers(version)).toBeUndefined();
  });
});

describe("compareVersions", () => {
  test("orders by number, not by text, and does not mind a v", () => {
    const versions = ["3.10.0", "v1.2.3", "3.2.10", "1.17.0", "3.2.9", "1.2.4"];
    expect([...versions].sort(compareVersions)).toEqual(["v1.2.3", "1.2.4", "1.17.0", "3.2.9", "3.2.10", "3.10.0"]);
    expect(compareVersions("v1.2.3", "1.2.3")).toBe(0);
  });
});

describe("nearestVersions", () => {
  const supported = ["3.1.0", "1.13.0", "3.0.0", "1.17.1"];

  test.each([
    ["2.5.0", ["1.17.1", "3.0.0"]],
    ["3.0.9", ["3.0.0", "3.1.0"]],
    ["1.12.9", ["1.13.0"]],
    ["9.0.0", ["3.1.0"]],
    ["v2.5.0", ["1.17.1", "3.0.0"]],
    ["latest", ["3.1.0"]],
    ["", ["3.1.0"]],
  ])("of %j", (version, expected) => {
    expect(nearestVersions(version, supported)).toEqual(expected);
  });

  test("leaves the table in its order", () => {
    expect(nearestVersions("2.5.0", Object.freeze([...supported]))).toHaveLength(2);
  });
});
