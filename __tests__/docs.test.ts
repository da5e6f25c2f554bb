import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generated } from "../constructs/commands/generate";
import { loadConfiguration } from "../constructs/configuration/load";
import { withFolder } from "./support/synth";

const root = join(__dirname, "..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

const DOCUMENTS = [
  "README.md",
  "CHANGELOG.md",
  ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`),
].filter((file) => file.endsWith(".md"));

interface Snippet {
  /** What the comment right before it says it is. */
  readonly says: string | undefined;
  readonly language: string;
  readonly text: string;
}

const snippets = (file: string): Snippet[] =>
  [...read(file).matchAll(/(?:<!-- ([^>]+) -->\n+)?```(\w+)\n([\s\S]*?)```/g)].map(
    ([, says, language = "", text = ""]) => ({
      says,
      language,
      text,
    }),
  );

describe("generated files", () => {
  test.each(Object.entries(generated(read)))("%s is what `npm run generate` writes", (file, text) => {
    expect(read(file)).toBe(text);
  });
});

describe("snippets", () => {
  const all = DOCUMENTS.flatMap((file) => snippets(file).map((snippet) => ({ file, ...snippet })));

  test.each(all.filter(({ says }) => says?.startsWith("file: ")))(
    "$file shows $says as it is",
    ({ says = "", text }) => {
      const shown = read(says.replace("file: ", "")).replace('"../constructs"', '"cdktf-eks-irsa"');
      expect(text).toBe(shown);
    },
  );

  const yaml = all.filter(({ language }) => language === "yaml");
  test.each(yaml.map((snippet, index) => ({ ...snippet, index })))(
    "YAML snippet $index, in $file, has no problems",
    ({ text }) => {
      const result = withFolder((folder) => {
        const file = join(folder, "eks-irsa.yaml");
        writeFileSync(file, text);
        return loadConfiguration(file);
      });
      expect(result).toHaveProperty("configuration");
    },
  );

  test("the README's output is real output", () => {
    const output = withFolder((folder) => {
      writeFileSync(join(folder, "eks-irsa.yaml"), read("eks-irsa.yaml"));
      return spawnSync(process.execPath, [join(root, "dist/main.js")], { cwd: folder, encoding: "utf8" }).stdout;
    });
    const shown = snippets("README.md").find(({ says }) => says === "output of: npm run synth");
    expect(shown?.text).toBe(output);
  });

  test("the README's commands are the project's scripts", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [
      ...DOCUMENTS.map(read)
        .join("\n")
        .matchAll(/npm run ([\w-]+)/g),
    ].map(([, name]) => name);
    expect(named.filter((name) => name === undefined || !(name in scripts))).toEqual([]);
    expect(named).toContain("synth");
  });

  test.each(DOCUMENTS)("links in %s lead somewhere", (file) => {
    const targets = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, target = ""]) => target);
    expect(targets.filter((target) => !existsSync(join(root, dirname(file), target)))).toEqual([]);
  });
});
