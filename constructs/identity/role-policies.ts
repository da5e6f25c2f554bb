import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { createHash } from "node:crypto";
import { check, refuse } from "../contract/check";
import { parseArn } from "../facts/arn";
import { LIMITS } from "../facts/limits";
import { arnInPartition, policyArn, roleArn } from "../facts/policy";
import type { PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import { and, choose, concat, hasAny, isListOf, isOneOf, not, onlyIf, or, sorted } from "../hcl/combine";
import type { Condition, Flag, List, ListOf } from "../hcl/combine";
import { attribute, call, expressionOf, isExpression, isList, variable } from "../hcl/expression";
import { Expression } from "../hcl/expression";
import type { ObjectValue, Value } from "../hcl/expression";
import { instancesOf } from "../hcl/instances";
import { jsonText } from "../hcl/json";
import { isLiteral, lift, list, text } from "../hcl/lift";
import type { EksCluster } from "./eks-cluster";
import { joinedName } from "./name";
import {
  document,
  iamStatement,
  iamStatements,
  managedPolicySize,
  policyDocument,
  policySize,
} from "./policy-document";
import type { PolicyDocument, StatementFields } from "./policy-document";
import { splitStatements } from "./split";
import { limitOf } from "./irsa-role";

/** A statement that is there where a condition holds. */
export type RoleStatement = PolicyStatement & {
  /** @default true */
  readonly when?: Condition | undefined;
};

/** A managed policy that the role brings along. */
export interface OwnPolicy {
  /** At most 6,144 characters without white space. */
  readonly statements: readonly PolicyStatement[];
  /** Statements in their place where a condition of Terraform's holds. @default - none @internal */
  readonly instead?: {
    readonly when: Condition;
    /** What it is called. */
    readonly name: string;
    readonly statements: readonly PolicyStatement[];
  };
  /** Actions that are left out where a condition of Terraform's holds. @default - none @internal */
  readonly without?: { readonly when: Condition; readonly actions: readonly string[] };
  /** @default - none */
  readonly description?: string;
  /** Whether it is made. @default true */
  readonly when?: Condition;
}

/** What a role allows in AWS. */
export interface Permissions {
  /**
   * Managed policies by ARN, at most 20 together with those made here. A mapping, which only Terraform
   * may know, gives each attachment its place in the address, which an ARN that is a token cannot. @default - none
   */
  readonly policyArns?: readonly string[] | Readonly<Record<string, string>> | Expression;
  /** An inline policy; over 10,240 characters it becomes several managed ones, or, in a module, an error. @default - none */
  readonly statements?: readonly RoleStatement[] | ListOf<StatementFields>;
  /** Managed policies to make, by the last part of their names. @default - none */
  readonly policies?: Readonly<Record<string, OwnPolicy>>;
  /** Roles, of other accounts too, that it may change into. @default - none */
  readonly assumeRoleArns?: List<string>;
}

/** A role that policies are added to. */
export interface RolePoliciesProps extends Permissions {
  readonly role: IamRole;
  /** The role's ID, which is its name: unknown while the role is replaced, and so its policies, which go with it, are, too. */
  readonly roleName: string;
  /** Whether the role is made, and its policies with it. */
  readonly when: Condition;
  /** The AWS provider of the role's account. @default - the default one */
  readonly provider?: TerraformProvider;
  readonly cluster: EksCluster;
  /** What the role is for: part of the names of policies that are split. */
  readonly purpose: string;
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly exclusivePolicies?: Flag;
}

/** The inline policy's name, in the role and in the address. */
const INLINE = "inline";

/**
 * A role's policies, each a resource of its own below the role: attachments of policies that are
 * there, policies made here with their attachments, and one inline policy. All of them together are
 * what has to be there before the role is of use.
 */
export function addPolicies(scope: Construct, props: RolePoliciesProps): ITerraformDependable[] {
  const { role, roleName, provider, when, policyArns = [], exclusivePolicies = false } = props;
  const instances = instancesOf(scope);
  const attached = isExpression(policyArns) ? [] : byAddress(policyArns);
  const { inline, made } = ownPolicies(scope, props);
  checkPolicies(scope, attached, made, props.cluster.partition);

  const attachments: ITerraformDependable[] = attached.map(
    ([id, policyArn]) =>
      new IamRolePolicyAttachment(scope, id, {
        role: roleName,
        policyArn,
        provider,
        ...instances.where(when, `${id}-made`),
      }),
  );
  if (isExpression(policyArns)) {
    const { value, owner, ...meta } = instances.nested(policyArns, when, "attached");
    const ofRole = { role: owner(role, "id"), policyArn: text(value), provider };
    attachments.push(new IamRolePolicyAttachment(scope, "policy", { ...ofRole, ...meta }));
  }
  const arns: Value[] = isExpression(policyArns) ? [] : attached.map(([, arn]) => arn);
  for (const [name, policy] of made) {
    const there = and(when, policy.when ?? true);
    const arn = makePolicy(scope, name, policy, { ...props, when: there });
    arns.push(onlyIf(policy.when ?? true, arn));
    const attachment = { role: roleName, policyArn: arn, provider, ...instances.where(there, `${name}-made`) };
    attachments.push(new IamRolePolicyAttachment(scope, `${name}-attachment`, attachment));
  }
  const policies = [...attachments, ...(inline ? [embed(scope, inline, roleName, props)] : [])];
  if (exclusivePolicies === false) return policies;
  // After all policies are there, or they would be removed between being made and being listed.
  const exclusively = instances.where(and(when, exclusivePolicies), "exclusive");
  const exclusive = { roleName, dependsOn: instances.waitable(policies, "attached-all"), provider, ...exclusively };
  const allArns = concat(isExpression(policyArns) ? call("values", policyArns) : [], arns);
  const names = inline ? [onlyIf(inline.when, INLINE)] : [];
  return [
    ...policies,
    new IamRolePolicyAttachmentsExclusive(scope, "exclusive-attachments", { ...exclusive, policyArns: texts(allArns) }),
    new IamRolePoliciesExclusive(scope, "exclusive-policies", { ...exclusive, policyNames: texts(names) }),
  ];
}

/** A list of texts, where Terraform decides which there are. */
const texts = (values: Value): string[] =>
  isList(values) && values.every((value) => typeof value === "string")
    ? [...values]
    : list(isExpression(values) ? values : expressionOf(values));

/** A role's inline policy, and whether there is anything in it. */
interface InlinePolicy {
  readonly document: PolicyDocument;
  readonly when: Condition;
}

function embed(
  scope: Construct,
  { document: policy, when }: InlinePolicy,
  role: string,
  { provider, when: roleIsMade }: RolePoliciesProps,
): IamRolePolicy {
  const instances = instancesOf(scope);
  const json = jsonText(instances.named("policy", policy));
  return new IamRolePolicy(scope, INLINE, {
    name: INLINE,
    role,
    policy: json,
    provider,
    lifecycle: when === true ? undefined : inlineLimit(json),
    ...instances.where(and(roleIsMade, when), "inline-made"),
  });
}

/** Terraform cannot split a policy, so it has to say what is too long. */
const inlineLimit = (policy: string): TerraformResourceLifecycle =>
  limitOf(
    policy,
    LIMITS.inlinePolicies,
    problems.policyTooLarge("the inline policy", undefined, LIMITS.inlinePolicies),
  );

/** The inline policy where the statements fit into one, or else managed policies; and those asked for. */
function ownPolicies(
  scope: Construct,
  { statements = [], assumeRoleArns = [], policies = {}, cluster, purpose }: RolePoliciesProps,
): { inline: InlinePolicy | undefined; made: readonly [string, OwnPolicy][] } {
  const asked = Object.entries(policies);
  if (isListOf(statements) || isListOf(assumeRoleArns)) {
    const given = instancesOf(scope).named("statements", iamStatements(statements as List<StatementFields>));
    const roles = isListOf(assumeRoleArns) ? sorted(assumeRoleArns) : [...assumeRoleArns];
    const assume = onlyIf(hasAny(assumeRoleArns), iamAssumeRole(roles));
    return {
      inline: {
        document: document(concat(given, assume === undefined ? [] : [assume])),
        when: or(hasAny(given), hasAny(assumeRoleArns)),
      },
      made: asked,
    };
  }
  assumeRoleArns.forEach((arn, index) => {
    const foreign = (value: string) => arnInPartition(value, cluster.partition);
    check(scope, `assumeRoleArns[${index}]`, arn, roleArn, foreign);
  });
  const assume = assumeRoleArns.length > 0 ? [assumeRoleStatement(assumeRoleArns)] : [];
  const all = [...statements, ...(assume as readonly RoleStatement[])].filter(({ when }) => when !== false);
  if (all.length === 0) return { inline: undefined, made: asked };
  const policy = document(all.map((statement) => onlyIf(statement.when ?? true, iamStatement(statement))));
  const fits = policySize(policy) <= LIMITS.inlinePolicies;
  if (fits) return { inline: { document: policy, when: true }, made: asked };
  const split = splitStatements(all).map((part, index): [string, OwnPolicy] => [
    `${purpose}-${index + 1}`,
    { statements: part },
  ]);
  return { inline: undefined, made: [...asked, ...split] };
}

/** The right to change into roles, with the session's tags. */
export const assumeRoleStatement = (arns: readonly string[]): PolicyStatement => ({
  actions: ["sts:AssumeRole", "sts:TagSession"],
  resources: arns,
});

/** The same for a list that Terraform may know. */
const iamAssumeRole = (arns: Value): ObjectValue => ({ ...iamStatement(assumeRoleStatement([])), Resource: arns });

function checkPolicies(
  scope: Construct,
  attached: readonly [string, string][],
  made: readonly [string, OwnPolicy][],
  partition: string,
): void {
  const count = attached.length + made.length;
  const { attachedPolicies: limit } = LIMITS;
  refuse(scope, "policyArns", count > limit ? problems.tooManyPolicies(count, limit) : undefined);
  for (const [id, arn] of attached) {
    check(scope, `policyArns.${id}`, arn, policyArn, (value) => arnInPartition(value, partition));
  }
  const madeIds = made.flatMap(([name]) => [name, `${name}-attachment`]);
  const ids = [...attached.map(([id]) => id), ...madeIds, INLINE, "Resource"];
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) refuse(scope, "policies", problems.duplicate("a policy of a role", twice, "another one"));
}

