import { TerraformLocal, TerraformVariable } from "cdktf";
import { shorten } from "../../constructs/facts/names";
import { local } from "../../constructs/hcl/instances";
import { joinedName } from "../../constructs/identity/name";
import type { Naming } from "../../constructs/hcl/instances";
import { synth, testStack } from "../support/synth";
import { evaluate, testWithTerraform } from "../support/terraform-console";

const unnamed: Naming = (_name, value) => value;

/** The text that synthesis writes for cluster, region and purpose, the first of them a token. */
function joinedInTerraform(region: string, purpose: string, limit: number): string {
  const stack = testStack();
  const cluster = new TerraformVariable(stack, "cluster", {}).stringValue;
  new TerraformLocal(stack, "name", joinedName([cluster, region, purpose], limit, unnamed));
  return synth(stack)["locals"]?.["name"] as unknown as string;
}

describe("joinedName", () => {
  test("joins literals with hyphens, and shortens them", () => {
    expect(joinedName(["prod", "ap-northeast-2", "reader"], 64, unnamed)).toBe("prod-ap-northeast-2-reader");
    const long = ["prod", "ap-northeast-2", "r".repeat(60)];
    expect(joinedName(long, 64, unnamed)).toBe(shorten(long.join("-"), 64));
  });

  test("leaves a token's length to Terraform", () => {
    expect(joinedInTerraform("ap-northeast-2", "reader", 64)).toMatch(/^\$\{length\(.*var\.cluster.*<= 64 \? /);
  });

  test("says a token's whole name once, where that can have a name", () => {
    const stack = testStack();
    const cluster = new TerraformVariable(stack, "cluster", {}).stringValue;
    new TerraformLocal(
      stack,
      "joined",
      joinedName([cluster, "reader"], 64, (name, value) => local(stack, name, value)),
    );
    expect(synth(stack)["locals"]).toEqual({
      joined: "${local.name}",
      full_name: '${join("-", [var.cluster, "reader"])}',
      name: '${length(local.full_name) <= 64 ? local.full_name : "${replace(substr(local.full_name, 0, 55), "/[^A-Za-z0-9]+$/", "")}-${substr(sha256(local.full_name), 0, 8)}"}',
    });
  });

  test("makes no warning where it joins tokens and literals", () => {
    const warn = jest.spyOn(console, "warn").mockImplementation();
    const error = jest.spyOn(console, "error").mockImplementation();
    try {
      joinedInTerraform("ap-northeast-2", "reader", 64);
      expect(warn).not.toHaveBeenCalled();
      expect(error).not.toHaveBeenCalled();
    } finally {
      warn.mockRestore();
      error.mockRestore();
    }
  });

  testWithTerraform("gives for tokens what shorten gives, also where the cut ends in punctuation", () => {
    const cluster = "production";
    // production-ap-northeast-2- has 26 characters, and the cut is after 55.
    const purposes = ["-", ".", "_", "-._", "---------"].map(
      (end) => `${"r".repeat(29 - end.length)}${end}${"s".repeat(30)}`,
    );
    const expected = purposes.map((purpose) => shorten(`${cluster}-ap-northeast-2-${purpose}`, 64));
    expect(expected.map((name) => name.length)).toEqual([63, 63, 63, 61, 55]);
    expect(
      evaluate(
        purposes.map((purpose) => joinedInTerraform("ap-northeast-2", purpose, 64)),
        { cluster },
      ),
    ).toEqual(expected);
  });

  testWithTerraform("gives for tokens, in Terraform, what it gives for literals", () => {
    const cluster = "production";
    const purposes = [
      "reader",
      "r".repeat(38),
      "r".repeat(39),
      "r".repeat(200),
      "s3.reader-of-the.shops-assets-of-it-all-and-more",
    ];
    const names = (limit: number) => purposes.map((purpose) => joinedInTerraform("ap-northeast-2", purpose, limit));
    const expected = (limit: number) =>
      purposes.map((purpose) => joinedName([cluster, "ap-northeast-2", purpose], limit, unnamed));
    // production-ap-northeast-2- has 26 characters: 38 more are just within 64.
    expect(expected(64).map((name) => name.length)).toEqual([32, 64, 64, 64, 64]);
    expect(evaluate(names(64), { cluster })).toEqual(expected(64));
    expect(evaluate(names(128), { cluster })).toEqual(expected(128));
  });
});
