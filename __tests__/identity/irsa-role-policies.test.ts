import { TerraformVariable } from "cdktf";
import { createHash } from "node:crypto";
import type { PolicyStatement } from "../../constructs/facts/policy";
import { EksOidcProvider } from "../../constructs/identity/eks-oidc-provider";
import { IrsaRole } from "../../constructs/identity/irsa-role";
import type { IrsaRoleProps } from "../../constructs/identity/irsa-role";
import { addresses } from "../support/addresses";
import { comesBefore, dependencyGraph } from "../support/graph";
import { literalCluster, literalProvider, only, resources, synth, testStack } from "../support/synth";
import type { IrsaOptions, TerraformJson } from "../support/synth";

const S3 = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess";
const SQS = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess";
const EBS = "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy";
const OWN = "arn:aws:iam::111122223333:policy/team/shop-reader";

const list: PolicyStatement = { actions: ["s3:ListBucket"], resources: ["arn:aws:s3:::shop-assets"] };

/** Statements whose document has exactly this size. */
function statementsOfSize(size: number): PolicyStatement[] {
  const empty = '{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"Allow","Action":"s3:*","Resource":"*"}]}';
  return [{ sid: "x".repeat(size - empty.length), actions: ["s3:*"], resources: ["*"] }];
}

function stackWith(props: IrsaOptions<IrsaRoleProps>): TerraformJson {
  const stack = testStack();
  new IrsaRole(stack, "reader", {
    provider: literalProvider(),
    subjects: [{ namespace: "shop", serviceAccount: "s3-reader" }],
    ...props,
  });
  return synth(stack);
}

/** The part of an address for what an address cannot hold. */
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** Attached policies by the attachment's name. */
const attachments = (json: TerraformJson): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(resources(json, "aws_iam_role_policy_attachment")).map(([name, { policy_arn: arn }]) => [name, arn]),
  );

describe("an IrsaRole's policies by ARN", () => {
  test("are attached by resources that are named after them", () => {
    const json = stackWith({ policyArns: [S3, EBS, OWN] });
    expect(attachments(json)).toEqual({
      reader_AmazonS3ReadOnlyAccess: S3,
      [`reader_service-role_AmazonEBSCSIDriverPolicy-${sha256(EBS)}`]: EBS,
      [`reader_111122223333_team_shop-reader-${sha256(OWN)}`]: OWN,
    });
    for (const attachment of Object.values(resources(json, "aws_iam_role_policy_attachment"))) {
      expect(attachment["role"]).toBe("${aws_iam_role.reader.id}");
    }
  });

  test("keep their addresses whatever their order, and whichever others come and go", () => {
    const all = attachments(stackWith({ policyArns: [S3, SQS, OWN] }));
    expect(attachments(stackWith({ policyArns: [OWN, SQS, S3] }))).toEqual(all);
    const { reader_AmazonS3ReadOnlyAccess: _, ...rest } = all;
    expect(attachments(stackWith({ policyArns: [SQS, OWN] }))).toEqual(rest);
  });

  test("may be known to Terraform only", () => {
    const arn = new TerraformVariable(testStack(), "arn", {}).stringValue;
    expect(attachments(stackWith({ policyArns: [S3, arn] }))).toEqual({
      reader_AmazonS3ReadOnlyAccess: S3,
      "reader_policy-1": "${var.arn}",
    });
  });

  test("leave nothing to the role's deprecated arguments", () => {
    const role = only(stackWith({ policyArns: [S3], statements: [list] }), "aws_iam_role");
    expect(role).not.toHaveProperty("managed_policy_arns");
    expect(role).not.toHaveProperty("inline_policy");
  });
});

describe("an IrsaRole's inline policy", () => {
  test("is a resource of its own", () => {
    const json = stackWith({ statements: [list, { effect: "Deny", notActions: ["s3:Get*"], resources: ["*"] }] });
    const { policy, ...rest } = only(json, "aws_iam_role_policy");
    expect(rest).toEqual({ name: "inline", role: "${aws_iam_role.reader.id}" });
    expect(JSON.parse(policy as string)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::shop-assets" },
        { Effect: "Deny", NotAction: "s3:Get*", Resource: "*" },
      ],
    });
  });

  test("is left out where there are no statements", () => {
    expect(resources(stackWith({ statements: [] }), "aws_iam_role_policy")).toEqual({});
  });

  test("keeps IAM's own variables from Terraform", () => {
    const home = "arn:aws:s3:::home/${aws:username}/*";
    const json = stackWith({ statements: [{ actions: ["s3:GetObject"], resources: [home] }] });
    expect(only(json, "aws_iam_role_policy")["policy"]).toContain("home/$${aws:username}/*");
  });

  test("takes ARNs that only Terraform knows", () => {
    const bucket = new TerraformVariable(testStack(), "bucket", {}).stringValue;
    const json = stackWith({ statements: [{ actions: ["s3:GetObject"], resources: [`${bucket}/*`] }] });
    expect(only(json, "aws_iam_role_policy")["policy"]).toBe(
      '${jsonencode({ Statement = [{ Action = "s3:GetObject", Effect = "Allow", Resource = "${var.bucket}/*" }], Version = "2012-10-17" })}',
    );
  });
});

