import { argument, block, hcl } from "../hcl/blocks";
import { lift } from "../hcl/lift";
import { scopeIn } from "../hcl/tokens";
import { PROVIDERS, TERRAFORM_VERSION } from "../facts/requirements";
import type { ModuleStack, ProviderName } from "./module-stack";
import { readme } from "./readme";
import type { Example } from "./readme";
import { terraformFiles } from "./terraform-files";
import { variablesFile } from "./variables";

/** A module's generated files, by name. */
export function moduleFiles(module: ModuleStack, examples: readonly Example[]): Readonly<Record<string, string>> {
  const [variables, outputs] = [variablesFile(module.inputs), outputsFile(module)];
  return {
    "README.md": readme(module, examples),
    ...terraformFiles(module, [variables, outputs]),
    "variables.tf": variables,
    "outputs.tf": outputs,
    "versions.tf": versionsFile(module.providers),
  };
}

const outputsFile = (module: ModuleStack): string =>
  hcl(
    module.outputs.map(({ name, description, value, dependsOn }) =>
      block(
        "output",
        [name],
        [
          argument("description", description),
          argument("value", value),
          ...(dependsOn.length > 0
            ? [
                argument(
                  "depends_on",
                  dependsOn.map(({ fqn }) => lift(fqn)),
                ),
              ]
            : []),
        ],
      ),
    ),
    scopeIn(module),
  );

/** Ranges: whoever calls the module picks and locks a version. */
const versionsFile = (providers: readonly ProviderName[]): string =>
  hcl([
    block(
      "terraform",
      [],
      [
        argument("required_version", TERRAFORM_VERSION),
        block(
          "required_providers",
          [],
          providers.map((name) => argument(name, { ...PROVIDERS[name] })),
        ),
      ],
    ),
  ]);
