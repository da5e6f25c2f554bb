import { either, isGiven, known, merged, not, onlyIf } from "../hcl/combine";
import type { Flag } from "../hcl/combine";
import { any, lift, map, number, textOrNone } from "../hcl/lift";
import type { RoleOptions } from "./irsa-role";

/** Settings that hold for all roles of a cluster. */
export interface SharedRoleOptions extends Omit<RoleOptions, "name" | "description"> {
  /** The account's quota for trust policies: 2,048 to 8,192 characters. @default 2048 */
  readonly maxTrustSize?: number;
}

/**
 * One role's settings over those of all roles: what the role says wins, key by key, and tag by tag. A
 * role with a name of its own takes no prefix.
 */
export function overShared(own: RoleOptions = {}, shared: SharedRoleOptions = {}): RoleOptions {
  const text = (key: "path" | "permissionsBoundary") => textOrNone(either(own[key], shared[key]));
  const flag = (key: "forceDetachPolicies" | "exclusivePolicies" | "managedPolicies"): Flag | undefined =>
    any(either(own[key], shared[key]));
  const prefix = shared.namePrefix && onlyIf(not(isGiven(own.name)), known(shared.namePrefix));
  const tags = own.tags ?? shared.tags;
  return {
    name: own.name,
    namePrefix: textOrNone(either(own.namePrefix, prefix)),
    description: own.description,
    path: text("path"),
    permissionsBoundary: text("permissionsBoundary"),
    maxSessionDuration: number(either(own.maxSessionDuration, shared.maxSessionDuration)),
    tags: tags && map(merged(lift(shared.tags ?? {}), lift(own.tags ?? {}))),
    forceDetachPolicies: flag("forceDetachPolicies"),
    exclusivePolicies: flag("exclusivePolicies"),
    managedPolicies: flag("managedPolicies"),
  };
}
