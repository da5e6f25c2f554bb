import { explain } from "../../constructs/access/explain";
import { can, who } from "../../constructs/access/question";
import { modelOf } from "../../constructs/access/read";
import { accessDiff } from "../../constructs/access/diff";
import type { Model } from "../../constructs/access/model";

const ISSUER = "oidc.eks.eu-west-1.amazonaws.com/id/A";
const provider = (issuer = ISSUER): string => `arn:aws:iam::111122223333:oidc-provider/${issuer}`;
const OBJECT = "arn:aws:s3:::shop/a";
const CLUSTER = { name: "prod", arn: "arn:aws:eks:eu-west-1:111122223333:cluster/prod" };

const webIdentity = (conditions: object, issuer = ISSUER): object => ({
  Effect: "Allow",
  Action: "sts:AssumeRoleWithWebIdentity",
  Principal: { Federated: provider(issuer) },
  Condition: conditions,
});

const claims = (sub: string, aud = "sts.amazonaws.com", issuer = ISSUER): object => ({
  StringEquals: { [`${issuer}:aud`]: aud, [`${issuer}:sub`]: sub },
});

const podIdentity = (conditions: object = {}, actions = ["sts:AssumeRole", "sts:TagSession"]): object => ({
  Effect: "Allow",
  Action: actions,
  Principal: { Service: "pods.eks.amazonaws.com" },
  Condition: conditions,
});

const role = (name: string, trust: readonly object[], more: object = {}): object => ({
  name,
  arn: `arn:aws:iam::111122223333:role/${name}`,
  assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: trust }),
  ...more,
});

const allow = (of: string, Action: string, Resource: string): object => ({
  name: "inline",
  role: of,
  policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] }),
});

const account = (name: string, arn: string, annotations: object = {}): object => ({
  metadata: { namespace: "shop", name, annotations: { "eks.amazonaws.com/role-arn": arn, ...annotations } },
});

const association = (more: object = {}): object => ({
  cluster_name: "prod",
  namespace: "shop",
  service_account: "web",
  role_arn: "arn:aws:iam::111122223333:role/web",
  ...more,
});

const stack = (resource: Record<string, Record<string, object>>): Model =>
  modelOf("test", {
    data: { aws_eks_cluster: { cluster: { ...CLUSTER, identity: [{ oidc: [{ issuer: `https://${ISSUER}` }] }] } } },
    resource,
  });

const WEB = "arn:aws:iam::111122223333:role/web";

const web = (trust: readonly object[], tie: Record<string, Record<string, object>>): Model =>
  stack({ aws_iam_role: { web: role("web", trust) }, aws_iam_role_policy: { web: allow("web", "s3:*", "*") }, ...tie });

const IRSA = { kubernetes_service_account_v1: { web: account("web", WEB) } };
const POD_IDENTITY = { aws_eks_pod_identity_association: { web: association() } };
const UNTAGGED = { aws_eks_pod_identity_association: { web: association({ disable_session_tags: true }) } };
const AUDIENCE = {
  kubernetes_service_account_v1: { web: account("web", WEB, { "eks.amazonaws.com/audience": "other" }) },
};

const SUBJECT = "system:serviceaccount:shop:web";
const TAGS = { "aws:RequestTag/kubernetes-namespace": "shop", "aws:RequestTag/kubernetes-service-account": "web" };

test.each<[string, readonly object[], Record<string, Record<string, object>>, "yes" | "no" | "maybe"]>([
  ["IRSA by aud and sub", [webIdentity(claims(SUBJECT))], IRSA, "yes"],
  ["another subject", [webIdentity(claims("system:serviceaccount:shop:other"))], IRSA, "no"],
  ["another audience", [webIdentity(claims(SUBJECT, "other"))], IRSA, "no"],
  ["its own audience", [webIdentity(claims(SUBJECT, "other"))], AUDIENCE, "yes"],
  ["a pattern", [webIdentity({ StringLike: { [`${ISSUER}:sub`]: "system:serviceaccount:sh*:web" } })], IRSA, "yes"],
  ["a pattern in StringEquals", [webIdentity(claims("system:serviceaccount:shop:*"))], IRSA, "no"],
  ["no conditions", [webIdentity({})], IRSA, "yes"],
  [
    "another cluster",
    [
      webIdentity(
        claims(SUBJECT, undefined, "oidc.eks.eu-west-1.amazonaws.com/id/B"),
        "oidc.eks.eu-west-1.amazonaws.com/id/B",
      ),
    ],
    IRSA,
    "no",
  ],
  ["a denial", [webIdentity(claims(SUBJECT)), { ...webIdentity(claims(SUBJECT)), Effect: "Deny" }], IRSA, "no"],
  [
    "a source address",
    [webIdentity({ ...claims(SUBJECT), IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })],
    IRSA,
    "maybe",
  ],
  ["Pod Identity", [podIdentity()], POD_IDENTITY, "yes"],
  ["its tags", [podIdentity({ StringEquals: TAGS })], POD_IDENTITY, "yes"],
  [
    "tags of another namespace",
    [podIdentity({ StringEquals: { ...TAGS, "aws:RequestTag/kubernetes-namespace": "dev" } })],
    POD_IDENTITY,
    "no",
  ],
  ["tags that are off", [podIdentity({ StringEquals: TAGS })], UNTAGGED, "no"],
  ["tags that may not be set", [podIdentity({}, ["sts:AssumeRole"])], POD_IDENTITY, "no"],
  ["no tags to set", [podIdentity({}, ["sts:AssumeRole"])], UNTAGGED, "yes"],
  [
    "its cluster",
    [
      podIdentity({
        ArnEquals: { "aws:SourceArn": CLUSTER.arn },
        StringEquals: { "aws:SourceAccount": "111122223333" },
      }),
    ],
    POD_IDENTITY,
    "yes",
  ],
  [
    "another cluster's source",
    [podIdentity({ ArnEquals: { "aws:SourceArn": `${CLUSTER.arn}2` } })],
    POD_IDENTITY,
    "no",
  ],
  ["both, where IRSA fails", [podIdentity()], { ...IRSA, ...POD_IDENTITY }, "yes"],
  ["both, where Pod Identity fails", [webIdentity(claims(SUBJECT))], { ...IRSA, ...POD_IDENTITY }, "yes"],
  ["a trust policy alone", [webIdentity(claims(SUBJECT))], {}, "yes"],
  ["a pattern alone", [webIdentity({ StringLike: { [`${ISSUER}:sub`]: "system:serviceaccount:*:web" } })], {}, "yes"],
])("%s", (_what, trust, tie, expected) => {
  expect(can(web(trust, tie), "shop/web", "s3:GetObject", OBJECT)?.answer).toBe(expected);
});

