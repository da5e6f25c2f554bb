import { LIMITS } from "../facts/limits";
import type { OneOrMany, PolicyConditions, PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { each, ifGiven, isGiven, oneOrMany, onlyIf, orElse } from "../hcl/combine";
import type { List } from "../hcl/combine";
import { isExpression } from "../hcl/expression";
import type { Expression, ObjectValue, Value } from "../hcl/expression";
import { knownText } from "../hcl/json";
import { lift } from "../hcl/lift";

/** A policy document as IAM reads it. */
export interface PolicyDocument<S extends Value = Value> {
  readonly [key: string]: Value;
  readonly Version: "2012-10-17";
  readonly Statement: S;
}

/** A statement of which Terraform may know any part. */
export interface StatementFields {
  readonly sid?: string;
  readonly effect?: string;
  readonly actions?: List<string>;
  readonly notActions?: List<string>;
  readonly resources?: List<string>;
  readonly notResources?: List<string>;
  readonly conditions?: PolicyConditions | Expression;
}

/** Entries that are given: what may be null in Terraform is left out where it is. */
const entries = (all: Readonly<Record<string, unknown>>): ObjectValue =>
  Object.fromEntries(
    Object.entries(all).flatMap(([key, value]): [string, Value][] =>
      value === undefined ? [] : [[key, ifGiven(value)]],
    ),
  );

/** A list in IAM's words, where it is given. */
const listed = (values: unknown): Value =>
  values === undefined ? undefined : onlyIf(isGiven(values), oneOrMany(lift(values)));

const sortedKeys = <T>(map: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

/** What a key is compared with. A text of Terraform's is one value, and no list. */
const tested = (values: OneOrMany): Value => (typeof values === "string" ? lift(values) : oneOrMany(lift(values)));

/** Operators and keys are sorted, and so are values. */
function iamConditions(conditions: PolicyConditions | Expression | undefined): Value {
  const given = lift(conditions);
  if (isExpression(given) || given === undefined) return given;
  return Object.fromEntries(
    sortedKeys(given as PolicyConditions).map(([operator, keys]): [string, Value] => {
      const tests = lift(keys);
      return [
        operator,
        isExpression(tests)
          ? tests
          : Object.fromEntries(sortedKeys(keys).map(([key, values]) => [key, tested(values)])),
      ];
    }),
  );
}

/** A statement in IAM's own words; what it lists is sorted. */
export function iamStatement(statement: StatementFields): ObjectValue {
  const { sid, effect, actions, notActions, resources, notResources, conditions } = statement;
  return entries({
    Sid: sid,
    Effect: orElse(effect, "Allow"),
    Action: listed(actions),
    NotAction: listed(notActions),
    Resource: listed(resources),
    NotResource: listed(notResources),
    Condition: iamConditions(conditions),
  });
}

/** Statements in IAM's own words. Their order is kept. */
export const iamStatements = (statements: List<StatementFields>): Value => each(statements, "statement", iamStatement);

export const document = (statements: Value): PolicyDocument => ({ Version: "2012-10-17", Statement: statements });

/** Statements as a document. */
export const policyDocument = (statements: readonly PolicyStatement[]): PolicyDocument<readonly ObjectValue[]> => ({
  Version: "2012-10-17",
  Statement: statements.map(iamStatement),
});

/** A document's size as IAM counts it: characters without white space. What Terraform fills in counts nothing. */
export const policySize = (value: Value): number => knownText(value).replace(/\s/g, "").length;

/** A managed policy of our own: 6,144 characters. */
export function managedPolicySize(what: string, policy: PolicyDocument): Problem | undefined {
  const size = policySize(policy);
  return size > LIMITS.managedPolicy ? problems.policyTooLarge(what, size, LIMITS.managedPolicy) : undefined;
}

/** The session policy of a Pod Identity association: 2,048 characters. */
export function sessionPolicySize(statements: readonly PolicyStatement[]): Problem | undefined {
  const size = policySize(policyDocument(statements));
  return size > LIMITS.sessionPolicy ? problems.sessionPolicyTooLarge(size, LIMITS.sessionPolicy) : undefined;
}
