import { TerraformVariable } from "cdktf";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import type { IrsaRoleProps } from "../../constructs/identity/irsa-role";
import { literalCluster, literalProvider, only, synth, testStack } from "../support/synth";
import type { IrsaOptions } from "../support/synth";

const subjects: IrsaRoleProps["subjects"] = [{ namespace: "shop", serviceAccount: "s3-reader" }];

function roleWith(props: IrsaOptions<IrsaRoleProps>): Record<string, unknown> {
  const stack = testStack();
  new IrsaRole(stack, "reader", { provider: literalProvider(), subjects, ...props });
  return only(synth(stack), "aws_iam_role");
}

describe("an IrsaRole's settings", () => {
  test("are by default a generated name and a description, and all else is left to AWS", () => {
    const { assume_role_policy: _, ...settings } = roleWith({});
    expect(settings).toEqual({
      name: "prod-ap-northeast-2-reader",
      description: "Pods of the ServiceAccount shop/s3-reader in the EKS cluster prod",
    });
  });

  test("are written as they are given", () => {
    const { assume_role_policy: _, ...settings } = roleWith({
      name: "shop-s3-reader",
      path: "/pods/",
      description: "Reads",
      permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary",
      maxSessionDuration: 7200,
      forceDetachPolicies: true,
      tags: { team: "platform" },
    });
    expect(settings).toEqual({
      name: "shop-s3-reader",
      path: "/pods/",
      description: "Reads",
      permissions_boundary: "arn:aws:iam::111122223333:policy/boundary",
      force_detach_policies: true,
      max_session_duration: 7200,
      tags: { team: "platform" },
    });
  });

  test("have a prefix in the name's place where one is given", () => {
    const role = roleWith({ namePrefix: "shop-" });
    expect(role["name_prefix"]).toBe("shop-");
    expect(role).not.toHaveProperty("name");
  });

  test("name the purpose where one is given", () => {
    expect(roleWith({ purpose: "s3-reader" })["name"]).toBe("prod-ap-northeast-2-s3-reader");
  });

  test("shorten a generated name that is too long, and keep two of them apart", () => {
    const provider = literalProvider(literalCluster({ name: "c".repeat(100) }));
    const [one, other] = ["one", "other"].map((purpose) => roleWith({ provider, purpose })["name"]) as [string, string];
    expect([one.length, other.length]).toEqual([64, 64]);
    expect(one).not.toBe(other);
  });

  test("differ for one purpose in two clusters and in two regions", () => {
    const clusters = [{}, { name: "test" }, { region: "us-east-1" }];
    const names = clusters.map((cluster) => roleWith({ provider: literalProvider(literalCluster(cluster)) })["name"]);
    expect(new Set(names).size).toBe(3);
  });
});

describe("an IrsaRole takes", () => {
  test.each<[string, IrsaOptions<IrsaRoleProps>]>([
    ["a name of 64 characters", { name: "a".repeat(64) }],
    ["a prefix of 38", { namePrefix: "a".repeat(38) }],
    ["a path of 512", { path: `/${"a".repeat(510)}/` }],
    ["a description of 1000", { description: "a".repeat(1000) }],
    ["a session of an hour", { maxSessionDuration: 3600 }],
    ["a session of twelve hours", { maxSessionDuration: 43200 }],
  ])("%s", (_what, props) => {
    const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const [[key, value] = ["", ""]] = Object.entries(props);
    expect(roleWith(props)[snake(key)]).toBe(value);
  });

  test("tokens, whose values Terraform and AWS check", () => {
    const variable = (name: string): TerraformVariable => new TerraformVariable(testStack(), name, {});
    const text = variable("text").stringValue;
    expect(
      roleWith({
        name: text,
        path: text,
        description: text,
        permissionsBoundary: text,
        maxSessionDuration: variable("seconds").numberValue,
      }),
    ).toMatchObject({
      name: "${var.text}",
      path: "${var.text}",
      permissions_boundary: "${var.text}",
      max_session_duration: "${var.seconds}",
    });
  });
});

describe("an IrsaRole refuses", () => {
  test.each<[string, IrsaOptions<IrsaRoleProps>, RegExp]>([
    ["a name of 65 characters", { name: "a".repeat(65) }, /reader\.name: .* has 65 characters: .* at most 64/],
    ["a name with a slash", { name: "a/b" }, /reader\.name: "a\/b"/],
    ["an empty name", { name: "" }, /reader\.name: ""/],
    ["a prefix of 39 characters", { namePrefix: "a".repeat(39) }, /reader\.namePrefix: .* at most 38/],
    ["name and prefix together", { name: "a", namePrefix: "b" }, /reader\.name: name and namePrefix are both given/],
    ["a path of 513 characters", { path: `/${"a".repeat(511)}/` }, /reader\.path: .* at most 512/],
    ["a path without slashes", { path: "pods" }, /reader\.path: "pods"/],
    ["a description of 1001 characters", { description: "a".repeat(1001) }, /reader\.description: .* at most 1000/],
    ["a session of 3599 seconds", { maxSessionDuration: 3599 }, /reader\.maxSessionDuration: 3599: .*3600 to 43200/],
    ["a session of 43201 seconds", { maxSessionDuration: 43201 }, /reader\.maxSessionDuration: 43201/],
    ["half a second", { maxSessionDuration: 3600.5 }, /reader\.maxSessionDuration: 3600\.5: a whole number/],
    [
      "a boundary of another partition",
      { permissionsBoundary: "arn:aws-cn:iam::111122223333:policy/boundary" },
      /reader\.permissionsBoundary: .*of the partition aws-cn, and the cluster is in aws\./,
    ],
    [
      "a boundary that is a role",
      { permissionsBoundary: "arn:aws:iam::111122223333:role/a" },
      /reader\.permissionsBoundary: .*the ARN of an IAM policy is expected/,
    ],
  ])("%s", (_what, props, message) => {
    expect(() => roleWith(props)).toThrow(message);
  });
});
