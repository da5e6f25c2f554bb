import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generated } from "../constructs/commands/generate";
import { loadConfiguration } from "../constructs/configuration/load";
import { DOCUMENTS, SNIPPETS, read, root, snippetsIn } from "./support/documents";
import { commandsIn } from "./support/shell";
import { withFolder } from "./support/synth";

describe("generated files", () => {
  test.each(Object.entries(generated(read)))("%s is what `npm run update` writes", (file, text) => {
    expect(read(file)).toBe(text);
  });
});

/** How a snippet in each language is checked. HCL is by Terraform itself, in terraform/snippets.test.ts. */
const CHECKED = ["gitignore", "hcl", "json", "mermaid", "sh", "text", "ts", "yaml"];

/** What may be run without being part of this project, and with which first argument, if that is for us to know. */
const PROGRAMS: Readonly<Record<string, RegExp | undefined>> = {
  cd: undefined,
  export: /^[A-Z_]+=/,
  helm: /^(history|rollback|uninstall)$/,
  git: /^(add|commit|diff|push|tag)$/,
  npm: /^(ci|run|test)$/,
  npx: /^cdktf$/,
  rm: undefined,
  terraform: /^(apply|init|login|output|plan|show|state|test|validate)$/,
};

describe("snippets", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

  test.each(SNIPPETS)("$file says a language that is checked: $language", ({ language }) => {
    expect(CHECKED).toContain(language);
  });

  test.each(snippetsIn("ts"))("$name is a file that is compiled", ({ says }) => {
    expect(says).toMatch(/^file: examples\//);
  });

  test.each(SNIPPETS.filter(({ says }) => says !== undefined))("$file says $says, and is kept as it is", ({ file }) => {
    expect(Object.keys(generated(read))).toContain(file);
  });

  test.each(snippetsIn("yaml"))("$name has no problems", ({ text }) => {
    const result = withFolder((folder) => {
      const file = join(folder, "eks-irsa.yaml");
      writeFileSync(file, text);
      return loadConfiguration(file);
    });
    expect(result).toHaveProperty("configuration");
  });

  test.each(snippetsIn("json"))("$name is JSON", ({ text }) => {
    expect(JSON.parse(text)).toBeInstanceOf(Object);
  });

  test.each(snippetsIn("sh"))("$name runs what there is", ({ text }) => {
    const commands = commandsIn(text);
    const unknown = commands.filter(([program = "", argument = ""]) => {
      return !(program in PROGRAMS) || PROGRAMS[program]?.test(argument) === false;
    });
    expect(unknown).toEqual([]);
    const run = commands.flatMap(([program, argument, script = ""]) =>
      program === "npm" && argument === "run" ? [script] : [],
    );
    expect(run.filter((script) => !(script in scripts))).toEqual([]);
  });

  const NAMES_UPDATE = [
    "docs.test.ts",
    "configuration/json-schema.test.ts",
    "modules/generated.test.ts",
    "modules/bindings.long.test.ts",
    "package/api.long.test.ts",
    "package/package.long.test.ts",
  ];

  test.each(NAMES_UPDATE)("%s says how a stale file is made anew", (file) => {
    expect(read(`__tests__/${file}`)).toContain("`npm run update`");
  });

  test("npm run update runs every generator", () => {
    const all = scripts["update"]?.split(" ").slice(2);
    expect(all).toEqual(["generate", "modules", "api", "bindings"]);
    expect(all?.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("all scripts that documents name are the project's", () => {
    const named = [
      ...DOCUMENTS.map(read)
        .join("\n")
        .matchAll(/npm run ([\w-]+)/g),
    ].map(([, name]) => name);
    expect(named.filter((name) => name === undefined || !(name in scripts))).toEqual([]);
    expect(named).toContain("synth");
  });

  /** The headings of a document, as links name them. */
  const anchorsOf = (file: string): string[] =>
    [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, "")
        .replace(/ /g, "-"),
    );

  test.each(DOCUMENTS)("links in %s to headings lead to one", (file) => {
    const targets = [...read(file).matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)].map(
      ([, path = "", anchor = ""]) => [path === "" ? file : join(dirname(file), path), anchor] as const,
    );
    expect(targets.filter(([path, anchor]) => !anchorsOf(path).includes(anchor))).toEqual([]);
  });

  test.each(DOCUMENTS)("links in %s lead somewhere", (file) => {
    const targets = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, target = ""]) => target);
    expect(targets.filter((target) => !existsSync(join(root, dirname(file), target)))).toEqual([]);
  });
});
