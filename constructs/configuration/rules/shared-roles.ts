import { parseArn } from "../../facts/arn";
import type { Subject, SubjectPattern } from "../../facts/trust";
import { roleNameOf, roleOwners } from "./role-owners";
import type { RoleOwner } from "./role-owners";
import type { RuledCluster } from "./rule";

/** Roles that a cluster makes, and others of the same cluster name by ARN. */

/** Whose role has an ARN; undefined for a role that is made elsewhere, or whose name AWS completes. */
export function sharedRole(cluster: RuledCluster, arn: string): RoleOwner | undefined {
  const given = parseArn(arn);
  const accountId = cluster.input.attributes?.accountId;
  if (given === undefined || given.partition !== cluster.partition) return undefined;
  if (accountId !== undefined && given.account !== accountId) return undefined;
  return roleOwners(cluster.input).find(
    (owner) =>
      owner.hasRole &&
      owner.account === undefined &&
      owner.role.namePrefix === undefined &&
      given.resource === `role${owner.role.path ?? "/"}${roleNameOf(cluster, owner)}`,
  );
}

/** A role of the file's own that clusters share, by its ARN, with its place. */
export function globalRole({ globalRoles, partition }: RuledCluster, arn: string) {
  const given = parseArn(arn);
  const foreign = given?.partition !== (partition ?? given?.partition);
  const index = foreign
    ? -1
    : globalRoles.findIndex(({ path = "/", name }) => given?.resource === `role${path}${name}`);
  const role = globalRoles[index];
  // The account that the shared roles are in is not said; of a cluster of this file, the name is enough.
  return role && { role, path: ["global", "roles", index] };
}

/** Whether a role trusts a ServiceAccount besides its own. */
export function trusts({ keys: { trust } }: RoleOwner, subject: Subject): boolean {
  if (trust === undefined) return false;
  const { subjects, subjectPatterns } = trust;
  return names(subjects, subject) || subjectPatterns.some((pattern) => matches(pattern, subject));
}

const matches = (pattern: SubjectPattern, { namespace, serviceAccount }: Subject): boolean =>
  (pattern.namespace === undefined || wildcard(pattern.namespace).test(namespace)) &&
  wildcard(pattern.serviceAccount).test(serviceAccount);

/** `*` for any characters, `?` for one, as in IAM's StringLike. */
const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.-]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".")}$`);

/** Whether a list names a ServiceAccount. */
export const names = (subjects: readonly Subject[], { namespace, serviceAccount }: Subject): boolean =>
  subjects.some((one) => one.namespace === namespace && one.serviceAccount === serviceAccount);
