import type { z } from "zod";
import type { AccessOptions } from "../addons/helm-addon";
import { LIMITS } from "../facts/limits";
import {
  ListOf,
  choose,
  eachEntry,
  flagOr,
  isGiven,
  known,
  mapped,
  merged,
  not,
  or,
  orElse,
  snakeCase,
} from "../hcl/combine";
import { Expression, call, index, isExpression, variable } from "../hcl/expression";
import type { ObjectValue, Value } from "../hcl/expression";
import { any, lift, map, number, text } from "../hcl/lift";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import type { RoleOptions } from "../identity/irsa-role";
import { overShared } from "../identity/shared-role";
import type { NamespaceReference } from "../identity/namespace";
import type { PodIdentityOptions } from "../identity/pod-identity-association";
import type { Permissions } from "../identity/role-policies";
import type { Naming } from "../hcl/instances";
import type { TrustOptions } from "../identity/trust";
import { subjectKey } from "../identity/workload-identity";
import type { WorkloadIdentityProps } from "../identity/workload-identity";
import { role } from "../contract/identity";
import type { sharedRole } from "../contract/identity";
import type { addonAccountShape, roleShape, workloadShape } from "./inputs";
import { attributes } from "./reader";
import type { Referred } from "./reader";

/** What the contract says of roles and ServiceAccounts, out of a module's variables. */

type Of<S extends z.ZodRawShape> = Referred<z.input<z.ZodObject<S>>>;

export type WorkloadVariables = Of<typeof workloadShape>;
export type RoleVariables = Of<typeof roleShape>;
export type SharedRoleVariables = Of<typeof sharedRole.shape>;
type AccountVariables = Of<typeof addonAccountShape>;

/** What all parts of a module have in common. */
export interface ModuleContext {
  readonly provider: OidcProvider;
  /** The kind of identity of those that choose none. @default - each has one */
  readonly identity?: string;
  /** Gives what is asked for in many places a name. @default - it is said where it is asked for */
  readonly named?: Naming;
  /** Settings of all roles. @default - each role's own */
  readonly role?: SharedRoleVariables;
  /** ServiceAccounts with an association of their own, as `namespace/name`: subjects of other roles get no second one. @default - not known */
  readonly associated?: Expression;
  /** Tags of everything. */
  readonly tags: Record<string, string>;
}

export const nameIn = ({ named }: ModuleContext): Naming => named ?? ((_name, value) => value);

export const identityOf = (of: { readonly identity: string }, context: ModuleContext) => ({
  identity: any(nameIn(context)("identity", orElse(of.identity, context.identity ?? null))),
  provider: context.provider,
});

export function roleOptions(of: RoleVariables["role"], context: ModuleContext): RoleOptions {
  const own = context.role
    ? attributes(role.shape, nameIn(context)("role_settings", roleObject(of, context.role)) as Expression)
    : of;
  return {
    ...own,
    tags: map(merged(lift(context.tags), lift(own.tags))),
    exclusivePolicies: any(flagOr(own.exclusivePolicies, false)),
    managedPolicies: any(flagOr(own.managedPolicies, false)),
  };
}

/** A role's own settings over those of all roles, as an object of Terraform's. */
export const roleObject = (of: RoleVariables["role"], shared: SharedRoleVariables): ObjectValue =>
  Object.fromEntries(
    Object.entries(overShared(of, shared)).map(([key, value]): [string, Value] => [snakeCase(key), known(value)]),
  );

export const permissionsOf = (
  of: Pick<RoleVariables, "policyArns" | "namedPolicyArns" | "statements" | "grants" | "assumeRoleArns">,
): Permissions => {
  const arns = new ListOf(call("distinct", of.policyArns).node, text);
  const byArn = eachEntry(
    arns,
    "arn",
    (arn) => arn,
    (arn) => arn,
  );
  return {
    policyArns: merged(byArn, lift(of.namedPolicyArns)) as Expression,
    statements: of.statements,
    grants: of.grants,
    assumeRoleArns: of.assumeRoleArns,
  };
};

