import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { argument, block, hcl, literal, raw } from "../../constructs/modules/hcl";
import { withFolder } from "../support/synth";
import { testWithTerraform } from "../support/terraform-console";
import { binary, environment } from "../support/terraform";

const settings = { ...environment, TF_CLI_CONFIG_FILE: "" };

/** What `terraform fmt` makes of a file. */
const formatted = (text: string): string =>
  execFileSync(binary ?? "", ["fmt", "-"], { env: settings, encoding: "utf8", stdio: "pipe", input: text });

/** What Terraform reads in a literal. */
const read = (value: unknown): unknown =>
  withFolder((folder) => {
    writeFileSync(join(folder, "main.tf"), hcl([block("locals", [], [argument("result", value)])]));
    const printed = execFileSync(binary ?? "", ["console"], {
      cwd: folder,
      env: settings,
      encoding: "utf8",
      stdio: "pipe",
      input: "base64encode(jsonencode(local.result))\n",
    });
    return JSON.parse(Buffer.from(printed.trim().replaceAll('"', ""), "base64").toString("utf8")) as unknown;
  });

describe("a literal", () => {
  test.each<[unknown, string]>([
    [null, "null"],
    [true, "true"],
    [3600, "3600"],
    ["", '""'],
    ['say "a\\b"', '"say \\"a\\\\b\\""'],
    ["a\nb\tc\r", '"a\\nb\\tc\\r"'],
    ["\u0000", '"\\u0000"'],
    ["${a} %{ if b }", '"$${a} %%{ if b }"'],
    ["$ % {}", '"$ % {}"'],
    [[], "[]"],
    [["a", 1], '["a", 1]'],
    [{}, "{}"],
    [{ a: [1], b: undefined }, "{ a = [1] }"],
    [{ for: 1, null: 2, "a.b": 3, "a-b": 4 }, '{ "for" = 1, "null" = 2, "a.b" = 3, a-b = 4 }'],
    [[raw("var.a")], "[var.a]"],
  ])("%j is %s", (value, text) => {
    expect(literal(value)).toBe(text);
  });

  test("has its entries on lines of their own where it is long", () => {
    const long = "x".repeat(80);
    expect(literal([long, "y".repeat(20)])).toBe(`[\n  "${long}",\n  "${"y".repeat(20)}",\n]`);
    expect(literal({ a: long, longer: { b: 1 } })).toBe(`{\n  a      = "${long}"\n  longer = { b = 1 }\n}`);
  });

  test.each([undefined, NaN, 1n])("cannot be %p", (value) => {
    expect(() => literal(value)).toThrow("HCL has no");
  });

  testWithTerraform("means to Terraform what it is", () => {
    const odd = fc.constantFrom(...'$|%|{|}|"|\\|\n|~|\u0000|\u00a0|\u2028|é|日|👍|a'.split("|"));
    const text = fc.oneof(fc.string({ unit: "binary-ascii" }), fc.string({ unit: odd }));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        text,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        tie("list"),
        tie("map"),
      ),
      list: fc.array(tie("value"), { maxLength: 4 }),
      map: fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    }));
    fc.assert(
      // Many values in one process.
      fc.property(fc.array(value, { minLength: 100, maxLength: 100 }), (values) => {
        expect(read(values)).toEqual(values);
        const file = hcl([block("locals", [], [argument("result", values)])]);
        expect(formatted(file)).toBe(file);
      }),
      // To shrink would take a process for each try.
      { numRuns: 2, endOnFailure: true },
    );
  });
});

describe("a file", () => {
  const file = hcl([
    block("terraform", [], [argument("required_version", ">= 1.10")], "What it is for\n\nand why"),
    block(
      "variable",
      ["a"],
      [
        argument("description", "A text"),
        argument("type", raw("string")),
        argument("default", { a: "x".repeat(60), bcd: "y".repeat(60) }),
        argument("nullable", false),
        block(
          "validation",
          [],
          [
            argument("condition", raw('alltrue([\n  for a in var.a : a != ""\n])')),
            argument("error_message", "No.", "Says all"),
          ],
        ),
        block("validation", [], [argument("condition", true), argument("error_message", "No.")], "The second"),
        argument("sensitive", true),
      ],
    ),
    block("output", ["none"], []),
    argument("x", 1),
  ]);

  test("has empty lines around blocks, and equals signs in columns", () => {
    expect(file).toBe(`# What it is for
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

  testWithTerraform("is what `terraform fmt` writes", () => {
    expect(formatted(file)).toBe(file);
  });
});
