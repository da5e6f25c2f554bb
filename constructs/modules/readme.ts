import { PROVIDERS, TERRAFORM_VERSION } from "../facts/requirements";
import { table } from "../facts/markdown";
import type { ModuleInput } from "./input";
import { literal } from "./hcl";
import type { ModuleStack } from "./module-stack";
import { renamed, valueType } from "./value-type";
import type { ValueType } from "./value-type";

/** An example of a module, as its main.tf has it: a comment that says what it is for, and the configuration. */
export interface Example {
  readonly name: string;
  readonly text: string;
}

/** A module's README: what it is, how it is used, what it takes and gives. */
export function readme(module: ModuleStack, examples: readonly Example[]): string {
  const types = module.inputs.map((input) => ({ input, type: valueType(input.schema) }));
  const sections = [
    `# ${module.node.id}`,
    module.description,
    "## Usage",
    ...examples.map((example) => usage(example, module.node.id)),
    "## Requirements",
    table(
      ["name", "version"],
      [
        ["terraform or tofu", TERRAFORM_VERSION],
        ...module.providers.map((name) => [PROVIDERS[name].source, PROVIDERS[name].version]),
      ],
    ),
    "## Inputs",
    table(
      ["name", "type", "default", "what it is"],
      types.map(({ input, type }) => [`\`${input.name}\``, short(type), defaultOf(input, type), input.description]),
    ),
    ...types.flatMap(({ input, type }) => attributes(input.name, type)),
    "## Outputs",
    table(
      ["name", "what it is"],
      module.outputs.map(({ name, description }) => [`\`${name}\``, description]),
    ),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** Sources as whoever reads the README writes them, and not as an example beside the module does. */
const sources = (text: string, module: string): string =>
  text.replace(/(?<=source\s*=\s*)"\.\.\/\.\.(?:\/\.\.\/([\w-]+))?"/g, (_, other: string | undefined) =>
    JSON.stringify(`./modules/${other ?? module}`),
  );

/** The comment above an example is what it is for. */
function usage({ name, text }: Example, module: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("#"));
  const says = lines.slice(0, end).map((line) => line.replace(/^# ?/, ""));
  const body = sources(lines.slice(end).join("\n").trim(), module);
  return `${says.join(" ")} ([examples/${name}](examples/${name}))\n\n\`\`\`hcl\n${body}\n\`\`\``;
}

function short(type: ValueType): string {
  switch (type.kind) {
    case "text":
      return "string";
    case "flag":
      return "bool";
    case "list":
    case "map":
      return `${type.kind}(${short(type.element)})`;
    default:
      return type.kind;
  }
}

function defaultOf(input: ModuleInput, type: ValueType): string {
  return input.default === undefined ? "required" : `\`${literal(renamed(input.default, type))}\``;
}

/** The object inside a list or a map, and how its entries are reached. */
function inside(path: string, type: ValueType): { path: string; type: ValueType } {
  return type.kind === "list" || type.kind === "map" ? inside(`${path}[*]`, type.element) : { path, type };
}

/** A table for each object, those within it after it. */
function attributes(name: string, given: ValueType): string[] {
  const { path, type } = inside(name, given);
  if (type.kind !== "object" || type.attributes.length === 0) return [];
  const rows = type.attributes.map(({ name: key, type: inner, required, default: byDefault, description }) => [
    `\`${key}\``,
    short(inner),
    required ? "required" : byDefault === undefined ? "`null`" : `\`${literal(byDefault)}\``,
    description,
  ]);
  return [
    `### \`${path}\`\n\n${table(["attribute", "type", "default", "what it is"], rows)}`,
    ...type.attributes.flatMap((attribute) => attributes(`${path}.${attribute.name}`, attribute.type)),
  ];
}
