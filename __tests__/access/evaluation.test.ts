import { contextOf } from "../../constructs/access/context";
import type { Context, Values } from "../../constructs/access/context";
import { decide } from "../../constructs/access/decide";
import { policyOf } from "../../constructs/access/document";
import type { Policy } from "../../constructs/access/document";

/** Cases of the IAM user guide: policy evaluation logic, policy elements, condition operators. */

interface StatementJson {
  readonly Effect?: "Allow" | "Deny";
  readonly [name: string]: unknown;
}

const policy = (...statements: readonly StatementJson[]): Policy =>
  policyOf(
    "p",
    JSON.stringify({ Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) }),
  );

const ALL: StatementJson = { Action: "*", Resource: "*" };
const DENY: StatementJson = { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" };
const UNKNOWN = policyOf("AmazonS3FullAccess", undefined);

/** A request that has these keys and no others. */
const having = (known: Readonly<Record<string, Values>> = {}): Context => contextOf(known, () => "absent");

const OBJECT = "arn:aws:s3:::shop/a/b.txt";

describe("layers", () => {
  test.each<[string, Partial<Parameters<typeof decide>[0]>, string, "yes" | "no" | "maybe"]>([
    ["nothing allows: an implicit denial", { identity: [] }, "s3:GetObject", "no"],
    ["an allowance is enough", { identity: [policy(ALL)] }, "s3:GetObject", "yes"],
    ["an explicit denial overrides", { identity: [policy(ALL, DENY)] }, "s3:DeleteObject", "no"],
    ["a denial of another policy overrides", { identity: [policy(ALL), policy(DENY)] }, "s3:DeleteObject", "no"],
    ["a denial of something else does not", { identity: [policy(ALL, DENY)] }, "s3:GetObject", "yes"],
    ["a boundary gives nothing", { identity: [], boundary: policy(ALL) }, "s3:GetObject", "no"],
    [
      "a boundary limits",
      { identity: [policy(ALL)], boundary: policy({ ...ALL, Action: "sqs:*" }) },
      "s3:GetObject",
      "no",
    ],
    ["both allow", { identity: [policy(ALL)], boundary: policy({ ...ALL, Action: "s3:*" }) }, "s3:GetObject", "yes"],
    ["a boundary denies", { identity: [policy(ALL)], boundary: policy(ALL, DENY) }, "s3:DeleteObject", "no"],
    [
      "a session policy limits",
      { identity: [policy(ALL)], session: policy({ ...ALL, Action: "sqs:*" }) },
      "s3:GetObject",
      "no",
    ],
    ["a session policy gives nothing", { identity: [], session: policy(ALL) }, "s3:GetObject", "no"],
    [
      "all three allow",
      { identity: [policy(ALL)], boundary: policy(ALL), session: policy(ALL) },
      "s3:GetObject",
      "yes",
    ],
    ["a session policy denies", { identity: [policy(ALL)], session: policy(ALL, DENY) }, "s3:DeleteObject", "no"],
    [
      "a boundary and a session policy that have nothing in common",
      {
        identity: [policy(ALL)],
        boundary: policy({ ...ALL, Action: "sqs:*" }),
        session: policy({ ...ALL, Action: "s3:*" }),
      },
      "s3:GetObject",
      "no",
    ],
    [
      "a boundary and a session policy that have something in common",
      {
        identity: [policy(ALL)],
        boundary: policy({ ...ALL, Action: "s3:*" }),
        session: policy({ ...ALL, Action: "s3:Get*" }),
      },
      "s3:GetObject",
      "yes",
    ],
    [
      "what a role's policies do not allow, though both limits do",
      { identity: [policy({ ...ALL, Action: "sqs:*" })], boundary: policy(ALL), session: policy(ALL) },
      "s3:GetObject",
      "no",
    ],
    [
      "a condition that fails in a limit",
      {
        identity: [policy(ALL)],
        boundary: policy({ ...ALL, Condition: { StringEquals: { "aws:PrincipalTag/team": "shop" } } }),
      },
      "s3:GetObject",
      "no",
    ],
    [
      "a denial whose condition fails",
      { identity: [policy(ALL, { ...DENY, Condition: { StringEquals: { "aws:PrincipalTag/team": "shop" } } })] },
      "s3:DeleteObject",
      "yes",
    ],
    [
      "a denial by what is not there",
      { identity: [policy(ALL, { ...DENY, Condition: { StringNotEquals: { "aws:PrincipalTag/team": "shop" } } })] },
      "s3:DeleteObject",
      "no",
    ],
    [
      "a denial of all but one action",
      { identity: [policy(ALL, { Effect: "Deny", NotAction: "s3:GetObject", Resource: "*" })] },
      "s3:GetObject",
      "yes",
    ],
    [
      "a denial of all but one resource",
      { identity: [policy(ALL, { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::logs/*" })] },
      "s3:GetObject",
      "no",
    ],
    ["a text that is not known may allow", { identity: [UNKNOWN] }, "s3:GetObject", "maybe"],
    ["a text that is not known may deny", { identity: [policy(ALL), UNKNOWN] }, "s3:GetObject", "maybe"],
    ["a denial that is known decides", { identity: [policy(ALL, DENY), UNKNOWN] }, "s3:DeleteObject", "no"],
    [
      "a limit that is known decides",
      { identity: [UNKNOWN], boundary: policy({ ...ALL, Action: "sqs:*" }) },
      "s3:GetObject",
      "no",
    ],
    ["a boundary that is not known", { identity: [policy(ALL)], boundary: UNKNOWN }, "s3:GetObject", "maybe"],
  ])("%s", (_what, layers, action, expected) => {
    expect(decide({ identity: [], ...layers }, { action, resource: OBJECT, context: having() }).answer).toBe(expected);
  });

  test("names the statement that decides", () => {
    const request = { action: "s3:DeleteObject", resource: OBJECT, context: having() };
    expect(decide({ identity: [policy(ALL)] }, request).by).toBe("policy p, statement 1");
    expect(decide({ identity: [policy(ALL, { ...DENY, Sid: "Keep" })] }, request).by).toBe("policy p, Keep");
  });
});

describe("actions and resources", () => {
  test.each<[string, StatementJson, string, string, "yes" | "no" | "maybe"]>([
    ["the action itself", { Action: "s3:GetObject", Resource: "*" }, "s3:GetObject", OBJECT, "yes"],
    ["in any case", { Action: "S3:getobject", Resource: "*" }, "s3:GetObject", OBJECT, "yes"],
    ["by *", { Action: "s3:Get*", Resource: "*" }, "s3:GetObject", OBJECT, "yes"],
    ["by ?", { Action: "s3:GetObjec?", Resource: "*" }, "s3:GetObject", OBJECT, "yes"],
    ["? is one character", { Action: "s3:GetObject?", Resource: "*" }, "s3:GetObject", OBJECT, "no"],
    ["another action", { Action: ["s3:PutObject", "s3:List*"], Resource: "*" }, "s3:GetObject", OBJECT, "no"],
    ["all but another", { NotAction: "s3:PutObject", Resource: "*" }, "s3:GetObject", OBJECT, "yes"],
    ["all but this", { NotAction: ["s3:Get*", "iam:*"], Resource: "*" }, "s3:GetObject", OBJECT, "no"],
    ["objects of a bucket", { Action: "*", Resource: "arn:aws:s3:::shop/*" }, "s3:GetObject", OBJECT, "yes"],
    ["a bucket is none of its objects", { Action: "*", Resource: "arn:aws:s3:::shop" }, "s3:GetObject", OBJECT, "no"],
    ["resources have a case", { Action: "*", Resource: "arn:aws:s3:::Shop/*" }, "s3:GetObject", OBJECT, "no"],
    ["all resources but others", { Action: "*", NotResource: "arn:aws:s3:::logs/*" }, "s3:GetObject", OBJECT, "yes"],
    ["all resources but these", { Action: "*", NotResource: "arn:aws:s3:::shop/*" }, "s3:GetObject", OBJECT, "no"],
    [
      "* ends with its field",
      { Action: "*", Resource: "arn:aws:sqs:*:orders" },
      "sqs:SendMessage",
      "arn:aws:sqs:eu-west-1:111122223333:orders",
      "no",
    ],
    [
      "a field by *",
      { Action: "*", Resource: "arn:aws:sqs:*:*:orders" },
      "sqs:SendMessage",
      "arn:aws:sqs:eu-west-1:111122223333:orders",
      "yes",
    ],
    [
      "fields that are left out are any",
      { Action: "*", Resource: "arn:aws:sqs:*:111122223333" },
      "sqs:SendMessage",
      "arn:aws:sqs:eu-west-1:111122223333:orders",
      "yes",
    ],
    [
      "the last field may have colons",
      { Action: "*", Resource: "arn:aws:logs:*:*:log-group:*" },
      "logs:PutLogEvents",
      "arn:aws:logs:eu-west-1:111122223333:log-group:a:log-stream:b",
      "yes",
    ],
    ["what has no resource", { Action: "*", Resource: "*" }, "s3:ListAllMyBuckets", "*", "yes"],
    ["what has no resource by an ARN", { Action: "*", Resource: "arn:aws:s3:::*" }, "s3:ListAllMyBuckets", "*", "no"],
    ["a part that is not known", { Action: "*", Resource: "arn:aws:s3:::‹bucket›/*" }, "s3:GetObject", OBJECT, "maybe"],
    [
      "a part that is not known, and one that differs",
      { Action: "*", Resource: "arn:aws:s3:::‹bucket›/*.jpg" },
      "s3:GetObject",
      OBJECT,
      "no",
    ],
    [
      "a variable",
      { Action: "*", Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/team}/*" },
      "s3:GetObject",
      OBJECT,
      "yes",
    ],
    [
      "a variable without value",
      { Action: "*", Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/none}*" },
      "s3:GetObject",
      OBJECT,
      "no",
    ],
    [
      "a variable's default",
      { Action: "*", Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/none, 'a'}/*" },
      "s3:GetObject",
      OBJECT,
      "yes",
    ],
    [
      "a variable's * is a character",
      { Action: "*", Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/star}" },
      "s3:GetObject",
      OBJECT,
      "no",
    ],
    [
      "${*} is a character",
      { Action: "*", Resource: "arn:aws:s3:::shop/${*}" },
      "s3:GetObject",
      "arn:aws:s3:::shop/*",
      "yes",
    ],
  ])("%s", (_what, statement, action, resource, expected) => {
    const context = having({ "aws:PrincipalTag/team": ["a"], "aws:PrincipalTag/star": ["*"] });
    expect(decide({ identity: [policy(statement)] }, { action, resource, context }).answer).toBe(expected);
  });

  test("variables are text where a policy has no version", () => {
    const text = JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::${aws:username}" }],
    });
    const ask = (resource: string) =>
      decide(
        { identity: [policyOf("p", text)] },
        { action: "s3:ListBucket", resource, context: having({ "aws:username": ["a"] }) },
      );
    expect(ask("arn:aws:s3:::a").answer).toBe("no");
    expect(ask("arn:aws:s3:::${aws:username}").answer).toBe("yes");
  });
});

describe("conditions", () => {
  const KEYS: Readonly<Record<string, Values>> = {
    "aws:PrincipalTag/team": ["shop"],
    "aws:TagKeys": ["team", "stage"],
    "aws:SourceArn": ["arn:aws:eks:eu-west-1:111122223333:cluster/prod"],
    "aws:SecureTransport": ["true"],
    "aws:Known": "unknown",
  };
  const TEAM = "aws:PrincipalTag/team";
  const NONE = "aws:PrincipalTag/none";

  test.each<[string, string, string | readonly string[], "yes" | "no" | "maybe"]>([
    ["StringEquals", TEAM, "shop", "yes"],
    ["StringEquals", TEAM, ["other", "shop"], "yes"],
    ["StringEquals", TEAM, "Shop", "no"],
    ["StringEquals", TEAM, "sh*", "no"],
    ["StringEquals", TEAM.toUpperCase(), "shop", "yes"],
    ["StringEquals", NONE, "shop", "no"],
    ["StringEqualsIfExists", NONE, "shop", "yes"],
    ["StringEqualsIfExists", TEAM, "other", "no"],
    ["StringNotEquals", TEAM, "other", "yes"],
    ["StringNotEquals", TEAM, ["other", "shop"], "no"],
    ["StringNotEquals", NONE, "shop", "yes"],
    ["StringEqualsIgnoreCase", TEAM, "SHOP", "yes"],
    ["StringNotEqualsIgnoreCase", TEAM, "SHOP", "no"],
    ["StringLike", TEAM, "sh?p*", "yes"],
    ["StringNotLike", TEAM, "sh*", "no"],
    ["StringNotLike", NONE, "sh*", "yes"],
    ["ArnEquals", "aws:SourceArn", "arn:aws:eks:*:111122223333:cluster/*", "yes"],
    ["ArnLike", "aws:SourceArn", "arn:aws:eks:*:cluster/prod", "no"],
    ["ArnNotLike", "aws:SourceArn", "arn:aws:eks:*:*:cluster/dev", "yes"],
    ["ArnNotEquals", "aws:SourceArn", "arn:aws:eks:*:*:cluster/prod", "no"],
    ["Bool", "aws:SecureTransport", "True", "yes"],
    ["Bool", "aws:SecureTransport", "false", "no"],
    ["BoolIfExists", "aws:MultiFactorAuthPresent", "true", "yes"],
    ["Null", NONE, "true", "yes"],
    ["Null", TEAM, "true", "no"],
    ["Null", TEAM, "false", "yes"],
    ["ForAllValues:StringEquals", "aws:TagKeys", ["team", "stage", "cost"], "yes"],
    ["ForAllValues:StringEquals", "aws:TagKeys", ["team"], "no"],
    ["ForAllValues:StringEquals", NONE, ["team"], "yes"],
    ["ForAllValues:StringNotEquals", "aws:TagKeys", ["cost"], "yes"],
    ["ForAllValues:StringNotEquals", "aws:TagKeys", ["team"], "no"],
    ["ForAnyValue:StringEquals", "aws:TagKeys", ["team"], "yes"],
    ["ForAnyValue:StringLike", "aws:TagKeys", ["co*"], "no"],
    ["ForAnyValue:StringEquals", NONE, ["team"], "no"],
    ["ForAnyValue:StringNotEquals", "aws:TagKeys", ["team"], "yes"],
    ["StringEquals", "aws:Known", "a", "maybe"],
    ["StringNotEquals", "aws:Known", "a", "maybe"],
    ["Null", "aws:Known", "true", "maybe"],
    ["StringEquals", TEAM, "${aws:PrincipalTag/team}", "yes"],
    ["StringEquals", TEAM, "‹team›", "maybe"],
    ["NumericLessThan", TEAM, "3", "maybe"],
    ["IpAddress", "aws:SourceIp", "10.0.0.0/8", "maybe"],
    ["DateGreaterThan", "aws:CurrentTime", "2026-01-01T00:00:00Z", "maybe"],
  ])("%s %s %j: %s", (operator, key, value, expected) => {
    const statement = { Action: "*", Resource: "*", Condition: { [operator]: { [key]: value } } };
    const request = { action: "s3:GetObject", resource: OBJECT, context: having(KEYS) };
    const { answer, why } = decide({ identity: [policy(statement)] }, request);
    expect(answer).toBe(expected);
    if (answer !== "yes") expect(why.join()).toContain(key);
  });

  test("all keys and all operators have to hold", () => {
    const ask = (Condition: object) =>
      decide(
        { identity: [policy({ Action: "*", Resource: "*", Condition })] },
        { action: "s3:GetObject", resource: OBJECT, context: having(KEYS) },
      ).answer;
    expect(ask({ StringEquals: { [TEAM]: "shop" }, Null: { [NONE]: "true" } })).toBe("yes");
    expect(ask({ StringEquals: { [TEAM]: "shop", [NONE]: "a" } })).toBe("no");
    expect(ask({ StringEquals: { [TEAM]: "other" }, IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })).toBe("no");
    expect(ask({ StringEquals: { [TEAM]: "shop" }, IpAddress: { "aws:SourceIp": "10.0.0.0/8" } })).toBe("maybe");
  });

  test("a denial by what is not known may be one", () => {
    const deny = { ...DENY, Condition: { StringEquals: { "aws:Known": "a" } } };
    const request = { action: "s3:DeleteObject", resource: OBJECT, context: having(KEYS) };
    expect(decide({ identity: [policy(ALL, deny)] }, request).answer).toBe("maybe");
  });
});
