import { TerraformVariable } from "cdktf";
import { EksCluster } from "../../constructs/identity/eks-cluster";
import { EksOidcProvider } from "../../constructs/identity/eks-oidc-provider";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import type { IrsaRoleProps } from "../../constructs/identity/irsa-role";
import type { Subject } from "../../constructs/facts/trust";
import { ISSUER, literalCluster, literalProvider, only, synth, testStack } from "../support/synth";
import type { IrsaOptions } from "../support/synth";
import { evaluate, testWithTerraform } from "../support/terraform-console";

const shop: Subject = { namespace: "shop", serviceAccount: "s3-reader" };

const statement = (federated: string, issuer: string, sub: string | string[]): unknown => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: federated },
      Condition: { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com", [`${issuer}:sub`]: sub } },
    },
  ],
});

function roleWith(props: IrsaOptions<IrsaRoleProps>): Record<string, unknown> {
  const stack = testStack();
  new IrsaRole(stack, "reader", { provider: literalProvider(), subjects: [shop], ...props });
  return only(synth(stack), "aws_iam_role");
}

const trustOf = (role: Record<string, unknown>): unknown => JSON.parse(role["assume_role_policy"] as string);

describe("an IrsaRole's trust policy", () => {
  test("lets the one ServiceAccount in, and nobody else", () => {
    expect(trustOf(roleWith({}))).toEqual(
      statement(`arn:aws:iam::111122223333:oidc-provider/${ISSUER}`, ISSUER, "system:serviceaccount:shop:s3-reader"),
    );
  });

  test("names several ServiceAccounts in order, each once", () => {
    const other = { namespace: "back-office", serviceAccount: "s3.reader" };
    expect(trustOf(roleWith({ subjects: [shop, other, shop] }))).toEqual(
      statement(`arn:aws:iam::111122223333:oidc-provider/${ISSUER}`, ISSUER, [
        "system:serviceaccount:back-office:s3.reader",
        "system:serviceaccount:shop:s3-reader",
      ]),
    );
  });

  test("is the same text in whatever order they are given", () => {
    const other = { namespace: "a", serviceAccount: "b" };
    expect(roleWith({ subjects: [other, shop] })["assume_role_policy"]).toBe(
      roleWith({ subjects: [shop, other] })["assume_role_policy"],
    );
  });

  test("needs no data source", () => {
    const stack = testStack();
    new IrsaRole(stack, "reader", { provider: literalProvider(), subjects: [shop], policyArns: [] });
    expect(synth(stack)["data"]).toBeUndefined();
  });

  testWithTerraform("is the same document where only Terraform knows the issuer and the provider", () => {
    const stack = testStack();
    const cluster = EksCluster.lookup(stack, "cluster", { name: "prod", region: "ap-northeast-2" });
    new IrsaRole(stack, "reader", {
      provider: new EksOidcProvider(stack, "oidc-provider", { cluster }),
      subjects: [shop, { namespace: "a", serviceAccount: "b" }],
    });
    const json = synth(stack);
    const federated = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
    const role = only(json, "aws_iam_role");
    // What AWS gives stands in variables.
    const [text, locals] = JSON.parse(
      JSON.stringify([role["assume_role_policy"], json["locals"] ?? {}]).replaceAll(
        "data.aws_eks_cluster.cluster",
        "var.cluster",
      ),
    ) as [string, Record<string, unknown>];
    const arn = "arn:aws:eks:ap-northeast-2:111122223333:cluster/prod";
    const known = { cluster: { arn, identity: [{ oidc: [{ issuer: `https://${ISSUER}` }] }] } };
    expect(role["depends_on"]).toEqual(["aws_iam_openid_connect_provider.oidc-provider"]);
    expect(JSON.parse(evaluate(text, known, locals))).toEqual(
      statement(federated, ISSUER, ["system:serviceaccount:a:b", "system:serviceaccount:shop:s3-reader"]),
    );
  });
});

describe("an IrsaRole's trust policy has at most 2048 characters", () => {
  const many = (count: number): [Subject, ...Subject[]] => [
    shop,
    ...Array.from({ length: count - 1 }, (_, i) => ({ namespace: `team-${i + 10}`, serviceAccount: "reader" })),
  ];

  test("checked at once where all is known", () => {
    expect(() => roleWith({ subjects: many(60) })).toThrow(
      /^test\/reader\.subjects: the trust policy has \d+ characters: IAM accepts 2048\. Name fewer ServiceAccounts/,
    );
    expect(roleWith({ subjects: many(30) })["lifecycle"]).toBeUndefined();
  });

  test("checked by Terraform where it alone knows the document", () => {
    const issuer = new TerraformVariable(testStack(), "issuer", {}).stringValue;
    const provider = EksOidcProvider.fromArn(
      literalCluster({ oidcIssuer: issuer }),
      `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`,
    );
    const role = roleWith({ provider, subjects: many(40) });
    const policy = (role["assume_role_policy"] as string).replace(/^\$\{(.*)\}$/s, "$1");
    expect(role["lifecycle"]).toEqual({
      precondition: [
        {
          condition: `\${length(${policy}) <= 2048}`,
          error_message: expect.stringMatching(/^the trust policy has .*: IAM accepts 2048\. /) as string,
        },
      ],
    });
    expect(roleWith({ provider })["lifecycle"]).toBeUndefined();
  });
});

describe("an IrsaRole refuses", () => {
  test.each<[string, Subject, string]>([
    ["any namespace", { namespace: "*", serviceAccount: "a" }, "subjects[1].namespace"],
    ["part of a namespace", { namespace: "shop-*", serviceAccount: "a" }, "subjects[1].namespace"],
    ["any ServiceAccount", { namespace: "shop", serviceAccount: "*" }, "subjects[1].serviceAccount"],
  ])("a wildcard for %s", (_what, subject, where) => {
    expect(() => roleWith({ subjects: [shop, subject] })).toThrow(
      new RegExp(`^test/reader\\.${where.replace(/[[\].]/g, "\\$&")}: .*a wildcard would let other pods assume it`),
    );
  });

  test.each<[Subject, RegExp]>([
    [{ namespace: "a".repeat(64), serviceAccount: "a" }, /subjects\[0\]\.namespace: .*at most 63/],
    [{ namespace: "a", serviceAccount: "a".repeat(254) }, /subjects\[0\]\.serviceAccount: .*at most 253/],
    [{ namespace: "a.b", serviceAccount: "a" }, /subjects\[0\]\.namespace: "a\.b"/],
    [{ namespace: "a", serviceAccount: "A" }, /subjects\[0\]\.serviceAccount: "A"/],
    [{ namespace: "", serviceAccount: "a" }, /subjects\[0\]\.namespace: ""/],
  ])("the ServiceAccount %j", (subject, message) => {
    expect(() => roleWith({ subjects: [subject] })).toThrow(message);
  });
});
