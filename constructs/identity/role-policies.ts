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
import { grantProblems } from "../contract/rules/grant";
import type { AnyGrant } from "../contract/rules/grant";
import { parseArn } from "../facts/arn";
import { LIMITS } from "../facts/limits";
import { arnInPartition, policyArn, roleArn } from "../facts/policy";
import type { PolicyStatement } from "../facts/policy";
import type { Grant } from "../facts/grants/services";
import * as problems from "../facts/problems";
import { ListOf, and, choose, concat, hasAny, isListOf, known, not, onlyIf, or, sorted } from "../hcl/combine";
import type { Condition, Flag, List } from "../hcl/combine";
import { attribute, call, expressionOf, isExpression, isList, variable } from "../hcl/expression";
import { Expression } from "../hcl/expression";
import type { ObjectValue, Value } from "../hcl/expression";
import { instancesOf } from "../hcl/instances";
import type { MetaArguments } from "../hcl/instances";
import { jsonText } from "../hcl/json";
import { isLiteral, lift, list, text } from "../hcl/lift";
import type { Acknowledgement } from "../iam/rules";
import type { EksCluster } from "./eks-cluster";
import { joinedName } from "./name";
import { document, iamStatement, iamStatements, managedPolicySize, policySize } from "./policy-document";
import type { PolicyDocument, StatementFields } from "./policy-document";
import { splitStatements } from "./split";
import { checkStatements } from "./statements";
import { grantStatements } from "./grants/statements";
import { openGrants } from "./grants/open";
import type { GrantFields } from "./grants/lists";
import { limitOf } from "./irsa-role";

/** A statement that is there where a condition holds. */
export type RoleStatement = PolicyStatement & {
  /** @default true */
  readonly when?: Condition | undefined;
};

/** A managed policy that the role brings along. */
export interface OwnPolicy {
  /** At most 6,144 characters without white space. */
  readonly statements: readonly RoleStatement[];
  /** Statements in their place, where a condition of Terraform's holds; of several, the first. @default - none @internal */
  readonly instead?: readonly {
    readonly when: Condition;
    /** What it is called. */
    readonly name: string;
    readonly statements: readonly RoleStatement[];
  }[];
  /** Actions that are left out where conditions of Terraform's hold. @default - none @internal */
  readonly without?: readonly { readonly when: Condition; readonly actions: readonly string[] }[];
  /** @default - none */
  readonly description?: string;
  /** Whether it is made. @default true */
  readonly when?: Condition;
  /** Whether tests of ours hold it to AWS's list of actions, so that nothing is read of that here. @default false @internal */
  readonly isTested?: true;
}

/** What a role allows in AWS. */
export interface Permissions {
  /**
   * Managed policies by ARN, at most 20 together with those made here. A mapping, which only Terraform
   * may know, gives each attachment its place in the address, which an ARN that is a token cannot. @default - none
   */
  readonly policyArns?: readonly string[] | Readonly<Record<string, string>> | Expression;
  /**
   * An inline policy. Over 10,240 characters, or where managed ones are wanted, managed policies of at most 6,144; in a
   * module, where Terraform cannot split them, what is over a limit is an error. @default - none
   */
  readonly statements?: readonly RoleStatement[] | ListOf<StatementFields>;
  /** The same by verbs of services in the place of actions, in the same policy. @default - none */
  readonly grants?: readonly Grant[] | ListOf<GrantFields>;
  /** Statements of our own beside those of a user, in the same policy. @default - none @internal */
  readonly moreStatements?: readonly RoleStatement[];
  /** Rules about statements that do not apply to this role's, trust policy included. @default - none */
  readonly acknowledge?: readonly Acknowledgement[];
  /** Managed policies to make, by the last part of their names. @default - none */
  readonly policies?: Readonly<Record<string, OwnPolicy>>;
  /** Roles, of other accounts too, that it may change into. @default - none */
  readonly assumeRoleArns?: List<string>;
  /**
   * The target role of Pod Identity, which it has to be allowed to change into (EKS user guide, "Access AWS resources
   * using target role"). @default - none @internal
   */
  readonly targetRole?: { readonly arn: string; readonly when: Condition };
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
  readonly managedPolicies?: Flag;
}

/** The inline policy's name, in the role and in the address. */
const INLINE = "inline";

/** The managed policy in its place, in the address. */
const MANAGED = "managed";

/**
 * A role's policies, each a resource of its own below the role: attachments of policies that are
 * there, policies made here with their attachments, and one inline policy. All of them together are
 * what has to be there before the role is of use.
 */
