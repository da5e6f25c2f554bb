import { PROVIDERS, TERRAFORM_VERSION } from "../facts/requirements";
import { argument, block, hcl, raw } from "./hcl";
import type { ModuleStack, ModuleOutput, ProviderName } from "./module-stack";
import { readme } from "./readme";
import type { Example } from "./readme";
import { variablesFile } from "./variables";

/** A module's generated files, by name. */
export function moduleFiles(module: ModuleStack, examples: readonly Example[]): Readonly<Record<string, string>> {
  const { main, outputs } = module.files();
  return {
    "README.md": readme(module, outputs, examples),
    "main.tf.json": `${JSON.stringify(main, undefined, 2)}\n`,
    "variables.tf": variablesFile(module.inputs),
    "outputs.tf": outputsFile(outputs),
    "versions.tf": versionsFile(module.providers),
  };
}

const outputsFile = (outputs: readonly ModuleOutput[]): string =>
  hcl(
    outputs.map(({ name, description, value }) =>
      block("output", [name], [argument("description", description), argument("value", raw(value))]),
    ),
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
          providers.map((name) => argument(name, PROVIDERS[name])),
        ),
      ],
    ),
  ]);
