import { parseArn } from "../../facts/arn";
import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";
import { isAnybody, namesPrincipals, principalsIn } from "../trust";

const isAccount = (text: string): boolean => /^\d{12}$/.test(text) || parseArn(text)?.resource === "root";

export const trustAccount: Guardrail = {
  name: "trust-account",
  level: "warning",
  what: "A statement of `trust.statements` that lets in a whole account (its number, or its `root`), or `*` under a condition",
  why: "Everybody in the account whose own policy allows it can assume the role, and pods' rights become people's.",
  mend:
    "Name a role of the account; or hold it to some of its principals (`aws:PrincipalArn`, `aws:PrincipalTag`) or to an external " +
    "ID (`sts:ExternalId`): then it passes.",
  find: (role) =>
    principalsIn(role, (statement) => !namesPrincipals(statement)).flatMap(({ text, path, hasConditions }) =>
      isAccount(text) || (isAnybody(text) && hasConditions) ? [{ path, problem: problems.trustsAccount(text) }] : [],
    ),
};
