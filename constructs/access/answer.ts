/** What can be said of a question. "maybe": the output alone does not hold the answer. */
export type Answer = "yes" | "no" | "maybe";

export const answer = (holds: boolean): Answer => (holds ? "yes" : "no");

export const opposite = (of: Answer): Answer => (of === "maybe" ? "maybe" : answer(of === "no"));

/** Yes where all are. */
export const all = (answers: readonly Answer[]): Answer =>
  answers.includes("no") ? "no" : answers.includes("maybe") ? "maybe" : "yes";

/** Yes where one is. */
export const any = (answers: readonly Answer[]): Answer =>
  answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";

/** An answer, and why it is not yes: what fails, or what it may depend on. */
export interface Finding {
  readonly answer: Answer;
  readonly why: readonly string[];
}

export const YES: Finding = { answer: "yes", why: [] };

export const no = (...why: readonly string[]): Finding => ({ answer: "no", why });

export const maybe = (...why: readonly string[]): Finding => ({ answer: "maybe", why });

/** Yes where all are; else the reasons of those that decide. */
export function allOf(findings: readonly Finding[]): Finding {
  const found = all(findings.map((one) => one.answer));
  return found === "yes" ? YES : { answer: found, why: reasons(findings, found) };
}

/** Yes where one is; else the reasons of those that decide. */
export function anyOf(findings: readonly Finding[]): Finding {
  const found = any(findings.map((one) => one.answer));
  return found === "yes" ? YES : { answer: found, why: reasons(findings, found) };
}

const reasons = (findings: readonly Finding[], of: Answer): string[] => [
  ...new Set(findings.filter((one) => one.answer === of).flatMap(({ why }) => why)),
];
