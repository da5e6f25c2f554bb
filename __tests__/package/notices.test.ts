import { readFileSync } from "node:fs";
import { join } from "node:path";
import { read, root } from "../support/documents";

/** Licences that let anybody pass the bundle on, as long as their texts go along. */
const PERMISSIVE = /^\((0BSD|Apache-2\.0|BSD-[23]-Clause|BlueOak-1\.0\.0|ISC|MIT|MPL-2\.0|Public Domain)\)/;

/** The packages that a bundle holds parts of: esbuild writes above each part where it is from. */
const bundled = [
  ...new Set([...read("dist/main.js").matchAll(/^ *\/\/ (.*node_modules\/(?:@[^/]+\/)?[^/]+)/gm)].map(([, at]) => at)),
].map((folder = "") => {
  const { name, version } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  return `${name} ${version}`;
});

describe("the notices of what is bundled", () => {
  const notices = read("dist/THIRD_PARTY_NOTICES");
  const [, ...parts] = notices.split(/^-{80}$/m).map((part) => part.trim());

  test("name each package with its version, and no other", () => {
    const named = parts.flatMap((part) => part.split("\n\n")[0]?.split("\n") ?? []);
    expect(named.map((line) => line.split(" (")[0]).sort()).toEqual([...new Set(bundled)].sort());
    expect(named).toContainEqual(expect.stringMatching(/^cdktf 0\.21\.\d+ \(MPL-2\.0\), https:/));
    for (const line of named) expect(line.slice(line.indexOf("("))).toMatch(PERMISSIVE);
  });

  test("hold the text of each licence that asks for it", () => {
    const without = parts.filter((part) => part.endsWith("(The package holds no text of its licence.)"));
    // The text of MPL-2.0 stands with the providers.
    const names = without.flatMap((part) => part.split("\n\n")[0]?.split("\n") ?? []);
    expect(names.filter((line) => !/\((MPL-2\.0|Public Domain)\)/.test(line))).toEqual([]);
    expect(notices).toContain("Mozilla Public License");
  });
});