export function addPolicies(scope: Construct, props: RolePoliciesProps): ITerraformDependable[] {
  const { role, roleName, provider, when, policyArns = [], exclusivePolicies = false } = props;
  const instances = instancesOf(scope);
  const attached = isExpression(policyArns) ? [] : byAddress(policyArns);
  checkStatements(scope, "statements", props.statements, props.acknowledge);
  for (const [name, { statements, isTested }] of Object.entries(props.policies ?? {})) {
    if (!isTested) checkStatements(scope, `policies.${name}`, statements, props.acknowledge);
  }
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
    const meta = instances.where(there, `${name}-made`);
    const arn = makePolicy(scope, name, policy, props, meta);
    arns.push(onlyIf(policy.when ?? true, text(known(arn))));
    const attachment = { role: roleName, policyArn: arn, provider, ...meta };
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

/** A policy of all statements, and whether there is anything in it. */
interface WholePolicy {
  readonly document: Value;
  readonly when: Condition;
}

/** A managed policy by the last part of its address: one of given statements, or of what Terraform alone knows. */
type MadePolicy = readonly [string, OwnPolicy | WholePolicy];

function embed(
  scope: Construct,
  { document: policy, when }: WholePolicy,
  role: string,
  { provider, when: roleIsMade }: RolePoliciesProps,
): IamRolePolicy {
  const instances = instancesOf(scope);
  const json = jsonText(policy);
  return new IamRolePolicy(scope, INLINE, {
    name: INLINE,
    role,
    policy: json,
    provider,
    lifecycle: when === true ? undefined : sizeLimit("the inline policy", json, LIMITS.inlinePolicies),
    ...instances.where(and(roleIsMade, when), "inline-made"),
  });
}

/** Terraform cannot split a policy, so it has to say what is too long. */
const sizeLimit = (what: string, policy: string, limit: number): TerraformResourceLifecycle =>
  limitOf(policy, limit, problems.policyTooLarge(what, undefined, limit));

/**
 * The inline policy where the statements fit into one and nothing else is wanted, or else managed policies; and those
 * asked for.
 */
function ownPolicies(
  scope: Construct,
  props: RolePoliciesProps,
): { inline?: WholePolicy; made: readonly MadePolicy[] } {
  const { statements = [], moreStatements = [], grants = [], assumeRoleArns = [], targetRole } = props;
  const { policies = {}, cluster, purpose } = props;
  const asked: MadePolicy[] = Object.entries(policies);
  const managed = lift(props.managedPolicies ?? false) as Condition;
  const { named } = instancesOf(scope);
  const whole = (policy: PolicyDocument, when: Condition): { inline?: WholePolicy; made: readonly MadePolicy[] } => {
    // Beside managed policies of the role's own, this one says what it is.
    const document = named(asked.length > 0 ? "own-policy" : "policy", policy);
    const [embedded, apart] = [and(when, not(managed)), and(when, managed)];
    return {
      ...(embedded !== false && { inline: { document, when: embedded } }),
      made: apart === false ? asked : [...asked, [MANAGED, { document, when: apart }]],
    };
  };
  const ofGrants: readonly RoleStatement[] =
    grants instanceof ListOf ? [] : grantStatements(checkedGrants(scope, grants, cluster), cluster);
  if (
    isListOf(statements) ||
    grants instanceof ListOf ||
    isListOf(assumeRoleArns) ||
    (targetRole && !isLiteral(targetRole.arn))
  ) {
    const theirs = isListOf(statements) ? iamStatements(statements) : conditional(statements);
    const ours = concat(conditional(ofGrants), conditional(moreStatements));
    const own = named("statements", concat(theirs, ours));
    const granted = grants instanceof ListOf ? openGrants(scope, grants, cluster, named) : [];
    const target = targetRole ? onlyIf(targetRole.when, known(targetRole.arn)) : undefined;
    const roles = concat(lift(assumeRoleArns), target === undefined ? [] : [target]);
    const some = hasAny(assumeRoleArns);
    const assumes = named<Condition>("assumes", choose(some, true, targetRole?.when ?? false) as Condition);
    const assume = onlyIf(assumes, iamAssumeRole(isExpression(roles) ? sorted(roles) : roles));
    const any = isListOf(statements)
      ? or(hasAny(own), hasAny(grants))
      : or(statements.length + moreStatements.length > 0, hasAny(grants));
    // What may not be known yet of a target need not be asked for where there is something else.
    const permits = named<Condition>("permits-something", choose(any, true, assumes) as Condition);
    return whole(document(concat(own, granted, assume === undefined ? [] : [assume])), permits);
  }
  const assumed = [...new Set([...assumeRoleArns, ...(targetRole ? [targetRole.arn] : [])])];
  assumeRoleArns.forEach((arn, index) => {
    const foreign = (value: string) => arnInPartition(value, cluster.partition);
    check(scope, `assumeRoleArns[${index}]`, arn, roleArn, foreign);
  });
  const assume = assumed.length > 0 ? [assumeRoleStatement(assumed)] : [];
  const all = [...statements, ...ofGrants, ...moreStatements, ...(assume as readonly RoleStatement[])].filter(
    ({ when }) => when !== false,
  );
  if (all.length === 0) return { made: asked };
  const policy = document(conditional(all));
  if (managed !== true && policySize(policy) <= LIMITS.inlinePolicies) return whole(policy, true);
  const split = splitStatements(all).map((part, index): MadePolicy => [
    `${purpose}-${index + 1}`,
    { statements: part },
  ]);
  return { made: [...asked, ...split] };
}

/** Grants of what their services have, in the cluster's partition. */
function checkedGrants(scope: Construct, grants: readonly Grant[], { partition }: EksCluster): readonly Grant[] {
  grants.forEach((grant, index) => {
    const place = `grants[${index}]`;
    for (const { path, problem } of grantProblems(grant, isLiteral))
      refuse(scope, `${place}.${path.join(".")}`, problem);
    const { resources, kmsKeys = [] } = grant as AnyGrant;
    const foreign = (value: string) => arnInPartition(value, partition);
    for (const [at, one] of resources.entries()) check(scope, `${place}.resources[${at}]`, one, foreign);
    for (const [at, one] of kmsKeys.entries()) {
      check(scope, `${place}.kmsKeys[${at}]`, one, foreign);
    }
  });
  return grants;
}

/** Each statement where its condition holds. */
const conditional = (statements: readonly RoleStatement[]): Value[] =>
  statements.map((statement) => onlyIf(statement.when ?? true, iamStatement(statement)));

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
  made: readonly MadePolicy[],
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
  own: OwnPolicy | WholePolicy,
  { cluster, path, tags, provider, purpose }: RolePoliciesProps,
  meta: MetaArguments,
): string {
  const instances = instancesOf(scope);
  const isWhole = "document" in own;
  const json = isWhole ? jsonText(own.document) : policyText(scope, name, own);
  // One that Terraform puts together has the name of the first into which statements known now would be split.
  const [last, prefix] = isWhole ? [[purpose, "1"], "own"] : [[name], name];
  const policy = new IamPolicy(scope, name, {
    name: joinedName([cluster.name, cluster.region, ...last], LIMITS.policyName, (id, value) =>
      instances.named(`${prefix}-${id}`, value),
    ),
    path,
    description: isWhole ? undefined : own.description,
    policy: json,
    lifecycle: isWhole ? sizeLimit("the managed policy", json, LIMITS.managedPolicy) : undefined,
    tags: tags && { ...tags },
    provider,
    ...meta,
  });
  return instances.attribute(policy, "arn");
}

