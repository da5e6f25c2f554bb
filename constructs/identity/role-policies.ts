import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Token } from "cdktf";
import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { createHash } from "node:crypto";
import { parseArn } from "../facts/arn";
import { isDeferred } from "../facts/deferred";
import type { Deferred } from "../facts/deferred";
import { LIMITS } from "../facts/limits";
import {
  arnInPartition,
  iamStatement,
  managedPolicySize,
  policyArn,
  policyDocument,
  policySize,
  roleArn,
} from "../facts/policy";
import type { PolicyDocument, PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import { splitStatements } from "../facts/split";
import { check, refuse } from "../terraform/check";
import { all, choose } from "../terraform/condition";
import type { Condition, Flag } from "../terraform/condition";
import { Spread, When, asJson, expr } from "../terraform/expression";
import type { Json } from "../terraform/expression";
import { instancesOf } from "../terraform/instances";
import { jsonText } from "../terraform/json";
import { joinedName } from "../terraform/name";
import type { EksCluster } from "./eks-cluster";

/** A managed policy that the role brings along. */
export interface OwnPolicy {
  /** At most 6,144 characters without white space. */
  readonly statements: readonly PolicyStatement[];
  /** Statements in their place where a condition of Terraform's holds. @default - none @internal */
  readonly instead?: { readonly when: Condition; readonly statements: readonly PolicyStatement[] };
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
  readonly policyArns?: readonly string[] | Readonly<Record<string, string>> | Deferred;
  /**
   * An inline policy; over 10,240 characters it becomes several managed ones. What only Terraform
   * knows, one of them or all, is in IAM's own words. @default - none
   */
  readonly statements?: readonly (PolicyStatement | Deferred)[] | Deferred;
  /** Managed policies to make, by the last part of their names. @default - none */
  readonly policies?: Readonly<Record<string, OwnPolicy>>;
  /** Roles, of other accounts too, that it may change into. @default - none */
  readonly assumeRoleArns?: readonly string[] | Deferred;
}

/** A role that policies are added to. */
export interface RolePoliciesProps extends Permissions {
  readonly role: IamRole;
  /** The role's name, as its policies refer to it. */
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
  const attached = isDeferred(policyArns) ? [] : byAddress(policyArns);
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
  if (isDeferred(policyArns)) {
    const { value, owner, ...each } = instances.nested(asJson(policyArns), when, "attached");
    const ofRole = { role: owner(role, "name"), policyArn: value.toString(), provider };
    attachments.push(new IamRolePolicyAttachment(scope, "policy", { ...ofRole, ...each }));
  }
  const arns: Json[] = isDeferred(policyArns)
    ? [new Spread(expr`values(${policyArns as unknown as Json})`)]
    : attached.map(([, arn]) => arn);
  for (const [name, policy] of made) {
    const there = all(when, policy.when ?? true);
    const arn = makePolicy(scope, name, policy, { ...props, when: there });
    arns.push(typeof policy.when === "object" ? new When(policy.when, arn) : arn);
    const attachment = { role: roleName, policyArn: arn, provider, ...instances.where(there, `${name}-attached`) };
    attachments.push(new IamRolePolicyAttachment(scope, `${name}-attachment`, attachment));
  }
  const policies = [...attachments, ...(inline ? [embed(scope, inline, roleName, props)] : [])];
  if (exclusivePolicies === false) return policies;
  // After all policies are there, or they would be removed between being made and being listed.
  const exclusively = instances.where(all(when, exclusivePolicies), "exclusive");
  const exclusive = { roleName, dependsOn: instances.waitable(policies, "attached-all"), provider, ...exclusively };
  const names = inline ? [inline.when === true ? INLINE : new When(inline.when, INLINE)] : [];
  return [
    ...policies,
    new IamRolePolicyAttachmentsExclusive(scope, "exclusive-attachments", { ...exclusive, policyArns: textList(arns) }),
    new IamRolePoliciesExclusive(scope, "exclusive-policies", { ...exclusive, policyNames: textList(names) }),
  ];
}

/** A list of texts, some of which only Terraform knows. */
const textList = (list: readonly Json[]): string[] =>
  list.every((item) => typeof item === "string") ? [...list] : Token.asList(expr`${list}`);

/** A role's inline policy, and whether there is anything in it. */
interface InlinePolicy {
  readonly document: PolicyDocument;
  readonly when: Condition;
}

function embed(
  scope: Construct,
  { document, when }: InlinePolicy,
  role: string,
  { provider, when: roleIsMade }: RolePoliciesProps,
): IamRolePolicy {
  const instances = instancesOf(scope);
  const policy = jsonText(instances.named("policy-document", asJson(document)));
  const meta = instances.where(all(roleIsMade, when), "inline-made");
  return new IamRolePolicy(scope, INLINE, {
    name: INLINE,
    role,
    policy,
    provider,
    lifecycle: when === true ? undefined : inlineLimit(policy),
    ...meta,
  });
}

/** Terraform cannot split a policy, so it has to say what is too long. */
function inlineLimit(policy: string): TerraformResourceLifecycle {
  const tooLarge = problems.policyTooLarge("the inline policy", undefined, LIMITS.inlinePolicies);
  const condition = expr`length(${policy}) <= ${LIMITS.inlinePolicies}`;
  return { precondition: [{ condition, errorMessage: problems.problemText(tooLarge) }] };
}

/** The inline policy where the statements fit into one, or else managed policies; and those asked for. */
function ownPolicies(
  scope: Construct,
  { statements = [], assumeRoleArns = [], policies = {}, cluster, purpose }: RolePoliciesProps,
): { inline: InlinePolicy | undefined; made: readonly [string, OwnPolicy][] } {
  const asked = Object.entries(policies);
  if (isDeferred(statements) || isDeferred(assumeRoleArns)) {
    return { inline: openInline(scope, statements, assumeRoleArns), made: asked };
  }
  if (statements.some(isDeferred)) {
    const document = { Version: "2012-10-17", Statement: statements.map(inIamWords) } as const;
    return { inline: { document, when: true }, made: asked };
  }
  const all = [...statements.filter(isKnown), ...assumeRole(scope, assumeRoleArns, cluster.partition)];
  if (all.length === 0) return { inline: undefined, made: asked };
  const document = policyDocument(all);
  if (policySize(document) <= LIMITS.inlinePolicies) return { inline: { document, when: true }, made: asked };
  const split = splitStatements(all).map((part, index): [string, OwnPolicy] => [
    `${purpose}-${index + 1}`,
    { statements: part },
  ]);
  return { inline: undefined, made: [...asked, ...split] };
}

const isKnown = (statement: PolicyStatement | Deferred): statement is PolicyStatement => !isDeferred(statement);

const inIamWords = (statement: PolicyStatement | Deferred): PolicyDocument["Statement"][number] =>
  isDeferred(statement) ? (statement as object as PolicyDocument["Statement"][number]) : iamStatement(statement);

/** An inline policy for which Terraform knows the statements. */
function openInline(
  scope: Construct,
  statements: readonly (PolicyStatement | Deferred)[] | Deferred,
  assumeRoleArns: readonly string[] | Deferred,
): InlinePolicy {
  const roles = asJson(assumeRoleArns);
  const known = isDeferred(statements) ? asJson(statements) : asJson(statements.map(inIamWords));
  const given = instancesOf(scope).named("statements", known);
  const assume = iamStatement(assumeRoleStatement(expr`sort(distinct(${roles}))`));
  const list = [new Spread(given), new When(expr`length(${roles}) > 0`, assume as Json)];
  return {
    document: { Version: "2012-10-17", Statement: list as unknown as PolicyDocument["Statement"] },
    when: expr`length(${given}) + length(${roles}) > 0`,
  };
}

/** The right to change into roles, with the session's tags. */
export const assumeRoleStatement = (arns: readonly string[] | Deferred): PolicyStatement => ({
  actions: ["sts:AssumeRole", "sts:TagSession"],
  resources: arns,
});

function assumeRole(scope: Construct, arns: readonly string[], partition: string): PolicyStatement[] {
  arns.forEach((arn, index) => {
    check(scope, `assumeRoleArns[${index}]`, arn, roleArn, (value) => arnInPartition(value, partition));
  });
  return arns.length > 0 ? [assumeRoleStatement(arns)] : [];
}

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
    name: joinedName([cluster.name, cluster.region, name], LIMITS.policyName),
    path,
    description: own.description,
    policy: policyText(scope, name, own),
    tags: tags && { ...tags },
    provider,
    ...instances.where(when, `${name}-made`),
  });
  return instances.attribute(policy, "arn");
}

