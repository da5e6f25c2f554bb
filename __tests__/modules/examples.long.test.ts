import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { examplesOf, moduleNames, useModules } from "../support/modules";
import { describeWithTerraform, terraform, tryTerraform } from "../support/terraform";
import { record, state } from "../support/terraform-json";

const EXAMPLES = moduleNames.flatMap((module) => examplesOf(module).map((example) => `${module}/examples/${example}`));

/** Of all examples: Terraform overlooks those that one does not declare. */
const VARIABLES = {
  cluster_role_arn: "arn:aws:iam::111122223333:role/cluster",
  oidc_provider_arn:
    "arn:aws:iam::111122223333:oidc-provider/oidc.eks.ap-northeast-2.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE",
  registry_password: "secret",
  registry_username: "reader",
  subnet_ids: ["subnet-0a", "subnet-0b"],
  vpc_id: "vpc-0abc",
};

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
