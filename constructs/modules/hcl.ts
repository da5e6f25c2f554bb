/** HCL as `terraform fmt` writes it. */

/** An expression that is written as it is. Lines after the first are indented as seen from the first. */
export class Raw {
  public constructor(public readonly text: string) {}
}

export const raw = (text: string): Raw => new Raw(text);

/** An argument: `name = value`. */
interface Argument {
  readonly name: string;
  readonly value: unknown;
  readonly comment: string;
}

interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: readonly Item[];
  readonly comment: string;
}

/** What a file or a block holds. */
export type Item = Argument | Block;

/**
 * @param value - a literal, which may hold raw expressions, or a raw expression
 * @param comment - what stands above it; of several lines, if the text has them
 */
export const argument = (name: string, value: unknown, comment = ""): Item => ({ name, value, comment });

export const block = (type: string, labels: readonly string[], body: readonly Item[], comment = ""): Item => ({
  type,
  labels,
  body,
  comment,
});

/** A file. */
export const hcl = (items: readonly Item[]): string => `${body(items)}\n`;

/** Lines, each with something before it. For regular expressions, more than a line feed would end a line. */
const prefixed = (prefix: string, text: string): string =>
  text
    .split("\n")
    .map((line) => (line === "" ? prefix.trimEnd() : prefix + line))
    .join("\n");

/** What is between brackets, on lines of its own. */
export const enclosed = (open: string, inner: string, close: string): string =>
  `${open}\n${prefixed("  ", inner)}\n${close}`;

const isBlock = (item: Item): item is Block => "type" in item;

/** Items below each other, with empty lines around blocks. */
export function body(items: readonly Item[]): string {
  const paragraphs: string[] = [];
  let run: Argument[] = [];
  const close = (): void => {
    if (run.length > 0) paragraphs.push(lines(run));
    run = [];
  };
  for (const item of items) {
    if (isBlock(item)) {
      close();
      paragraphs.push(commented(item.comment, blockText(item)));
    } else run.push(item);
  }
  close();
  return paragraphs.join("\n\n");
}

const commented = (comment: string, text: string): string =>
  comment === "" ? text : `${prefixed("# ", comment)}\n${text}`;

/** Columns, as `terraform fmt` counts them. */
const columns = (text: string): number => [...new Intl.Segmenter().segment(text)].length;

/** Arguments below each other. Neighbours of one line have their equals signs in one column. */
function lines(items: readonly Argument[]): string {
  const written = items.map(({ name, value, comment }) => ({ name, comment, text: literal(value) }));
  const joins = (index: number): boolean => {
    const [above, here] = [written[index - 1], written[index]];
    return above !== undefined && here?.comment === "" && ![above.text, here.text].some((text) => text.includes("\n"));
  };
  const width = (index: number): number => {
    let [first, last] = [index, index];
    while (joins(first)) first -= 1;
    while (joins(last + 1)) last += 1;
    return Math.max(...written.slice(first, last + 1).map(({ name }) => columns(name)));
  };
  return written
    .map(({ name, comment, text }, index) =>
      commented(comment, `${name}${" ".repeat(width(index) - columns(name))} = ${text}`),
    )
    .join("\n");
}

function blockText({ type, labels, body: inner }: Block): string {
  const head = [type, ...labels.map(quoted), "{"].join(" ");
  return inner.length === 0 ? `${head}}` : enclosed(head, body(inner), "}");
}

/** A text in quotes, of which nothing is evaluated. */
export const quoted = (text: string): string => `"${templateText(text)}"`;

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text as it stands in a template, of which nothing is evaluated. */
export const templateText = (text: string): string =>
  text
    .replace(/["\\]/g, "\\$&")
    .replace(/\p{Cc}/gu, (found) => ESCAPES[found] ?? `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/[$%](?=\{)/g, "$&$&");

/** Longer lists and objects are written one entry a line. */
const WIDTH = 100;

const fits = (text: string): boolean => text.length <= WIDTH && !text.includes("\n");

/** Data as HCL. */
export function literal(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return list(value.map(literal));
  if (typeof value === "object") return object(value);
  throw new Error(`HCL has no ${typeof value}`);
}

function list(entries: readonly string[]): string {
  const line = `[${entries.join(", ")}]`;
  return fits(line) ? line : enclosed("[", entries.map((entry) => `${entry},`).join("\n"), "]");
}

/** Words that mean something else where an object's key could be. */
const RESERVED: readonly string[] = ["for", "true", "false", "null"];

const key = (name: string): string =>
  /^[A-Za-z_][\w-]*$/.test(name) && !RESERVED.includes(name) ? name : quoted(name);

function object(value: object): string {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  if (entries.length === 0) return "{}";
  const line = `{ ${entries.map(([name, inner]) => `${key(name)} = ${literal(inner)}`).join(", ")} }`;
  if (fits(line)) return line;
  return enclosed("{", body(entries.map(([name, inner]) => argument(key(name), inner))), "}");
}
