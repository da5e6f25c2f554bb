import { nearest } from "../facts/nearest";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { dataDate, globalConditionKeys, providerKeyPrefixes } from "./data";
import type { Action } from "./data";
import { once } from "./once";

/** All condition keys that requests of actions may bring along. */
const keysOf = (actions: readonly Action[]): string[] => [
  ...new Set(
    actions.flatMap(({ conditionKeys, types }) => [
      ...conditionKeys,
      ...types.flatMap((type) => type.conditionKeys ?? []),
    ]),
  ),
];

/** `${TagKey}`, `<key>` and what follows a slash stand for what a user chooses. */
const form = once((key): RegExp => {
  const [fixed = "", ...chosen] = key.split("/");
  const parts = fixed.split(/\$\{[^}]*\}|<[^>]*>/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".+")}${chosen.length > 0 ? "/.+" : ""}$`, "i");
});

const matches = (key: string, known: readonly string[]): boolean => known.some((one) => form(one).test(key));

/** Keys that come with any request: AWS's own, and those of identity providers, which have domains or names of theirs. */
function isOfSession(key: string): boolean {
  const prefix = key.slice(0, Math.max(key.indexOf(":"), 0)).toLowerCase();
  return prefix === "" || prefix === "aws" || /[./]/.test(prefix) || providerKeyPrefixes().includes(prefix);
}

/** What is wrong with a condition key, if no action's requests have it. */
export function conditionKeyProblem(key: string, actions: readonly Action[]): Problem | undefined {
  if (isOfSession(key)) return undefined;
  const known = keysOf(actions);
  if (matches(key, known) || matches(key, globalConditionKeys())) return undefined;
  return problems.unknownConditionKey(key, nearest(key, known), dataDate());
}
