import { join } from "node:path";
import { copyModules, examplesOf, moduleNames, testsOf } from "../support/modules";
import {
  describeWithOpenTofu,
  describeWithTerraform,
  newFolder,
  removeFolder,
  run,
  terraform,
  tryTerraform,
} from "../support/terraform";

/** Each folder of a module that Terraform can be run in. */
const FOLDERS = moduleNames.flatMap((module) => [
  module,
  ...examplesOf(module).map((example) => `${module}/examples/${example}`),
]);

/** A run in a test starts its own providers, where none are running already. */
const LONG = 900_000;

interface Summary {
  readonly type: string;
  readonly test_summary?: { readonly status: string; readonly passed: number; readonly failed: number };
  readonly diagnostic?: { readonly summary: string; readonly detail: string };
}

/** What `terraform test` says of a file: what went wrong, and how many runs did not. */
function testResults(module: string, file: string): { readonly passed: number; readonly wrong: string[] } {
  const { stdout } = tryTerraform(module, "test", "-json", `-filter=${file}`);
  const lines = stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Summary);
  const summary = lines.find(({ type }) => type === "test_summary")?.test_summary;
  const wrong = lines.flatMap(({ diagnostic }) => (diagnostic ? [`${diagnostic.summary}: ${diagnostic.detail}`] : []));
  return {
    passed: summary?.passed ?? 0,
    wrong: summary?.status === "pass" ? wrong : [...wrong, `the status is ${summary?.status}`],
  };
}

describeWithTerraform("the modules", () => {
  let modules: string;
  beforeAll(() => {
    modules = join(newFolder(), "modules");
    copyModules(modules);
  });
  afterAll(() => {
    removeFolder(join(modules, ".."));
  });

  test("are formatted, examples and tests, too", () => {
    expect(tryTerraform(modules, "fmt", "-check", "-recursive", "-diff")).toMatchObject({ status: 0, output: "" });
  });

  test.each(FOLDERS)("%s is valid without a warning", (folder) => {
    terraform(join(modules, folder), "init");
    expect(JSON.parse(terraform(join(modules, folder), "validate", "-json"))).toMatchObject({
      valid: true,
      diagnostics: [],
    });
  });

  describe.each(moduleNames.map((module) => ({ module, files: testsOf(module) })))("$module", ({ module, files }) => {
    test("has tests", () => {
      expect(files).not.toHaveLength(0);
    });

    test.each(files)(
      "passes %s",
      (file) => {
        terraform(join(modules, module), "init");
        const { passed, wrong } = testResults(join(modules, module), file);
        expect(wrong).toEqual([]);
        expect(passed).toBeGreaterThan(0);
      },
      LONG,
    );
  });
});

describeWithOpenTofu("in OpenTofu", () => {
  let modules: string;
  beforeAll(() => {
    modules = join(newFolder(), "modules");
    copyModules(modules);
  });
  afterAll(() => {
    removeFolder(join(modules, ".."));
  });

  test.each(FOLDERS)("%s is valid", (folder) => {
    const place = join(modules, folder);
    expect(run("tofu", ["init"], place)).toMatchObject({ status: 0 });
    expect(run("tofu", ["validate"], place)).toMatchObject({ status: 0 });
  });
});
