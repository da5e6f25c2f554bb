import * as problems from "../../facts/problems";
import { and, compare, isGiven } from "../../hcl/combine";
import type { Condition } from "../../hcl/combine";
import type { At, Rule } from "../rule";

/** Of a policy's statement. */

const PAIRS = [
  ["actions", "notActions"],
  ["resources", "notResources"],
] as const;

const exactlyOne = (at: At, one: string, other: string): Condition =>
  compare(isGiven(at(one)), "!=", isGiven(at(other)));

/** One rule for both pairs, as modules tell it. */
export const statementParts: Rule = {
  path: "statements",
  holds: (at) => and(...PAIRS.map(([one, other]) => exactlyOne(at, one, other))),
  problem: problems.statementParts,
};

/** A rule for each pair, as files tell it. */
export const statementPairs = PAIRS.map(([one, other]): Rule & { readonly keys: readonly [string, string] } => ({
  keys: [one, other],
  path: "",
  holds: (at) => exactlyOne(at, one, other),
  problem: (at) => problems.statementNeeds(one, other, at?.(one) !== undefined),
}));
