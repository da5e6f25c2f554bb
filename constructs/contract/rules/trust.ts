import * as problems from "../../facts/problems";
import { and, choose, compare, equals, flagOr, isGiven, not, or } from "../../hcl/combine";
import type { Condition, Flag } from "../../hcl/combine";
import { call, isExpression, kept } from "../../hcl/expression";
import type { Value } from "../../hcl/expression";
import type { At, Rule } from "../rule";

/** Of a pattern of ServiceAccounts that a role trusts. */

/** Whether a text is wildcards alone, and so stands for any text. */
function isAnything(text: Value): Condition {
  if (isExpression(text)) {
    // Terraform 1.11 looks at both sides of && and ||, and replace() takes no null.
    return choose(isGiven(text), equals(call("replace", kept(text), "/[*?]/", ""), ""), false) as Condition;
  }
  return typeof text === "string" && /^[*?]*$/.test(text);
}

const anyNamespace = (at: At): Condition => flagOr(at("anyNamespace") as Flag | undefined, false);

/** A namespace, or all of them in so many words. */
const patternNamespace: Rule = {
  path: "namespace",
  holds: (at) => compare(isGiven(at("namespace")), "!=", anyNamespace(at)),
  problem: problems.patternNamespace,
};

const patternOfAllNamespaces: Rule = {
  path: "namespace",
  holds: (at) => or(not(isGiven(at("namespace"))), not(isAnything(at("namespace")))),
  problem: problems.patternOfAllNamespaces,
};

const patternOfAllPods: Rule = {
  path: "serviceAccount",
  holds: (at) => not(and(anyNamespace(at), isAnything(at("serviceAccount")))),
  problem: problems.patternOfAllPods,
};

export const subjectPatterns: readonly Rule[] = [patternNamespace, patternOfAllNamespaces, patternOfAllPods];
