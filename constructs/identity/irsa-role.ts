import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePoliciesExclusive } from "@cdktf/provider-aws/lib/iam-role-policies-exclusive";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { IamRolePolicyAttachmentsExclusive } from "@cdktf/provider-aws/lib/iam-role-policy-attachments-exclusive";
import { Fn, Token } from "cdktf";
import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { parseArn } from "../facts/arn";
import { LIMITS } from "../facts/limits";
import { namespaceName, roleDescription, roleName, roleNamePrefix, rolePath, serviceAccountName } from "../facts/names";
import { arnInPartition, managedPolicySize, policyArn, policyDocument, policySize, roleArn } from "../facts/policy";
import type { PolicyDocument, PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import { splitStatements } from "../facts/split";
import { trustPolicySize } from "../facts/trust";
import type { Subject } from "../facts/trust";
import { check, checkTags, refuse } from "../terraform/check";
import { jsonText } from "../terraform/json";
import type { Json } from "../terraform/json";
import { joinedName } from "../terraform/name";
import type { EksCluster } from "./eks-cluster";
import { clusterOf, trustOf, usesIrsa } from "./trust";
import type { Identity, TrustOptions } from "./trust";

/** A managed policy that the role brings along. */
export interface OwnPolicy {
  /** At most 6,144 characters without white space. */
  readonly statements: readonly PolicyStatement[];
  /** @default - none */
  readonly description?: string;
}

/** A role's own settings: what a user may choose for any role. */
export interface RoleOptions {
  /** At most 64 characters. @default - `<cluster>-<region>-<what it is for>`, cut with a hash where it is longer */
  readonly name?: string;
  /** At most 38 characters; AWS completes it. Not together with `name`. @default - none */
  readonly namePrefix?: string;
  /** Starts and ends with a slash. @default "/" */
  readonly path?: string;
  /** At most 1,000 characters. @default - names the first ServiceAccount */
  readonly description?: string;
  /** A managed policy's ARN. @default - none */
  readonly permissionsBoundary?: string;
  /** In seconds, 3600 to 43200. @default 3600 */
  readonly maxSessionDuration?: number;
  /** At most 50. @default - none but the AWS provider's default tags */
  readonly tags?: Readonly<Record<string, string>>;
  /** Whether Terraform removes policies that others add to the role. @default false */
  readonly exclusivePolicies?: boolean;
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

/** What makes a role: who may assume it, by which kind of identity, and what it allows. */
export type IrsaRoleProps = Identity &
  RoleOptions &
  Permissions & {
    /** The ServiceAccounts that may assume the role: at least one. */
    readonly subjects: readonly [Subject, ...Subject[]];
    /** Who else may. The trust policy has at most 2,048 characters. @default - nobody */
    readonly trust?: TrustOptions;
    /** What the role is for: the last part of its generated name. @default - the construct's id */
    readonly purpose?: string;
  };

/** The name of a role for one purpose in one cluster: no other cluster of the account gets the same. */
export const generatedRoleName = (cluster: Pick<EksCluster, "name" | "region">, purpose: string): string =>
  joinedName([cluster.name, cluster.region, purpose], LIMITS.roleName);

/** A role as others need it: made here or there already. */
export interface RoleReference {
  readonly arn: string;
  /** The role's name, as Terraform knows it. */
  readonly name: string;
  /** The name, or the prefix and three dots, for messages; a token where the name is one. */
  readonly label: string;
  /** What has to be there before the role is of use: its policies, or else itself. */
  readonly dependables: readonly ITerraformDependable[];
}

/**
 * An IAM role that named ServiceAccounts of one cluster may assume, and nobody else, by IRSA, by Pod
 * Identity, or by both.
 *
 * Its policies are resources of their own. `dependables` holds all of them, or else the role: what
 * depends on it starts after they are attached, and goes before they are detached. It is made where
 * its OIDC provider is, in another account too.
 *
 * @throws InvalidInputError for each limit above, for ARNs of another partition, and for wildcards
 */
export class IrsaRole extends Construct implements RoleReference {
  public readonly arn: string;
  public readonly name: string;
  public readonly label: string;
  public readonly dependables: readonly ITerraformDependable[];
  private readonly provider: TerraformProvider | undefined;

  public constructor(scope: Construct, id: string, props: IrsaRoleProps) {
    super(scope, id);
    const cluster = clusterOf(props);
    checkRole(this, props, cluster.partition);
    const purpose = props.purpose ?? id;
    const name = props.namePrefix === undefined ? (props.name ?? generatedRoleName(cluster, purpose)) : undefined;
    this.provider = props.identity === "pod-identity" ? undefined : props.provider.awsProvider;

    const trust = trustOf(props, props.subjects, props.trust ?? {});
    const assumeRolePolicy = jsonText(trust as unknown as Json);
    const [{ namespace, serviceAccount }] = props.subjects;
    const role = new IamRole(this, "Resource", {
      name,
      namePrefix: props.namePrefix,
      path: props.path,
      description: props.description ?? description(`${namespace}/${serviceAccount}`, cluster.name),
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
      tags: props.tags && { ...props.tags },
      assumeRolePolicy,
      lifecycle: trustLifecycle(this, trust, assumeRolePolicy, props),
      provider: this.provider,
    });
    this.arn = role.arn;
    this.name = role.name;
    this.label = name ?? `${props.namePrefix ?? ""}...`;
    this.dependables = this.addPolicies(role, props, cluster, purpose);
  }

  /**
   * A role that is there already, with its own trust policy and permissions.
   *
   * @throws InvalidInputError for what is no role's ARN
   */
  public static fromArn(arn: string): RoleReference {
    check("IrsaRole", "arn", arn, roleArn);
    const last = arn.slice(arn.lastIndexOf("/") + 1);
    const name = Token.isUnresolved(arn) ? Token.asString(Fn.element(Fn.split("/", arn), -1)) : last;
    return { arn, name, label: name, dependables: [] };
  }

  private addPolicies(
    role: IamRole,
    props: IrsaRoleProps,
    cluster: EksCluster,
    purpose: string,
  ): ITerraformDependable[] {
    const statements = [...(props.statements ?? []), ...assumeRole(this, props.assumeRoleArns, cluster.partition)];
    const inline = policyDocument(statements);
    const isInline = statements.length > 0 && policySize(inline) <= LIMITS.inlinePolicies;
    const split = isInline ? [] : splitStatements(statements);
    const own: [string, OwnPolicy][] = [
      ...Object.entries(props.policies ?? {}),
      ...split.map((part, index): [string, OwnPolicy] => [`${purpose}-${index + 1}`, { statements: part }]),
    ];
    const arns = attachments(props.policyArns);
    const count = arns.length + own.length;
    const { attachedPolicies } = LIMITS;
    refuse(
      this,
      "policyArns",
      count > attachedPolicies ? problems.tooManyPolicies(count, attachedPolicies) : undefined,
    );

    const ids = [
      ...arns.map(([id]) => id),
      ...own.flatMap(([name]) => [name, `${name}-attachment`]),
      INLINE,
      "Resource",
    ];
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    refuse(
      this,
      "policies",
      twice === undefined ? undefined : problems.duplicate("a policy of a role", twice, "another one"),
    );

    const attached = arns.map(([id, arn]) => {
      check(this, `policyArns.${id}`, arn, policyArn, (value) => arnInPartition(value, cluster.partition));
      return this.attach(id, arn);
    });
    const made = own.map(([name, policy]) => {
      const { arn } = this.makePolicy(name, policy, cluster, props);
      return { arn, attachment: this.attach(`${name}-attachment`, arn) };
    });
    const embedded = isInline ? [this.embed(inline)] : [];
    const policies = [...attached, ...made.map(({ attachment }) => attachment), ...embedded];
    const exclusive = props.exclusivePolicies
      ? this.keepExclusive(
          [...arns.map(([, arn]) => arn), ...made.map(({ arn }) => arn)],
          isInline ? [INLINE] : [],
          policies,
        )
      : [];
    return policies.length > 0 ? [...policies, ...exclusive] : [role, ...exclusive];
  }

  private attach(id: string, policyArn: string): IamRolePolicyAttachment {
    return new IamRolePolicyAttachment(this, id, { role: this.name, policyArn, provider: this.provider });
  }

  private makePolicy(name: string, policy: OwnPolicy, cluster: EksCluster, props: IrsaRoleProps): IamPolicy {
    const document = policyDocument(policy.statements);
    refuse(this, `policies.${name}`, managedPolicySize(name, document));
    return new IamPolicy(this, name, {
      name: joinedName([cluster.name, cluster.region, name], LIMITS.policyName),
      path: props.path,
      description: policy.description,
      policy: jsonText(document as unknown as Json),
      tags: props.tags && { ...props.tags },
      provider: this.provider,
    });
  }

  private embed(document: PolicyDocument): IamRolePolicy {
    const policy = jsonText(document as unknown as Json);
    return new IamRolePolicy(this, INLINE, { name: INLINE, role: this.name, policy, provider: this.provider });
  }

  /** After all policies are there, or they would be removed between being made and being listed. */
  private keepExclusive(
    policyArns: string[],
    policyNames: string[],
    dependsOn: ITerraformDependable[],
  ): ITerraformDependable[] {
    const shared = { roleName: this.name, dependsOn, provider: this.provider };
    return [
      new IamRolePolicyAttachmentsExclusive(this, "exclusive-attachments", { ...shared, policyArns }),
      new IamRolePoliciesExclusive(this, "exclusive-policies", { ...shared, policyNames }),
    ];
  }
}

const INLINE = "inline";

function assumeRole(scope: Construct, arns: readonly string[] = [], partition: string): PolicyStatement[] {
  arns.forEach((arn, index) => {
    check(scope, `assumeRoleArns[${index}]`, arn, roleArn, (value) => arnInPartition(value, partition));
  });
  return arns.length > 0 ? [{ actions: ["sts:AssumeRole", "sts:TagSession"], resources: arns }] : [];
}

const description = (serviceAccount: string, cluster: string): string =>
  `Pods of the ServiceAccount ${serviceAccount} in the EKS cluster ${cluster}`;

function checkRole(scope: Construct, props: IrsaRoleProps, partition: string): void {
  const { subjectPatterns = [], otherProviders = [], maxSize } = props.trust ?? {};
  const quota = LIMITS.trustPolicyQuota;
  if (maxSize !== undefined && !(maxSize >= quota.min && maxSize <= quota.max)) {
    refuse(scope, "trust.maxSize", problems.notBetween(maxSize, quota.min, quota.max, "characters"));
  }
  const irsaOnly = subjectPatterns.length > 0 || otherProviders.length > 0;
  refuse(scope, "trust", irsaOnly && !usesIrsa(props) ? problems.needsIrsa() : undefined);
  check(scope, "name", props.name, roleName);
  check(scope, "namePrefix", props.namePrefix, roleNamePrefix);
  refuse(
    scope,
    "name",
    props.name !== undefined && props.namePrefix !== undefined ? problems.nameAndPrefix() : undefined,
  );
  check(scope, "path", props.path, rolePath);
  check(scope, "description", props.description, roleDescription);
  check(scope, "permissionsBoundary", props.permissionsBoundary, policyArn, (value) =>
    arnInPartition(value, partition),
  );
  const { min, max } = LIMITS.sessionDuration;
  const seconds = props.maxSessionDuration;
  if (
    seconds !== undefined &&
    !Token.isUnresolved(seconds) &&
    !(Number.isInteger(seconds) && seconds >= min && seconds <= max)
  ) {
    refuse(scope, "maxSessionDuration", problems.notBetween(seconds, min, max, "seconds"));
  }
  checkTags(scope, props.tags);
  props.subjects.forEach((subject, index) => {
    check(scope, `subjects[${index}].namespace`, subject.namespace, namespaceName);
    check(scope, `subjects[${index}].serviceAccount`, subject.serviceAccount, serviceAccountName);
  });
}

/**
 * The trust policy's size is checked now where the document is known. Where it holds tokens, what is
 * known of it is checked; where that may come near the limit, or a subject is a token, Terraform
 * checks the rest before it makes the role.
 */
function trustLifecycle(
  scope: Construct,
  document: PolicyDocument,
  text: string,
  { subjects, trust: { maxSize: limit = LIMITS.trustPolicy } = {} }: IrsaRoleProps,
): TerraformResourceLifecycle | undefined {
  const known = JSON.parse(JSON.stringify(document).replace(/\$\{TfToken\[[^\]]*\]\}/g, "")) as PolicyDocument;
  refuse(scope, "subjects", trustPolicySize(known, limit));
  const open = subjects.some(({ namespace, serviceAccount }) => Token.isUnresolved(`${namespace}${serviceAccount}`));
  if (!Token.isUnresolved(text) || (!open && policySize(known) < limit / 2)) return undefined;
  return {
    precondition: [
      {
        condition: `\${length(${text}) <= ${limit}}`,
        errorMessage: problems.problemText(problems.trustPolicyTooLarge(limit + 1, limit)),
      },
    ],
  };
}

/** Each with its place in the address. */
function attachments(arns: Permissions["policyArns"] = []): [string, string][] {
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
