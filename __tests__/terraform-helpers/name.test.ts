import { TerraformLocal, TerraformVariable } from "cdktf";
import { shorten } from "../../constructs/facts/names";
import { joinedName } from "../../constructs/terraform/name";
import { synth, testStack } from "../support/synth";
import { evaluate, testWithTerraform } from "../support/terraform-console";

/** The text that synthesis writes for cluster, region and purpose, the first of them a token. */
function joinedInTerraform(region: string, purpose: string, limit: number): string {
  const stack = testStack();
  const cluster = new TerraformVariable(stack, "cluster", {}).stringValue;
  new TerraformLocal(stack, "name", joinedName([cluster, region, purpose], limit));
  return synth(stack)["locals"]?.["name"] as unknown as string;
}

describe("joinedName", () => {
  test("joins literals with hyphens, and shortens them", () => {
    expect(joinedName(["prod", "ap-northeast-2", "reader"], 64)).toBe("prod-ap-northeast-2-reader");
    const long = ["prod", "ap-northeast-2", "r".repeat(60)];
    expect(joinedName(long, 64)).toBe(shorten(long.join("-"), 64));
  });

  test("leaves a token's length to Terraform", () => {
    expect(joinedInTerraform("ap-northeast-2", "reader", 64)).toMatch(/^\$\{.*var\.cluster.*length\(.*<= 64/s);
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
      purposes.map((purpose) => joinedName([cluster, "ap-northeast-2", purpose], limit));
    // production-ap-northeast-2- has 26 characters: 38 more are just within 64.
    expect(expected(64).map((name) => name.length)).toEqual([32, 64, 64, 64, 64]);
    expect(evaluate(names(64), { cluster })).toEqual(expected(64));
    expect(evaluate(names(128), { cluster })).toEqual(expected(128));
  });
});
