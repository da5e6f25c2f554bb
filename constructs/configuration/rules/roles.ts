import { allPermissionKeys } from "../../contract/identity";
import { broken, dotted, found, unique } from "../../contract/placed";
import type { PlacedProblem } from "../../contract/placed";
import { literals } from "../../contract/rule";
import { needsIrsa, needsPodIdentity, somePermissions, tokensNeedIrsa } from "../../contract/rules/identity";
import { parseArn } from "../../facts/arn";
import { arnInPartition } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { providerArn, trustedProvider, withoutScheme } from "../../facts/trust";
import { ROLE_WITHOUT_PERMISSIONS } from "../../iam/rules";
import { sessionPolicySize } from "../../identity/policy-document";
import { trustPolicy, trustPolicySize } from "../../identity/trust";
import { permitted } from "./permissions";
import { roleNameOf, roleOwners } from "./role-owners";
import type { RoleOwner } from "./role-owners";
import type { Rule, RuledCluster } from "./rule";
import { globalRole, names, sharedRole, trusts } from "./shared-roles";

/** Rules about roles, of workloads and of add-ons alike. */

/** Role names are unique in an account in any case, generated ones and given ones. */
const roleNames: Rule = (cluster) => {
  const purposes = new Set<string>();
  const roles = roleOwners(cluster.input).filter(({ hasRole, role, path, purpose }) => {
    if (!hasRole || role.namePrefix !== undefined) return false;
    // Two workloads with one name are told of as such.
    if (path[0] !== "workloads" || role.name !== undefined) return true;
    const isFirst = !purposes.has(purpose);
    purposes.add(purpose);
    return isFirst;
  });
  return unique(
    roles.map((owner) => {
      const name = roleNameOf(cluster, owner);
      return { key: name.toLowerCase(), path: [...owner.path, "role", "name"], item: name };
    }),
    (name, first) => problems.duplicate("a role's name (in any case)", name, dotted(first.slice(0, -2))),
  );
};

/** EKS takes one association for a ServiceAccount, and each subject of a role has one. */
const associations: Rule = ({ input }) =>
  unique(
    roleOwners(input).flatMap(({ hasRole, identity, path, keys: { trust } }) =>
      hasRole && identity !== "irsa"
        ? (trust?.subjects ?? []).map((item, index) => ({
            key: `${item.namespace}/${item.serviceAccount}`,
            path: [...path, "trust", "subjects", index],
            item,
          }))
        : [],
    ),
    ({ namespace, serviceAccount }, first) =>
      problems.sharedServiceAccount(namespace, serviceAccount, dotted(first.slice(0, -3))),
  );

const roles: Rule = (cluster) => [
  ...sharedBoundary(cluster),
  ...roleOwners(cluster.input).flatMap((owner) => ofRole(cluster, owner)),
];

const sharedBoundary: Rule = ({ input: { role: { permissionsBoundary: boundary } = {} }, partition }) =>
  boundary === undefined || partition === undefined
    ? []
    : found(["role", "permissionsBoundary"], arnInPartition(boundary, partition));

function ofRole(cluster: RuledCluster, owner: RoleOwner): PlacedProblem[] {
  const { partition } = cluster;
  const { path, keys, identity, permissions, tokens } = owner;
  const { role, roleArn, trust, podIdentity } = keys;
  const foreign = (arn: string | undefined, ...below: (string | number)[]): PlacedProblem[] =>
    arn === undefined || partition === undefined ? [] : found([...path, ...below], arnInPartition(arn, partition));
  const at = literals(keys, { identity });
  const { region, attributes } = cluster.input;
  const place = { partition, region, accountId: attributes?.accountId };
  return [
    ...foreign(role?.permissionsBoundary, "role", "permissionsBoundary"),
    ...foreign(podIdentity?.targetRoleArn, "podIdentity", "targetRoleArn"),
    ...(trust?.otherProviders ?? []).flatMap((arn, index) => foreign(arn, "trust", "otherProviders", index)),
    ...(permissions ? permitted(permissions, path, place, owner.role.managedPolicies === true) : []),
    ...boundaryAccount(cluster, owner),
    ...broken([needsIrsa, needsPodIdentity], at, path),
    ...found([...path, "podIdentity", "sessionPolicy"], sessionPolicySize(podIdentity?.sessionPolicy ?? [])),
    ...broken(tokensNeedIrsa, literals(tokens, { identity }), path),
    ...(roleArn === undefined ? [] : [...besideRoleArn(owner), ...foreign(roleArn, "roleArn")]),
    ...notTrusted(cluster, owner),
    ...withoutPermissions(owner),
    ...(owner.hasRole ? found([...path, "trust"], trustSize(cluster, owner)) : []),
  ];
}

