import { references } from "../../contract/rule";
import type { Rule } from "../../contract/rule";
import { problemText } from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { inline } from "../../hcl/print";
import { enclosed, raw, templateText } from "../hcl";
import { snakeCase } from "../input";
import type { InputCheck } from "../input";
import { ENTRY_FLAG, isThere, whereThere } from "../there";

/** How a check finds an attribute, by its path below the object that it is about. */
export type At = (path: string) => string;

/** What goes together with what in one object. */
export interface Together {
  /** The attribute, or in a flat module the variable, that is told of. */
  readonly key: string;
  /**
   * In a flat module, the variable that has the check: variables whose checks read each other are a circle.
   * @default - the one that is told of
   */
  readonly checkedBy?: string;
  /** In HCL, true where all is right. */
  readonly condition: (at: At) => string;
  readonly problem: Problem;
}

/** A rule of the contract, as modules tell it. */
export const ofContract = ({ path, holds, problem }: Rule): Together => ({
  key: path.split(".").map(snakeCase).join("."),
  condition: (at) => inline(holds(references(at))),
  problem: problem(),
});

/** HCL writes in snake case, and with an equals sign, what the contract's problems say in YAML. */
const inHcl = (text: string): string =>
  text
    .replace(/\b[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+\b/g, (key) =>
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )
    .replace(/\b([a-z][a-z0-9_]*): (true|false)\b/g, "$1 = $2")
    .replace(/\b([a-z][a-z0-9_]*): (irsa|pod-identity|helm|regional)\b/g, '$1 = "$2"')
    .replace(/\b([a-z][a-z0-9_]*): \{\}/g, "$1 = {}");

export const says = (problem: Problem): string => inHcl(problemText(problem));

/** Checks of variables that are keys themselves, by variable. */
export function flatChecks(all: readonly Together[]): Readonly<Record<string, readonly InputCheck[]>> {
  const variables = new Set(all.map(variableOf));
  return Object.fromEntries(
    [...variables].map((variable) => [
      variable,
      all
        .filter((one) => variableOf(one) === variable)
        .map(({ key, condition, problem }) => ({
          condition: condition((path) => `var.${path}`),
          message: `${key}: ${says(problem)}`,
        })),
    ]),
  );
}

const variableOf = ({ key, checkedBy }: Together): string => checkedBy ?? key.split(".", 1)[0] ?? key;

/** Checks of one object, which may be null as a whole. */
export const objectChecks = (variable: string, all: readonly Together[], identity: string): InputCheck[] =>
  all.map(({ key, condition, problem }) => ({
    condition: `var.${variable} == null ? true : ${condition(inObject(`var.${variable}`, identity))}`,
    message: `${variable}.${key}: ${says(problem)}`,
  }));

/** Checks of each object in a map; those that break one are named. */
export const mapChecks = (variable: string, all: readonly Together[], identity: string): InputCheck[] =>
  all.map(({ key, condition, problem }) => {
    const holds = condition(inObject("one", identity));
    const place = `"${variable}[\${jsonencode(name)}].${templateText(key)}"`;
    // What is null as a whole is told of as that.
    const found = `[for name, one in var.${variable} : ${place} if ${whereThere(isThere("one", ENTRY_FLAG), `!(${holds})`)}]`;
    return {
      condition: `length(${found}) == 0`,
      message: raw(enclosed('join(": ", [', `join(", ", ${found}),\n"${templateText(says(problem))}",`, "])")),
    };
  });

/** An object that chooses no kind of identity has its module's. */
const inObject =
  (object: string, identity: string): At =>
  (path) =>
    path === "identity" ? `coalesce(${object}.identity, ${identity})` : `${object}.${path}`;
