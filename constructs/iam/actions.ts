import { nearest } from "../facts/nearest";
import * as problems from "../facts/problems";
import type { Problem } from "../facts/problems";
import { dataDate, servicePrefixes, serviceOf } from "./data";
import type { Action } from "./data";
import { once } from "./once";

/** What a statement's action stands for. */
export interface Meant {
  /** One, or those that a wildcard matches. Undefined for actions of all services, and for none that the data knows. */
  readonly actions?: readonly Action[];
  /** Of none that the data knows. */
  readonly problem?: Problem;
}

/** The actions that a text stands for, in any case, as IAM compares them. */
export const meant = once((text): Meant => {
  const colon = text.indexOf(":");
  const [prefix, name] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
  // What has no service's prefix is refused elsewhere.
  if (colon < 0 || /[*?$]/.test(prefix)) return {};
  const service = serviceOf(prefix.toLowerCase());
  if (!service) {
    return { problem: problems.unknownService(text, nearest(prefix, servicePrefixes()), dataDate()) };
  }
  const isPattern = /[*?]/.test(name);
  const found = isPattern
    ? [...service].filter(([key]) => wildcard(name).test(key)).map(([, action]) => action)
    : [service.get(name.toLowerCase())].filter((action) => action !== undefined);
  if (found.length > 0) return { actions: found };
  const known = [...service.values()].map((action) => action.name);
  return {
    problem: isPattern
      ? problems.wildcardOfNoAction(text, dataDate())
      : problems.unknownAction(text, nearest(text, known), dataDate()),
  };
});

/** A name with `*` for any letters and `?` for one, over names in lower case. */
const wildcard = (name: string): RegExp =>
  new RegExp(
    `^${name
      .toLowerCase()
      .replace(/[^a-z0-9*?]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
  );
