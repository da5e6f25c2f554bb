import { parse } from "yaml";
import { isMapping } from "../../constructs/facts/merge";
import type { Data } from "../../constructs/facts/merge";

/** Documents of chart values as Helm reads them: mappings are merged all the way down, anything else is replaced. */
export const helmMerge = (documents: readonly string[]): Data =>
  documents.map((document) => parse(document) as Data).reduce(over, {});

function over(base: Data, document: Data): Data {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(document)) {
    const under = merged[key];
    merged[key] = isMapping(under) && isMapping(value) ? over(under, value) : value;
  }
  return merged;
}
