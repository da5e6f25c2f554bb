import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  certificateManagementStatements,
  controllerStatements,
  globalAcceleratorStatements,
  narrowControllerStatements,
  targetGroupBindingStatements,
} from "../../constructs/addons/load-balancer-controller/policy";
import { LOOK_UP_ZONES, route53Statements } from "../../constructs/addons/cert-manager/policy";
import { loadConfiguration } from "../../constructs/configuration/load";
import { PARTITION_NAMES } from "../../constructs/facts/partitions";
import type { OneOrMany, PolicyConditions, PolicyStatement } from "../../constructs/facts/policy";
import { problemText } from "../../constructs/facts/problems";
import { statementFindings } from "../../constructs/iam/statement";
import type { CheckedStatement } from "../../constructs/iam/statement";
import { root } from "../support/documents";
import { testWithUpstream } from "../support/upstream";

/** Policies that are known to work hold to the list of actions: what it refuses is wrong. */

const findings = (statements: readonly CheckedStatement[]): string[] =>
  statements.flatMap((one) => statementFindings(one)).map(({ problem }) => problemText(problem));

interface IamDocument {
  readonly Statement: readonly {
    readonly Action: OneOrMany;
    readonly Resource: OneOrMany;
    readonly Condition?: PolicyConditions;
  }[];
}

describe("the policies of the controller's makers", () => {
  for (const file of [
    ...PARTITION_NAMES.map((name) => `${name}.json`),
    "aga_controller_iam_policy.json",
    "iam_policy_acm_certs.json",
    "iam_policy_v1_to_v2_additional.json",
  ]) {
    testWithUpstream(`${file} has nothing to tell of`, `iam_policy/${file}`, (text) => {
      const { Statement } = JSON.parse(text) as IamDocument;
      const statements = Statement.map(({ Action, Resource, Condition }) => ({
        actions: [Action].flat(),
        resources: [Resource].flat(),
        conditions: Condition,
      }));
      expect(statements.length).toBeGreaterThan(0);
      expect(findings(statements)).toEqual([]);
    });
  }
});

test.each(PARTITION_NAMES)("our own policies in %s have nothing to tell of", (partition) => {
  const zones = [{ id: "Z0123456789ABCDEFGHIJ" }];
  const all: readonly PolicyStatement[] = [
    ...controllerStatements(partition),
    ...narrowControllerStatements(partition),
    ...targetGroupBindingStatements(partition),
    ...globalAcceleratorStatements(partition),
    ...certificateManagementStatements(partition, { certificateZones: ["Z0123456789ABCDEFGHIJ"] }),
    ...route53Statements(partition, zones, { acmeChallengeOnly: true }, [
      "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ",
    ]),
    LOOK_UP_ZONES,
  ];
  expect(all.length).toBeGreaterThan(30);
  expect(findings(all)).toEqual([]);
});

const CONFIGURATIONS = [
  "eks-irsa.yaml",
  ...readdirSync(join(root, "examples"))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => `examples/${file}`),
];

test.each(CONFIGURATIONS)("%s has nothing to tell of", (file) => {
  const loaded = loadConfiguration(join(root, file));
  expect("problems" in loaded ? loaded.problems : loaded.notes).toEqual([]);
  expect(readFileSync(join(root, file), "utf8")).not.toContain("acknowledge");
});
