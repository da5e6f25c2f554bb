import type { TrustStatement } from "../facts/trust";
import type { GuardedRole } from "./guardrail";

/** What rules ask of statements of trust policies. */

const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];

interface Principal {
  readonly text: string;
  /** Below the role. */
  readonly path: readonly (string | number)[];
  readonly hasConditions: boolean;
}

/** The AWS principals of statements that let somebody in. */
export const principalsIn = (
  { trustStatements = [] }: GuardedRole,
  which: (statement: TrustStatement) => boolean,
): Principal[] =>
  trustStatements.flatMap((statement, index) =>
    statement.effect === "Deny" || !which(statement)
      ? []
      : listOf(statement.principals.AWS).map((text) => ({
          text,
          path: ["trust", "statements", index, "principals", "AWS"],
          hasConditions: Object.keys(statement.conditions ?? {}).length > 0,
        })),
  );

export const isAnybody = (text: string): boolean => text === "*";

/** Whether conditions hold it to some principals of an account, or to who knows an ID. */
export const namesPrincipals = ({ conditions = {} }: TrustStatement): boolean =>
  Object.values(conditions).some((keys) =>
    Object.keys(keys).some((key) =>
      /^(aws:(principalarn|principaltag\/.*|userid|username)|sts:externalid)$/i.test(key),
    ),
  );

/** What pods come as, by what they call. */
const POD_IDENTITY = "pods.eks.amazonaws.com";

/** Whether a statement denies a call to all pods. Of OIDC providers, which one is meant is not looked at. */
export function deniesAll({ effect, principals, actions, conditions = {} }: TrustStatement, call: string): boolean {
  if (effect !== "Deny" || Object.keys(conditions).length > 0) return false;
  const isPodIdentity = call !== "sts:AssumeRoleWithWebIdentity" && listOf(principals.Service).includes(POD_IDENTITY);
  const isAll = isPodIdentity || listOf(principals.AWS).some(isAnybody);
  return isAll && actions.some((action) => wildcard(action).test(call));
}

const wildcard = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.-]/g, "\\$&").replace(/\*/g, ".*").replace(/\?/g, ".")}$`, "i");
