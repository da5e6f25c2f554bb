import type { Data } from "../../constructs/facts/merge";

/** A release's values as data; a reference that Terraform fills in becomes its text. */
export function helmValues(release: Record<string, unknown>): Data {
  const [text] = release["values"] as [string];
  const expression = /^\$\{jsonencode\((.*)\)\}$/s.exec(text)?.[1];
  // Our expressions are JSON but for their `=` and bare references.
  const json = expression?.replaceAll('" = ', '": ').replace(/: ([a-z]\w*\.[\w.-]+)/g, ': "$1"');
  return JSON.parse(json ?? text) as Data;
}