test("the provider has to have the audience", () => {
  const providers = {
    aws_iam_openid_connect_provider: { it: { url: `https://${ISSUER}`, client_id_list: ["other"] } },
  };
  const model = web([webIdentity({})], { ...IRSA, ...providers });
  expect(can(model, "shop/web", "s3:GetObject", OBJECT)?.lines.join("\n")).toContain("does not have the audience");
});

test("explain says which condition fails", () => {
  const lines = explain(web([webIdentity(claims("system:serviceaccount:shop:other"))], IRSA), "shop/web") ?? [];
  expect(lines.filter((line) => line.includes("FAILS")).map((line) => line.trim())).toEqual([
    `FAILS: StringEquals ${ISSUER}:sub system:serviceaccount:shop:other`,
  ]);
  expect(lines.join("\n")).toContain("pods cannot have it");
});

describe("chains", () => {
  const trustsWeb = (principal: string): object => ({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { AWS: principal },
  });
  const TARGET = "arn:aws:iam::111122223333:role/target";
  const chain = (principal: string, assumes: object, more: object = {}): Model =>
    stack({
      aws_iam_role: {
        web: role("web", [webIdentity(claims(SUBJECT))]),
        target: role("target", [trustsWeb(principal)]),
      },
      aws_iam_role_policy: { assumes, target: allow("target", "s3:GetObject", "*") },
      ...IRSA,
      ...more,
    });
  const ROOT = "arn:aws:iam::111122223333:root";

  test.each<[string, string, object, "yes" | "no"]>([
    ["both policies allow it", ROOT, allow("web", "sts:AssumeRole", TARGET), "yes"],
    ["by the account's number", "111122223333", allow("web", "sts:AssumeRole", TARGET), "yes"],
    ["the account is trusted, and nothing allows it", ROOT, allow("web", "sqs:*", "*"), "no"],
    ["the role is trusted by its ARN, in one account", WEB, allow("web", "sqs:*", "*"), "yes"],
    ["another role is trusted", "arn:aws:iam::111122223333:role/other", allow("web", "sts:AssumeRole", "*"), "no"],
  ])("%s", (_what, principal, assumes, expected) => {
    expect(can(chain(principal, assumes), "shop/web", "s3:GetObject", OBJECT)?.answer).toBe(expected);
  });

  test("a role outside of the output is not guessed", () => {
    const model = web([webIdentity(claims(SUBJECT))], {
      ...IRSA,
      aws_iam_role_policy: { web: allow("web", "sts:AssumeRole", "arn:aws:iam::444455556666:role/other") },
    });
    expect(can(model, "shop/web", "s3:GetObject", OBJECT)?.answer).toBe("maybe");
  });

  test("pods with a target role are the target role alone", () => {
    const model = stack({
      aws_iam_role: { web: role("web", [podIdentity()]), target: role("target", [trustsWeb(WEB)]) },
      aws_iam_role_policy: { web: allow("web", "s3:PutObject", "*"), target: allow("target", "s3:GetObject", "*") },
      aws_eks_pod_identity_association: { web: association({ target_role_arn: TARGET }) },
    });
    expect(can(model, "shop/web", "s3:GetObject", OBJECT)?.answer).toBe("yes");
    expect(can(model, "shop/web", "s3:PutObject", OBJECT)?.answer).toBe("no");
  });
});

test("who says all, and diff what changed", () => {
  const before = web([webIdentity(claims(SUBJECT))], IRSA);
  const after = web([webIdentity(claims(SUBJECT))], {
    ...IRSA,
    aws_iam_role_policy: { web: allow("web", "sqs:SendMessage", "*") },
  });
  expect(who(before, "s3:GetObject", OBJECT)).toEqual({ answer: "yes", lines: [`yes: shop/web as ${WEB} (irsa)`] });
  expect(who(after, "s3:GetObject", OBJECT).answer).toBe("no");
  expect(accessDiff([before], [after])).toEqual([
    "shop/web",
    "  + Allow sqs:SendMessage on *, as web",
    "  - Allow s3:* on *, as web",
  ]);
  expect(accessDiff([before], [before])).toEqual([]);
});
