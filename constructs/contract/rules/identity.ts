import * as problems from "../../facts/problems";
import { and, compare, hasAny, isSet, not, or } from "../../hcl/combine";
import type { Rule } from "../rule";

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
