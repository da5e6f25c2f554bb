import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { MODULES, moduleNames } from "../support/modules";

/**
 * Addresses in a module are public API, and so are the names of its variables and outputs. Lists of them
 * are in addresses/. Who changes one adds a `moved` block and a line in the changelog: with another address,
 * Terraform destroys what is there and makes it anew.
 */
const LISTS = join(__dirname, "addresses");

const read = (module: string, file: string): string => readFileSync(join(MODULES, module, file), "utf8");

/** All addresses in a module, but for locals, which nobody outside can name. */
function addressesOf(module: string): string[] {
  const main = JSON.parse(read(module, "main.tf.json")) as Record<string, Record<string, object>>;
  const of = (section: string, prefix: string): string[] =>
    Object.entries(main[section] ?? {}).flatMap(([type, byName]) =>
      Object.keys(byName).map((name) => `${prefix}${type}.${name}`),
    );
  const named = (file: string, keyword: string, prefix: string): string[] =>
    [...read(module, file).matchAll(new RegExp(`^${keyword} "(\\w+)"`, "gm"))].map(([, name]) => `${prefix}.${name}`);
  return [
    ...of("resource", ""),
    ...of("data", "data."),
    ...named("outputs.tf", "output", "output"),
    ...named("variables.tf", "variable", "var"),
  ].sort();
}

test("each module has a list of its addresses", () => {
  expect(
    readdirSync(LISTS)
      .map((file) => file.replace(/\.txt$/, ""))
      .sort(),
  ).toEqual(moduleNames);
});

test.each(moduleNames)(
  "%s keeps its addresses: moving one takes a moved block and a line in the changelog",
  (module) => {
    const list = readFileSync(join(LISTS, `${module}.txt`), "utf8")
      .trimEnd()
      .split("\n");
    const addresses = addressesOf(module);
    expect({
      gone: list.filter((address) => !addresses.includes(address)),
      new: addresses.filter((address) => !list.includes(address)),
    }).toEqual({ gone: [], new: [] });
    expect(list).toEqual([...new Set(list)].sort());
  },
);
