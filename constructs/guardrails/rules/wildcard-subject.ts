import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";

export const wildcardSubject: Guardrail = {
  name: "wildcard-subject",
  level: "warning",
  what: "An entry of `trust.subjectPatterns`",
  why: "Whoever may make a ServiceAccount, or a namespace, that the pattern matches has the role.",
  mend: "Name the ServiceAccounts in `trust.subjects`; or acknowledge who may make such ones.",
  find: ({ patterns = [] }) =>
    patterns.map(({ namespace = "*", serviceAccount }, index) => ({
      path: ["trust", "subjectPatterns", index],
      problem: problems.openPattern(`${namespace}/${serviceAccount}`),
    })),
};
