import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import { EksOidcProvider } from "../../constructs/identity/eks-oidc-provider";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import type { IrsaRoleProps } from "../../constructs/identity/irsa-role";
import { sayings, sayingsOf } from "./sayings";
import type { Statement } from "./sayings";
import { addresses } from "../support/addresses";
import { comesBefore, dependencyGraph } from "../support/graph";
import { ISSUER, literalCluster, literalProvider, only, resources, synth, testStack } from "../support/synth";
import type { IrsaOptions, TerraformJson } from "../support/synth";

type Props = IrsaOptions<IrsaRoleProps>;

const S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const list = { actions: ["s3:ListBucket"], resources: ["*"] };

function roleIn(props: Props): { role: IrsaRole; json: TerraformJson } {
  const stack = testStack();
  const role = new IrsaRole(stack, "reader", {
    provider: literalProvider(),
    subjects: [{ namespace: "shop", serviceAccount: "reader" }],
    ...props,
  });
  return { role, json: synth(stack) };
}

const synthWith = (props: Props): TerraformJson => roleIn(props).json;

const statementsOf = (policy: Record<string, unknown>): Statement[] =>
  (JSON.parse(policy["policy"] as string) as { Statement: Statement[] }).Statement;

describe("an IrsaRole's policies by ARN, as a mapping", () => {
  test("are attached under the names that they are given, tokens too", () => {
    const arn = new TerraformVariable(testStack(), "arn", {}).stringValue;
    expect(resources(synthWith({ policyArns: { assets: S3, more: arn } }), "aws_iam_role_policy_attachment")).toEqual({
      reader_assets: { role: "${aws_iam_role.reader.id}", policy_arn: S3 },
      reader_more: { role: "${aws_iam_role.reader.id}", policy_arn: "${var.arn}" },
    });
  });

  test("keep apart in a list what an address cannot hold", () => {
    const own = (name: string): string => `arn:aws:iam::111122223333:policy/${name}`;
    const json = synthWith({ policyArns: [own("team/a"), own("team_a"), own("team@a")] });
    expect(Object.keys(resources(json, "aws_iam_role_policy_attachment"))).toHaveLength(3);
  });
});

describe("an IrsaRole refuses twice", () => {
  test.each<[string, Props]>([
    ["one ARN", { policyArns: [S3, S3] }],
    ["a name of an attachment and of a policy", { policyArns: { own: S3 }, policies: { own: { statements: [list] } } }],
    ["the inline policy's name", { policies: { inline: { statements: [list] } } }],
    ["an attachment's name", { policies: { a: { statements: [list] }, "a-attachment": { statements: [list] } } }],
  ])("%s", (_what, props) => {
    expect(() => synthWith(props)).toThrow(/^test\/reader\.policies: ".*" is also at another one: .* is unique/);
  });
});

