import { TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { roleName, roleNamePrefix } from "../../constructs/facts/names";
import { empty } from "../../constructs/facts/problems";
import { check, refuse } from "../../constructs/contract/check";
import { testStack } from "../support/synth";

describe("check", () => {
  test("names the construct's path and the property", () => {
    const construct = new Construct(testStack("prod"), "reader");
    expect(() => {
      check(construct, "name", "a b", roleName);
    }).toThrow('prod/reader.name: "a b": a role name is letters, digits and +=,.@_-. Rename it.');
  });

  test("names a place that is no construct", () => {
    expect(() => {
      check("EksCluster", "name", "", roleName);
    }).toThrow(/^EksCluster\.name: "": /);
  });

  test("tries every rule", () => {
    expect(() => {
      check("x", "name", "a".repeat(39), roleName, roleNamePrefix);
    }).toThrow(/at most 38/);
  });

  test.each([
    ["what keeps the rule", "reader"],
    ["what is not given", undefined],
  ])("lets through %s", (_what, value) => {
    expect(() => {
      check("x", "name", value, roleName);
    }).not.toThrow();
  });

  test("lets tokens through, alone and in text: only Terraform knows them", () => {
    const token = new TerraformVariable(testStack(), "name", {}).stringValue;
    const never = jest.fn(() => empty("it"));
    check("x", "name", token, never);
    check("x", "name", `shop/${token}`, never);
    expect(never).not.toHaveBeenCalled();
  });
});

describe("refuse", () => {
  test("throws an error that carries the problem, where there is one", () => {
    const problem = empty("a role name");
    expect(() => {
      refuse("prod/reader", "name", problem);
    }).toThrow(expect.objectContaining({ name: "InvalidInputError", where: "prod/reader.name", problem }) as Error);
    expect(() => {
      refuse("prod/reader", "name", undefined);
    }).not.toThrow();
  });
});
