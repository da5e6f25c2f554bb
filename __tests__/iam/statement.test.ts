import fc from "fast-check";
import { problemText } from "../../constructs/facts/problems";
import { serviceOf } from "../../constructs/iam/data";
import { FIT, fitsOf } from "../../constructs/iam/pattern";
import { statementFindings } from "../../constructs/iam/statement";
import type { CheckedStatement, Place } from "../../constructs/iam/statement";

/** What is found: an error or a note, its rule, its place and what was given. */
const found = (statement: CheckedStatement, place?: Place): string[] =>
  statementFindings(statement, place).map(
    ({ rule, isError, path, problem }) => `${isError ? "error" : "note"} ${rule} ${path.join(".")} ${problem.given}`,
  );

/** The sentences about a statement. */
const told = (statement: CheckedStatement): string[] =>
  statementFindings(statement).map(({ problem }) => problemText(problem).replace(/list of [\d-]+/, "list of DAY"));

const on = (actions: string[], ...resources: string[]): CheckedStatement => ({ actions, resources });

describe("what a statement says", () => {
  test.each<[string, CheckedStatement, string]>([
    [
      "an action that there is not",
      on(["s3:GetObjects"], "*"),
      '"s3:GetObjects": AWS has no such action (list of DAY). Did you mean s3:GetObject? Write that; or, where AWS is newer, acknowledge: [{ rule: unknown-action, reason: ... }].',
    ],
    [
      "a service that there is not",
      on(["dynamo:GetItem"], "*"),
      '"dynamo:GetItem": no service of AWS has this prefix (list of DAY). Did you mean dynamodb? Write that; or, where AWS is newer, acknowledge: [{ rule: unknown-action, reason: ... }].',
    ],
    [
      "a wildcard for nothing",
      on(["sqs:*Mesage"], "*"),
      '"sqs:*Mesage": no action of AWS matches it (list of DAY). Correct it; or, where AWS is newer, acknowledge: [{ rule: unknown-action, reason: ... }].',
    ],
    [
      "objects for an action of buckets",
      on(["s3:ListBucket"], "arn:aws:s3:::b/*"),
      '"arn:aws:s3:::b/*": s3:ListBucket takes arn:aws:s3:::<BucketName> or arn:aws:s3:<Region>:<Account>:accesspoint/<AccessPointName> (list of DAY). Write a resource of that form; or, where that is meant, acknowledge: [{ rule: unfit-resource, reason: ... }].',
    ],
    [
      "a zone for an action without types",
      on(["route53:ListHostedZones"], "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ"),
      '"arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ": route53:ListHostedZones has no resource types, only * (list of DAY). Write "*", in a statement of its own; or, where that is meant, acknowledge: [{ rule: unfit-resource, reason: ... }].',
    ],
    [
      "one of two actions that gets nothing",
      on(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::b/*"),
      '"s3:ListBucket" gets nothing here: it takes arn:aws:s3:::<BucketName> or arn:aws:s3:<Region>:<Account>:accesspoint/<AccessPointName>, and no resource of the statement is one (list of DAY). Add such a resource; or, where that is meant, acknowledge: [{ rule: unfit-resource, reason: ... }].',
    ],
  ])("%s: says what fits", (_what, statement, text) => {
    expect(told(statement)).toEqual([text]);
  });

  test.each<[string, CheckedStatement]>([
    ["an action in any case", on(["S3:getobject"], "*")],
    ["all actions", on(["*"], "arn:aws:s3:::b")],
    ["all of a service", on(["s3:*"], "arn:aws:s3:::b", "arn:aws:s3:::b/*")],
    ["wildcards of which one fits", on(["s3:Get*"], "arn:aws:s3:::b/*")],
    ["a resource with a wildcard before the slash", on(["s3:GetObject"], "arn:aws:s3:::b*")],
    ["a policy variable", on(["s3:GetObject"], "arn:aws:s3:::${aws:PrincipalTag/bucket}/x")],
    ["a policy variable as a stack writes it", on(["s3:GetObject"], "arn:aws:s3:::b/$${aws:PrincipalTag/x}/*")],
    ["all buckets, for what lists them", on(["s3:ListAllMyBuckets"], "arn:aws:s3:::*")],
    ["all tables, for what lists them", on(["dynamodb:ListTables"], "arn:aws:dynamodb:eu-west-1:111122223333:table/*")],
    ["all log groups, for what lists them", on(["logs:DescribeLogGroups"], "arn:aws:logs:*:*:log-group:*")],
    ["a role with a path", on(["iam:PassRole"], "arn:aws:iam::111122223333:role/a/b/c")],
    ["a log group's streams", on(["logs:PutLogEvents"], "arn:aws:logs:*:*:log-group:/aws/eks/x:*")],
    ["an image, whose owner is not said", on(["ec2:RunInstances"], "arn:aws:ec2:*::image/*")],
    ["a wildcard for the partition", on(["sqs:SendMessage"], "arn:*:sqs:*:*:orders")],
    [
      "an action for another service's resources",
      on(["wafv2:AssociateWebACL"], "arn:aws:elasticloadbalancing:*:*:loadbalancer/app/*"),
    ],
    ["a resource that is no ARN", on(["s3:GetObject"], "*:x")],
    ["nothing of actions", { resources: ["arn:aws:s3:::b"] }],
    ["nothing of resources", { actions: ["sts:AssumeRole"] }],
  ])("%s: is right", (_what, statement) => {
    expect(found(statement)).toEqual([]);
  });

  test.each<[string, CheckedStatement, string[]]>([
    [
      "a bucket for an action of objects",
      on(["s3:GetObject"], "arn:aws:s3:::b"),
      ['error unfit-resource resources.0 "arn:aws:s3:::b"'],
    ],
    [
      "a key by its alias",
      on(["kms:Decrypt"], "arn:aws:kms:eu-west-1:111122223333:alias/x"),
      ['error unfit-resource resources.0 "arn:aws:kms:eu-west-1:111122223333:alias/x"'],
    ],
    [
      "an index for an action of tables",
      on(["dynamodb:GetItem"], "arn:aws:dynamodb:*:*:table/t/index/*"),
      ['error unfit-resource resources.0 "arn:aws:dynamodb:*:*:table/t/index/*"'],
    ],
    [
      "one of two resources",
      on(["sqs:SendMessage"], "arn:aws:sqs:*:*:q", "arn:aws:sns:*:*:t"),
      ['error unfit-resource resources.1 "arn:aws:sns:*:*:t"'],
    ],
    [
      "a repository for the token of all",
      on(["ecr:GetAuthorizationToken"], "arn:aws:ecr:*:*:repository/x"),
      ['error unfit-resource resources.0 "arn:aws:ecr:*:*:repository/x"'],
    ],
    // Of what AWS does with these, its list does not tell.
    [
      "all zones for an action without types",
      on(["route53:ListHostedZones"], "arn:aws:route53:::hostedzone/*"),
      ['note unfit-resource resources.0 "arn:aws:route53:::hostedzone/*"'],
    ],
    // What is not known may take the resource.
    [
      "a resource beside an unknown action",
      on(["s3:GetObjectz"], "arn:aws:s3:::b"),
      ['error unknown-action actions.0 "s3:GetObjectz"'],
    ],
    ["an unknown action beside a wildcard", on(["s3:*", "s3:Zap"], "*"), ['error unknown-action actions.1 "s3:Zap"']],
  ])("%s: is told of", (_what, statement, expected) => {
    expect(found(statement)).toEqual(expected);
  });

  test.each<[string, string[], string, boolean]>([
    ["a key of the action", ["s3:ListBucket"], "s3:prefix", true],
    ["a key of the resource's type", ["s3:GetObject"], "s3:BucketTag/team", true],
    ["a tag of the user's own", ["s3:GetObject"], "s3:ExistingObjectTag/team", true],
    [
      "a tag whose name the list holds a place for",
      ["secretsmanager:GetSecretValue"],
      "secretsmanager:ResourceTag/team",
      true,
    ],
    ["a key of encryption contexts", ["kms:Decrypt"], "kms:EncryptionContext:team", true],
    ["AWS's own", ["s3:GetObject"], "aws:SourceVpce", true],
    ["a key in any case", ["kms:Decrypt"], "KMS:viaservice", true],
    ["a session's", ["s3:GetObject"], "ec2:SourceInstanceArn", true],
    ["a token's", ["sts:AssumeRoleWithWebIdentity"], "oidc.eks.eu-west-1.amazonaws.com/id/A:sub", true],
    ["a key of another action", ["s3:GetObject"], "s3:prefix", false],
    ["a key of another service", ["sqs:SendMessage"], "kms:ViaService", false],
    ["a mistyped key", ["kms:Decrypt"], "kms:ViaServic", false],
  ])("a condition with %s", (_what, actions, key, isKnown) => {
    const conditions = { StringEquals: { [key]: "x" } };
    const note = `note unknown-condition-key conditions.StringEquals.${key} "${key}"`;
    expect(found({ actions, resources: ["*"], conditions })).toEqual(isKnown ? [] : [note]);
  });

  test("an ARN of another region or account is noted where these are known", () => {
    const statement = on(["sqs:SendMessage"], "arn:aws:sqs:eu-west-1:999900001111:q");
    const given = '"arn:aws:sqs:eu-west-1:999900001111:q"';
    expect(found(statement)).toEqual([]);
    expect(found(statement, { region: "eu-west-1", account: "999900001111" })).toEqual([]);
    expect(found(statement, { region: "eu-north-1" })).toEqual([`note foreign-resource resources.0 ${given}`]);
    expect(found(statement, { account: "111122223333" })).toEqual([`note foreign-resource resources.0 ${given}`]);
    const nowhere = on(["iam:GetPolicy"], "arn:aws:iam::aws:policy/*", "arn:aws:iam::*:policy/x");
    expect(found(nowhere, { region: "eu-north-1", account: "111122223333" })).toEqual([]);
  });
});

describe("a resource and a form", () => {
  const types = ["s3", "sqs", "dynamodb", "ec2", "iam", "logs", "kms", "ssm", "route53"].flatMap((prefix) =>
    [...(serviceOf(prefix)?.values() ?? [])].flatMap((action) =>
      action.types.map((type) => ({ action, arn: type.arn })),
    ),
  );
  const filled = fc
    .tuple(fc.constantFrom(...types), fc.array(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 6, maxLength: 6 }))
    .map(([{ action, arn }, names]) => {
      let index = 0;
      const text = arn
        .replace("${Partition}", "aws")
        .replace("${Region}", "eu-west-1")
        .replace("${Account}", "111122223333")
        .replace(/\$\{[^}]*\}|\*/g, () => names[index++ % names.length] ?? "x");
      return { action, text };
    });

  test("go together where the form's variables are filled in", () => {
    fc.assert(fc.property(filled, ({ action, text }) => fitsOf(text)(action) === FIT.yes));
  });

  test("still do with any part of the resource left to a wildcard", () => {
    fc.assert(
      fc.property(filled, fc.nat(), fc.nat(), ({ action, text }, one, other) => {
        const [, region = "", account = "", resource = ""] = /^arn:aws:[^:]*:([^:]*):([^:]*):(.*)$/.exec(text) ?? [];
        const [from, to] = [one % (resource.length + 1), other % (resource.length + 1)].sort((a, b) => a - b);
        const [service] = text.slice("arn:aws:".length).split(":");
        const wild = `arn:aws:${service ?? ""}:${region}:${account}:${resource.slice(0, from)}*${resource.slice(to)}`;
        return fitsOf(wild)(action) === FIT.yes && fitsOf(wild.replace("*", "${aws:userid}"))(action) === FIT.yes;
      }),
    );
  });
});