function policyText(scope: Construct, name: string, { statements, instead, without }: OwnPolicy): string {
  const named = (id: string, of: readonly PolicyStatement[]): Json => {
    const document = policyDocument(of);
    refuse(scope, `policies.${name}`, managedPolicySize(name, document));
    return instancesOf(scope).named(id, asJson(document));
  };
  const full = named(`${name}-document`, statements);
  const part = without
    ? choose(without.when, jsonText(withoutActions(full, without.actions)), jsonText(full))
    : jsonText(full);
  return instead ? choose(instead.when, jsonText(named(`${name}-other-document`, instead.statements)), part) : part;
}

/** A document without some actions. One action stands alone in it, several in a list. */
const withoutActions = (document: Json, actions: readonly string[]): Json => ({
  Version: expr`${document}.Version`,
  Statement: expr`[for statement in ${document}.Statement : merge(statement, { Action = [for action in flatten([statement.Action]) : action if !contains(${actions}, action)] })]`,
});

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
  const parsed = Token.isUnresolved(arn) ? undefined : parseArn(arn);
  if (!parsed) return `policy-${index}`;
  const name = parsed.resource.replace(/^policy\//, "");
  const id = parsed.account === "aws" ? name : `${parsed.account}_${name}`;
  const readable = id.replace(/[^A-Za-z0-9_-]/g, "_");
  // What an address cannot hold goes into a hash: team/A and team_A are two policies.
  return readable === id ? id : `${readable}-${createHash("sha256").update(arn).digest("hex").slice(0, 8)}`;
}
