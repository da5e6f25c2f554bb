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
      owner.keys.role?.namePrefix === undefined &&
      given.resource === `role${owner.keys.role?.path ?? "/"}${roleNameOf(cluster, owner)}`,
  );
}

/** Whether a role trusts a ServiceAccount besides its own. */
export function trusts({ keys: { trust } }: RoleOwner, subject: Subject): boolean {
  if (trust === undefined) return false;
  const { subjects, subjectPatterns } = trust;
  return (
    subjects.some((one) => one.namespace === subject.namespace && one.serviceAccount === subject.serviceAccount) ||
    subjectPatterns.some((pattern) => matches(pattern, subject))
  );
}

const matches = (pattern: SubjectPattern, { namespace, serviceAccount }: Subject): boolean =>
  (pattern.namespace === undefined || wildcard(pattern.namespace).test(namespace)) &&
  wildcard(pattern.serviceAccount).test(serviceAccount);

/** `*` for any characters, `?` for one, as in IAM's StringLike. */
const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.-]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
