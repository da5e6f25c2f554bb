import { parseArn } from "../../facts/arn";
import * as problems from "../../facts/problems";
import type { Guardrail } from "../guardrail";
import { inAllowing, isAllOf, isNarrowed, namesOf, resourcesLike } from "../statement";

/** Actions that tell secrets, and how the resources of each kind start. */
const KINDS = [
  { actions: ["secretsmanager:getsecretvalue"], isAll: isAllOf("secret") },
  {
    actions: ["ssm:getparameter", "ssm:getparameters", "ssm:getparametersbypath", "ssm:getparameterhistory"],
    isAll: isAllOf("parameter"),
  },
];

/** AWS managed policies that allow it on everything. */
const MANAGED = /^policy\/(SecretsManagerReadWrite|AmazonSSMFullAccess|AmazonSSMReadOnlyAccess)$/;

export const allSecrets: Guardrail = {
  name: "all-secrets",
  level: "warning",
  what:
    "`secretsmanager:GetSecretValue` or `ssm:GetParameter…` on all secrets or parameters: `*`, `secret:*`, `parameter/*`; " +
    "AWS's policies `SecretsManagerReadWrite`, `AmazonSSMFullAccess` and `AmazonSSMReadOnlyAccess`",
  why: "The pods read the passwords of everything else in the account.",
  mend: "Name the secrets, by a prefix at least: `secret:shop/*`, `parameter/shop/*`; or hold it to a tag (`aws:ResourceTag`).",
  find: (role) => [
    ...(role.policyArns ?? []).flatMap((arn, index) => {
      const { account, resource = "" } = parseArn(arn) ?? {};
      return account === "aws" && MANAGED.test(resource)
        ? [{ path: ["policyArns", index], problem: problems.allSecretsByPolicy(arn) }]
        : [];
    }),
    ...inAllowing(role, (statement) => {
      if (isNarrowed(statement)) return [];
      const reading = (statement.actions ?? []).flatMap((action) => namesOf(action).map((name) => ({ action, name })));
      const found = KINDS.flatMap(({ actions, isAll }) => {
        const action = reading.find(({ name }) => actions.includes(name))?.action;
        const wide = action === undefined ? undefined : resourcesLike(statement, isAll);
        return action !== undefined && wide
          ? [{ path: wide.path, problem: problems.allSecrets(wide.text, action) }]
          : [];
      });
      return found.slice(0, 1);
    }),
  ],
};
