import { equals } from "./match";
import { mark } from "./marks";

/** The values of a condition key in a request; `absent` where it does not have the key. */
export type Values = readonly string[] | "absent" | "unknown";

/** What a request carries, by condition key. Keys are read in any case. */
export type Context = (key: string) => Values;

/**
 * A context of known keys.
 *
 * @param others - what is said of all other keys
 */
export function contextOf(
  known: Readonly<Record<string, Values>>,
  others: (key: string) => Values = () => "unknown",
): Context {
  const keys = new Map(Object.entries(known).map(([key, values]) => [key.toLowerCase(), values]));
  const open = [...keys.keys()].filter((key) => key.includes("‹"));
  return (given) => {
    const key = given.toLowerCase();
    const found = keys.get(key);
    if (found !== undefined) return found;
    // A key whose name is known in part may be this one.
    const isOpen = key.includes("‹") || open.length > 0;
    return isOpen && [...keys.keys()].some((other) => equals(other, key) === "maybe") ? "unknown" : others(key);
  };
}

const SPLIT = /\$\{[A-Za-z][^}]*\}/;

const VARIABLE = /\$\{([A-Za-z][^,}]*?)(?:\s*,\s*'([^']*)')?\}/g;

/** A value of a policy with its variables filled in. One without a value matches nothing: undefined. */
export function filled(value: string, context: Context): string | undefined {
  if (!value.includes("${")) return value;
  const values = [...value.matchAll(VARIABLE)].map(([, name = "", otherwise]) =>
    variable(context(name), name, otherwise),
  );
  if (values.includes(undefined)) return undefined;
  return value.split(SPLIT).reduce((text, part, index) => `${text}${values[index - 1] ?? ""}${part}`);
}

function variable(found: Values, name: string, otherwise: string | undefined): string | undefined {
  if (found === "unknown") return mark(`value of ${name}`);
  if (found === "absent") return otherwise === undefined ? undefined : literal(otherwise);
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? undefined : literal(only);
}

/** A wildcard in a variable's value is a character. */
const literal = (text: string): string => text.replace(/[*?]/g, "${$&}");
