import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { VARIABLES } from "../support/module-root";
import { examplesOf, moduleNames, useModules } from "../support/modules";
import { describeWithTerraform, terraform, tryTerraform } from "../support/terraform";
import { record, state } from "../support/terraform-json";

const EXAMPLES = moduleNames.flatMap((module) => examplesOf(module).map((example) => `${module}/examples/${example}`));

describeWithTerraform("the examples of modules", () => {
  const modules = useModules();

  test.each(EXAMPLES)("%s is valid, applied at once, has nothing to change then, and can be removed", (example) => {
    const folder = join(modules(), example);
    writeFileSync(join(folder, "terraform.tfvars.json"), JSON.stringify(VARIABLES));
    terraform(folder, "init");
    expect(JSON.parse(terraform(folder, "validate", "-json"))).toMatchObject({ valid: true, diagnostics: [] });
    const made = record(folder, "apply");
    expect(tryTerraform(folder, "plan", "-detailed-exitcode").status).toBe(0);
    expect([...record(folder, "destroy").keys()].sort()).toEqual([...made.keys()].sort());
    expect(state(folder).resources.size).toBe(0);
  });
});
