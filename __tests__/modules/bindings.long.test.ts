import { cpSync } from "node:fs";
import { join } from "node:path";
import { inputsOf } from "../support/bindings";
import { cdktf } from "../support/cdktf-command";
import { read, root } from "../support/documents";
import { textsIn } from "../support/files";
import { moduleNames } from "../support/modules";
import { withFolder } from "../support/synth";
import { testWithTerraform } from "../support/terraform-console";

const { terraformModules: bound } = JSON.parse(read("cdktf.json")) as {
  terraformModules: { name: string; source: string }[];
};

/** `cdktf get` knows no types of objects, and this one cannot do without one: its chart. */
const WITHOUT = ["helm-addon"];

/** The names of a module's variables that have no default, as TypeScript has them. */
const requiredOf = (module: string): string[] =>
  read(`modules/${module}/variables.tf`)
    .split(/^(?=variable ")/m)
    .filter((block) => !/^ {2}default +=/m.test(block))
    .map((block) => /^variable "(\w+)"/.exec(block)?.[1] ?? "")
    .map((name) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()));

const bindingOf = (module: string): ReturnType<typeof inputsOf> => inputsOf(read(`.gen/modules/${module}.ts`));

describe("bindings of the modules", () => {
  test("are there for each module with types", () => {
    expect(bound).toEqual(
      moduleNames.filter((name) => !WITHOUT.includes(name)).map((name) => ({ name, source: `./modules/${name}` })),
    );
  });

  testWithTerraform("are what `npm run update` makes of the modules", () => {
    const made = withFolder((folder) => {
      for (const name of ["cdktf.json", "modules"]) cpSync(join(root, name), join(folder, name), { recursive: true });
      expect(cdktf(folder, "get")).toMatchObject({ status: 0 });
      return textsIn(join(folder, ".gen"));
    });
    const { "README.md": _, ...committed } = textsIn(join(root, ".gen"));
    expect(committed).toEqual(made);
  });

  test.each(bound)("of $name want just what the module cannot do without", ({ name }) => {
    const required = bindingOf(name).filter((input) => input.required);
    expect(required.map((input) => input.name).sort()).toEqual(requiredOf(name).sort());
    expect(required.length).toBeGreaterThan(0);
  });

  test.each(bound)("of $name have a type for all that they want", ({ name }) => {
    const untyped = bindingOf(name).filter(({ required, mentionsAny }) => required && mentionsAny);
    expect(untyped).toEqual([]);
  });

  test.each(WITHOUT)("would have none for what %s wants", (name) => {
    expect(read(`modules/${name}/variables.tf`)).toMatch(/^variable "chart" \{\n.*\n\n? {2}type = object\(/m);
  });
});

test("a type without a name is found in a binding", () => {
  const text = "export interface AConfig { readonly a: string; readonly b?: any; readonly c: { [key: string]: any } }";
  expect(inputsOf(text).map(({ name, required, mentionsAny }) => [name, required, mentionsAny])).toEqual([
    ["a", true, false],
    ["b", false, true],
    ["c", true, true],
  ]);
});
