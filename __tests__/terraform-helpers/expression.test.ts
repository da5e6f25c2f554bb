import { TerraformLocal, Token } from "cdktf";
import {
  When,
  Spread,
  Optional,
  asOptional,
  expr,
  operand,
  optional,
  raw,
} from "../../constructs/terraform/expression";
import type { Json } from "../../constructs/terraform/expression";
import { synth, testStack } from "../support/synth";
import { evaluate, testWithTerraform } from "../support/terraform-console";

/** What is written for a value. */
function written(value: Json): string {
  const stack = testStack();
  new TerraformLocal(stack, "value", value);
  return synth(stack)["locals"]?.["value"] as unknown as string;
}

describe("expr", () => {
  test("writes data as Terraform's language does, and references as they are", () => {
    expect(written(expr`f(${{ a: [1, true, null], "b c": raw("var.x") }}, ${"d"})`)).toBe(
      '${f({ a = [1, true, null], "b c" = var.x }, "d")}',
    );
  });

  test("stands in a text, and inside another expression", () => {
    expect(written(`arn:${expr`var.partition`.toString()}:iam`)).toBe("arn:${var.partition}:iam");
    expect(written(expr`upper(${`x-${raw("var.y").toString()}`})`)).toBe('${upper("x-${var.y}")}');
  });

  test("keeps words of the language in quotes where they are keys", () => {
    expect(written(expr`${{ for: 1, null: 2, plain: 3 }}`)).toBe('${{ "for" = 1, "null" = 2, plain = 3 }}');
  });
});

describe("an optional entry of a mapping", () => {
  test("alone makes the mapping optional, too", () => {
    const data = { a: { b: Optional.where(raw("var.on"), 1) } };
    expect(written(expr`${data}`)).toBe("${var.on ? { a = { b = 1 } } : null}");
    expect(asOptional(data)).toBeInstanceOf(Optional);
  });

  test("is known by its token, but not in a longer text", () => {
    const token = Token.asString(optional`var.x`);
    expect(asOptional(token)).toBeInstanceOf(Optional);
    expect(asOptional(`${token}/y`)).toBeUndefined();
    expect(asOptional("literal")).toBeUndefined();
    expect(asOptional(raw("var.x"))).toBeUndefined();
  });

  testWithTerraform("is left out where it is null, and so is a mapping of nothing else", () => {
    const data = expr`${{ always: 1, one: optional`var.x`, both: { one: optional`var.x`, two: optional`var.y` } }}`;
    expect(evaluate(written(data), { x: null, y: null })).toEqual({ always: 1 });
    expect(evaluate(written(data), { x: null, y: "y" })).toEqual({ always: 1, both: { two: "y" } });
    expect(evaluate(written(data), { x: "x", y: null })).toEqual({ always: 1, one: "x", both: { one: "x" } });
  });
});

describe("a list", () => {
  testWithTerraform("has elements that are there only where a condition holds, and those of other lists", () => {
    const list = expr`${[{ a: 1 }, new When(raw("var.on"), "b"), new Spread(raw("var.more")), "c"]}`;
    expect(evaluate(written(list), { on: true, more: ["x", "y"] })).toEqual([{ a: 1 }, "b", "x", "y", "c"]);
    expect(evaluate(written(list), { on: false, more: [] })).toEqual([{ a: 1 }, "c"]);
  });

  testWithTerraform("does not look at an element that is not there", () => {
    const list = expr`${[new When(raw("var.x != null"), raw('split(":", var.x)[1]'))]}`;
    expect(evaluate(written(list), { x: null })).toEqual([]);
    expect(evaluate(written(list), { x: "a:b" })).toEqual(["b"]);
  });
});

describe("operand", () => {
  test.each([
    ["var.x", "var.x"],
    ["!var.x", "!var.x"],
    ["f(var.x)", "f(var.x)"],
    ["var.x == null", "var.x == null"],
    ["a ? b : c", "(a ? b : c)"],
    ["a && b", "(a && b)"],
  ])("of %s is %s", (text, expected) => {
    expect(written(expr`${operand(raw(text))}`)).toBe(`\${${expected}}`);
  });
});
