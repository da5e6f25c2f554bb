import type { Grant } from "./grants";

/** The first words of actions: what people call them. */
export function verbsOf({ effect, actions, conditions }: Grant): string[] {
  const verbs = actions.map((action) => {
    const name = action.replace(/^(not )?.*:/, "$1");
    return /^(not )?[A-Za-z][a-z]+(?=[A-Z*]|$)/.exec(name)?.[0] ?? name;
  });
  const prefix = effect === "Deny" ? "deny " : "";
  return [...new Set(verbs)].map((verb) => `${prefix}${verb}${conditions.length > 0 ? " if" : ""}`);
}
