import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";
import { isAnybody, principalsIn } from "../trust";

export const trustAnybody: Guardrail = {
  name: "trust-anybody",
  level: "error",
  what: "A statement of `trust.statements` that lets in `*` without a condition",
  why: "Anybody with an AWS account, anywhere, can assume the role.",
  mend: "Name the principals.",
  find: (role) =>
    principalsIn(role, ({ conditions = {} }) => Object.keys(conditions).length === 0).flatMap(({ text, path }) =>
      isAnybody(text) ? [{ path, problem: problems.trustsAnybody() }] : [],
    ),
};
