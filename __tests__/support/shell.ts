/** A command of a snippet, in words. */
export type Command = readonly string[];

/** The commands of a shell snippet, without comments, and without what is set for them only. */
export function commandsIn(snippet: string): Command[] {
  return snippet
    .replace(/\\\n/g, " ")
    .split(/\n|&&|\|\||[;|]/)
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "")
    .map((line) => line.split(/\s+/).filter((word, index, words) => !isSetting(word, words.slice(0, index))));
}

const isSetting = (word: string, before: readonly string[]): boolean =>
  /^\w+=/.test(word) && before.every((other) => /^\w+=/.test(other));
