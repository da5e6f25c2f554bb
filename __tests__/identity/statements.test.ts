import { TerraformVariable } from "cdktf";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import type { IrsaRoleBaseProps } from "../../constructs/identity/irsa-role";
import { literalProvider, testStack } from "../support/synth";

type Said = Partial<Pick<IrsaRoleBaseProps, "statements" | "policies" | "trust" | "acknowledge">>;

const role = (props: Said, stack = testStack()): IrsaRole =>
  new IrsaRole(stack, "reader", {
    provider: literalProvider(),
    subjects: [{ namespace: "shop", serviceAccount: "s3-reader" }],
    ...props,
  });

const onBucket = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::b"] };

describe("statements of an IrsaRole", () => {
  test.each<[string, Said, string]>([
    [
      "an unknown action",
      { statements: [{ actions: ["s3:GetObjects"], resources: ["*"] }] },
      'reader.statements[0].actions.0: "s3:GetObjects"',
    ],
    [
      "a resource that no action takes",
      { statements: [onBucket] },
      'reader.statements[0].resources.0: "arn:aws:s3:::b"',
    ],
    [
      "one of a policy of its own",
      { policies: { own: { statements: [onBucket] } } },
      'reader.policies.own[0].resources.0: "arn:aws:s3:::b"',
    ],
    [
      "an unknown action of the trust policy",
      { trust: { extraStatements: [{ principals: { AWS: "*" }, actions: ["sts:AssumeRol"] }] } },
      'reader.trust.extraStatements[0].actions.0: "sts:AssumeRol"',
    ],
  ])("are refused with %s, with the construct's path", (_what, props, told) => {
    expect(() => role(props)).toThrow(told);
  });

  test("are let through where that is acknowledged, and where only Terraform knows", () => {
    const acknowledge = [{ rule: "unfit-resource", reason: "a new type" }] as const;
    expect(() => role({ statements: [onBucket], acknowledge })).not.toThrow();
    const stack = testStack();
    const name = new TerraformVariable(stack, "bucket", { type: "string" }).stringValue;
    expect(() => role({ statements: [{ ...onBucket, resources: [name] }] }, stack)).not.toThrow();
    const actions = [name];
    expect(() => role({ statements: [{ ...onBucket, actions }] })).not.toThrow();
  });
});
