import { mistakesOf } from "../support/module-call";
import { binary, skipped } from "../support/terraform";

const PLACE = { cluster_name: "prod", region: "ap-northeast-2" };

/** OpenTofu tells of a variable the first broken rule only. That it has each rule, the refusals prove, one by one. */
const testEach: jest.It = binary === "tofu" ? test.skip : test;
const nameOf = (text: string): string =>
  binary === "tofu" ? skipped(text, "OpenTofu does not tell all that is wrong with a variable at once") : text;

/** Each expected text has to be in one of those that Terraform prints, and nothing else in any. */
export function tells(inputs: object, expected: readonly string[], module = "eks-irsa"): void {
  let found: readonly string[] = [];
  beforeAll(() => {
    found = mistakesOf(module, { ...PLACE, ...inputs });
  });
  for (const text of expected)
    testEach(nameOf(text), () => {
      expect(found.filter((one) => one.includes(text))).toHaveLength(1);
    });
  test("and nothing else", () => {
    expect(found).not.toEqual([]);
    expect(found.filter((one) => !expected.some((text) => one.includes(text)))).toEqual([]);
  });
}
