import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";
import { read, root } from "../support/documents";
import { withFolder } from "../support/synth";

/** The reference as `npm run update` writes it, and what TypeDoc warns of. */
const { reference, warnings } = withFolder((folder) => {
  const typedoc = join(root, "node_modules", ".bin", "typedoc");
  const { status, stdout, stderr } = spawnSync(typedoc, ["--options", "docs/api/typedoc.json", "--out", folder], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (status !== 0) throw new Error(stdout + stderr);
  const lines = `${stdout}${stderr}`.split("\n").filter((line) => line.startsWith("[warning]"));
  return { reference: readFileSync(join(folder, "README.md"), "utf8"), warnings: lines };
});

describe("docs/api/README.md", () => {
  test("is what `npm run update` writes", () => {
    expect(read("docs/api/README.md")).toBe(reference);
  });

  test("says of all that is public what it is", () => {
    const undocumented = warnings.filter((line) => line.includes("does not have any documentation"));
    // Keys of the configuration have their descriptions in its schema, and so in docs/configuration.md.
    expect(undocumented.filter((line) => !line.includes("constructs/configuration/keys/"))).toEqual([]);
  });

  test("refers to nothing that is not exported, but for what docs/api/typedoc.json lists", () => {
    expect(warnings.filter((line) => /not included in the documentation|intentionally|link/.test(line))).toEqual([]);
  });
});

/** Optional props of the interfaces that are exported, without a default in their docstrings. */
function withoutDefault(): string[] {
  const index = join(root, "constructs", "index.ts");
  const program = ts.createProgram([index], { module: ts.ModuleKind.Node16, strict: true, noEmit: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(index);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error("constructs/index.ts exports something");
  return checker.getExportsOfModule(module).flatMap((symbol) => {
    const { declarations = [] } = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const members = declarations.filter(ts.isInterfaceDeclaration).flatMap((declaration) => [...declaration.members]);
    return members
      .filter((member) => member.questionToken !== undefined)
      .filter((member) => !ts.getJSDocTags(member).some(({ tagName }) => tagName.text === "default"))
      .map((member) => `${symbol.name}.${member.name?.getText() ?? ""}`);
  });
}

test("optional props say what is taken without them", () => {
  expect(withoutDefault()).toEqual([]);
});
