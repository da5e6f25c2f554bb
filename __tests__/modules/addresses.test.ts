import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { blocksOf, callsOf } from "../support/module-files";
import { moduleNames } from "../support/modules";

/**
 * Addresses in a module are public API, and so are the names of its variables and outputs. Lists of them
 * are in addresses/. Who changes one adds a `moved` block and a line in the changelog: with another address,
 * Terraform destroys what is there and makes it anew.
 */
const LISTS = join(__dirname, "addresses");

/** Data sources, outputs and variables have a prefix in an address, resources have none. */
const PREFIXES: Readonly<Record<string, string>> = { resource: "", data: "data.", output: "output.", variable: "var." };

/** The addresses in a module, but for local values, which nobody outside can name. */
const ownAddresses = (module: string): string[] =>
  blocksOf(module).flatMap(({ keyword, labels }) => {
    const prefix = PREFIXES[keyword];
    return prefix === undefined ? [] : [`${prefix}${labels.join(".")}`];
  });

/** With those of the modules that it calls: of what these make, a state names the way to it. */
const addressesOf = (module: string): string[] =>
  [
    ...ownAddresses(module),
    ...Object.entries(callsOf(module)).flatMap(([name, called]) =>
      addressesOf(called)
        .filter((address) => !/^(output|var)\./.test(address))
        .map((address) => `module.${name}.${address}`),
    ),
  ].sort();

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
