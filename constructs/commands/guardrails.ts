import { table } from "../facts/markdown";
import { GUARDRAILS } from "../guardrails/registry";

/** Guardrails as Markdown: all of them in a table, then each with what it is about. */
export function guardrailsReference(): string {
  const levels = GUARDRAILS.map(({ name, level }) => [`[\`${name}\`](#${name})`, level ?? "only where it is set"]);
  const each = GUARDRAILS.map(({ name, what, why, mend }) =>
    [`### ${name}`, `${what}.`, `**Why**: ${why}`, `**What to do**: ${mend}`].join("\n\n"),
  );
  return [table(["rule", "level by default"], levels), ...each].join("\n\n");
}