export const podIdentityOptions = (
  of: RoleVariables["podIdentity"],
  { tags }: Pick<ModuleContext, "tags">,
): PodIdentityOptions => ({ ...of, tags });

/** A provider by its ARN, which ends with its issuer. */
const providerOf = (arn: string) => ({
  arn,
  issuer: text(index(call("split", ":oidc-provider/", arn), 1)),
});

export const trustOptions = (of: RoleVariables["trust"], { role }: Pick<ModuleContext, "role"> = {}): TrustOptions => ({
  otherProviders: mapped(of.otherProviders, providerOf),
  subjectPatterns: of.subjectPatterns,
  extraStatements: of.statements,
  maxSize: role ? number(orElse(of.maxSize, orElse(role.maxTrustSize, LIMITS.trustPolicy))) : of.maxSize,
});

export const tokenOptions = (of: Pick<AccountVariables, "stsRegionalEndpoints" | "tokenExpiration" | "audience">) => ({
  stsRegionalEndpoints: of.stsRegionalEndpoints,
  tokenExpiration: of.tokenExpiration,
  audience: of.audience,
});

/** What may be chosen of any role: made here, or there already. */
export const accessOptions = (
  of: Pick<WorkloadVariables, "createRole" | "roleArn" | "role" | "trust" | "podIdentity">,
  context: ModuleContext,
): AccessOptions => ({
  ...ownRole(of),
  role: roleOptions(of.role, context),
  otherSubjects: of.trust.subjects,
  associatedSubjects: context.associated && without(of.trust.subjects, context.associated),
  trust: trustOptions(of.trust, context),
  podIdentity: podIdentityOptions(of.podIdentity, context),
});

/** Subjects that are not among ServiceAccounts by `namespace/name`. */
function without(subjects: RoleVariables["trust"]["subjects"], accounts: Expression): typeof subjects {
  const value = variable("subject");
  const name = subjectKey(subjects.element(value));
  const left = new Expression({
    kind: "list",
    loop: { value, over: subjects },
    body: value,
    where: not(call("contains", accounts, name)),
  });
  return new ListOf(left.node, subjects.element);
}

const ownRole = (of: Pick<WorkloadVariables, "createRole" | "roleArn">) => ({
  makeRole: lift(of.createRole) as Expression,
  hasExistingRole: not(of.createRole),
  existingRoleArn: of.roleArn,
});

/** A list that may be null, as one that is empty then. */
const orEmpty = <T>(list: ListOf<T>): ListOf<T> => {
  const given: Value = orElse(list, []);
  return isExpression(given) ? new ListOf(given.node, list.element) : list;
};

/** A ServiceAccount with a role of its own, but for its namespace. */
export const workloadProps = (
  of: WorkloadVariables,
  namespace: NamespaceReference,
  context: ModuleContext,
): WorkloadIdentityProps => ({
  ...identityOf(of, context),
  ...accessOptions(of, context),
  ...tokenOptions(of),
  namespace,
  serviceAccount: of.serviceAccount,
  hasServiceAccount: isGiven(of.serviceAccount),
  permissions: permissionsOf(of),
  annotations: of.annotations,
  labels: of.labels,
  automountServiceAccountToken: of.automountServiceAccountToken,
  imagePullSecrets: orEmpty(of.imagePullSecrets),
  existing: of.existing,
  roleOnly: or(of.roleOnly),
  rules: of.rules,
  clusterRules: of.clusterRules,
});

/** What a module's output says of it. */
export const EXTERNAL_ID =
  "The external ID of Pod Identity, which the trust policy of a target role asks for; null without one";

/** Null without a target role, whose owner has to know it; and where there is no association. */
export const externalIdOf = (externalId: string | undefined, targetRoleArn: string): Value =>
  choose(isGiven(targetRoleArn), call("try", lift(externalId ?? null), null), null);
