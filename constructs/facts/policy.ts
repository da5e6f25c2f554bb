import { parseArn } from "./arn";
import { LIMITS } from "./limits";
import * as problems from "./problems";
import type { Problem } from "./problems";

export type OneOrMany = string | readonly string[];

/** Condition operator, then condition key, then the values, as in IAM's JSON. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

export interface StatementBase {
  /** @default - none */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** @default - the statement holds always */
  readonly conditions?: PolicyConditions;
}

export type StatementActions =
  | { readonly actions: readonly string[]; readonly notActions?: undefined }
  | { readonly actions?: undefined; readonly notActions: readonly string[] };

export type StatementResources =
  | { readonly resources: readonly string[]; readonly notResources?: undefined }
  | { readonly resources?: undefined; readonly notResources: readonly string[] };

/**
 * A statement of an identity policy, in IAM's own terms: `actions` or `notActions`, `resources` or
 * `notResources`. Texts are IAM's: a policy variable such as `${aws:username}` is written as it is.
 */
export type PolicyStatement = StatementBase & StatementActions & StatementResources;

/** A policy document as IAM reads it. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/** One value stands alone; several are sorted and each stands once, so that order never makes a difference. */
function canonical(values: OneOrMany): OneOrMany {
  if (typeof values === "string") return values;
  const sorted = [...new Set(values)].sort();
  const [only, ...others] = sorted;
  return only !== undefined && others.length === 0 ? only : sorted;
}

const sortedKeys = <T>(map: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

function canonicalConditions(conditions: PolicyConditions): PolicyConditions {
  return Object.fromEntries(
    sortedKeys(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(sortedKeys(keys).map(([key, values]) => [key, canonical(values)])),
    ]),
  );
}

/** Statements as a document. Their order is kept; what they list is sorted. */
export function policyDocument(statements: readonly PolicyStatement[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({
      ...(statement.sid !== undefined && { Sid: statement.sid }),
      Effect: statement.effect ?? "Allow",
      ...(statement.actions
        ? { Action: canonical(statement.actions) }
        : { NotAction: canonical(statement.notActions) }),
      ...(statement.resources
        ? { Resource: canonical(statement.resources) }
        : { NotResource: canonical(statement.notResources) }),
      ...(statement.conditions && { Condition: canonicalConditions(statement.conditions) }),
    })),
  };
}

/** A document's size as IAM counts it: characters without white space. */
export function policySize(document: object): number {
  return JSON.stringify(document).replace(/\s/g, "").length;
}

const ACTION = /^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/;

/** An action: a service's prefix, a colon, and a name that may hold * and ?; or * alone. */
export const action = (value: string): Problem | undefined =>
  ACTION.test(value) ? undefined : problems.notAnAction(value);

/** A resource: an ARN, which may hold * and policy variables, or a text that starts with *. */
export const resource = (value: string): Problem | undefined =>
  value.startsWith("*") || parseArn(value) ? undefined : problems.notAnArn(value);

/** An ARN of a managed policy, for attaching or as a permissions boundary. */
export function policyArn(value: string): Problem | undefined {
  const arn = parseArn(value);
  if (!arn) return problems.notAnArn(value);
  return arn.service === "iam" && /^policy\/./.test(arn.resource)
    ? undefined
    : problems.arnOfAnotherKind(value, "an IAM policy");
}

/** An ARN of an IAM role. */
export function roleArn(value: string): Problem | undefined {
  const arn = parseArn(value);
  if (!arn) return problems.notAnArn(value);
  return arn.service === "iam" && /^role\/./.test(arn.resource)
    ? undefined
    : problems.arnOfAnotherKind(value, "an IAM role");
}

/** An ARN has to be of the cluster's partition; a wildcard in its place is IAM's own business. */
export function arnInPartition(value: string, partition: string): Problem | undefined {
  const found = parseArn(value)?.partition;
  return found === undefined || found === partition || /[*?$]/.test(found)
    ? undefined
    : problems.arnOfAnotherPartition(value, found, partition);
}

/** A managed policy of our own: 6,144 characters. */
export function managedPolicySize(what: string, document: PolicyDocument): Problem | undefined {
  const size = policySize(document);
  return size > LIMITS.managedPolicy ? problems.policyTooLarge(what, size, LIMITS.managedPolicy) : undefined;
}

/** A role's inline policy: 10,240 characters. */
export function inlinePolicySize(what: string, document: PolicyDocument): Problem | undefined {
  const size = policySize(document);
  return size > LIMITS.inlinePolicies ? problems.policyTooLarge(what, size, LIMITS.inlinePolicies) : undefined;
}
