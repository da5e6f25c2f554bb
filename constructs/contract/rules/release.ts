import * as problems from "../../facts/problems";
import { and, flagOr, not } from "../../hcl/combine";
import type { Flag } from "../../hcl/combine";
import type { Rule } from "../rule";

/** Of a Helm release. */

/** Helm knows that a release failed only where it waits for it. */
export const atomicWaits: Rule = {
  path: "atomic",
  holds: (at) =>
    not(and(flagOr(at("atomic") as Flag | undefined, false), not(flagOr(at("wait") as Flag | undefined, true)))),
  problem: problems.atomicNeedsWait,
};
