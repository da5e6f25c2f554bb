import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { generatedModules } from "../../constructs/commands/modules";
import { files, run } from "../support/command";
import { root } from "../support/documents";
import { LEFTOVER, MODULES, examplesOf, moduleNames } from "../support/modules";
import { withFolder } from "../support/synth";

const GENERATED = generatedModules(root);

/** What is in modules/, by path below the project. */
const COMMITTED = Object.fromEntries(
  Object.entries(files(MODULES))
    .filter(([path]) => !path.split("/").some((part) => LEFTOVER.test(part)))
    .map(([path, text]) => [`modules/${path}`, text]),
);

const isByHand = (path: string): boolean => /^modules\/([^/]+\/(examples|tests)\/|README\.md$)/.test(path);

const keysIn = (data: unknown): string[] =>
  typeof data === "object" && data !== null
    ? Object.entries(data).flatMap(([key, value]) => [...(Array.isArray(data) ? [] : [key]), ...keysIn(value)])
    : [];

describe("modules/", () => {
  test.each(Object.keys(GENERATED))("%s is what `npm run update` writes", (path) => {
    expect(COMMITTED[path]).toBe(GENERATED[path]);
  });

  test("has nothing that is neither generated nor an example nor a test", () => {
    expect(Object.keys(COMMITTED).filter((path) => !(path in GENERATED) && !isByHand(path))).toEqual([]);
  });

  test("is written whole, and byte for byte the same, into any other folder", () => {
    const written = withFolder((folder) => {
      expect(run("main.js", folder, ["modules", "ours"])).toMatchObject({ status: 0, stderr: "" });
      return files(join(folder, "ours"));
    });
    const byPath = Object.entries(written).map(([path, text]) => [`modules/${path}`, text]);
    expect(Object.fromEntries(byPath)).toEqual(COMMITTED);
  });

  test("names no folder of a machine", () => {
    const places = [root, homedir(), tmpdir(), "/home/", "/Users/", "/tmp/"].filter((place) => place.length > 1);
    const found = Object.entries(COMMITTED).flatMap(([path, text]) =>
      places.filter((place) => text.includes(place)).map((place) => `${path}: ${place}`),
    );
    expect(found).toEqual([]);
  });
});

describe.each(moduleNames)("the module %s", (name) => {
  const text = (file: string): string => COMMITTED[`modules/${name}/${file}`] ?? "";
  const main = JSON.parse(text("main.tf.json")) as Record<string, unknown>;

  test("has the files of Terraform's standard structure, examples and tests", () => {
    const inside = new Set(
      Object.keys(COMMITTED)
        .filter((path) => path.startsWith(`modules/${name}/`))
        .map((path) => path.split("/")[2]),
    );
    const expected = ["README.md", "examples", "main.tf.json", "outputs.tf", "tests", "variables.tf", "versions.tf"];
    expect([...inside].filter((entry) => entry !== "charts").sort()).toEqual(expected);
  });

  test("leaves providers, backend, variables and outputs to whom they belong", () => {
    expect(Object.keys(main).filter((key) => !["data", "locals", "resource"].includes(key))).toEqual([]);
  });

  test("has no metadata of the tool that wrote it", () => {
    expect(keysIn(main)).not.toContain("//");
  });

  test("says which Terraform and which providers it takes, from where and up to where", () => {
    const versions = text("versions.tf");
    expect(versions).toMatch(/^ {2}required_version = ">= \d+\.\d+\.\d+"$/m);
    const providers = [...versions.matchAll(/^ {4}(\w+) += \{ source = "([^"]+)", version = "([^"]+)" \}$/gm)];
    expect(providers.map(([, provider, source]) => `${provider} ${source}`)).toEqual(
      providers.map(([, provider]) => `${provider} hashicorp/${provider}`),
    );
    for (const [, , , range] of providers) expect(range).toMatch(/^>= \d+\.\d+\.\d+, < \d+\.0\.0$/);

    const types = ["data", "resource"].flatMap((key) => Object.keys(main[key] ?? {}));
    const used = new Set(types.map((type) => type.split("_")[0]).filter((prefix) => prefix !== "terraform"));
    expect(providers.map(([, provider]) => provider)).toEqual([...used].sort());
  });

  test("describes each variable and each output", () => {
    for (const [file, keyword] of [
      ["variables.tf", "variable"],
      ["outputs.tf", "output"],
    ] as const) {
      const blocks = text(file)
        .split(new RegExp(`^${keyword} `, "m"))
        .slice(1);
      expect(blocks).not.toHaveLength(0);
      expect(blocks.filter((block) => !/^"\w+" \{\n {2}description = "[^"]+"$/m.test(block))).toEqual([]);
    }
  });

  test("has a README that shows each example", () => {
    const missing = examplesOf(name).filter((example) => !text("README.md").includes(`(examples/${example})`));
    expect(missing).toEqual([]);
  });
});