/** A role's boundary is of its own account, also where the boundary of all roles is another account's. */
function boundaryAccount({ input }: RuledCluster, { account: name, path, role, keys }: RoleOwner): PlacedProblem[] {
  const elsewhere = name === undefined ? undefined : input.accounts[name];
  const { permissionsBoundary: boundary } = role;
  if (elsewhere === undefined || boundary === undefined) return [];
  const [of, account] = [parseArn(boundary)?.account, parseArn(elsewhere.roleArn)?.account];
  if (of === "aws" || of === account || account === undefined) return [];
  const below = keys.role?.permissionsBoundary === undefined ? ["account"] : ["role", "permissionsBoundary"];
  return found([...path, ...below], problems.boundaryOfAnotherAccount(boundary, account));
}

/** A role that is there already is its owner's. */
function besideRoleArn({ path, keys, permissions, account }: RoleOwner): PlacedProblem[] {
  const lists = (["policyArns", "statements", "grants", "assumeRoleArns"] as const).filter(
    (key) => (permissions?.[key] ?? []).length > 0,
  );
  const others = (["role", "trust"] as const).filter((key) => keys[key] !== undefined);
  return [...lists, ...others, ...(account === undefined ? [] : (["account"] as const))].flatMap((key) =>
    found([...path, key], problems.roleIsThere(key)),
  );
}

/** A role of the same file can be shared with those that it trusts. */
function notTrusted(cluster: RuledCluster, { path, keys: { roleArn }, serviceAccount }: RoleOwner): PlacedProblem[] {
  if (roleArn === undefined || serviceAccount === undefined) return [];
  const { namespace, name } = serviceAccount;
  const subject = { namespace, serviceAccount: name };
  const refused = (role: string, key: string): PlacedProblem[] =>
    found([...path, "roleArn"], problems.untrusted(`${namespace}/${name}`, role, key));
  const owner = sharedRole(cluster, roleArn);
  if (owner) return trusts(owner, subject) ? [] : refused(dotted(owner.path), "trust.subjects");
  const shared = globalRole(cluster, roleArn);
  return shared && !names(shared.role.subjects, subject) ? refused(dotted(shared.path), "subjects") : [];
}

/** An add-on's ServiceAccount without permissions has no role, unless that is acknowledged. */
function withoutPermissions({
  path,
  permissions,
  hasRole,
  hasPolicies,
  keys,
  acknowledge = [],
}: RoleOwner): PlacedProblem[] {
  if (permissions === undefined || hasPolicies) return [];
  const absent = [...Object.keys(allPermissionKeys), "roleArn", "podIdentity"].map((key) => [...path, key]);
  const allowing = permissions.statements.filter(({ effect }) => effect !== "Deny");
  const asked = literals({ ...keys, ...permissions, statements: allowing, acknowledge: [] });
  const broke = hasRole ? broken([somePermissions], asked, path).map((one) => ({ ...one, absent })) : [];
  const index = acknowledge.findIndex(({ rule }) => rule === ROLE_WITHOUT_PERMISSIONS);
  if (index < 0) return broke;
  const problem = problems.unusedAcknowledgement(ROLE_WITHOUT_PERMISSIONS);
  return broke.length > 0 ? [] : found([...path, "acknowledge", index], problem);
}

/** Measured with the cluster's issuer, or one of the usual length where only Terraform knows it. */
function trustSize(
  { input, name, partition = "aws" }: RuledCluster,
  { serviceAccount, identity, keys: { trust, podIdentity }, tokens: { audience } }: RoleOwner,
): Problem | undefined {
  const usual = `https://oidc.eks.${input.region ?? ""}.amazonaws.com/id/${"0".repeat(32)}`;
  const issuer = input.attributes?.oidcIssuer ?? usual;
  const account = input.attributes?.accountId ?? "0".repeat(12);
  const arn = typeof input.oidcProvider === "object" ? input.oidcProvider.arn : providerArn(partition, account, issuer);
  const document = trustPolicy({
    subjects: serviceAccount ? [{ namespace: serviceAccount.namespace, serviceAccount: serviceAccount.name }] : [],
    otherSubjects: trust?.subjects,
    subjectPatterns: trust?.subjectPatterns,
    otherProviders: trust?.otherProviders.map(trustedProvider),
    extraStatements: trust?.statements,
    audience,
    podIdentitySource: podIdentity?.sourceConditions,
    podIdentitySessionTags: !podIdentity?.disableSessionTags,
    provider: { arn, issuer: withoutScheme(issuer) },
    usesIrsa: identity !== "pod-identity",
    usesPodIdentity: identity !== "irsa",
    cluster: { accountId: account, arn: `arn:${partition}:eks:${input.region ?? ""}:${account}:cluster/${name}` },
  });
  return trustPolicySize(document, trust?.maxSize ?? input.role?.maxTrustSize);
}

export const ROLE_RULES: readonly Rule[] = [roleNames, associations, roles];
