import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { generatedModules } from "../../constructs/commands/modules";
import { files, run, write } from "../support/command";
import { root } from "../support/documents";
import { blocksIn, blocksOf, measured, terraformTexts } from "../support/module-files";
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

/** Terraform's files in modules themselves, not in their examples and tests. */
const TERRAFORM = Object.entries(COMMITTED).filter(([path]) => /^modules\/[^/]+\/[^/]+\.tf$/.test(path));

/** In a module, a line is not longer. */
const WIDTH = 160;
/** Variables have types and rules of their own making. */
const isMeasured = (path: string): boolean => !path.endsWith("/variables.tf");

/** A value has not more lines. */
const LINES = 35;
/** Documents are data, a key a line: IAM policies, chart values, and what each service's grants give. */
const isDocument = (name: string): boolean =>
  /^(policy|\w+_policy|values|\w+_values|values_set|grant_services|grant_rules)$/.test(name);
/** What is longer all the same. */
const LONG = [
  "modules/cert-manager/policy.tf statements",
  "modules/eks-irsa/addons.tf addon_set",
  "modules/helm-addon/main.tf set",
];

describe("modules/", () => {
  test.each(Object.keys(GENERATED))("%s is what `npm run update` writes", (path) => {
    expect(COMMITTED[path]).toBe(GENERATED[path]);
  });

  test("has nothing that is neither generated nor an example nor a test", () => {
    expect(Object.keys(COMMITTED).filter((path) => !(path in GENERATED) && !isByHand(path))).toEqual([]);
  });

  test("has a file of versions in each folder of an example", () => {
    const folders = Object.keys(COMMITTED).filter((path) => /\/examples\/.*\/main\.tf$/.test(path));
    expect(folders.length).toBeGreaterThan(30);
    expect(folders.filter((path) => !(join(path, "..", "versions.tf") in GENERATED))).toEqual([]);
  });

  test("is written whole, and byte for byte the same, into any other folder", () => {
    const written = withFolder((folder) => {
      expect(run("main.js", folder, ["modules", "ours"])).toMatchObject({ status: 0, stderr: "" });
      return files(join(folder, "ours"));
    });
    const byPath = Object.entries(written).map(([path, text]) => [`modules/${path}`, text]);
    expect(Object.fromEntries(byPath)).toEqual(COMMITTED);
  });

  test("has nothing in JSON that Terraform would read", () => {
    expect(Object.keys(COMMITTED).filter((path) => path.endsWith(".tf.json"))).toEqual([]);
  });

  test("loses what an earlier version wrote, and nothing written by hand", () => {
    withFolder((folder) => {
      const byHand = {
        "examples/mine/main.tf": "# mine",
        "tests/mine.tftest.hcl": "# mine",
        "CHANGELOG.md": "# Changes",
      };
      const stale = { "main.tf.json": "{}", "gone.tf": "# old", "charts/gone/Chart.yaml": "name: gone" };
      write(join(folder, "ours", "irsa-role"), { ...byHand, ...stale });
      expect(run("main.js", folder, ["modules", "ours"])).toMatchObject({ status: 0, stderr: "" });
      const left = Object.keys(files(join(folder, "ours", "irsa-role")));
      expect(left).toEqual(expect.arrayContaining(Object.keys(byHand)));
      expect(left.filter((path) => path in stale)).toEqual([]);
    });
  });

  test("has no line that is too long to read", () => {
    const long = TERRAFORM.filter(([path]) => isMeasured(path)).flatMap(([path, text]) =>
      text.split("\n").flatMap((line, index) => (line.length > WIDTH ? [`${path}:${index + 1}: ${line.length}`] : [])),
    );
    expect(long).toEqual([]);
  });

  test("has no expression that is too long to read", () => {
    const long = TERRAFORM.filter(([path]) => isMeasured(path)).flatMap(([path, text]) =>
      measured(text)
        .filter(({ name, lines }) => lines > LINES && !isDocument(name))
        .map(({ name }) => `${path} ${name}`),
    );
    expect(long).toEqual(LONG);
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
  const blocks = blocksOf(name);

  test("has the files of Terraform's standard structure, examples and tests", () => {
    const inside = new Set(
      Object.keys(COMMITTED)
        .filter((path) => path.startsWith(`modules/${name}/`))
        .map((path) => path.split("/")[2]),
    );
    const expected = ["README.md", "examples", "outputs.tf", "tests", "variables.tf", "versions.tf"];
    expect([...inside]).toEqual(expect.arrayContaining(expected));
    const others = [...inside].filter((entry) => entry !== undefined && !expected.includes(entry));
    expect(others.filter((entry) => entry !== "charts" && !/^\w+\.tf$/.test(entry ?? ""))).toEqual([]);
  });

  test("leaves providers and backend to whom they belong, and has each kind of block where it is looked for", () => {
    const HOMES: Readonly<Record<string, string>> = {
      output: "outputs.tf",
      terraform: "versions.tf",
      variable: "variables.tf",
    };
    for (const [file, content] of Object.entries(terraformTexts(name))) {
      for (const { keyword } of blocksIn(content)) {
        if (Object.values(HOMES).includes(file)) expect(HOMES[keyword]).toBe(file);
        else expect(["check", "data", "locals", "module", "resource"]).toContain(keyword);
      }
    }
  });

  test("has no metadata of the tool that wrote it", () => {
    expect(Object.values(terraformTexts(name)).filter((content) => content.includes('"//"'))).toEqual([]);
  });

  test("says which Terraform and which providers it takes, from where and up to where", () => {
    const versions = text("versions.tf");
    expect(versions).toMatch(/^ {2}required_version = ">= \d+\.\d+\.\d+"$/m);
    const providers = [...versions.matchAll(/^ {4}(\w+) += \{ source = "([^"]+)", version = "([^"]+)" \}$/gm)];
    expect(providers.map(([, provider, source]) => `${provider} ${source}`)).toEqual(
      providers.map(([, provider]) => `${provider} hashicorp/${provider}`),
    );
    for (const [, , , range] of providers) expect(range).toMatch(/^>= \d+\.\d+\.\d+, < \d+\.0\.0$/);

    const types = blocks.flatMap(({ keyword, labels: [type = ""] }) =>
      /^(data|resource)$/.test(keyword) ? [type] : [],
    );
    const used = new Set(types.map((type) => type.split("_")[0]).filter((prefix) => prefix !== "terraform"));
    expect(providers.map(([, provider]) => provider)).toEqual([...used].sort());
  });

  test("describes each variable and each output", () => {
    for (const keyword of ["variable", "output"]) {
      const described = blocks.filter((block) => block.keyword === keyword);
      expect(described).not.toHaveLength(0);
      expect(described.filter(({ body }) => !/^ {2}description = "[^"]+"\n/.test(body))).toEqual([]);
    }
  });

  test("has a README that shows each example", () => {
    const missing = examplesOf(name).filter((example) => !text("README.md").includes(`(examples/${example})`));
    expect(missing).toEqual([]);
  });
});

test("a value is measured with its brackets, and without what follows it", () => {
  const text = "locals {\n  one = 1\n\n  list = [\n    { a = 1 },\n\n    2,\n  ]\n  last = {}\n}\n";
  expect(measured(text)).toEqual([
    { name: "one", lines: 1 },
    { name: "list", lines: 5 },
    { name: "last", lines: 1 },
  ]);
});
