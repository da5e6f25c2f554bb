import { all, any, answer, maybe, no, opposite, YES } from "./answer";
import type { Answer, Finding } from "./answer";
import { filled } from "./context";
import type { Context } from "./context";
import type { Condition } from "./document";
import { equals, matches, matchesArn } from "./match";

type Compare = (policy: string, request: string) => Answer;

const anyCase =
  (compare: Compare): Compare =>
  (policy, request) =>
    compare(policy.toLowerCase(), request.toLowerCase());

/** `${*}` is a character here, too, though nothing is a wildcard. */
const same: Compare = (policy, request) => equals(policy.replace(/\$\{([*?$])\}/g, "$1"), request);

/** Operators without `Not`, `IfExists` and a set's prefix (IAM user guide, "Condition operators"). */
const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: same,
  StringEqualsIgnoreCase: anyCase(same),
  StringLike: matches,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: anyCase(same),
};

const FORM = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** Whether a condition holds for a request. */
export function conditionHolds(condition: Condition, context: Context): Finding {
  const { operator, key, values } = condition;
  const [, set, name = "", ifExists] = FORM.exec(operator) ?? [];
  const given = context(key);
  const said = `${operator} ${key} ${values.join(", ")}`;
  const depends = maybe(`it depends on ${key} (${said})`);
  const finding = (found: Answer): Finding => {
    if (found === "yes") return YES;
    if (found === "maybe") return depends;
    return no(`${said}: ${given === "absent" ? "the request does not have it" : `it is ${[given].flat().join(", ")}`}`);
  };

  if (name === "Null") {
    if (given === "unknown") return depends;
    const isAbsent = given === "absent" || given.length === 0;
    return finding(any(values.map((value) => answer((value.toLowerCase() === "true") === isAbsent))));
  }
  const negated = /^(String|Arn)Not/.test(name);
  const compare = OPERATORS[negated ? name.replace("Not", "") : name];
  if (!compare) return maybe(`it depends on ${said}, which is not decided here`);
  if (given === "unknown") return depends;
  if (given === "absent" || given.length === 0) {
    return finding(answer(set === "ForAllValues" || ifExists !== undefined || (negated && set === undefined)));
  }
  if (set === undefined && given.length > 1) return depends;

  const matched = given.map((value) => {
    const found = any(values.map((pattern) => matchedBy(compare, pattern, value, context)));
    return negated ? opposite(found) : found;
  });
  return finding(set === "ForAnyValue" ? any(matched) : all(matched));
}

function matchedBy(compare: Compare, pattern: string, value: string, context: Context): Answer {
  const text = filled(pattern, context);
  return text === undefined ? "no" : compare(text, value);
}
