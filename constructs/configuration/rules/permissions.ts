import { dotted, found, unique } from "../../contract/placed";
import type { Path, PlacedProblem } from "../../contract/placed";
import type { Permitted } from "../../addons/definition";
import type { AnyGrant } from "../../contract/rules/grant";
import { LIMITS } from "../../facts/limits";
import { arnInPartition } from "../../facts/policy";
import type { PolicyStatement } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { grantStatements } from "../../identity/grants/statements";
import { managedPolicySize, policyDocument, policySize } from "../../identity/policy-document";
import { splitStatements } from "../../identity/split";

/**
 * What is wrong with what a role allows.
 *
 * @param place - where the cluster is: names of resources are there
 * @param managed - whether statements become managed policies in any case
 */
export function permitted(
  item: Permitted,
  path: Path,
  { partition, region = "", accountId = "0".repeat(12) }: PermittedPlace,
  managed: boolean,
): PlacedProblem[] {
  const inPartition = (arn: string, ...below: (string | number)[]): PlacedProblem[] =>
    partition === undefined ? [] : found([...path, ...below], arnInPartition(arn, partition));
  const granted = grantStatements(item.grants, { partition: partition ?? "aws", region, accountId });
  const all = [...item.statements, ...granted];
  return [
    ...item.policyArns.flatMap((arn, index) => inPartition(arn, "policyArns", index)),
    ...item.assumeRoleArns.flatMap((arn, index) => inPartition(arn, "assumeRoleArns", index)),
    ...unique(
      item.policyArns.map((arn, index) => ({ key: arn, path: [...path, "policyArns", index], item: arn })),
      (arn, first) => problems.duplicate("a policy of a role", arn, dotted(first)),
    ),
    ...item.statements.flatMap((statement, index) =>
      resources(statement, index).flatMap(([arn, below]) => inPartition(arn, ...below)),
    ),
    ...item.grants.flatMap((grant, index) =>
      (["resources", "kmsKeys"] as const).flatMap((key) =>
        ((grant as AnyGrant)[key] ?? []).flatMap((arn, at) => inPartition(arn, "grants", index, key, at)),
      ),
    ),
    ...found([...path, item.statements.length > 0 ? "statements" : "grants"], policySizes(item, all, managed)),
  ];
}

/** The partition is undefined where region and partition do not tell; an account that only Terraform knows is as long. */
interface PermittedPlace {
  readonly partition: string | undefined;
  readonly region?: string | undefined;
  readonly accountId?: string | undefined;
}

const resources = (statement: PolicyStatement, index: number): [string, (string | number)[]][] =>
  (["resources", "notResources"] as const).flatMap((key) =>
    (statement[key] ?? []).map((arn, place): [string, (string | number)[]] => [arn, ["statements", index, key, place]]),
  );

/**
 * An over-long policy is split, and so is one that is to be a managed one; what cannot be split, or takes more
 * policies than a role has, is refused.
 */
function policySizes(
  { policyArns }: Permitted,
  statements: readonly PolicyStatement[],
  managed: boolean,
): Problem | undefined {
  if (!managed && policySize(policyDocument(statements)) <= LIMITS.inlinePolicies) return undefined;
  const parts = splitStatements(statements);
  const count = parts.length + policyArns.length;
  const tooLarge = parts
    .map((part) => managedPolicySize("one statement", policyDocument(part)))
    .find((problem) => problem);
  return (
    tooLarge ?? (count > LIMITS.attachedPolicies ? problems.tooManyPolicies(count, LIMITS.attachedPolicies) : undefined)
  );
}
