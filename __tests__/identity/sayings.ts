import type { PolicyStatement } from "../../constructs/facts/policy";
import { policyDocument } from "../../constructs/identity/policy-document";

/** A statement as IAM's JSON has it. */
export interface Statement {
  readonly Effect: string;
  readonly Action?: string | string[];
  readonly NotAction?: string | string[];
  readonly Resource?: string | string[];
  readonly NotResource?: string | string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

const listed = (values: string | string[] = []): string[] => [values].flat().sort();

/** One by one, where each of a list holds alone; as a whole, where it is an exception. */
const parts = (each: string | string[] | undefined, not: string | string[] | undefined): string[] =>
  not === undefined ? listed(each) : [`not ${JSON.stringify([...new Set(listed(not))])}`];

const byKey = <T>(map: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));

/** A document as the set of what it says: effect, action, resource and condition, a line each. */
export function sayings(statements: readonly Statement[]): string[] {
  const lines = statements.flatMap(({ Effect, Action, NotAction, Resource, NotResource, Condition = {} }) => {
    const condition = JSON.stringify(
      Object.fromEntries(
        byKey(Condition).map(([operator, keys]) => [
          operator,
          Object.fromEntries(byKey(keys).map(([key, values]) => [key, listed(values)])),
        ]),
      ),
    );
    return parts(Action, NotAction).flatMap((action) =>
      parts(Resource, NotResource).map((resource) => `${Effect} ${action} ${resource} ${condition}`),
    );
  });
  return [...new Set(lines)].sort();
}

/** The same of our own statements. */
export const sayingsOf = (statements: readonly PolicyStatement[]): string[] =>
  sayings(policyDocument(statements).Statement as unknown as Statement[]);
