import { allOf, any, maybe, no, opposite, YES } from "./answer";
import type { Answer, Finding } from "./answer";
import { conditionHolds } from "./condition";
import { filled } from "./context";
import type { Context } from "./context";
import type { Names, Statement } from "./document";
import { matchesAnyCase, matchesArn } from "./match";

/** What is asked for. */
export interface Request {
  /** As in `s3:GetObject`. */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource. @default - none, in a trust policy */
  readonly resource?: string;
  readonly context: Context;
}

/** Whether a statement is about a request. Whom it is about is not asked here. */
export function isAbout({ actions, resources, conditions }: Statement, request: Request): Finding {
  const { action, resource, context } = request;
  const isAction = isNamed(actions, (name) => matchesAnyCase(name, action));
  if (isAction === "no") return no(`it is not about ${action}`);
  const isResource =
    resource === undefined ? "yes" : isNamed(resources, (name) => matchesResource(name, resource, context));
  if (isResource === "no") return no(`it is not about ${resource ?? "this"}`);
  return allOf([
    isAction === "yes" ? YES : maybe(`it depends on what ${list(actions)} is`),
    isResource === "yes" ? YES : maybe(`it depends on what ${list(resources)} is`),
    ...conditions.map((condition) => conditionHolds(condition, context)),
  ]);
}

const list = (names: Names | undefined): string => names?.values.join(", ") ?? "it is about";

function isNamed(names: Names | undefined, matched: (name: string) => Answer): Answer {
  if (!names) return "maybe";
  const found = any(names.values.map(matched));
  return names.but ? opposite(found) : found;
}

function matchesResource(name: string, resource: string, context: Context): Answer {
  const text = filled(name, context);
  return text === undefined ? "no" : matchesArn(text, resource);
}
