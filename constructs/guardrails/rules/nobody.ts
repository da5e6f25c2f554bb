import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";
import { deniesAll } from "../trust";

export const nobody: Guardrail = {
  name: "nobody",
  level: "error",
  what: "A statement of `trust.statements` that denies, without a condition, what pods call to get the role",
  why: "No pod can have the role, whatever else is right.",
  mend: "Hold the statement to what it is meant for by conditions, or leave the role out.",
  find: ({ trustStatements = [], ways = [] }) => {
    const denied = ways.map((calls) => {
      const index = trustStatements.findIndex((one) => calls.some((call) => deniesAll(one, call)));
      return index < 0 ? [] : [{ path: ["trust", "statements", index], problem: problems.nobodyCanAssume() }];
    });
    return denied.every((found) => found.length > 0) ? denied.slice(0, 1).flat() : [];
  },
};
