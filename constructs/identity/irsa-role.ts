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
import { subjectPatterns as patternRules } from "../contract/rules/trust";
import * as problems from "../facts/problems";
import type { Subject } from "../facts/trust";
import {
  ListOf,
  choose,
  chooseText,
  compare,
  hasAny,
  isGiven,
  isListOf,
  known,
  lengthOf,
  not,
  or,
  orElse,
  textIf,
  textOr,
} from "../hcl/combine";
import type { Condition, Flag, List } from "../hcl/combine";
import { attribute, call } from "../hcl/expression";
import type { Expression, Value } from "../hcl/expression";
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
import { checkStatements } from "./statements";
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
  /** Whether statements become managed policies made for the role, and no inline one. @default false */
  readonly managedPolicies?: Flag;
}

/** What makes a role, but for the kind of identity: who may assume it, and what it allows. */
export interface IrsaRoleBaseProps extends RoleOptions, Permissions {
  /** The ServiceAccounts that may assume the role; none where it is for `trust.subjectPatterns` alone. */
  readonly subjects: readonly Subject[];
  /** Whether the role is for the first of them, where Terraform knows. @default true @internal */
  readonly hasSubject?: Condition;
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
    const trusted = props.identity === "pod-identity" ? undefined : props.provider;
    const provider = trusted?.awsProvider;

    const trust = trustPolicy(trustOf(props), instances.named);
    const policy = jsonText(instances.named("trust", trust));
    const role = new IamRole(this, "Resource", {
      name,
      namePrefix: props.namePrefix,
      path: props.path,
      description: textOr(props.description, description(props, cluster.name)),
      permissionsBoundary: props.permissionsBoundary,
      maxSessionDuration: props.maxSessionDuration,
      forceDetachPolicies: props.forceDetachPolicies,
      tags: props.tags && { ...props.tags },
      assumeRolePolicy: policy,
      lifecycle: trustLifecycle(this, trust, policy, props),
      provider,
      dependsOn: trusted && trusted.dependables.length > 0 ? [...trusted.dependables] : undefined,
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

function description({ subjects: [first], hasSubject = true }: IrsaRoleProps, cluster: string): string {
  const ofPatterns = `Pods of ServiceAccounts by pattern in the EKS cluster ${cluster}`;
  if (first === undefined) return ofPatterns;
  const { namespace, serviceAccount } = first;
  const ofOne = `Pods of the ServiceAccount ${namespace}/${serviceAccount} in the EKS cluster ${cluster}`;
  return chooseText(hasSubject, ofOne, ofPatterns);
}

/** The ServiceAccounts, where Terraform knows whether there is one. */
function subjectsOf({ subjects: [first, ...others], hasSubject = true }: IrsaRoleProps): List<Subject> {
  if (first === undefined || hasSubject === true) return first === undefined ? [] : [first, ...others];
  const { namespace, serviceAccount } = first;
  const some = choose(hasSubject, [{ namespace: known(namespace), service_account: known(serviceAccount) }], []);
  return new ListOf((some as Expression).node, (one) => ({
    namespace: text(attribute(one, "namespace")),
    serviceAccount: text(attribute(one, "service_account")),
  }));
}

function checkRole(scope: Construct, props: IrsaRoleProps, partition: string): void {
  const { subjectPatterns, otherProviders, maxSize } = props.trust ?? {};
  checkNumber(scope, "trust.maxSize", maxSize, LIMITS.trustPolicyQuota, "characters");
  checkWhose(scope, props);
  const [patterns, providers] = [subjectPatterns, otherProviders].map((list = []) =>
    isListOf<unknown>(list) ? [] : list,
  );
  const trust = { subjectPatterns: patterns, otherProviders: providers };
  const asked = literals({ identity: props.identity ?? "irsa", trust });
  for (const { path, problem } of problemsOf([needsIrsa], asked)) refuse(scope, path, problem);
  checkStatements(scope, "trust.extraStatements", props.trust?.extraStatements, props.acknowledge);
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

/** Somebody may assume the role, and not everybody. */
function checkWhose(scope: Construct, { subjects, trust: { subjectPatterns = [] } = {} }: IrsaRoleProps): void {
  if (isListOf<unknown>(subjectPatterns)) return;
  const nobody = subjects.length + subjectPatterns.length === 0;
  refuse(scope, "subjects", nobody ? problems.tooFew("ServiceAccount") : undefined);
  subjectPatterns.forEach((pattern, index) => {
    for (const { path, problem } of problemsOf(patternRules, literals(pattern))) {
      refuse(scope, `trust.subjectPatterns[${index}].${path}`, problem);
    }
  });
}

/** Whom a role of these props trusts. */
const trustOf = (props: IrsaRoleProps): Trust => {
  const cluster = clusterOf(props);
  return {
    ...props.trust,
    subjects: subjectsOf(props),
    hasSubjects: props.hasSubject && or(props.hasSubject, hasAny(props.trust?.otherSubjects ?? [])),
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
  const limit = instancesOf(scope).named("trust_limit", orElse(maxSize, LIMITS.trustPolicy));
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
