import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { contextOf } from "../../constructs/access/context";
import { decide } from "../../constructs/access/decide";
import { policyOf } from "../../constructs/access/document";
import { skipped } from "../support/terraform";
import { ALL, DEVIATIONS, policyFor, requestFor } from "./moto-deviations";
import type { Deviation, PolicyJson, RequestJson, StatementJson } from "./moto-deviations";

/** A second evaluator, by other people: moto's (Apache-2.0). It decides by less than ours, and its differences are known. */

const python = process.env["MOTO_PYTHON"] ?? "python3";

const isThere = spawnSync(python, ["-c", "import moto.iam.access_control"], { stdio: "ignore" }).status === 0;

const REASON = `${python} has no moto. Install it, as by pip install moto, or name a Python that has it by MOTO_PYTHON`;

/** Which policies decide, and what is asked of them. */
interface Scenario {
  /** The role's policies, and a boundary or a session policy each. */
  readonly layers: readonly (readonly PolicyJson[])[];
  readonly requests: readonly RequestJson[];
}

const some = <T>(values: readonly T[], most = 3): fc.Arbitrary<T[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: most });

const ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage", "kms:Decrypt"];

const ACTION_PATTERNS = [...ACTIONS, "*", "s3:*", "s3:Get*", "s3:*Object", "S3:getobject", "s3:?utObject", "*:Send*"];

const RESOURCES = [
  "arn:aws:s3:::shop",
  "arn:aws:s3:::shop/a.txt",
  "arn:aws:s3:::shop/a-txt",
  "arn:aws:s3:::logs/2026/a+b",
  "arn:aws:s3:::logs/red/x",
  "arn:aws:sqs:eu-west-1:111122223333:orders",
  "arn:aws:kms:eu-west-1:111122223333:key/a:b",
  "*",
];

const RESOURCE_PATTERNS = [
  ...RESOURCES,
  "arn:aws:s3:::*",
  "arn:aws:s3:::shop/*",
  "arn:aws:s3:::shop/a?txt",
  "arn:aws:s3:::logs/202?/*",
  "arn:aws:s3:::logs/${aws:PrincipalTag/team}/*",
  "arn:*:*:*:*:*",
  "arn:aws:*:orders",
  "arn:aws:sqs:*:111122223333",
  "arn:aws:*:eu-west-?:*:*",
  "arn:aws:kms:*:*:key/*",
];

const TEAM = "aws:PrincipalTag/team";
const STAGE = "aws:PrincipalTag/stage";

const conditions = fc.record(
  {
    StringEquals: fc.dictionary(fc.constantFrom(TEAM, STAGE), some(["red", "blue"], 2), { minKeys: 1, maxKeys: 2 }),
    StringNotEquals: fc.dictionary(fc.constantFrom(TEAM, STAGE), some(["red", "blue"], 2), { minKeys: 1, maxKeys: 1 }),
  },
  { requiredKeys: [] },
);

const mostly = <T>(value: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: other });

const statement: fc.Arbitrary<StatementJson> = fc
  .tuple(
    mostly(fc.constant<"Allow" | "Deny">("Allow"), fc.constant<"Allow" | "Deny">("Deny")),
    some(ACTION_PATTERNS),
    mostly(fc.constant(false), fc.constant(true)),
    some(RESOURCE_PATTERNS),
    mostly(fc.constant(false), fc.constant(true)),
    mostly(fc.constant(undefined), conditions),
  )
  .map(([Effect, actions, isNotAction, resources, isNotResource, Condition]) => ({
    Effect,
    [isNotAction ? "NotAction" : "Action"]: actions,
    [isNotResource ? "NotResource" : "Resource"]: resources,
    ...(Condition && Object.keys(Condition).length > 0 ? { Condition } : {}),
  }));

const policy: fc.Arbitrary<PolicyJson> = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => ({ Version: "2012-10-17", Statement }));