/** A managed policy's ARN. */
function makePolicy(
  scope: Construct,
  name: string,
  own: OwnPolicy,
  { cluster, path, tags, provider, when }: RolePoliciesProps,
): string {
  const instances = instancesOf(scope);
  const policy = new IamPolicy(scope, name, {
    name: joinedName([cluster.name, cluster.region, name], LIMITS.policyName, (id, value) =>
      instances.named(`${name}-${id}`, value),
    ),
    path,
    description: own.description,
    policy: policyText(scope, name, own),
    tags: tags && { ...tags },
    provider,
    ...instances.where(when, `${name}-made`),
  });
  return instances.attribute(policy, "arn");
}

/** A policy, or another where Terraform finds that a condition holds. */
function policyText(scope: Construct, name: string, { statements, instead, without }: OwnPolicy): string {
  const named = (id: string, of: readonly PolicyStatement[]): Value => {
    const policy = policyDocument(of);
    refuse(scope, `policies.${name}`, managedPolicySize(name, policy));
    return instancesOf(scope).named(id, policy);
  };
  const full = named(`${name}-policy`, statements);
  const part = without
    ? choose(without.when, lift(jsonText(withoutActions(full, without.actions))), lift(jsonText(full)))
    : full;
  const json = isExpression(part) && without ? text(part) : jsonText(part);
  return instead
    ? text(choose(instead.when, jsonText(named(`${name}-${instead.name}-policy`, instead.statements)), json))
    : json;
}