describe("an IrsaRole that assumes other roles", () => {
  const other = "arn:aws:iam::444455556666:role/dns";

  test("may do so, beside what else it may", () => {
    const json = synthWith({ assumeRoleArns: [other], statements: [list] });
    expect(statementsOf(only(json, "aws_iam_role_policy"))).toEqual([
      { Effect: "Allow", Action: "s3:ListBucket", Resource: "*" },
      { Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"], Resource: other },
    ]);
  });

  test.each([
    ["what is no role", "arn:aws:iam::444455556666:user/a", /reader\.assumeRoleArns\[1\]: .*an IAM role/],
    ["a role of another partition", "arn:aws-cn:iam::444455556666:role/a", /assumeRoleArns\[1\]: .*aws-cn/],
  ])("refuses %s", (_what, arn, message) => {
    expect(() => synthWith({ assumeRoleArns: [other, arn] })).toThrow(message);
  });
});

describe("an IrsaRole with statements too long for its inline policy", () => {
  const statements = Array.from({ length: 150 }, (_, i) => ({
    actions: ["s3:GetObject"],
    resources: [`arn:aws:s3:::bucket-${i}/*`],
  }));
  const json = synthWith({ statements, purpose: "assets", tags: { team: "shop" }, path: "/pods/" });
  const policies = resources(json, "aws_iam_policy");

  test("has them in several managed policies, each within 6144 characters", () => {
    expect(Object.keys(policies)).toEqual(["reader_assets-1", "reader_assets-2", "reader_assets-3"]);
    expect(Object.values(policies).filter(({ policy }) => (policy as string).length > 6144)).toEqual([]);
    expect(sayings(Object.values(policies).flatMap(statementsOf))).toEqual(sayingsOf(statements));
    expect(resources(json, "aws_iam_role_policy")).toEqual({});
    expect(policies["reader_assets-1"]).toMatchObject({
      name: "prod-ap-northeast-2-assets-1",
      path: "/pods/",
      tags: { team: "shop" },
    });
  });

  test("has all of them attached", () => {
    const attached = Object.values(resources(json, "aws_iam_role_policy_attachment")).map(({ policy_arn: arn }) => arn);
    expect(attached).toEqual(Object.keys(policies).map((name) => `\${aws_iam_policy.${name}.arn}`));
  });
});

describe("an IrsaRole whose policies are exclusive", () => {
  const props: Props = {
    exclusivePolicies: true,
    policyArns: [S3],
    statements: [list],
    policies: { assets: { statements: [list] } },
  };

  test("lists all that it has, and has it listed last", () => {
    const { role, json } = roleIn(props);
    expect(only(json, "aws_iam_role_policy_attachments_exclusive")).toMatchObject({
      role_name: "${aws_iam_role.reader.id}",
      policy_arns: [S3, "${aws_iam_policy.reader_assets.arn}"],
    });
    expect(only(json, "aws_iam_role_policies_exclusive")).toMatchObject({
      role_name: "${aws_iam_role.reader.id}",
      policy_names: ["inline"],
    });
    const graph = dependencyGraph(json);
    const exclusive = [...graph.keys()].filter((address) => address.includes("_exclusive."));
    const others = [...graph.keys()].filter((address) => !exclusive.includes(address));
    expect([exclusive.length, others.length]).toEqual([2, 5]);
    for (const last of exclusive) expect(others.filter((address) => !comesBefore(graph, address, last))).toEqual([]);
    expect(addresses(role.dependables)).toEqual(expect.arrayContaining(exclusive));
  });

  test("lists nothing where there is nothing, so that what others add goes", () => {
    const { json } = roleIn({ exclusivePolicies: true });
    expect(only(json, "aws_iam_role_policy_attachments_exclusive")["policy_arns"]).toEqual([]);
    expect(only(json, "aws_iam_role_policies_exclusive")["policy_names"]).toEqual([]);
  });

  test("is what it is only where that is asked for", () => {
    expect(JSON.stringify(synthWith({ ...props, exclusivePolicies: false }))).not.toContain("exclusive");
  });
});

test("an IrsaRole is made, with all its policies, in the account of its OIDC provider", () => {
  const stack = testStack();
  const awsProvider = new AwsProvider(stack, "other", { alias: "other", region: "ap-northeast-2" });
  const arn = `arn:aws:iam::444455556666:oidc-provider/${ISSUER}`;
  new IrsaRole(stack, "reader", {
    provider: EksOidcProvider.fromArn(literalCluster(), arn, awsProvider),
    subjects: [{ namespace: "shop", serviceAccount: "reader" }],
    policyArns: [S3],
    statements: [list],
    policies: { assets: { statements: [list] } },
    exclusivePolicies: true,
  });
  const all = Object.values(synth(stack)["resource"] ?? {}).flatMap((byName) => Object.values(byName));
  expect(all).toHaveLength(7);
  expect(all.filter(({ provider }) => provider !== "aws.other")).toEqual([]);
});

describe("an IrsaRole's tags", () => {
  const many = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`tag${i}`, ""]));

  test.each<[string, Record<string, string>, RegExp]>([
    ["51 of them", many(51), /^test\/reader\.tags: 51 tags: there are at most 50/],
    ["a key of AWS's own", { "aws:a": "b" }, /^test\/reader\.tags: the tag key "aws:a"/],
    ["a value of 257 characters", { a: "b".repeat(257) }, /^test\/reader\.tags\.a: .*at most 256/],
  ])("may not be %s", (_what, tags, message) => {
    expect(() => synthWith({ tags })).toThrow(message);
  });

  test("may be 50", () => {
    expect(only(synthWith({ tags: many(50) }), "aws_iam_role")["tags"]).toEqual(many(50));
  });
});
