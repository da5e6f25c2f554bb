import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { layOut } from "../../constructs/commands/layout";
import { root } from "../support/documents";
import { MODULES, moduleNames } from "../support/modules";
import { describeWithTerraform, newFolder, removeFolder, terraform } from "../support/terraform";

/** The folders in a module that a consumer runs Terraform in. */
function runnableIn(module: string): string[] {
  const examples = join(MODULES, module, "examples");
  return [".", ...(existsSync(examples) ? readdirSync(examples).map((name) => join("examples", name)) : [])];
}

/** An example that uses another module names that one's address in a registry, which there is none of here. */
const usesAnother = (module: string, path: string): boolean =>
  readFileSync(join(MODULES, module, path, path === "." ? "versions.tf" : "main.tf"), "utf8").includes('"../../../');

const CASES = moduleNames.flatMap((module) =>
  runnableIn(module)
    .filter((path) => !usesAnother(module, path))
    .map((path) => [module, path] as const),
);

// Jest refuses a table without rows, and a file without tests.
if (CASES.length === 0) {
  test.skip("modules are laid out (skipped: there are none in modules/)", () => undefined);
} else {
  describeWithTerraform("a module in a repository of its own", () => {
    let folder: string;
    beforeAll(() => {
      folder = newFolder();
      const registry = { address: "app.terraform.io/acme" };
      for (const module of moduleNames)
        layOut({ module, folder: join(folder, `terraform-aws-${module}`), registry }, root);
    });
    afterAll(() => {
      removeFolder(folder);
    });

    test.each(CASES)("%s is valid there: %s", (module, path) => {
      const place = join(folder, `terraform-aws-${module}`, path);
      terraform(place, "init");
      expect(JSON.parse(terraform(place, "validate", "-json"))).toMatchObject({ valid: true, error_count: 0 });
    });
  });
}
