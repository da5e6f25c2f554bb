/** Each problem on a line of its own, then their number. */
export function printProblems(found: readonly string[]): void {
  for (const problem of found) console.error(problem);
  console.error(`${found.length} ${found.length === 1 ? "problem" : "problems"}`);
}
