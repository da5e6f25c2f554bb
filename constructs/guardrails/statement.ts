import { parseArn } from "../facts/arn";
import { meant } from "../iam/actions";
import { hasData } from "../iam/data";
import type { Action } from "../iam/data";
import type { GuardedRole, GuardedStatement, GuardrailFinding } from "./guardrail";

/** What rules ask of statements. */

export const isAllow = ({ effect }: GuardedStatement): boolean => effect !== "Deny";

/** What a rule finds in the statements that allow something, each by its place in the role. */
export const inAllowing = (
  { statements }: GuardedRole,
  find: (statement: GuardedStatement) => readonly GuardrailFinding[],
): GuardrailFinding[] =>
  statements.flatMap((statement, index) =>
    isAllow(statement)
      ? find(statement).map((one) => ({ ...one, path: statement.of ?? ["statements", index, ...one.path] }))
      : [],
  );

/** `*`, or `*` for all of a service. */
export const isWholeService = (action: string): boolean => /^(\*|[^:]+:\*+)$/.test(action);

export const isEverything = (text: string): boolean => /^[*:]+$/.test(text);

/** The actions that a text stands for, as AWS's list has them. */
export const actionsOf = (text: string): readonly Action[] => (hasData() ? (meant(text).actions ?? []) : []);

/** Their names in lower case; without the list, the text itself. */
export const namesOf = (text: string): string[] =>
  hasData() ? actionsOf(text).map(({ name }) => name.toLowerCase()) : [text.toLowerCase()];

/** Where a statement's resources are: those that satisfy a test, or one that stands for all but some. */
export function resourcesLike(
  { resources, notResources }: GuardedStatement,
  test: (resource: string) => boolean,
): { readonly text: string; readonly path: readonly (string | number)[] } | undefined {
  if (notResources !== undefined) return { text: "all but some", path: ["notResources"] };
  const index = resources?.findIndex(test) ?? -1;
  return index < 0 ? undefined : { text: resources?.[index] ?? "", path: ["resources", index] };
}

/** Whether an ARN's resource starts with a wildcard, after its type. */
export const isAllOf =
  (...types: readonly string[]) =>
  (resource: string): boolean => {
    if (isEverything(resource)) return true;
    const name = parseArn(resource)?.resource ?? "";
    return /^[*?]/.test(name) || types.some((type) => new RegExp(`^${type}[:/]?[*?]`).test(name));
  };

/** Keys that do not say which resource, or for what: they hold for a whole session or connection. */
const OF_SESSION = /^aws:(?!resource|request|tagkeys|calledvia|viaawsservice|sourceaccount|sourcearn)/i;

/** Whether conditions hold a statement to some resources or uses. In doubt they do. */
export const isNarrowed = ({ conditions }: GuardedStatement): boolean =>
  Object.values(conditions ?? {}).some((keys) => Object.keys(keys).some((key) => !OF_SESSION.test(key)));
