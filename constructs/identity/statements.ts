import type { Construct } from "constructs";
import { refuse } from "../contract/check";
import { isListOf } from "../hcl/combine";
import { isExpression } from "../hcl/expression";
import { isLiteral, lift } from "../hcl/lift";
import type { Acknowledgement } from "../iam/rules";
import { statementFindings } from "../iam/statement";
import type { CheckedStatement } from "../iam/statement";

/**
 * Refuses statements that cannot mean what they say, by AWS's list of actions. What only Terraform knows
 * passes: a statement is looked at as far as it is literal.
 */
export function checkStatements(
  scope: Construct,
  property: string,
  statements: unknown,
  acknowledge: readonly Acknowledgement[] = [],
): void {
  if (!Array.isArray(statements) || isListOf<unknown>(statements)) return;
  statements.forEach((statement: object, index) => {
    const { rule, path, problem } =
      statementFindings(literalParts(statement)).find(
        (one) => one.isError && !acknowledge.some((other) => other.rule === one.rule),
      ) ?? {};
    if (rule !== undefined) refuse(scope, `${property}[${index}].${path?.join(".") ?? ""}`, problem);
  });
}

/** Lists with a token in them may hold anything. */
function literalParts(statement: object): CheckedStatement {
  if (isExpression(lift(statement))) return {};
  const { actions, resources } = statement as CheckedStatement;
  return {
    actions: isLiteral(actions) ? actions : undefined,
    resources: isLiteral(resources) ? resources : undefined,
  };
}
