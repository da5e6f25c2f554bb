/**
 * What only AWS knows, or Terraform when it applies, stands in a text as a mark: ‹what it is›. One mark is one value, so that
 * texts with marks compare: `arn:aws:iam::‹account›:role/a` is itself, is not role `b`, and may be any account's.
 */
export const mark = (what: string): string => `‹${what.replace(/[‹›]/g, "")}›`;

export const hasMark = (text: string): boolean => text.includes("‹");

/** A text in its smallest parts: characters, and marks as a whole. */
export const partsOf = (text: string): string[] => text.match(/‹[^›]*›|./gsu) ?? [];

export const isMark = (part: string | undefined): boolean => part?.startsWith("‹") === true;

/** Text that is a mark and nothing else. */
export const isWholeMark = (text: string): boolean => /^‹[^›]*›$/.test(text);

/** A text changed where it is known. */
export const outsideMarks = (text: string, change: (known: string) => string): string =>
  text.replace(/(‹[^›]*›)|[^‹]+/g, (part, marked?: string) => marked ?? change(part));