/** A document without some actions. One action stands alone in it, several in a list. */
function withoutActions(policy: Value, actions: readonly string[]): Value {
  const [statement, action] = [variable("statement"), variable("action")];
  const kept = new Expression({
    kind: "list",
    loop: { value: action, over: call("flatten", [attribute(statement, "Action")]) },
    body: action,
    where: not(isOneOf(action, ...actions)),
  });
  return document(
    new Expression({
      kind: "list",
      loop: { value: statement, over: attribute(policy as Expression, "Statement") },
      body: call("merge", statement, { Action: kept }),
      where: true,
    }),
  );
}

/** Each with its place in the address. */
function byAddress(arns: readonly string[] | Readonly<Record<string, string>>): [string, string][] {
  if (!Array.isArray(arns)) return Object.entries(arns);
  return (arns as readonly string[]).map((arn, index) => [attachmentId(arn, index), arn]);
}

/**
 * An attachment's address follows from its ARN alone, so that adding or removing another policy
 * moves nothing: the name for a policy of AWS, account, path and name for one of the user's.
 */
function attachmentId(arn: string, index: number): string {
  const parsed = isLiteral(arn) ? parseArn(arn) : undefined;
  if (!parsed) return `policy-${index}`;
  const name = parsed.resource.replace(/^policy\//, "");
  const id = parsed.account === "aws" ? name : `${parsed.account}_${name}`;
  const readable = id.replace(/[^A-Za-z0-9_-]/g, "_");
  // What an address cannot hold goes into a hash: team/A and team_A are two policies.
  return readable === id ? id : `${readable}-${createHash("sha256").update(arn).digest("hex").slice(0, 8)}`;
}
