import { choose } from "../../constructs/hcl/combine";
import { expressionOf, reference } from "../../constructs/hcl/expression";
import type { Value } from "../../constructs/hcl/expression";
import { text } from "../../constructs/hcl/lift";
import { inline } from "../../constructs/hcl/print";
import { endsWith, flattened, replaced, startsWith, together, withoutEnd } from "../../constructs/hcl/texts";
import "../../constructs/hcl/tokens";

const name = reference("var.name");

test.each<[string, Value, Value]>([
  ["whether a text starts with another", startsWith("arn:a", "arn:"), true],
  ["whether it ends with another", endsWith("a/b", "/"), false],
  ["a text without its end", withoutEnd("a/b/", "/"), "a/b"],
  ["a text that does not end so", withoutEnd("a/b", "/"), "a/b"],
  ["texts as one", together("a", "", "b"), "ab"],
  ["each mark replaced", replaced("{x}-{x}", "{x}", "a"), "a-a"],
  ["lists of lists as one", flattened([["a"], [["b"], []], "c"]), ["a", "b", "c"]],
])("%s is known now", (_what, value, expected) => {
  expect(value).toEqual(expected);
});

test.each<[string, Value, string]>([
  ["whether a text starts with another", startsWith(name, "arn:"), 'startswith(var.name, "arn:")'],
  ["whether it ends with another", endsWith(name, "/"), 'endswith(var.name, "/")'],
  ["a text without its end", withoutEnd(name, "/"), 'trimsuffix(var.name, "/")'],
  ["texts as one", together("a", name, together("b", name)), '"a${var.name}b${var.name}"'],
  [
    "texts of which one is chosen",
    together(choose(startsWith(name, "a"), "", "a"), name),
    'join("", [startswith(var.name, "a") ? "" : "a", var.name])',
  ],
  ["a mark in what is known", replaced("{x}/*", "{x}", name), '"${var.name}/*"'],
  ["a mark between expressions", replaced(together(name, "/{x}"), "{x}", "b"), '"${var.name}/b"'],
  ["a mark in what is not known", replaced(name, "{x}", "b"), 'replace(var.name, "{x}", "b")'],
  ["lists that are not known", flattened(name), "flatten(var.name)"],
])("%s is Terraform's to know", (_what, value, printed) => {
  expect(inline(expressionOf(value))).toBe(printed);
});

test("a token counts as what it stands for", () => {
  expect(inline(expressionOf(replaced(`${text(name)}/{x}`, "{x}", "b")))).toBe('"${var.name}/b"');
});
