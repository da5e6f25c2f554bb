import * as problems from "../../facts/problems";
import { ROLE_WITHOUT_PERMISSIONS } from "../../iam/rules";
import { and, compare, equals, hasAny, isGiven, isSet, not, or } from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import { isList, isObject } from "../../hcl/expression";
import type { Value } from "../../hcl/expression";
import type { At, Rule } from "../rule";

/** What needs one kind of identity or the other. */

/** Subjects other than one ServiceAccount of this cluster come by IRSA only. */
export const needsIrsa: Rule = {
  path: "trust",
  holds: (at) =>
    or(
      compare(at("identity"), "!=", "pod-identity"),
      and(not(hasAny(at("trust.subjectPatterns") ?? [])), not(hasAny(at("trust.otherProviders") ?? []))),
    ),
  problem: problems.needsIrsa,
};

export const needsPodIdentity: Rule = {
  path: "podIdentity",
  holds: (at) => or(compare(at("identity"), "!=", "irsa"), not(isSet(at("podIdentity")))),
  problem: problems.needsPodIdentity,
};

/** Pod Identity makes no web identity token that these could be said of. */
export const tokensNeedIrsa: readonly Rule[] = ["stsRegionalEndpoints", "tokenExpiration", "audience"].map((key) => ({
  path: key,
  holds: (at) => or(compare(at("identity"), "!=", "pod-identity"), not(isGiven(at(key)))),
  problem: () => problems.tokenNeedsIrsa(key),
}));

/** Where a module has a switch for it, that decides; else a role's ARN that is given. */
const makesRole = (at: At): Condition =>
  at("createRole") === undefined ? not(isGiven(at("roleArn"))) : or(at("createRole") as Flag);

/** What a role's permissions are given by. A target role of Pod Identity is one to change into. */
const PERMISSIONS = ["policyArns", "namedPolicyArns", "statements", "grants", "assumeRoleArns"];

/** Whether it is meant that a role may do nothing. What only Terraform knows is of this rule alone. */
const isMeant = (at: At): Condition => {
  const given = at("acknowledge") ?? [];
  const ofRoles = (one: Value): boolean => isObject(one) && one["rule"] === ROLE_WITHOUT_PERMISSIONS;
  return hasAny(isList(given) ? given.filter(ofRoles) : given);
};

/** Whether a role may do anything, or nothing on purpose. */
export const isPermitted = (at: At): Condition =>
  or(...PERMISSIONS.map((key) => hasAny(at(key) ?? [])), isGiven(at("podIdentity.targetRoleArn")), isMeant(at));

/** A role that may do nothing is a mistake, or there is a reason for it. */
export const somePermissions: Rule = {
  path: "policyArns",
  holds: (at) => or(not(makesRole(at)), isPermitted(at)),
  problem: problems.roleWithoutPermissions,
};

/** With a role that is there already, an association is what Pod Identity still needs; IRSA needs the annotation. */
export const roleOnlyMakesSomething: Rule = {
  path: "roleOnly",
  holds: (at) =>
    not(and((at("roleOnly") ?? false) as Flag, not(makesRole(at)), equals(at("identity") ?? null, "irsa"))),
  problem: problems.roleOnlyMakesNothing,
};
