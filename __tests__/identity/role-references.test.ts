import { readFileSync } from "node:fs";
import { join } from "node:path";
import { synthesized } from "../support/cluster-stack";
import { blocksOf } from "../support/module-files";
import { moduleNames } from "../support/modules";

/** A role's name, which is the same before and after the role is replaced. Its ID is unknown until it is there again. */
const NAME = /\baws_iam_role\.[\w-]+(\[[^\]]*\])?\.name\b/;

const EVERYTHING = readFileSync(join(__dirname, "..", "terraform", "everything.yaml"), "utf8");

describe("no resource refers to a role by a name that survives the role's replacement", () => {
  test("in a stack", () => {
    const { resource, output } = synthesized(EVERYTHING);
    expect(JSON.stringify(output)).toMatch(NAME);
    expect(JSON.stringify(resource)).not.toMatch(NAME);
    expect(JSON.stringify(resource)).toMatch(/"role": ?"\$\{aws_iam_role\.[\w-]+\.id\}"/);
  });

  test.each(moduleNames)("in the module %s", (module) => {
    const blocks = blocksOf(module);
    const locals = blocks
      .filter(({ keyword }) => keyword === "locals")
      .flatMap(({ body }) => body.split(/\n(?= {2}\S)/));
    // A local value of names is one that loops over roles, or that takes one's name.
    const names = locals
      .filter((text) => NAME.test(text) || (/\bin aws_iam_role\./.test(text) && /\.name\b/.test(text)))
      .flatMap((text) => /^ *([\w-]+) += /.exec(text)?.[1] ?? []);
    const found = blocks
      .filter(({ keyword }) => keyword === "resource")
      .filter(({ body }) => NAME.test(body) || names.some((name) => new RegExp(`\\blocal\\.${name}\\b`).test(body)))
      .map(({ labels }) => labels.join("."));
    expect(found).toEqual([]);
  });
});
