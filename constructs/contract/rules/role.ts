import * as problems from "../../facts/problems";
import { isGiven, not, or } from "../../hcl/combine";
import type { Rule } from "../rule";

/** Of a role's own settings. */
export const nameAndPrefix: Rule = {
  path: "role",
  holds: (at) => or(not(isGiven(at("role.name"))), not(isGiven(at("role.namePrefix")))),
  problem: problems.nameAndPrefix,
};
