import { parseArn } from "./arn";
import { isDeferred } from "./deferred";
import type { Deferred } from "./deferred";
import { LIMITS } from "./limits";
import * as problems from "./problems";
import type { Problem } from "./problems";
import { formRule, withForm } from "./text-rule";
import type { TextRule } from "./text-rule";

/** One value, or several. */
export type OneOrMany = string | readonly string[];

/** Condition operator, then condition key, then the values, as in IAM's JSON. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, OneOrMany | Deferred>>>>;

/** What every statement may have. */
export interface StatementBase {
  /** @default - none */
  readonly sid?: string;
  /** @default "Allow" */
  readonly effect?: "Allow" | "Deny";
  /** @default - the statement holds always */
  readonly conditions?: PolicyConditions;
}

/** Actions that a statement is about, or all but those. */
export type StatementActions =
  | {
      /** As in `s3:GetObject`; `*` stands for any text. */
      readonly actions: readonly string[];
      /** Not beside `actions`. */
      readonly notActions?: undefined;
    }
  | {
      /** Not beside `notActions`. */
      readonly actions?: undefined;
      /** All actions but these. */
      readonly notActions: readonly string[];
    };

/** Resources that a statement is about, or all but those. */
export type StatementResources =
  | {
      /** ARNs; `*` stands for any text. */
      readonly resources: readonly string[] | Deferred;
      /** Not beside `resources`. */
      readonly notResources?: undefined;
    }
  | {
      /** Not beside `notResources`. */
      readonly resources?: undefined;
      /** All resources but these. */
      readonly notResources: readonly string[];
    };

/**
 * A statement of an identity policy, in IAM's own terms: `actions` or `notActions`, `resources` or
 * `notResources`. Texts are IAM's: a policy variable such as `${aws:username}` is written as it is.
 */
export type PolicyStatement = StatementBase & StatementActions & StatementResources;

/** A statement of which Terraform alone knows what it says: what it finds to be null is left out. */
export interface DeferredStatement {
  readonly sid: Deferred;
  readonly effect: Deferred;
  readonly actions: Deferred;
  readonly notActions: Deferred;
  readonly resources: Deferred;
  readonly notResources: Deferred;
  readonly conditions: Deferred;
}

/** A policy document as IAM reads it. */
export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Readonly<Record<string, unknown>>[];
}

/** One value stands alone; several are sorted and each stands once, so that order never makes a difference. */
function canonical(values: OneOrMany | Deferred): OneOrMany | Deferred {
  if (typeof values === "string" || isDeferred(values)) return values;
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

/** A statement in IAM's own words; what it lists is sorted. */
export function iamStatement(statement: PolicyStatement | DeferredStatement): Readonly<Record<string, unknown>> {
  const { sid, effect = "Allow", actions, notActions, resources, notResources, conditions } = statement;
  return {
    ...(sid !== undefined && { Sid: sid }),
    Effect: effect,
    ...(actions && { Action: canonical(actions) }),
    ...(notActions && { NotAction: canonical(notActions) }),
    ...(resources && { Resource: canonical(resources) }),
    ...(notResources && { NotResource: canonical(notResources) }),
    ...(conditions && { Condition: isDeferred(conditions) ? conditions : canonicalConditions(conditions) }),
  };
}

/** Statements as a document. Their order is kept. */
export const policyDocument = (statements: readonly PolicyStatement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements.map(iamStatement),
});

/** A document's size as IAM counts it: characters without white space. */
export function policySize(document: object): number {
  return JSON.stringify(document).replace(/\s/g, "").length;
}

/** An action: a service's prefix, a colon, and a name that may hold * and ?; or * alone. */
export const action: TextRule = formRule({
  what: "an action",
  pattern: "^(\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$",
  says: 'service:Action, as in "s3:GetObject", or "*"',
  fix: "Put the service's prefix in front",
});

/** A resource: an ARN, which may hold * and policy variables, or a text that starts with *. */
export const resource: TextRule = withForm(
  (value: string) => (value.startsWith("*") || parseArn(value) ? undefined : problems.notAnArn(value)),
  {
    what: "a resource",
    pattern: "^(\\*|arn:[^:\\s]+:[^:\\s]+:[^:\\s]*:[^:\\s]*:\\S)",
    says: 'an ARN, arn:partition:service:region:account:resource, or "*"',
    fix: "Write the full ARN",
  },
);

/** An ARN in IAM: the path before the name, what it is called in messages, and a pattern of the name's beginning. */
const iamArn = (path: string, what: string, of: string, name = "."): TextRule =>
  withForm(
    (value: string) => {
      const arn = parseArn(value);
      if (!arn) return problems.notAnArn(value);
      return arn.service === "iam" && new RegExp(`^${path}/${name}`).test(arn.resource)
        ? undefined
        : problems.arnOfAnotherKind(value, of);
    },
    {
      what,
      pattern: `^arn:[^:\\s]+:iam:[^:\\s]*:[^:\\s]*:${path}/${name}`,
      says: `arn:partition:iam::account:${path}/name, the ARN of ${of}`,
      fix: "Check which ARN this is",
    },
  );

/** An ARN of a managed policy, for attaching or as a permissions boundary. */
export const policyArn = iamArn("policy", "a policy ARN", "an IAM policy");

/** An ARN of an IAM role. */
export const roleArn = iamArn("role", "a role ARN", "an IAM role");

/** An ARN of an IAM OIDC provider. */
export const oidcProviderArn = iamArn("oidc-provider", "a provider ARN", "an IAM OIDC provider", "");

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
