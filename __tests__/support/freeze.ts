import { isMapping } from "../../constructs/facts/merge";

/** Plain data, frozen all the way down: whoever writes into it throws. Class instances stay as they are. */
export function deepFreeze<T>(data: T): T {
  if (Array.isArray(data)) data.forEach(deepFreeze);
  else if (isMapping(data)) Object.values(data).forEach(deepFreeze);
  else return data;
  return Object.freeze(data);
}
