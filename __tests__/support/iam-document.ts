import { isMapping } from "../../constructs/facts/merge";

/** IAM documents as IAM reads them: lists are sets, one text is a list of one, statements have no order. */

type Mapping = Readonly<Record<string, unknown>>;

const set = (value: unknown): unknown[] => [...new Set([value].flat())].sort();

const sets = (data: Mapping): Mapping =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, isMapping(value) ? sets(value) : set(value)]));

function statement(data: Mapping): Mapping {
  const { Sid, Effect, ...lists } = data;
  const { Condition } = lists;
  const unconditional = isMapping(Condition) && Object.keys(Condition).length === 0;
  return {
    ...(Sid !== undefined && { Sid }),
    Effect,
    ...sets(Object.fromEntries(Object.entries(lists).filter(([key]) => !(key === "Condition" && unconditional)))),
  };
}

/** Keys sorted at every level, for texts to be compared. */
export const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : isMapping(value)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([key, inner]) => [key, sorted(inner)]),
        )
      : value;

/** A policy in the one form that all policies of its meaning have. */
export function iamDocument(text: string): unknown {
  const { Statement, ...others } = JSON.parse(text) as Mapping;
  const statements = [Statement].flat().map((one) => JSON.stringify(sorted(statement(one as Mapping))));
  return { ...others, Statement: [...new Set(statements)].sort().map((one) => JSON.parse(one) as unknown) };
}
