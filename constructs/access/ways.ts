import type { Answer } from "./answer";
import type { Model, ServiceAccount, Tie } from "./model";
import { sessionsOf } from "./sessions";
import type { Session } from "./sessions";

/** A role that a ServiceAccount may come to have, with all kinds of identity that lead to it. */
export interface Way extends Session {
  readonly kinds: readonly Tie["kind"][];
}

/** The most that sessions of one way come to. */
const BEST: readonly Answer[] = ["no", "maybe", "yes"];

/** IRSA and Pod Identity often lead to one role: said once. */
export function waysOf(model: Model, account: ServiceAccount): Way[] {
  const found = new Map<string, Way>();
  for (const session of sessionsOf(model, account)) {
    const key = JSON.stringify([session.path, session.sessionPolicy]);
    const other = found.get(key);
    const kinds = [...new Set([...(other?.kinds ?? []), session.tie.kind])].sort();
    const isBetter = other && BEST.indexOf(other.assumed.answer) >= BEST.indexOf(session.assumed.answer);
    found.set(key, { ...(isBetter ? other : session), kinds });
  }
  return [...found.values()];
}
