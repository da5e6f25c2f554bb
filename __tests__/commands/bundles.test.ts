import { buildSync } from "esbuild";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** Packages in the bundle of a command. */
function packages(command: string): Set<string> {
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: [command],
    bundle: true,
    platform: "node",
    metafile: true,
    write: false,
  });
  const inputs = Object.keys(metafile.inputs).flatMap(
    (path) => /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return new Set(inputs);
}

describe("the bundle", () => {
  test("of check holds no CDKTF: checking a file makes no construct", () => {
    expect([...packages("constructs/commands/check.ts")].sort()).toEqual(["fastest-levenshtein", "yaml", "zod"]);
  });

  test("of access holds no CDKTF: reading an output makes no construct", () => {
    expect([...packages("constructs/commands/access.ts")]).toEqual(["fastest-levenshtein"]);
  });

  test("of the app does hold it", () => {
    expect([...packages("main.ts")]).toEqual(expect.arrayContaining(["cdktf", "constructs", "@cdktf/provider-helm"]));
  });
});
