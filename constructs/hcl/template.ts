import { isMapping } from "../facts/merge";

/** A text in which Terraform reads no template: `${` and `%{` stand for themselves. */
export const escapeTemplate = (text: string): string => text.replace(/([$%])\{/g, "$1$1{");

/** The same for all texts of plain data. */
export function escapeTemplates<T>(data: T): T {
  if (typeof data === "string") return escapeTemplate(data) as T;
  if (Array.isArray(data)) return data.map((item: unknown) => escapeTemplates(item)) as T;
  if (!isMapping(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [escapeTemplate(key), escapeTemplates(value)]),
  ) as T;
}
