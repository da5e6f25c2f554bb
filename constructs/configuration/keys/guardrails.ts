import { z } from "zod";
import { checked } from "../../contract/basics";
import { nearest } from "../../facts/nearest";
import { policyArn } from "../../facts/policy";
import * as problems from "../../facts/problems";
import type { Problem } from "../../facts/problems";
import { LEVELS } from "../../guardrails/guardrail";
import { GUARDRAIL_NAMES } from "../../iam/rules";

/** The guardrail that takes what it demands in the place of a level. */
const DEMANDING = "boundary";

function problemOf(name: string, value: string): Problem | undefined {
  if (!GUARDRAIL_NAMES.some((one) => one === name))
    return problems.unknownKey(name, GUARDRAIL_NAMES, nearest(name, GUARDRAIL_NAMES));
  if (LEVELS.some((level) => level === value)) return undefined;
  if (name !== DEMANDING) return problems.notOneOf(value, LEVELS, nearest(value, LEVELS));
  return value.startsWith("arn:") ? policyArn(value) : problems.notOneOf(value, [...LEVELS, "a policy's ARN"]);
}

/** Levels of guardrails, by their names. */
export const guardrails = checked(z.record(z.string(), z.string()), (levels, report) => {
  for (const [name, value] of Object.entries(levels)) {
    const problem = problemOf(name, value);
    if (problem) report(problem, [name]);
  }
}).meta({
  description: "warning or error by guardrail; for boundary also a policy's ARN, which all roles have to have",
  propertyNames: { enum: [...GUARDRAIL_NAMES] },
});
