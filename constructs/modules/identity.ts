import { Token } from "cdktf";
import { iamStatement } from "../facts/policy";
import type { RoleOptions } from "../identity/irsa-role";
import type { NamespaceReference } from "../identity/namespace";
import type { OidcProvider } from "../identity/eks-oidc-provider";
import type { PodIdentityOptions } from "../identity/pod-identity-association";
import type { Permissions } from "../identity/role-policies";
import type { TrustOptions } from "../identity/trust";
import type { WorkloadIdentityProps } from "../identity/workload-identity";
import { not } from "../terraform/condition";
import { asJson, expr, optional } from "../terraform/expression";
import type { Expression, Json } from "../terraform/expression";
import type { Reader } from "./reader";

/** What the contract says of roles and ServiceAccounts, out of a module's variables. */

/** What all parts of a module have in common. */
export interface ModuleContext {
  readonly provider: OidcProvider;
  /** The kind of identity of those that choose none. @default - each has one */
  readonly identity?: Json;
  /** Tags of everything, a mapping. */
  readonly tags: Json;
}

export const identityOf = (of: Reader, { identity, provider }: ModuleContext) => ({
  identity: identity === undefined ? of.required("identity") : expr`coalesce(${of.value("identity")}, ${identity})`,
  provider,
});

export const roleOptions = (of: Reader, { tags }: Pick<ModuleContext, "tags">): RoleOptions => ({
  name: of.text("name"),
  namePrefix: of.text("namePrefix"),
  path: of.text("path"),
  description: of.text("description"),
  permissionsBoundary: of.text("permissionsBoundary"),
  maxSessionDuration: of.number("maxSessionDuration"),
  tags: Token.asStringMap(expr`merge(${tags}, ${of.value("tags")})`),
  exclusivePolicies: expr`coalesce(${of.value("exclusivePolicies")}, false)`,
});

/** Statements with the contract's keys, in IAM's own words. */
const statements = (list: Json): Expression =>
  expr`[for statement in ${list} : ${asJson(
    iamStatement({
      sid: optional`statement.sid`,
      effect: expr`coalesce(statement.effect, "Allow")`,
      actions: optional`try(sort(distinct(statement.actions)), null)`,
      notActions: optional`try(sort(distinct(statement.not_actions)), null)`,
      resources: optional`try(sort(distinct(statement.resources)), null)`,
      notResources: optional`try(sort(distinct(statement.not_resources)), null)`,
      conditions: optional`statement.conditions`,
    }),
  )}]`;

export const permissionsOf = (of: Reader): Permissions => ({
  policyArns: expr`merge({ for arn in distinct(${of.required("policyArns")}) : arn => arn }, ${of.required("namedPolicyArns")})`,
  statements: statements(of.required("statements")),
  assumeRoleArns: of.required("assumeRoleArns"),
});

export const podIdentityOptions = (of: Reader, { tags }: Pick<ModuleContext, "tags">): PodIdentityOptions => ({
  tags: Token.asStringMap(tags),
  targetRoleArn: of.text("targetRoleArn"),
  disableSessionTags: of.value("disableSessionTags"),
  sourceConditions: of.value("sourceConditions"),
});

export const trustOptions = (of: Reader): TrustOptions => ({
  otherProviders: of.required("otherProviders"),
  subjectPatterns: of.required("subjectPatterns"),
  extraStatements: of.required("statements"),
  maxSize: of.number("maxSize"),
});

export const tokenOptions = (of: Reader) => ({
  stsRegionalEndpoints: of.value("stsRegionalEndpoints"),
  tokenExpiration: of.number("tokenExpiration"),
  audience: of.text("audience"),
});

export const ownRole = (of: Reader) => ({
  makeRole: of.required("createRole"),
  hasExistingRole: not(of.required("createRole")),
  existingRoleArn: of.text("roleArn"),
});

/** A ServiceAccount with a role of its own, but for its namespace. */
export const workloadProps = (
  of: Reader,
  namespace: NamespaceReference,
  context: ModuleContext,
): WorkloadIdentityProps => ({
  ...identityOf(of, context),
  ...ownRole(of),
  ...tokenOptions(of),
  namespace,
  serviceAccount: of.requiredText("serviceAccount"),
  permissions: permissionsOf(of),
  role: roleOptions(of.in("role"), context),
  otherSubjects: of.in("trust").required("subjects"),
  trust: trustOptions(of.in("trust")),
  podIdentity: podIdentityOptions(of.in("podIdentity"), context),
  annotations: of.map("annotations"),
  labels: of.map("labels"),
  automountServiceAccountToken: of.value("automountServiceAccountToken"),
  imagePullSecrets: expr`coalesce(${of.value("imagePullSecrets")}, [])`,
  existing: of.required("existing"),
  rules: of.required("rules"),
  clusterRules: of.required("clusterRules"),
});
