import { parseArn } from "./arn";
import * as problems from "./problems";
import type { Problem } from "./problems";
import { formRule, withForm } from "./text-rule";
import type { TextRule } from "./text-rule";

/** One value, or several. */
export type OneOrMany = string | readonly string[];

/** Condition operator, then condition key, then the values, as in IAM's JSON. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, OneOrMany>>>>;

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
      readonly resources: readonly string[];
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
