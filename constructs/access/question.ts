import { any } from "./answer";
import type { Answer } from "./answer";
import type { Decision } from "./decide";
import { accountCalled } from "./lookup";
import { nameOf } from "./model";
import type { Model, ServiceAccount } from "./model";
import { sessionAllows, sessionsOf } from "./sessions";
import type { Session } from "./sessions";

/** An answer, and what is said with it. */
export interface Reply {
  readonly answer: Answer;
  readonly lines: readonly string[];
}

interface Decided {
  readonly session: Session;
  readonly decision: Decision;
}

const decidedFor = (model: Model, account: ServiceAccount, action: string, resource: string): Decided[] =>
  sessionsOf(model, account).map((session) => ({ session, decision: sessionAllows(session, action, resource) }));

const answerOf = (decided: readonly Decided[]): Answer => any(decided.map(({ decision }) => decision.answer));

const SAYS: Readonly<Record<Answer, string>> = { yes: "yes", no: "no", maybe: "not known" };

/** Whether a ServiceAccount may do something, with what decides it; undefined where nothing is about it. */
export function can(model: Model, called: string, action: string, resource: string): Reply | undefined {
  const account = accountCalled(model, called);
  if (!account) return undefined;
  const decided = decidedFor(model, account, action, resource);
  const found = answerOf(decided);
  const deciding = decided.filter(({ decision }) => decision.answer === found);
  return {
    answer: found,
    lines: [
      `${SAYS[found]}: ${called}, ${action} on ${resource}`,
      ...deciding.flatMap(({ session, decision }) => [`  as ${wayText(session)}`, ...reasonsOf(decision)]),
    ],
  };
}

const wayText = ({ path, tie }: Session): string => `${path.join(" → ")} (${tie.kind})`;

function reasonsOf({ answer, by, why }: Decision): string[] {
  if (answer === "yes") return [`    ${by ?? ""} allows it`];
  return [...(answer === "maybe" && by !== undefined ? [`${by} allows it, and yet`] : []), ...why].map(
    (one) => `    ${one}`,
  );
}

/** Which ServiceAccounts may do something, and of which it is not known. */
export function who(model: Model, action: string, resource: string): Reply {
  const all = model.accounts.map((account) => ({ account, decided: decidedFor(model, account, action, resource) }));
  const found = all.map(({ account, decided }) => ({ account, decided, answer: answerOf(decided) }));
  const lines = (["yes", "maybe"] as const).flatMap((of) =>
    found
      .filter((one) => one.answer === of)
      .map(({ account, decided }) => {
        const ways = decided.filter(({ decision }) => decision.answer === of).map(({ session }) => wayText(session));
        return `${SAYS[of]}: ${nameOf(account)} as ${ways.join(", ")}`;
      }),
  );
  const answer = any(found.map((one) => one.answer));
  return { answer, lines: answer === "no" ? [`nobody: ${action} on ${resource}`] : lines };
}
