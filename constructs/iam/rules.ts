/** Rules about statements that AWS's list of actions decides, by the names that acknowledgements give them. */
export const STATEMENT_RULES = [
  "unknown-action",
  "unfit-resource",
  "unknown-condition-key",
  "foreign-resource",
] as const;

/** The rule that a role may do something: it is about roles, not about statements. */
export const ROLE_WITHOUT_PERMISSIONS = "role-without-permissions";

/** Rules about what works and yet is too open. Each is a file of constructs/guardrails/rules/. */
export const GUARDRAIL_NAMES = [
  "administrator-access",
  "wildcard-actions",
  "write-on-everything",
  "more-rights",
  "all-secrets",
  "trust-anybody",
  "trust-account",
  "wildcard-subject",
  "shared-by-namespaces",
  "nobody",
  "boundary",
  "unused-api-token",
] as const;

/** A rule about statements, by its name. */
export type StatementRule = (typeof STATEMENT_RULES)[number];

/** A guardrail, by its name. */
export type GuardrailName = (typeof GUARDRAIL_NAMES)[number];

/** A rule that does not apply, and why: AWS knows more than its list, or it is meant. */
export interface Acknowledgement {
  /** The rule's name. Guardrails are rules of configurations: constructs are made as they are asked for. */
  readonly rule: StatementRule | typeof ROLE_WITHOUT_PERMISSIONS | GuardrailName;
  /** For those who read it later. */
  readonly reason: string;
}

/** How an output of acknowledgements is described. */
export const acknowledgedBy = (what: "workload" | "add-on" | "policy" | "role"): string =>
  `Rules that do not apply, and why, by ${what}`;
