const cell = (text: string): string => text.replace(/\|/g, "\\|");

/** A table of Markdown with its columns padded, as the formatter wants it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(cell));
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, i) => text.padEnd(widths[i] ?? 0)).join(" | ")} |`;
  const [top = [], ...below] = cells;
  return [line(top), line(widths.map((width) => "-".repeat(width))), ...below.map(line)].join("\n");
}
