import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import { Token } from "cdktf";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { createHash } from "node:crypto";
import { parseArn } from "../facts/arn";
import { LIMITS } from "../facts/limits";
import { arnInPartition, managedPolicySize, policyArn, policyDocument, policySize, roleArn } from "../facts/policy";
import type { PolicyDocument, PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import { splitStatements } from "../facts/split";
import { check, refuse } from "../terraform/check";
import { jsonText } from "../terraform/json";
import type { Json } from "../terraform/json";
import { joinedName } from "../terraform/name";
import type { EksCluster } from "./eks-cluster";

/** A managed policy that the role brings along. */
export interface OwnPolicy {
  /** At most 6,144 characters without white space. */
  readonly statements: readonly PolicyStatement[];
  /** @default - none */
  readonly description?: string;
}

/** What a role allows in AWS. */
export interface Permissions {
  /**
   * Managed policies by ARN, at most 20 together with those made here. A mapping gives each attachment
   * its place in the address, which an ARN that is a token cannot. @default - none
   */
  readonly policyArns?: readonly string[] | Readonly<Record<string, string>>;
  /** An inline policy; over 10,240 characters it becomes several managed ones. @default - none */
  readonly statements?: readonly PolicyStatement[];
  /** Managed policies to make, by the last part of their names. @default - none */
  readonly policies?: Readonly<Record<string, OwnPolicy>>;
  /** Roles, of other accounts too, that it may change into. @default - none */
  readonly assumeRoleArns?: readonly string[];
}

/** A role that policies are added to. */
export interface RolePoliciesProps extends Permissions {
  readonly roleName: string;
  /** The AWS provider of the role's account. @default - the default one */
  readonly provider?: TerraformProvider;
  readonly cluster: EksCluster;
  /** What the role is for: part of the names of policies that are split. */
  readonly purpose: string;
  readonly path?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly exclusivePolicies?: boolean;
}

/** The inline policy's name, in the role and in the address. */
const INLINE = "inline";

/**
 * A role's policies, each a resource of its own below the role: attachments of policies that are
 * there, policies made here with their attachments, and one inline policy. All of them together are
 * what has to be there before the role is of use.
 */
export function addPolicies(scope: Construct, props: RolePoliciesProps): ITerraformDependable[] {
  const attached = byAddress(props.policyArns);
  const { inline, made } = ownPolicies(scope, props);
  checkPolicies(scope, attached, made, props.cluster.partition);

  const { roleName: role, provider } = props;
  const attach = (id: string, arn: string): ITerraformDependable =>
    new IamRolePolicyAttachment(scope, id, { role, policyArn: arn, provider });
  const attachments = attached.map(([id, arn]) => attach(id, arn));
  const arns = attached.map(([, arn]) => arn);
  for (const [name, policy] of made) {
    const { arn } = makePolicy(scope, name, policy, props);
    arns.push(arn);
    attachments.push(attach(`${name}-attachment`, arn));
  }
  const policy = inline && jsonText(inline as unknown as Json);
  const embedded =
    policy === undefined ? [] : [new IamRolePolicy(scope, INLINE, { name: INLINE, role, policy, provider })];
  const policies = [...attachments, ...embedded];
  if (!props.exclusivePolicies) return policies;
  // After all policies are there, or they would be removed between being made and being listed.
  const shared = { roleName: role, dependsOn: [...policies], provider };
  return [
    ...policies,
    new IamRolePolicyAttachmentsExclusive(scope, "exclusive-attachments", { ...shared, policyArns: arns }),
    new IamRolePoliciesExclusive(scope, "exclusive-policies", { ...shared, policyNames: inline ? [INLINE] : [] }),
  ];
}

/** The inline policy where the statements fit into one, or else managed policies; and those asked for. */
function ownPolicies(
  scope: Construct,
  { statements = [], assumeRoleArns = [], policies = {}, cluster, purpose }: RolePoliciesProps,
): { inline: PolicyDocument | undefined; made: readonly [string, OwnPolicy][] } {
  const asked = Object.entries(policies);
  const all = [...statements, ...assumeRole(scope, assumeRoleArns, cluster.partition)];
  if (all.length === 0) return { inline: undefined, made: asked };
  const inline = policyDocument(all);
  if (policySize(inline) <= LIMITS.inlinePolicies) return { inline, made: asked };
  const split = splitStatements(all).map((part, index): [string, OwnPolicy] => [
    `${purpose}-${index + 1}`,
    { statements: part },
  ]);
  return { inline: undefined, made: [...asked, ...split] };
}

function assumeRole(scope: Construct, arns: readonly string[], partition: string): PolicyStatement[] {
  arns.forEach((arn, index) => {
    check(scope, `assumeRoleArns[${index}]`, arn, roleArn, (value) => arnInPartition(value, partition));
  });
  return arns.length > 0 ? [{ actions: ["sts:AssumeRole", "sts:TagSession"], resources: arns }] : [];
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

function makePolicy(
  scope: Construct,
  name: string,
  { statements, description }: OwnPolicy,
  { cluster, path, tags, provider }: RolePoliciesProps,
): IamPolicy {
  const document = policyDocument(statements);
  refuse(scope, `policies.${name}`, managedPolicySize(name, document));
  return new IamPolicy(scope, name, {
    name: joinedName([cluster.name, cluster.region, name], LIMITS.policyName),
    path,
    description,
    policy: jsonText(document as unknown as Json),
    tags: tags && { ...tags },
    provider,
  });
}

/** Each with its place in the address. */
function byAddress(arns: Permissions["policyArns"] = []): [string, string][] {
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
