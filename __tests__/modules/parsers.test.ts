import { unreadable } from "../support/hcl-parsers";
import { moduleNames } from "../support/modules";
import { blocksOf, terraformTexts } from "../support/module-files";

describe("a module's files are as linters and other parsers than Terraform's want them", () => {
  test.each(moduleNames)("%s", (module) => {
    const found = Object.entries(terraformTexts(module)).flatMap(([file, text]) =>
      unreadable(text).map((what) => `${file}: ${what}`),
    );
    expect(found).toEqual([]);
  });

  test.each(moduleNames)("%s has no local value that nothing asks for", (module) => {
    const text = Object.values(terraformTexts(module)).join("\n");
    const names = blocksOf(module)
      .filter(({ keyword }) => keyword === "locals")
      .flatMap(({ body }) => [...body.matchAll(/^ {2}(\w+) += /gm)].map(([, name = ""]) => name));
    expect(names.filter((name) => !new RegExp(`\\blocal\\.${name}\\b`).test(text))).toEqual([]);
  });

  test.each([
    ["a = !!var.b"],
    ["a = (\n  var.b && !coalesce(var.c, false)\n  ? 1\n  : 2\n)"],
    ['a = "${join(", ", keys(coalesce(var.b, {})), "c")}: d"'],
  ])("and not by some: %s", (text) => {
    expect(unreadable(text)).toHaveLength(1);
  });

  test.each([
    ["a = !(!var.b)"],
    ["a = (\n  (var.b && !coalesce(var.c, false))\n  ? 1\n  : 2\n)"],
    ['a = join(": ", [join(", ", keys(coalesce(var.b, {})), "c"), "d is {}"])'],
    ['a = "${jsonencode(var.b)} is {}" # {}'],
  ])("but is here: %s", (text) => {
    expect(unreadable(text)).toEqual([]);
  });
});
