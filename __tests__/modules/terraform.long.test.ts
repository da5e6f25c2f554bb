import { join } from "node:path";
import { moduleNames, useModules } from "../support/modules";
import { describeWithTerraform, terraform, tryTerraform } from "../support/terraform";

describeWithTerraform("the modules", () => {
  const modules = useModules();

  test("are formatted, examples and tests, too", () => {
    expect(tryTerraform(modules(), "fmt", "-check", "-recursive", "-diff")).toMatchObject({ status: 0, output: "" });
  });

  test.each(moduleNames)("%s is valid without a warning", (module) => {
    terraform(join(modules(), module), "init");
    expect(JSON.parse(terraform(join(modules(), module), "validate", "-json"))).toMatchObject({
      valid: true,
      diagnostics: [],
    });
  });
});
