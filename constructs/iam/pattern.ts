import { parseArn } from "../facts/arn";
import type { Action } from "./data";
import { once } from "./once";

/** Whether resources of a policy can stand for the ARNs that an action is asked for. */

/**
 * A text with wildcards: code points, and below zero classes of texts. Of a stack's statements all are looked at,
 * and numbers compare fastest.
 */
type Pattern = readonly number[];

/** Any text. */
const TEXT = -1;
/** One letter. */
const LETTER = -2;
/** A text within a field of an ARN: no colons. */
const FIELD = -3;
/** A name: no colons and no slashes. */
const NAME = -4;

const [COLON, SLASH] = [58, 47];

/**
 * Variables of forms whose values hold neither slashes nor colons, as their services' naming rules say. Others
 * may: IAM's names have paths, log groups and parameters have slashes.
 */
const PLAIN_NAMES = new Set([
  "s3:BucketName",
  "dynamodb:TableName",
  "dynamodb:IndexName",
  "sqs:QueueName",
  "sns:TopicName",
  "kinesis:StreamName",
  "kms:KeyId",
]);

/** A form of ARNs, its partition left out. */
interface Form {
  readonly service: string;
  /** Region, account and resource. */
  readonly rest: Pattern;
}

/** A policy's resource. A policy variable in it, in a stack with its template escaped, stands for what IAM finds. */
function resourcePattern(text: string): Pattern {
  return [...text.matchAll(/\$?\$\{[^}]*\}|[^]/gu)].map(([part]) => {
    if (part === "*" || part.length > 2) return TEXT;
    return part === "?" ? LETTER : (part.codePointAt(0) ?? TEXT);
  });
}

const formOf = once((template): Form => {
  const [, , service = "", region = "", account = "", ...resource] = template.split(":");
  const pattern = (text: string, variable: (name: string) => number): number[] =>
    [...text.matchAll(/\$\{([^}]*)\}|[^]/gu)].map(([part, name]) => {
      if (name !== undefined) return variable(name);
      return part === "*" ? TEXT : (part.codePointAt(0) ?? TEXT);
    });
  const ofField = (text: string): number[] => [...pattern(text, () => FIELD), COLON];
  const ofName = (name: string): number => (PLAIN_NAMES.has(`${service}:${name}`) ? NAME : TEXT);
  return { service, rest: [...ofField(region), ...ofField(account), ...pattern(resource.join(":"), ofName)] };
});

/** How well a resource goes with an action, as numbers that can be compared. In doubt it goes. */
export const FIT = { no: 0, perhaps: 1, yes: 2 } as const;
export type Fit = (typeof FIT)[keyof typeof FIT];

/** Tells of actions whether a resource can stand for an ARN that they are asked for. Partitions are not compared. */
export function fitsOf(resource: string): (action: Action) => Fit {
  const arn = parseArn(resource);
  if (!arn) return () => FIT.yes;
  const rest = resourcePattern(`${arn.region}:${arn.account}:${arn.resource}`);
  // Actions share forms.
  const isOf = once((template) => {
    const form = formOf(template);
    return sameService(arn.service, form.service) && intersect(rest, form.rest);
  });
  return ({ service, types, isRead }) => {
    if (types.length === 0)
      return sameService(arn.service, service) ? fitForAll(arn.resource, service, isRead) : FIT.no;
    if (types.some((type) => isOf(type.arn))) return FIT.yes;
    return isAll(arn.resource) && sameService(arn.service, service) ? FIT.perhaps : FIT.no;
  };
}

/** With an action that has no types, and is asked for on `*`. */
function fitForAll(resource: string, service: string, isRead: boolean): Fit {
  if (isAll(resource) || ASKED_ON[service]?.test(resource)) return FIT.yes;
  // Some services ask for all of a type, or tell of types too late. What lists things does not ask for one of them.
  return !isRead || /[:/]\*$/.test(resource) ? FIT.perhaps : FIT.no;
}

/** What services ask for on actions that have no types, as their denials say (dynamodb:ListTables, logs:DescribeLogGroups). */
const ASKED_ON: Readonly<Record<string, RegExp>> = {
  dynamodb: /^table\/\*$/,
  logs: /^log-group:[*:]/,
};

const isAll = (resource: string): boolean => /^[*?/:]+$/.test(resource);

/** One service under two names. */
const SAME: Readonly<Record<string, string>> = { "codestar-connections": "codeconnections", ssmmessages: "ssm" };

/** A wildcard or a variable in the place of a service may be any. */
const sameService = (given: string, service: string): boolean =>
  given === service || (SAME[given] ?? given) === (SAME[service] ?? service) || /[*?$]/.test(given + service);

/** Whether a class that repeats may hold a letter, or a class beside it. */
const holds = (repeated: number, other: number): boolean =>
  repeated === TEXT || (other !== COLON && (repeated === FIELD || other !== SLASH));

const isRepeated = (part: number): boolean => part < 0 && part !== LETTER;

/** Whether a text matches both: from the end, whether what is left of each can be the same. */
function intersect(one: Pattern, other: Pattern): boolean {
  // Most differ at once.
  for (let at = 0; at < one.length && at < other.length; at += 1) {
    const [a = TEXT, b = TEXT] = [one[at], other[at]];
    if (a < 0 || b < 0) break;
    if (a !== b) return false;
  }
  let [below, row] = [new Uint8Array(other.length + 2), new Uint8Array(other.length + 2)];
  for (let i = one.length; i >= 0; i -= 1) {
    const a = one[i];
    for (let j = other.length; j >= 0; j -= 1) row[j] = same(a, other[j], below, row, j) ? 1 : 0;
    [below, row] = [row, below];
  }
  return below[0] === 1;
}

/** The same from two parts on, by what is known of what follows: in `below` without the first, in `row` without the second. */
function same(
  a: number | undefined,
  b: number | undefined,
  below: Readonly<Uint8Array>,
  row: Readonly<Uint8Array>,
  j: number,
): boolean {
  // A repeated part ends here, or takes in what the other one has here.
  if (a !== undefined && isRepeated(a)) return below[j] === 1 || (b !== undefined && row[j + 1] === 1 && holds(a, b));
  if (b !== undefined && isRepeated(b)) return row[j + 1] === 1 || (a !== undefined && below[j] === 1 && holds(b, a));
  if (a === undefined || b === undefined) return a === b;
  return below[j + 1] === 1 && (a === b || a === LETTER || b === LETTER);
}
