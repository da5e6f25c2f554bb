import { isMapping } from "../../constructs/facts/merge";
import type { Data } from "../../constructs/facts/merge";

/** A release's values as data; a reference that Terraform fills in becomes its text. */
export function helmValues(release: Record<string, unknown>): Data {
  const [text] = release["values"] as [string];
  const expression = /^\$\{jsonencode\((.*)\)\}$/s.exec(text)?.[1];
  // Our expressions are JSON but for their `=`, keys without quotes and bare references.
  const json = expression
    ?.replace(/([{,] )([A-Za-z_][\w-]*) = /g, '$1"$2": ')
    .replaceAll('" = ', '": ')
    .replace(/: ([a-z]\w*\.[\w.-]+)/g, ': "$1"');
  return JSON.parse(json ?? text) as Data;
}

/** Paths of values, down to empty mappings and what is no mapping. */
export const valuePaths = (data: Data, above = ""): string[] =>
  Object.entries(data).flatMap(([key, value]) =>
    isMapping(value) && Object.keys(value).length > 0 ? valuePaths(value, `${above}${key}.`) : [`${above}${key}`],
  );

/** Whether a chart has a value, by its values.yaml; under a mapping that is free, it has any. */
export function chartHas(values: Data): (path: string) => boolean {
  const known = valuePaths(values);
  return (path) => known.some((other) => path === other || path.startsWith(`${other}.`));
}
