import type { GuardedRole, GuardedStatement, Guardrail } from "../guardrails/guardrail";
import { allSecrets } from "../guardrails/rules/all-secrets";
import { moreRights } from "../guardrails/rules/more-rights";
import { trustAccount } from "../guardrails/rules/trust-account";
import { trustAnybody } from "../guardrails/rules/trust-anybody";
import type { Statement } from "./document";
import { isForPods } from "./findings";
import type { AccessFinding } from "./findings";
import type { Model, Role } from "./model";

/**
 * Guardrails over an output, a plan of somebody else's modules say: those that `findingsOf` does not tell of by itself.
 * Add-ons' own policies are in an output like all others, and what they write on everything is theirs to say.
 */
const RULES: readonly Guardrail[] = [moreRights, allSecrets, trustAnybody, trustAccount];

/** What guardrails tell of in roles for pods. */
export const guardrailFindings = ({ roles }: Model): AccessFinding[] =>
  [...roles.values()].filter(isForPods).flatMap(findingsIn);

function findingsIn(role: Role): AccessFinding[] {
  const statements = role.policies.flatMap(({ name, statements: all = [] }) =>
    all.map((statement) => ({ statement, at: `policy ${name}, ${statement.label}` })),
  );
  const trust = (role.trust.statements ?? []).map((statement) => ({
    statement,
    at: `trust policy, ${statement.label}`,
  }));
  const guarded: GuardedRole = {
    statements: statements.map(({ statement }) => guardedStatement(statement)),
    trustStatements: trust.map(({ statement }) => ({
      ...guardedStatement(statement),
      principals: { AWS: statement.principals?.["AWS"] ?? [] },
      actions: statement.actions?.values ?? [],
    })),
  };
  return RULES.flatMap(({ name, find }) =>
    find(guarded).map(({ path, problem: { given, rule } }): AccessFinding => {
      const index = path.find((key) => typeof key === "number") ?? 0;
      const { at } = (path[0] === "trust" ? trust : statements)[index] ?? { at: "" };
      return { rule: name, level: "warning", role: role.arn, text: `${given}: ${rule} (${at}).` };
    }),
  );
}

function guardedStatement({ effect, actions, resources, conditions }: Statement): GuardedStatement {
  return {
    effect,
    [actions?.but ? "notActions" : "actions"]: actions?.values,
    [resources?.but ? "notResources" : "resources"]: resources?.values,
    conditions: Object.fromEntries(
      conditions.map(({ operator, key, values }) => [`${operator} ${key}`, { [key]: values }]),
    ),
  };
}
