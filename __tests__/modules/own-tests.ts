import { join } from "node:path";
import { testsOf, useModules } from "../support/modules";
import { run } from "../support/terraform";

/** A module has some dozens of runs, each of which may start its own providers. */
const LONG = 900_000;

/** What `terraform test -json` says, line by line. */
interface Line {
  readonly "@testfile"?: string;
  readonly test_run?: { readonly run: string; readonly status?: string };
  readonly diagnostic?: { readonly summary: string; readonly detail: string };
}

/** What went wrong in a module's test files, and the runs that did not, by file. */
function resultsOf(
  tool: string,
  module: string,
): Record<string, { readonly passed: string[]; readonly wrong: string[] }> {
  const { stdout } = run(tool, ["test", "-json"], module);
  const lines = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line);
  const inFile = (file: string): Line[] => lines.filter((line) => line["@testfile"] === file);
  const ended = (file: string) => inFile(file).flatMap(({ test_run: one }) => (one?.status ? [one] : []));
  const files = [...new Set(lines.flatMap((line) => line["@testfile"] ?? []))];
  return Object.fromEntries(
    files.map((file) => [
      file,
      {
        passed: ended(file).flatMap(({ run, status }) => (status === "pass" ? [run] : [])),
        wrong: [
          ...ended(file).flatMap(({ run, status }) => (status === "pass" ? [] : [`${run}: ${status}`])),
          ...inFile(file).flatMap(({ diagnostic: one }) => (one ? [`${one.summary}: ${one.detail}`] : [])),
        ],
      },
    ]),
  );
}

/** Runs all test files of each module at once: Terraform reads the module once, then. */
export function testModules(tool: string, names: readonly string[]): void {
  const modules = useModules();

  describe.each(names)("of %s", (module) => {
    const files = testsOf(module);
    let results: ReturnType<typeof resultsOf> = {};
    beforeAll(() => {
      expect(run(tool, ["init"], join(modules(), module))).toMatchObject({ status: 0 });
      results = resultsOf(tool, join(modules(), module));
    }, LONG);

    test("are there", () => {
      expect(files).not.toHaveLength(0);
    });

    test.each(files)("pass: %s", (file) => {
      expect(results[file]?.wrong).toEqual([]);
      expect(results[file]?.passed).not.toEqual([]);
    });
  });
}
