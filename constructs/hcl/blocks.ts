import type { Value } from "./expression";
import { WIDTH, aligned, broken, enclosed, quoted } from "./print";
import type { Line, Scope } from "./print";

/** Files of blocks and arguments, as `terraform fmt` writes them. */

/** An argument: `name = value`. */
export interface Argument {
  readonly name: string;
  readonly value: Value;
  readonly comment: string;
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: readonly Item[];
  readonly comment: string;
  /** Whether arguments of several lines have empty lines around them. */
  readonly isSpaced: boolean;
}

/** What a file or a block holds. */
export type Item = Argument | Block;

/** @param comment - what stands above it; of several lines, if the text has them */
export const argument = (name: string, value: Value, comment = ""): Argument => ({ name, value, comment });

export const block = (
  type: string,
  labels: readonly string[],
  body: readonly Item[],
  comment = "",
  isSpaced = false,
): Block => ({ type, labels, body, comment, isSpaced });

/** A file. */
export const hcl = (items: readonly Item[], scope: Scope = {}): string => `${body(items, WIDTH, scope)}\n`;

const isBlock = (item: Item): item is Block => "type" in item;

/**
 * Items below each other, with empty lines around blocks and, where wanted, around arguments of several lines.
 *
 * @param room - columns that a line has
 */
export function body(items: readonly Item[], room = WIDTH, scope: Scope = {}, isSpaced = false): string {
  const paragraphs: string[] = [];
  let run: Argument[] = [];
  const close = (): void => {
    paragraphs.push(...written(run, room, scope, isSpaced));
    run = [];
  };
  for (const item of items) {
    if (isBlock(item)) {
      close();
      paragraphs.push(commented(item.comment, blockText(item, room, scope)));
    } else run.push(item);
  }
  close();
  return paragraphs.join("\n\n");
}

/** Arguments, with empty lines around those of several lines. A comment ends the alignment. */
function written(items: readonly Argument[], room: number, scope: Scope, isSpaced: boolean): string[] {
  const paragraphs: string[][] = [];
  let run: Line[] = [];
  let comment = "";
  const close = (): void => {
    if (run.length > 0) paragraphs.at(-1)?.push(commented(comment, aligned(run)));
    run = [];
    comment = "";
  };
  let before = false;
  for (const item of items) {
    const line = { name: item.name, text: broken(item.value, room, scope, item.name.length + 3) };
    const isLong = line.text.includes("\n");
    if (item.comment !== "" || isLong || before) close();
    if (paragraphs.length === 0 || (isSpaced && (isLong || before))) paragraphs.push([]);
    if (item.comment !== "") comment = item.comment;
    run.push(line);
    before = isLong;
  }
  close();
  return paragraphs.map((lines) => lines.join("\n"));
}

const commented = (comment: string, text: string): string =>
  comment === ""
    ? text
    : `${comment
        .split("\n")
        .map((line) => `# ${line}`.trimEnd())
        .join("\n")}\n${text}`;

function blockText({ type, labels, body: inner, isSpaced }: Block, room: number, scope: Scope): string {
  const head = [type, ...labels.map(quoted), "{"].join(" ");
  return inner.length === 0 ? `${head}}` : enclosed(head, body(inner, room - 2, scope, isSpaced), "}");
}
