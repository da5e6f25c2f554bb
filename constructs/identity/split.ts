import { LIMITS } from "../facts/limits";
import type { PolicyStatement } from "../facts/policy";
import { policyDocument, policySize } from "./policy-document";

const fits = (statements: readonly PolicyStatement[]): boolean =>
  policySize(policyDocument(statements)) <= LIMITS.managedPolicy;

/**
 * Statements in as few managed policies as they fit into in their order, each within 6,144
 * characters. A statement that alone is too large is split by its resources, or else its actions,
 * which changes nothing in what it says; one that cannot be split stays as it is, too large.
 */
export function splitStatements(statements: readonly PolicyStatement[]): PolicyStatement[][] {
  const policies: PolicyStatement[][] = [];
  for (const statement of statements.flatMap(halves)) {
    const last = policies.at(-1);
    if (last && fits([...last, statement])) last.push(statement);
    else policies.push([statement]);
  }
  return policies;
}

function halves(statement: PolicyStatement): PolicyStatement[] {
  if (fits([statement])) return [statement];
  // Parts go without a Sid, which a policy may have once.
  const { sid: _, ...unnamed } = statement;
  const { resources, actions } = statement;
  // Splitting notResources or notActions would widen the statement.
  if (resources && resources.length > 1) {
    return halved(resources).flatMap((part) => halves({ ...unnamed, resources: part, notResources: undefined }));
  }
  if (actions && actions.length > 1) {
    return halved(actions).flatMap((part) => halves({ ...unnamed, actions: part, notActions: undefined }));
  }
  return [statement];
}

function halved(list: readonly string[]): string[][] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
}
