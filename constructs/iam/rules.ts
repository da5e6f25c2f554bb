/** Rules about statements that AWS's list of actions decides, by the names that acknowledgements give them. */
export const STATEMENT_RULES = [
  "unknown-action",
  "unfit-resource",
  "unknown-condition-key",
  "foreign-resource",
] as const;

/** The rule that a role may do something: it is about roles, not about statements. */
export const ROLE_WITHOUT_PERMISSIONS = "role-without-permissions";

/** A rule about statements, by its name. */
export type StatementRule = (typeof STATEMENT_RULES)[number];

/** A rule that does not apply, and why: AWS knows more than its list, or it is meant. */
export interface Acknowledgement {
  /** The rule's name. */
  readonly rule: StatementRule | typeof ROLE_WITHOUT_PERMISSIONS;
  /** For those who read it later. */
  readonly reason: string;
}
