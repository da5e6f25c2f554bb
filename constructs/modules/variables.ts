import { argument, block, hcl, raw } from "./hcl";
import type { Item } from "./hcl";
import type { Value } from "../hcl/expression";
import type { InputCheck, ModuleInput } from "./input";
import { misspeltChecks, withMisspelt } from "./misspelt";
import { typeExpression } from "./type-expression";
import { validations } from "./validations";
import { renamed, valueType } from "./value-type";

/** A module's `variables.tf`. */
export const variablesFile = (inputs: readonly ModuleInput[]): string => hcl(inputs.map(variable));

function variable(input: ModuleInput): Item {
  const { name, description, nullable = true, sensitive = false, checks = [] } = input;
  const type = withMisspelt(valueType(input.schema));
  const byDefault = input.default === undefined ? [] : [argument("default", renamed(input.default, type) as Value)];
  const isRequired = input.default === undefined;
  const absence = !nullable ? "never" : isRequired ? "refused" : "allowed";
  return block(
    "variable",
    [name],
    [
      argument("description", description),
      argument("type", raw(typeExpression(type))),
      ...byDefault,
      ...(nullable || input.default === null ? [] : [argument("nullable", false)]),
      ...(sensitive ? [argument("sensitive", true)] : []),
      ...(input.checksValues === false ? [] : validations(name, type, { null: absence, sensitive })),
      ...[...checks, ...misspeltChecks(name, type)].map(check),
    ],
  );
}

const check = ({ condition, message }: InputCheck): Item =>
  block("validation", [], [argument("condition", raw(condition)), argument("error_message", message)]);