const request: fc.Arbitrary<RequestJson> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  context: fc.dictionary(fc.constantFrom(TEAM, STAGE), fc.constantFrom("red", "blue"), { maxKeys: 2 }),
});

const scenario: fc.Arbitrary<Scenario> = fc.record({
  layers: fc
    .tuple(fc.array(policy, { minLength: 1, maxLength: 2 }), fc.array(fc.tuple(policy), { maxLength: 2 }))
    .map(([identity, limits]) => [identity, ...limits]),
  requests: fc.array(request, { minLength: 10, maxLength: 10 }),
});

const NONE: ReadonlySet<Deviation> = new Set();

const asked = fc
  .sample(scenario, { seed: 2026, numRuns: 2_400 })
  .flatMap(({ layers, requests }) => requests.map((one) => ({ layers, request: one })));

type Asked = (typeof asked)[number];

function ours({ layers, request: { action, resource, context } }: Asked): string {
  const read = (policies: readonly PolicyJson[]) => policies.map((one) => policyOf("p", JSON.stringify(one)));
  const [identity = [], boundary = [], session = []] = layers.map(read);
  const known = Object.fromEntries(Object.entries(context).map(([key, value]) => [key, [value]]));
  return decide(
    { identity, boundary: boundary[0], session: session[0] },
    { action, resource, context: contextOf(known, () => "absent") },
  ).answer;
}

/** A question, and the deviations that its policies are to be without. */
type Variant = readonly [asked: Asked, without: ReadonlySet<Deviation>];

/** What moto says, all in one process. */
function moto(variants: readonly Variant[]): string[] {
  const input = variants.map(([{ layers, request: one }, without]) => ({
    ...requestFor(one, without),
    layers: layers.map((policies) => policies.map((each) => policyFor(each, one, without))),
  }));
  const { status, stdout, stderr } = spawnSync(python, [join(__dirname, "second_evaluator.py")], {
    input: JSON.stringify(input),
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`moto ended with ${String(status)}:\n${stderr}`);
  return JSON.parse(stdout) as string[];
}

const describeWithMoto = isThere ? describe : describe.skip;

describeWithMoto(isThere ? "beside moto" : skipped("beside moto", REASON), () => {
  test("decides as moto does, but for what moto is known not to do", () => {
    expect(asked.length).toBeGreaterThanOrEqual(20_000);
    const own = asked.map(ours);
    const count = (of: string): number => own.filter((answer) => answer === of).length;
    // Both answers come often, or the comparison says little.
    expect(count("yes")).toBeGreaterThan(asked.length / 10);
    expect(count("yes") + count("no")).toBe(asked.length);

    const said = moto([NONE, ALL].flatMap((without) => asked.map((one): Variant => [one, without])));
    const differing = asked.flatMap((one, index) => (said[index] === own[index] ? [] : { one, own: own[index] }));

    // Without all deviations, there is no difference left.
    const left = asked.filter((_, index) => said[asked.length + index] !== own[index]);
    expect(left.slice(0, 3)).toEqual([]);

    // Each difference is of one deviation, or of several together.
    const single = moto([...ALL].flatMap((name) => differing.map(({ one }): Variant => [one, new Set([name])])));
    const alone = new Map(
      [...ALL].map((name, at) => {
        const found = single.slice(at * differing.length, (at + 1) * differing.length);
        return [name, new Set(differing.flatMap((one, index) => (found[index] === one.own ? index : [])))];
      }),
    );
    const counts = Object.fromEntries([...alone].map(([name, found]) => [name, found.size]));
    const together = differing.filter((_, index) => ![...alone.values()].some((found) => found.has(index))).length;
    if (process.env["COUNTS"] !== undefined)
      console.log({ asked: asked.length, yes: count("yes"), differing: differing.length, counts, together });
    // None of the reasons is there in vain.
    expect(Object.keys(DEVIATIONS).filter((name) => counts[name] === 0)).toEqual([]);
  }, 300_000);
});
