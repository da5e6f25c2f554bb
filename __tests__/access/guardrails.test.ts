import { guardrailFindings } from "../../constructs/access/guardrails";
import { modelOf } from "../../constructs/access/read";
import { EXAMPLE, synthesized } from "../support/cluster-stack";
import { inCluster } from "../support/configuration";

/** Guardrails over what was synthesized, as the page of `access` marks them. */

const told = (text: string): string[] =>
  guardrailFindings(modelOf("prod", synthesized(text))).map(({ rule, text: says }) => `${rule}: ${says}`);

test("what a role could take, read and let in is told of, with its policy and statement", () => {
  const text = inCluster(`workloads:
  - namespace: shop
    serviceAccount: a
    statements:
      - { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/*"] }
      - { sid: Pass, actions: ["iam:PassRole"], resources: ["*"] }
      - { actions: ["ssm:GetParameter"], notResources: ["arn:aws:ssm:*:*:parameter/a"] }
    trust: { statements: [{ principals: { AWS: "arn:aws:iam::111122223333:root" }, actions: ["sts:AssumeRole"] }] }`);
  expect(told(text)).toEqual([
    expect.stringMatching(/^more-rights: "iam:PassRole": .*\(policy .*, Pass\)\.$/),
    expect.stringMatching(/^all-secrets: ssm:GetParameter on "all but some": .*, statement 3\)\.$/),
    expect.stringMatching(/^trust-account: the principal "arn:aws:iam::111122223333:root": .*\(trust policy, /),
  ]);
});

test("the example has nothing of that", () => {
  expect(told(EXAMPLE)).toEqual([]);
});
