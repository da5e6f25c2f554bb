import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "../facts/limits";
import { namespaceName, roleDescription, roleName, roleNamePrefix, rolePath, serviceAccountName } from "../facts/names";
import { check, checkNumber, checkTags, refuse } from "../contract/check";
import { arnInPartition, policyArn, roleArn } from "../facts/policy";
import { literals, problemsOf } from "../contract/rule";
import { needsIrsa } from "../contract/rules/identity";
import { nameAndPrefix } from "../contract/rules/role";
import * as problems from "../facts/problems";
import type { Subject } from "../facts/trust";
import { compare, isGiven, isListOf, lengthOf, not, orElse, textIf, textOr } from "../hcl/combine";
import type { Condition, Flag } from "../hcl/combine";
import { call } from "../hcl/expression";
import type { Value } from "../hcl/expression";
import { instancesOf } from "../hcl/instances";
import { jsonText } from "../hcl/json";
import { any, isLiteral, text } from "../hcl/lift";
import type { EksCluster } from "./eks-cluster";
import { addPolicies } from "./role-policies";
import type { Permissions } from "./role-policies";
import { clusterOf, usesIrsa, usesPodIdentity } from "./kinds";
import type { Identity } from "./kinds";
import { joinedName } from "./name";
import { policySize } from "./policy-document";
import type { PolicyDocument } from "./policy-document";
import { trustPolicy, trustSize } from "./trust";
import type { Naming } from "../hcl/instances";
import type { Trust, TrustOptions } from "./trust";

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
  /** Whether the role is destroyed with policies that others attached, which AWS refuses else. @default false */
  readonly forceDetachPolicies?: Flag;
  /** Whether Terraform removes policies that others add to the role. @default false */
  readonly exclusivePolicies?: Flag;
}

/** What makes a role, but for the kind of identity: who may assume it, and what it allows. */
export interface IrsaRoleBaseProps extends RoleOptions, Permissions {
  /** The ServiceAccounts that may assume the role: at least one. */
  readonly subjects: readonly [Subject, ...Subject[]];
  /** Who else may. The trust policy has at most 2,048 characters. @default - nobody */
  readonly trust?: TrustOptions;
  /** What the role is for: the last part of its generated name. @default - the construct's id */
  readonly purpose?: string;
  /** Whether the role is made. @default true */
  readonly when?: Condition;
}

/** What makes a role. Props of one's own extend {@link IrsaRoleBaseProps} and a kind of identity. */
export type IrsaRoleProps = Identity & IrsaRoleBaseProps;

/** The name of a role for one purpose in one cluster: no other cluster of the account gets the same. */
export const generatedRoleName = (
  cluster: Pick<EksCluster, "name" | "region">,
  purpose: string,
  named: Naming = (_name, value) => value,
): string => joinedName([cluster.name, cluster.region, purpose], LIMITS.roleName, named);

/** A role as others need it: made here or there already. */
export interface RoleReference {
  /** The role's ARN. */
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

  public constructor(scope: Construct, id: string, props: IrsaRoleProps) {
    super(scope, id);
    const cluster = clusterOf(props);
    checkRole(this, props, cluster.partition);
    const { when = true, purpose = id } = props;
    const instances = instancesOf(this);
    const generated = generatedRoleName(cluster, purpose, (id, value) => instances.named(`role_${id}`, value));
    const name = textIf(not(isGiven(props.namePrefix)), textOr(props.name, generated));
    const provider = props.identity === "pod-identity" ? undefined : props.provider.awsProvider;

    const trust = trustPolicy(trustOf(props), instances.named);
    const policy = jsonText(instances.named("trust", trust));
    const [{ namespace, serviceAccount }] = props.subjects;
    const role = new IamRole(this, "Resource", {
      name,
      namePrefix: props.namePrefix,
      path: props.path,
      description: textOr(props.description, description(`${namespace}/${serviceAccount}`, cluster.name)),
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
      forceDetachPolicies: props.forceDetachPolicies,
      tags: props.tags && { ...props.tags },
      assumeRolePolicy: policy,
      lifecycle: trustLifecycle(this, trust, policy, props),
      provider,
      ...instances.where(when, "role-made"),
    });
    this.arn = instances.attribute(role, "arn");
    this.name = instances.attribute(role, "name");
    this.label = name ?? `${props.namePrefix ?? ""}...`;
    const roleName = instances.attribute(role, "id");
    const policies = addPolicies(this, { ...props, role, roleName, when, provider, cluster, purpose });
    this.dependables = instances.waitable(policies.length > 0 ? policies : [role], "role-ready");
  }

