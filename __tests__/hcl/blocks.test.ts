import { argument, block, body, hcl } from "../../constructs/hcl/blocks";
import type { Item } from "../../constructs/hcl/blocks";
import { and, onlyIf } from "../../constructs/hcl/combine";
import { Expression, call, reference, variable } from "../../constructs/hcl/expression";
import { testWithTerraform } from "../support/terraform-console";
import { formatted } from "./read-back";

const FILE: Item[] = [
  block("terraform", [], [argument("required_version", ">= 1.10")], "What it is for\n\nand why"),
  block(
    "variable",
    ["a"],
    [
      argument("description", "A text"),
      argument("type", reference("string")),
      argument("default", { a: "x".repeat(60), bcd: "y".repeat(60) }),
      argument("nullable", false),
      block(
        "validation",
        [],
        [
          argument("condition", reference('alltrue([\n  for a in var.a : a != ""\n])')),
          argument("error_message", "No.", "Says all"),
        ],
      ),
      block("validation", [], [argument("condition", true), argument("error_message", "No.")], "The second"),
      argument("sensitive", true),
    ],
  ),
  block("output", ["none"], []),
  argument("x", 1),
];

describe("a file", () => {
  test("has empty lines around blocks, and equals signs in columns", () => {
    expect(hcl(FILE)).toBe(`# What it is for
#
# and why
terraform {
  required_version = ">= 1.10"
}

variable "a" {
  description = "A text"
  type        = string
  default = {
    a   = "${"x".repeat(60)}"
    bcd = "${"y".repeat(60)}"
  }
  nullable = false

  validation {
    condition = alltrue([
      for a in var.a : a != ""
    ])
    # Says all
    error_message = "No."
  }

  # The second
  validation {
    condition     = true
    error_message = "No."
  }

  sensitive = true
}

output "none" {}

x = 1
`);
  });

  test("has empty lines around arguments of several lines, where a block is to be read", () => {
    const long = { a: "x".repeat(60), b: "y".repeat(60) };
    const items = [argument("one", 1), argument("two", long), argument("three", 3)];
    const inner = `{\n    a = "${long.a}"\n    b = "${long.b}"\n  }`;
    expect(hcl([block("locals", [], items, "", true)])).toBe(
      `locals {\n  one = 1\n\n  two = ${inner}\n\n  three = 3\n}\n`,
    );
    expect(hcl([block("locals", [], items)])).toBe(`locals {\n  one = 1\n  two = ${inner}\n  three = 3\n}\n`);
  });

  testWithTerraform("is what `terraform fmt` writes", () => {
    expect(formatted(hcl(FILE))).toBe(hcl(FILE));
  });

  test("writes values by its scope", () => {
    const name = variable("name", "each.key");
    expect(hcl([argument("a", { c: name, b: 1 })], { sorted: true })).toBe("a = { b = 1, c = each.key }\n");
    expect(hcl([argument("a", new Expression({ kind: "token", token: 1 }))], { token: () => "local.one" })).toBe(
      "a = local.one\n",
    );
  });

  test("counts names as wide as they are in characters", () => {
    expect(body([argument("é", { 日本: 1, b: "x".repeat(110) })])).toBe(
      `é = {\n  "日本" = 1\n  b    = "${"x".repeat(110)}"\n}`,
    );
  });
});

describe("lines", () => {
  const [one, two] = [reference(`var.${"a".repeat(50)}`), reference(`var.${"b".repeat(50)}`)];
  const file = hcl([
    block(
      "resource",
      ["a", "b"],
      [
        argument("count", and(one, two)),
        argument("policy", call("jsonencode", { Statement: [{ Sid: one, Extra: onlyIf(two, "x") }] })),
        block("lifecycle", [], [block("precondition", [], [argument("condition", and(one, two, reference("var.c")))])]),
      ],
    ),
  ]);

  test("are no longer than there is room", () => {
    expect(Math.max(...file.split("\n").map((line) => line.length))).toBeLessThanOrEqual(116);
    expect(file.split("\n").length).toBeGreaterThan(10);
  });

  testWithTerraform("stay as they are in `terraform fmt`", () => {
    expect(formatted(file)).toBe(file);
  });
});
