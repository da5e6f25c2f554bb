import fc from "fast-check";
import {
  action,
  arnInPartition,
  inlinePolicySize,
  managedPolicySize,
  policyArn,
  policyDocument,
  policySize,
  resource,
} from "../../constructs/facts/policy";
import type { PolicyDocument, PolicyStatement } from "../../constructs/facts/policy";
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

/** A document of exactly this size. */
function documentOfSize(size: number): PolicyDocument {
  const make = (sid: string): PolicyDocument => policyDocument([{ sid, actions: ["s3:*"], resources: ["*"] }]);
  return make("x".repeat(size - policySize(make(""))));
}

describe.each([
  ["a managed policy", managedPolicySize, 6144],
  ["an inline policy", inlinePolicySize, 10240],
])("%s", (_what, rule, limit) => {
  test(`may have ${limit} characters`, () => {
    expect(rule("it", documentOfSize(limit))).toBeUndefined();
  });

  test(`may not have ${limit + 1}`, () => {
    expect(rule("it", documentOfSize(limit + 1))).toMatchObject({
      given: `it has ${limit + 1} characters`,
      rule: `the limit is ${limit}, white space not counted`,
    });
  });
});

describe("action", () => {
  test.each(["*", "s3:GetObject", "s3:Get*", "ec2:Describe?pcs", "execute-api:Invoke", "s3:*"])("takes %s", (value) => {
    expect(action(value)).toBeUndefined();
  });

  test.each(["", "GetObject", "s3:", ":GetObject", "s3.GetObject", "s3:Get Object", "s3:a:b", "**"])(
    "refuses %j",
    (value) => {
      expect(action(value)?.rule).toMatch(/service:Action/);
    },
  );
});

describe("resource", () => {
  test.each(["*", BUCKET, "arn:aws:s3:::home/${aws:username}/*", "arn:*:s3:::a", "*:suffix"])("takes %s", (value) => {
    expect(resource(value)).toBeUndefined();
  });

  test.each(["", "shop-assets", "s3://shop-assets", "arn:aws:s3"])("refuses %j", (value) => {
    expect(resource(value)?.rule).toMatch(/six fields/);
  });
});

describe("policyArn", () => {
  test.each([
    "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
    "arn:aws-cn:iam::111122223333:policy/team/shop/reader",
    "arn:aws:iam::aws:policy/service-role/AmazonEBSCSIDriverPolicy",
  ])("takes %s", (arn) => {
    expect(policyArn(arn)).toBeUndefined();
  });

  test.each(["arn:aws:iam::111122223333:role/a", "arn:aws:iam::aws:policy/", BUCKET])(
    "refuses %s, which is of another kind",
    (arn) => {
      expect(policyArn(arn)?.rule).toBe("the ARN of an IAM policy is expected");
    },
  );

  test("refuses what is no ARN", () => {
    expect(policyArn("AmazonS3ReadOnlyAccess")?.rule).toMatch(/six fields/);
  });
});

describe("arnInPartition", () => {
  test.each([
    ["arn:aws-cn:s3:::a", "aws-cn"],
    ["arn:*:s3:::a", "aws-cn"],
    ["arn:aws*:s3:::a", "aws-cn"],
    ["arn:${aws:partition}:s3:::a", "aws-cn"],
    ["*", "aws-cn"],
  ])("takes %s in %s", (arn, partition) => {
    expect(arnInPartition(arn, partition)).toBeUndefined();
  });

  test.each([
    ["arn:aws:s3:::a", "aws-cn"],
    ["arn:aws-cn:s3:::a", "aws"],
    ["arn:aws-iso-b:s3:::a", "aws-iso"],
  ])("refuses %s in %s", (arn, partition) => {
    expect(arnInPartition(arn, partition)).toMatchObject({ fix: `Write arn:${partition}:... here` });
  });
});
