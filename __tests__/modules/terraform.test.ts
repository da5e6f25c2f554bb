import { join } from "node:path";
import { copyModules, moduleNames } from "../support/modules";
import { describeWithTerraform, newFolder, removeFolder, terraform, tryTerraform } from "../support/terraform";

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

  test.each(moduleNames)("%s is valid without a warning", (module) => {
    terraform(join(modules, module), "init");
    expect(JSON.parse(terraform(join(modules, module), "validate", "-json"))).toMatchObject({
      valid: true,
      diagnostics: [],
    });
  });
});
