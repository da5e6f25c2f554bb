import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Token } from "cdktf";
import type { ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { parseArn } from "../facts/arn";
import { LIMITS } from "../facts/limits";
import { namespaceName, roleDescription, roleName, roleNamePrefix, rolePath, serviceAccountName } from "../facts/names";
import {
  arnInPartition,
  inlinePolicySize,
  managedPolicySize,
  policyArn,
  policyDocument,
  policySize,
} from "../facts/policy";
import type { PolicyStatement } from "../facts/policy";
import * as problems from "../facts/problems";
import { trustPolicy, trustPolicySize } from "../facts/trust";
import type { Subject } from "../facts/trust";
import { check, refuse } from "../terraform/check";
import { jsonText } from "../terraform/json";
import type { Json } from "../terraform/json";
import { joinedName } from "../terraform/name";
import type { EksCluster } from "./eks-cluster";
import type { OidcProvider } from "./eks-oidc-provider";

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
}

export interface IrsaRoleProps extends RoleOptions {
  readonly provider: OidcProvider;
  /** The ServiceAccounts that may assume the role: at least one. The trust policy has at most 2,048 characters. */
  readonly subjects: readonly [Subject, ...Subject[]];
  /** What the role is for: the last part of its generated name. @default - the construct's id */
  readonly purpose?: string;
  /** Managed policies by ARN, at most 20 together with `policies`. @default - none */
  readonly policyArns?: readonly string[];
  /** An inline policy, at most 10,240 characters. @default - none */
  readonly statements?: readonly PolicyStatement[];
  /** Managed policies to make, by the last part of their names. @default - none */
  readonly policies?: Readonly<Record<string, OwnPolicy>>;
}

/** The name of a role for one purpose in one cluster: no other cluster of the account gets the same. */
export const generatedRoleName = (cluster: Pick<EksCluster, "name" | "region">, purpose: string): string =>
  joinedName([cluster.name, cluster.region, purpose], LIMITS.roleName);

/**
 * An IAM role that named ServiceAccounts of one cluster may assume, and nobody else.
 *
 * Its policies are resources of their own. `dependables` holds all of them, or else the role: what
 * depends on it starts after they are attached, and goes before they are detached.
 *
 * @throws InvalidInputError for each limit above, for ARNs of another partition, and for wildcards
 */
export class IrsaRole extends Construct {
  public readonly arn: string;
  /** The role's name, as Terraform knows it. */
  public readonly name: string;
  /** The name, or the prefix and three dots, for messages; a token where the name is one. */
  public readonly label: string;
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: IrsaRoleProps) {
    super(scope, id);
    const { cluster } = props.provider;
    checkRole(this, props, cluster.partition);
    const name =
      props.namePrefix === undefined ? (props.name ?? generatedRoleName(cluster, props.purpose ?? id)) : undefined;

    const trust = trustPolicy({ arn: props.provider.arn, issuer: cluster.issuer }, props.subjects);
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
      lifecycle: trustLifecycle(this, trust, assumeRolePolicy),
    });
    this.arn = role.arn;
    this.name = role.name;
    this.label = name ?? `${props.namePrefix}...`;
    const policies = [...this.attach(props, cluster), ...this.embed(props)];
    this.dependables = policies.length > 0 ? policies : [role];
  }

  private attach(props: IrsaRoleProps, cluster: EksCluster): ITerraformDependable[] {
    const arns = props.policyArns ?? [];
    const own = Object.entries(props.policies ?? {});
    const count = arns.length + own.length;
    refuse(
      this,
      "policyArns",
      count > LIMITS.attachedPolicies ? problems.tooManyPolicies(count, LIMITS.attachedPolicies) : undefined,
    );
    const attachments: ITerraformDependable[] = arns.map((arn, index) => {
      check(this, `policyArns[${index}]`, arn, policyArn, (value) => arnInPartition(value, cluster.partition));
      return new IamRolePolicyAttachment(this, attachmentId(arn, index), { role: this.name, policyArn: arn });
    });
    for (const [name, { statements, description: text }] of own) {
      const document = policyDocument(statements);
      refuse(this, `policies.${name}`, managedPolicySize(name, document));
      const policy = new IamPolicy(this, name, {
        name: joinedName([cluster.name, cluster.region, name], LIMITS.policyName),
        path: props.path,
        description: text,
        policy: jsonText(document as unknown as Json),
        tags: props.tags && { ...props.tags },
      });
      attachments.push(
        new IamRolePolicyAttachment(this, `${name}-attachment`, { role: this.name, policyArn: policy.arn }),
      );
    }
    return attachments;
  }

  private embed({ statements = [] }: IrsaRoleProps): ITerraformDependable[] {
    if (statements.length === 0) return [];
    const document = policyDocument(statements);
    refuse(this, "statements", inlinePolicySize("the inline policy", document));
    const policy = jsonText(document as unknown as Json);
    return [new IamRolePolicy(this, "inline", { name: "inline", role: this.name, policy })];
  }
}

const description = (serviceAccount: string, cluster: string): string =>
  `Pods of the ServiceAccount ${serviceAccount} in the EKS cluster ${cluster}`;

function checkRole(scope: Construct, props: IrsaRoleProps, partition: string): void {
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
  props.subjects.forEach((subject, index) => {
    check(scope, `subjects[${index}].namespace`, subject.namespace, namespaceName);
    check(scope, `subjects[${index}].serviceAccount`, subject.serviceAccount, serviceAccountName);
  });
}

/**
 * The trust policy's size is checked now where the document is known. Where it holds tokens and may
 * come near the limit, Terraform checks it before it makes the role.
 */
function trustLifecycle(
  scope: Construct,
  document: ReturnType<typeof trustPolicy>,
  text: string,
): TerraformResourceLifecycle | undefined {
  refuse(scope, "subjects", trustPolicySize(document));
  const { trustPolicy: limit } = LIMITS;
  if (!Token.isUnresolved(text) || policySize(document) < limit / 2) return undefined;
  return {
    precondition: [
      {
        condition: `\${length(${text}) <= ${limit}}`,
        errorMessage: problems.problemText(problems.trustPolicyTooLarge(limit + 1, limit)),
      },
    ],
  };
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
