import { TerraformVariable } from "cdktf";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import { Namespace } from "../../constructs/identity/namespace";
import { ServiceAccount } from "../../constructs/identity/service-account";
import type { ServiceAccountProps } from "../../constructs/identity/service-account";
import { addresses } from "../support/addresses";
import { literalProvider, only, synth, testStack } from "../support/synth";

const shop = Namespace.existing("shop");

function accountWith(props: Partial<ServiceAccountProps>): Record<string, unknown> {
  const stack = testStack();
  new ServiceAccount(stack, "account", { name: "s3-reader", namespace: shop, ...props });
  return only(synth(stack), "kubernetes_service_account_v1");
}

describe("a ServiceAccount", () => {
  test("without a role has a name and a namespace, and lets pods talk to Kubernetes", () => {
    expect(accountWith({})).toEqual({
      metadata: { name: "s3-reader", namespace: "shop" },
      automount_service_account_token: true,
    });
  });

  test("with a role carries its ARN, and is made after its policies are attached", () => {
    const stack = testStack();
    const role = new IrsaRole(stack, "role", {
      provider: literalProvider(),
      subjects: [{ namespace: "shop", serviceAccount: "s3-reader" }],
      policyArns: ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"],
      statements: [{ actions: ["s3:ListBucket"], resources: ["*"] }],
    });
    const namespace = new Namespace(stack, "namespace", { name: "shop" });
    new ServiceAccount(stack, "account", { name: "s3-reader", namespace, role });
    const account = only(synth(stack), "kubernetes_service_account_v1");
    expect(account).toMatchObject({
      metadata: { annotations: { "eks.amazonaws.com/role-arn": "${aws_iam_role.role.arn}" } },
      depends_on: expect.arrayContaining([
        "kubernetes_namespace_v1.namespace",
        "aws_iam_role_policy_attachment.role_AmazonS3ReadOnlyAccess",
        "aws_iam_role_policy.role_inline",
      ]) as string[],
    });
  });

  test("carries annotations beside the role's, labels, and the choice of a token", () => {
    expect(
      accountWith({
        annotations: { "eks.amazonaws.com/sts-regional-endpoints": "true" },
        labels: { "app.kubernetes.io/name": "reader", tier: "" },
        automountServiceAccountToken: false,
        role: { arn: "arn:aws:iam::111122223333:role/reader", dependables: [] },
      }),
    ).toEqual({
      metadata: {
        name: "s3-reader",
        namespace: "shop",
        annotations: {
          "eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/reader",
          "eks.amazonaws.com/sts-regional-endpoints": "true",
        },
        labels: { "app.kubernetes.io/name": "reader", tier: "" },
      },
      automount_service_account_token: false,
    });
  });

  test("may have dots in its name", () => {
    expect(accountWith({ name: "s3.reader" })["metadata"]).toMatchObject({ name: "s3.reader" });
  });

  test("tells its name and namespace", () => {
    const account = new ServiceAccount(testStack(), "account", { name: "s3-reader", namespace: shop });
    expect(account).toMatchObject({ name: "s3-reader", namespace: "shop" });
    expect(addresses(account.dependables)).toEqual(["kubernetes_service_account_v1.account"]);
  });
});

describe("a ServiceAccount's own role annotation", () => {
  const key = "eks.amazonaws.com/role-arn";
  const role = { arn: "arn:aws:iam::111122223333:role/reader", dependables: [] };

  test("is an error where it contradicts the role", () => {
    expect(() => accountWith({ role, annotations: { [key]: "arn:aws:iam::111122223333:role/other" } })).toThrow(
      /^test\/account\.annotations: the annotation eks\.amazonaws\.com\/role-arn is "arn:.*other": .* Remove the annotation\.$/,
    );
  });

  test("is an error where there is no role", () => {
    expect(() => accountWith({ annotations: { [key]: role.arn } })).toThrow(/Remove the annotation/);
  });

  test("may say the same", () => {
    expect(accountWith({ role, annotations: { [key]: role.arn } })["metadata"]).toMatchObject({
      annotations: { [key]: role.arn },
    });
  });
});

describe("a ServiceAccount refuses", () => {
  test.each<[string, Partial<ServiceAccountProps>, RegExp]>([
    ["a name of 254 characters", { name: "a".repeat(254) }, /account\.name: .*at most 253/],
    ["an upper-case name", { name: "Reader" }, /account\.name: "Reader"/],
    ["a namespace of 64 characters", { namespace: Namespace.existing("a".repeat(64)) }, /account\.namespace: .*63/],
    ["a namespace with a dot", { namespace: Namespace.existing("a.b") }, /account\.namespace: "a\.b"/],
    ["a bad annotation key", { annotations: { "a b": "" } }, /account\.annotations: "a b"/],
    ["a bad label key", { labels: { "-a": "" } }, /account\.labels: "-a"/],
    ["a label value of 64 characters", { labels: { a: "b".repeat(64) } }, /account\.labels: .*at most 63/],
  ])("%s", (_what, props, message) => {
    expect(() => accountWith(props)).toThrow(message);
  });

  test("no name that only Terraform knows", () => {
    const name = new TerraformVariable(testStack(), "name", {}).stringValue;
    expect(accountWith({ name })["metadata"]).toMatchObject({ name: "${var.name}" });
  });
});