  /**
   * A role that is there already, with its own trust policy and permissions.
   *
   * @throws InvalidInputError for what is no role's ARN
   */
  public static fromArn(arn: string): RoleReference {
    check("IrsaRole", "arn", arn, roleArn);
    const last = arn.slice(arn.lastIndexOf("/") + 1);
    const name = isLiteral(arn) ? last : text(call("element", call("split", "/", arn), -1));
    return { arn, name, label: name, dependables: [] };
  }
}

const description = (serviceAccount: string, cluster: string): string =>
  `Pods of the ServiceAccount ${serviceAccount} in the EKS cluster ${cluster}`;

function checkRole(scope: Construct, props: IrsaRoleProps, partition: string): void {
  const { subjectPatterns, otherProviders, maxSize } = props.trust ?? {};
  checkNumber(scope, "trust.maxSize", maxSize, LIMITS.trustPolicyQuota, "characters");
  const [patterns, providers] = [subjectPatterns, otherProviders].map((list = []) =>
    isListOf<unknown>(list) ? [] : list,
  );
  const trust = { subjectPatterns: patterns, otherProviders: providers };
  const asked = literals({ identity: props.identity ?? "irsa", trust });
  for (const { path, problem } of problemsOf([needsIrsa], asked)) refuse(scope, path, problem);
  check(scope, "name", props.name, roleName);
  check(scope, "namePrefix", props.namePrefix, roleNamePrefix);
  for (const { problem } of problemsOf([nameAndPrefix], literals({ role: props }))) refuse(scope, "name", problem);
  check(scope, "path", props.path, rolePath);
  check(scope, "description", props.description, roleDescription);
  check(scope, "permissionsBoundary", props.permissionsBoundary, policyArn, (value) =>
    arnInPartition(value, partition),
  );
  checkNumber(scope, "maxSessionDuration", props.maxSessionDuration, LIMITS.sessionDuration, "seconds");
  checkTags(scope, props.tags);
  props.subjects.forEach((subject, index) => {
    check(scope, `subjects[${index}].namespace`, subject.namespace, namespaceName);
    check(scope, `subjects[${index}].serviceAccount`, subject.serviceAccount, serviceAccountName);
  });
}

/** Whom a role of these props trusts. */
const trustOf = (props: IrsaRoleProps): Trust => {
  const cluster = clusterOf(props);
  return {
    ...props.trust,
    subjects: props.subjects,
    provider: { arn: props.identity === "pod-identity" ? "" : props.provider.arn, issuer: cluster.issuer },
    usesIrsa: usesIrsa(props),
    usesPodIdentity: usesPodIdentity(props),
    cluster,
  };
};

/**
 * The trust policy's size is checked now where the document is known. Where it holds tokens, what is
 * known of it is checked; where that may come near the limit, or a subject is a token, Terraform
 * checks the rest before it makes the role.
 */
function trustLifecycle(
  scope: Construct,
  document: PolicyDocument,
  policy: string,
  { subjects, trust: { maxSize } = {} }: IrsaRoleProps,
): TerraformResourceLifecycle | undefined {
  const limit = orElse(maxSize, LIMITS.trustPolicy);
  const size = policySize(document);
  if (typeof limit === "number") refuse(scope, "subjects", trustSize(size, limit));
  const open = subjects.some((subject) => !isLiteral(subject));
  const known = typeof limit === "number" ? limit : LIMITS.trustPolicy;
  if (isLiteral(policy) || (!open && size < known / 2)) return undefined;
  return limitOf(
    policy,
    limit,
    problems.trustPolicyTooLarge(undefined, typeof limit === "number" ? limit : text(limit)),
  );
}

/** What Terraform checks before it makes a resource: a text's length. */
export const limitOf = (policy: string, limit: Value, problem: problems.Problem): TerraformResourceLifecycle => ({
  precondition: [
    { condition: any(compare(lengthOf(policy), "<=", limit)), errorMessage: problems.problemText(problem) },
  ],
});
