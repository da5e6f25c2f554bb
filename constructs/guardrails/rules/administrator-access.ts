import { parseArn } from "../../facts/arn";
import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";
import { inAllowing, isEverything, resourcesLike } from "../statement";

/** AWS managed policies that are for people who run an account, or that end there. */
const FOR_ADMINISTRATORS = /^policy\/(AdministratorAccess(-.*)?|PowerUserAccess|IAMFullAccess)$/;

export const administratorAccess: Guardrail = {
  name: "administrator-access",
  level: "error",
  what:
    "`policyArns` with AWS's `AdministratorAccess` (and its variants), `PowerUserAccess` or `IAMFullAccess`; a statement that " +
    "allows the action `*` on `*`",
  why: "Whoever gets into one pod has the whole account.",
  mend: "Name the actions and resources that the pods need.",
  find: (role) => [
    ...(role.policyArns ?? []).flatMap((arn, index) => {
      const { account, resource = "" } = parseArn(arn) ?? {};
      return account === "aws" && FOR_ADMINISTRATORS.test(resource)
        ? [{ path: ["policyArns", index], problem: problems.administratorPolicy(arn) }]
        : [];
    }),
    ...inAllowing(role, (statement) => {
      const index = statement.actions?.indexOf("*") ?? -1;
      return index >= 0 && resourcesLike(statement, isEverything)
        ? [{ path: ["actions", index], problem: problems.everythingAllowed() }]
        : [];
    }),
  ],
};
