import fc from "fast-check";
import { policyDocument, policySize } from "../../constructs/identity/policy-document";
import type { PolicyStatement } from "../../constructs/facts/policy";
import { splitStatements } from "../../constructs/identity/split";
import { deepFreeze } from "../support/freeze";
import { sayingsOf } from "./sayings";

const size = (statements: readonly PolicyStatement[]): number => policySize(policyDocument(statements));

const arns = (count: number, length = 100): string[] =>
  Array.from({ length: count }, (_, i) => `arn:aws:s3:::${String(i).padStart(4, "0")}`.padEnd(length, "x"));
const actions = (count: number): string[] => Array.from({ length: count }, (_, i) => `s3:Action${i}`);

describe("splitStatements", () => {
  test.each<[string, PolicyStatement[], number]>([
    ["none", [], 0],
    ["one that fits", [{ actions: ["s3:Get*"], resources: ["*"] }], 1],
    ["several that fit together", arns(20).map((arn) => ({ actions: ["s3:*"], resources: [arn] })), 1],
    ["one with many resources", [{ actions: ["s3:*"], resources: arns(100) }], 2],
    ["one with many actions", [{ actions: actions(700), resources: ["*"] }], 2],
    ["exceptions from few resources, with many actions", [{ actions: actions(700), notResources: arns(2) }], 2],
    ["exceptions from few actions, with many resources", [{ notActions: actions(2), resources: arns(100) }], 2],
  ])("makes of %s this number of policies", (_what, statements, count) => {
    const policies = splitStatements(deepFreeze(statements));
    expect(policies).toHaveLength(count);
    expect(policies.filter((policy) => size(policy) > 6144)).toEqual([]);
    expect(sayingsOf(policies.flat())).toEqual(sayingsOf(statements));
  });

  test.each<[string, PolicyStatement]>([
    ["exceptions from many actions", { notActions: actions(700), resources: ["*"] }],
    ["exceptions from many resources", { actions: ["s3:*"], notResources: arns(100) }],
    ["one resource too long", { actions: ["s3:*"], resources: arns(1, 7000) }],
    [
      "conditions too long",
      { actions: ["s3:*"], resources: ["*"], conditions: { StringLike: { "aws:PrincipalTag/a": arns(100) } } },
    ],
  ])("leaves what cannot be split as it is: %s", (_what, statement) => {
    expect(splitStatements([statement])).toEqual([[statement]]);
    expect(size([statement])).toBeGreaterThan(6144);
  });

  const texts = (make: (index: number, pad: number) => string, max: number): fc.Arbitrary<string[]> =>
    fc
      .array(fc.tuple(fc.nat(500), fc.nat(1500)), { minLength: 1, maxLength: max })
      .map((pairs) => pairs.map(([index, pad]) => make(index, pad)));
  const someActions = texts((index, pad) => `s3:Action${index}${"y".repeat(pad % 50)}`, 120);
  const someArns = texts((index, pad) => `arn:aws:s3:::${index}${"z".repeat(pad)}`, 20);
  const few = texts((index) => `s3:Not${index}`, 5);
  const base = {
    effect: fc.constantFrom<"Allow" | "Deny">("Allow", "Deny"),
    conditions: fc.constantFrom(undefined, { Bool: { "aws:SecureTransport": "true" } }),
  };
  const statement: fc.Arbitrary<PolicyStatement> = fc.oneof(
    fc.record({ ...base, actions: someActions, resources: someArns }),
    fc.record({ ...base, notActions: few, resources: someArns }),
    fc.record({ ...base, actions: someActions, notResources: fc.constant(arns(3)) }),
  );
  const statements = fc
    .array(statement, { maxLength: 6 })
    .map((list) => list.map((one, index): PolicyStatement => ({ ...one, sid: `Sid${index}` })));

  test("says what the statements say, no more and no less, in policies that fit, and in few", () => {
    fc.assert(
      fc.property(statements, (given) => {
        const policies = splitStatements(deepFreeze(given));
        expect(sayingsOf(policies.flat())).toEqual(sayingsOf(given));
        for (const policy of policies) {
          expect(size(policy)).toBeLessThanOrEqual(6144);
          // IAM: Sids are unique in a policy.
          const sids = policy.flatMap(({ sid }) => sid ?? []);
          expect(new Set(sids).size).toBe(sids.length);
        }
        // No two neighbours would fit into one: at most twice as many as can be.
        policies.slice(1).forEach((policy, i) => {
          expect(size([...(policies[i] ?? []), ...policy])).toBeGreaterThan(6144);
        });
      }),
      { numRuns: 60 },
    );
  });

  test("keeps a Sid where it is one statement's, for a policy may have it once", () => {
    const uneven = [...arns(3, 2500), ...arns(5, 30)];
    const policies = splitStatements([
      { sid: "Whole", actions: ["s3:*"], resources: ["*"] },
      { sid: "Parts", actions: ["s3:*"], resources: uneven },
    ]);
    expect(policies.flat().map(({ sid }) => sid)).toEqual(["Whole", undefined, undefined, undefined]);
    expect(policies).toHaveLength(2);
  });
});