/** A policy, or another where Terraform finds that a condition holds. */
function policyText(scope: Construct, name: string, { statements, instead = [], without = [] }: OwnPolicy): string {
  const { named } = instancesOf(scope);
  const gone = named(
    `${name}-left-out-of-policy`,
    concat(...without.map(({ when, actions }) => choose(when, actions, []))),
    "Actions that are left out of policies: nothing asks for them here.",
  );
  const json = (id: string, of: readonly RoleStatement[]): string => {
    const there = of.filter(({ when }) => when !== false);
    const policy = document(there.map((statement) => onlyIf(statement.when ?? true, iamStatement(statement))));
    refuse(scope, `policies.${name}`, managedPolicySize(name, policy));
    const names = of.flatMap(({ actions = [] }) => actions);
    const isCut = without.some(({ actions }) => actions.some((action) => names.includes(action)));
    const whole = named(id, policy);
    return jsonText(isCut ? withoutActions(whole, gone) : whole);
  };
  return instead.reduceRight(
    (otherwise, { when, name: id, statements: others }) =>
      text(choose(when, json(`${name}-${id}-managed-policy`, others), otherwise)),
    json(`${name}-managed-policy`, statements),
  );
}

/** A document without some actions. One action stands alone in it, several in a list; a statement without any goes. */
function withoutActions(policy: Value, gone: Value): Value {
  const [statement, action] = [variable("statement"), variable("action")];
  const kept = new Expression({
    kind: "list",
    loop: { value: action, over: call("flatten", [attribute(statement, "Action")]) },
    body: action,
    where: not(call("contains", gone, action)),
  });
  return document(
    new Expression({
      kind: "list",
      loop: { value: statement, over: attribute(policy as Expression, "Statement") },
      body: call("merge", statement, { Action: kept }),
      where: hasAny(kept),
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
