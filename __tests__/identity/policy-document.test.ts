import fc from "fast-check";
import type { PolicyStatement } from "../../constructs/facts/policy";
import { reference } from "../../constructs/hcl/expression";
import "../../constructs/hcl/tokens";
import { text } from "../../constructs/hcl/lift";
import { inline } from "../../constructs/hcl/print";
import { managedPolicySize, policyDocument, policySize } from "../../constructs/identity/policy-document";
import type { PolicyDocument } from "../../constructs/identity/policy-document";
import { deepFreeze } from "../support/freeze";

const BUCKET = "arn:aws:s3:::shop-assets";

describe("policyDocument", () => {
  test("writes a statement in IAM's terms", () => {
    expect(policyDocument([{ actions: ["s3:ListBucket"], resources: [BUCKET] }])).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: BUCKET }],
    });
  });

  test("writes Sid, Deny, NotAction, NotResource and Condition", () => {
    const document = policyDocument([
      {
        sid: "KeepOut",
        effect: "Deny",
        notActions: ["s3:Get*", "s3:List*"],
        notResources: [BUCKET],
        conditions: { Bool: { "aws:SecureTransport": ["false"] } },
      },
    ]);
    expect(document.Statement).toEqual([
      {
        Sid: "KeepOut",
        Effect: "Deny",
        NotAction: ["s3:Get*", "s3:List*"],
        NotResource: BUCKET,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  test("leaves out what is not given", () => {
    const [statement = {}] = policyDocument([
      { sid: undefined, conditions: undefined, actions: ["s3:*"], notActions: undefined, resources: ["*"] },
    ]).Statement;
    expect(Object.keys(statement)).toEqual(["Effect", "Action", "Resource"]);
  });

  test("keeps the order of statements", () => {
    const sids = ["B", "A", "C"];
    const document = policyDocument(sids.map((sid) => ({ sid, actions: ["s3:*"], resources: ["*"] })));
    expect(document.Statement.map((statement) => statement["Sid"])).toEqual(sids);
  });

  test("is the same text however its lists are ordered, and however often a value stands in them", () => {
    const values = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 5 });
    const reordered = values.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), fc.subarray(list)),
    );
    const text = (actions: string[], resources: string[], conditions: string[]): string =>
      JSON.stringify(
        policyDocument([
          {
            actions,
            resources,
            conditions: Object.fromEntries(
              conditions.map((operator) => [operator, Object.fromEntries(conditions.map((key) => [key, actions]))]),
            ),
          },
        ]),
      );
    fc.assert(
      fc.property(reordered, reordered, reordered, (actions, resources, conditions) => {
        const once = text(actions[0], resources[0], conditions[0]);
        expect(text([...actions[1], ...actions[2]], [...resources[1], ...resources[2]], conditions[1])).toBe(once);
      }),
    );
  });

  test("changes nothing of what it is given", () => {
    const statement: PolicyStatement = deepFreeze({
      actions: ["s3:PutObject", "s3:GetObject"],
      resources: ["b", "a"],
      conditions: { StringLike: { z: ["2", "1"], a: ["b"] } },
    });
    expect(policyDocument([statement]).Statement[0]).toMatchObject({ Resource: ["a", "b"] });
  });
});

describe("policySize", () => {
  test("counts all characters but white space", () => {
    expect(policySize({ Sid: "a b\tc" })).toBe('{"Sid":"abc"}'.length + "\\t".length);
  });
});

describe("a condition's text that Terraform knows", () => {
  const condition = (value: string): string => {
    const conditions = { StringEquals: { "aws:ResourceTag/a": value } };
    const [statement] = policyDocument([{ actions: ["s3:*"], resources: ["*"], conditions }]).Statement;
    return inline(statement?.["Condition"]);
  };
  const name = text(reference("var.name"));

  test("is one value, and no list that would be sorted", () => {
    const expected = '{ StringEquals = { "aws:ResourceTag/a" = var.name } }';
    expect(condition(name)).toBe(expected);
    expect(condition(`a/${name}`)).toBe(expected.replace("var.name", '"a/${var.name}"'));
  });
});

/** A document of exactly this size. */
function documentOfSize(size: number): PolicyDocument {
  const make = (sid: string): PolicyDocument => policyDocument([{ sid, actions: ["s3:*"], resources: ["*"] }]);
  return make("x".repeat(size - policySize(make(""))));
}

describe("a managed policy", () => {
  test("may have 6144 characters", () => {
    expect(managedPolicySize("it", documentOfSize(6144))).toBeUndefined();
  });

  test("may not have 6145", () => {
    expect(managedPolicySize("it", documentOfSize(6145))).toMatchObject({
      given: "it has 6145 characters",
      rule: "the limit is 6144, white space not counted",
    });
  });
});