describe("an IrsaRole's own managed policies", () => {
  const json = stackWith({
    path: "/pods/",
    tags: { team: "platform" },
    policies: { assets: { statements: [list], description: "Assets" }, more: { statements: [list] } },
  });

  test("are made under the cluster's name, with the role's path and tags", () => {
    const { policy, ...rest } = resources(json, "aws_iam_policy")["reader_assets"] ?? {};
    expect(rest).toEqual({
      name: "prod-ap-northeast-2-assets",
      path: "/pods/",
      description: "Assets",
      tags: { team: "platform" },
    });
    expect(JSON.parse(policy as string)).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::shop-assets" }],
    });
  });

  test("are attached", () => {
    expect(attachments(json)).toEqual({
      "reader_assets-attachment": "${aws_iam_policy.reader_assets.arn}",
      "reader_more-attachment": "${aws_iam_policy.reader_more.arn}",
    });
  });
});

describe("an IrsaRole's dependables", () => {
  test("come after the provider, the role and all its policies", () => {
    const stack = testStack();
    const role = new IrsaRole(stack, "reader", {
      provider: new EksOidcProvider(stack, "oidc-provider", { cluster: literalCluster() }),
      subjects: [{ namespace: "shop", serviceAccount: "s3-reader" }],
      policyArns: [S3, OWN],
      statements: [list],
      policies: { assets: { statements: [list] } },
    });
    new EksOidcProvider(stack, "later", { cluster: literalCluster() });
    const json = synth(stack);
    const later = json["resource"]?.["aws_iam_openid_connect_provider"]?.["later"];
    if (later) later["depends_on"] = addresses(role.dependables);
    const graph = dependencyGraph(json);
    const others = [...graph.keys()].filter((address) => !address.endsWith(".later"));
    expect(others).toHaveLength(7);
    expect(others.filter((address) => !comesBefore(graph, address, "aws_iam_openid_connect_provider.later"))).toEqual(
      [],
    );
  });

  test("are the role where it has no policies", () => {
    const stack = testStack();
    const role = new IrsaRole(stack, "reader", {
      provider: literalProvider(),
      subjects: [{ namespace: "shop", serviceAccount: "s3-reader" }],
    });
    expect(addresses(role.dependables)).toEqual(["aws_iam_role.reader"]);
  });
});

describe("an IrsaRole refuses", () => {
  const arns = (count: number): string[] =>
    Array.from({ length: count }, (_, i) => `arn:aws:iam::111122223333:policy/p${i}`);

  test.each<[string, IrsaOptions<IrsaRoleProps>, RegExp]>([
    [
      "an ARN of another partition",
      { policyArns: [S3, "arn:aws-cn:iam::aws:policy/A"] },
      /reader\.policyArns\.A: .*of the partition aws-cn, and the cluster is in aws\./,
    ],
    ["what is no ARN", { policyArns: ["AmazonS3ReadOnlyAccess"] }, /reader\.policyArns\.policy-0: .*six fields/],
    [
      "the ARN of a role",
      { policyArns: ["arn:aws:iam::1:role/a"] },
      /reader\.policyArns\.1_role_a-[0-9a-f]{8}: .*an IAM policy/,
    ],
    ["21 policies", { policyArns: arns(21) }, /reader\.policyArns: 21 managed policies: .*at most 20/],
    [
      "21 policies, its own among them",
      { policyArns: arns(20), policies: { own: { statements: [list] } } },
      /reader\.policyArns: 21 managed policies/,
    ],
    [
      "a managed policy of 6145 characters",
      { policies: { big: { statements: statementsOfSize(6145) } } },
      /reader\.policies\.big: big has 6145 characters: the limit is 6144/,
    ],
    [
      "a statement of 10241 characters that cannot be split",
      { statements: statementsOfSize(10241) },
      /reader\.policies\.reader-1: reader-1 has 10241 characters: the limit is 6144/,
    ],
  ])("%s", (_what, props, message) => {
    expect(() => stackWith(props)).toThrow(message);
  });

  test("nothing at these limits", () => {
    const json = stackWith({
      policyArns: arns(19),
      policies: { big: { statements: statementsOfSize(6144) } },
      statements: statementsOfSize(10240),
    });
    expect(Object.keys(attachments(json))).toHaveLength(20);
    expect((only(json, "aws_iam_policy")["policy"] as string).length).toBe(6144);
    expect((only(json, "aws_iam_role_policy")["policy"] as string).length).toBe(10240);
  });
});
