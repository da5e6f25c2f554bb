import type { StatementBase } from "../facts/policy";
import type { Problem } from "../facts/problems";
import type { SubjectPattern, Subject, TrustStatement } from "../facts/trust";
import type { GuardrailName } from "../iam/rules";

/** How a guardrail tells: a warning is a note, an error stops. */
export const LEVELS = ["warning", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** A rule about roles that work, and yet may do, or let in, more than a reviewer expects. */
export interface Guardrail {
  readonly name: GuardrailName;
  /** @default - it is silent until a configuration sets it */
  readonly level?: Level;
  /** For the documentation, as Markdown: what it finds. */
  readonly what: string;
  /** Why that is bad. */
  readonly why: string;
  /** What to do about it. */
  readonly mend: string;
  readonly find: (role: GuardedRole, demanded?: string) => readonly GuardrailFinding[];
}

export interface GuardrailFinding {
  /** Below the role. */
  readonly path: readonly (string | number)[];
  readonly problem: Problem;
}

/** A statement that allows or denies. What is not given is not looked at. */
export interface GuardedStatement extends StatementBase {
  readonly actions?: readonly string[] | undefined;
  readonly notActions?: readonly string[] | undefined;
  readonly resources?: readonly string[] | undefined;
  readonly notResources?: readonly string[] | undefined;
  /** Below the role, what it is made of. @default - it is written, under `statements` */
  readonly of?: readonly (string | number)[];
}

/** What is written of a role, or of a policy; add-ons' own policies are not. */
export interface GuardedRole {
  readonly statements: readonly GuardedStatement[];
  /** @default - none */
  readonly policyArns?: readonly string[];
  /** Roles to change into. @default - none */
  readonly assumeRoleArns?: readonly string[];
  /** Statements of the trust policy besides ours. @default - none */
  readonly trustStatements?: readonly TrustStatement[];
  /** ServiceAccounts by wildcards. @default - none */
  readonly patterns?: readonly SubjectPattern[];
  /** ServiceAccounts that are named, where they stand. @default - none */
  readonly subjects?: readonly PlacedSubject[];
  /** What pods call to get it, one way or another. @default - it is no role for pods */
  readonly ways?: readonly (readonly string[])[];
  /** Of a role that is made. @default - it is a policy, or a role that is there */
  readonly boundary?: Boundary;
  /** Of a ServiceAccount that is made. @default - there is none */
  readonly token?: ApiToken;
}

export interface PlacedSubject extends Subject {
  /** Below the role. */
  readonly path: readonly (string | number)[];
}

export interface Boundary {
  /** @default - it has none */
  readonly arn?: string | undefined;
  /** Below the role: where it is, or could be. */
  readonly path: readonly (string | number)[];
  /** Whether the role is in another account than the cluster, where a boundary has another ARN. */
  readonly isElsewhere: boolean;
}

export interface ApiToken {
  readonly isMounted: boolean;
  /** Whether the ServiceAccount has rules of Kubernetes here. */
  readonly isUsed: boolean;
}
