import { TerraformLocal, Token } from "cdktf";
import {
  all,
  any,
  choose,
  flagOrElse,
  isGiven,
  isMoreThanOne,
  isOneOf,
  not,
  numberOrElse,
  onlyIf,
  orElse,
  textIf,
} from "../../constructs/terraform/condition";
import { expr, optional, raw } from "../../constructs/terraform/expression";
import type { Json } from "../../constructs/terraform/expression";
import { synth, testStack } from "../support/synth";

/** What is written for a value. */
function written(value: Json): unknown {
  const stack = testStack();
  new TerraformLocal(stack, "value", expr`${value}`);
  return synth(stack)["locals"]?.["value"];
}

const x = raw("var.x");
const maybe = (): string => optional`var.x`.toString();

describe("conditions that are known", () => {
  test("stay what they are", () => {
    expect([not(true), all(true, true), all(true, false), any(false, false), any(true, false), all(), any()]).toEqual([
      false,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
    expect([isGiven(undefined), isGiven(""), isGiven(0)]).toEqual([false, true, true]);
    expect([isOneOf("a", "a", "b"), isOneOf("c", "a", "b")]).toEqual([true, false]);
    expect([isMoreThanOne(undefined), isMoreThanOne(1), isMoreThanOne(2)]).toEqual([false, false, true]);
  });

  test("decide alone where they can", () => {
    expect(all(false, x)).toBe(false);
    expect(any(true, x)).toBe(true);
    expect(all(true, x)).toBe(x);
    expect(any(false, x)).toBe(x);
  });
});

describe("conditions that only Terraform knows", () => {
  test.each([
    [not(x), "${!var.x}"],
    [not(not(x)), "${var.x}"],
    [not(isGiven(maybe())), "${var.x == null}"],
    [not(expr`var.a && var.b`), "${!(var.a && var.b)}"],
    [all(x, expr`var.a || var.b`), "${var.x && (var.a || var.b)}"],
    [any(expr`var.a && var.b`, x), "${(var.a && var.b) || var.x}"],
    [isGiven(maybe()), "${var.x != null}"],
    [isOneOf(x, "a", "b"), '${contains(["a", "b"], var.x)}'],
    [isMoreThanOne(Token.asNumber(x)), "${coalesce(var.x, 0) > 1}"],
  ])("become expressions: %#", (condition, expected) => {
    expect(written(condition)).toBe(expected);
  });
});

describe("values that depend on a condition", () => {
  test("are there, or not, where it is known", () => {
    expect([onlyIf(true, 1), onlyIf(false, 1), textIf(true, "a"), textIf(false, "a"), textIf(true, undefined)]).toEqual(
      [1, undefined, "a", undefined, undefined],
    );
    expect([choose(true, "a", "b"), choose(false, "a", "b")]).toEqual(["a", "b"]);
  });

  test("are Terraform's to choose where it is not", () => {
    expect(written(onlyIf(x, { a: 1 }) ?? null)).toBe("${var.x ? { a = 1 } : null}");
    expect(written(choose(expr`var.a && var.b`, "a", "b"))).toBe('${(var.a && var.b) ? "a" : "b"}');
  });
});

describe("what stands where nothing is given", () => {
  test("is known where it is", () => {
    expect([orElse(undefined, "b"), orElse("a", "b"), numberOrElse(undefined, 2), numberOrElse(1, 2)]).toEqual([
      "b",
      "a",
      2,
      1,
    ]);
    expect([flagOrElse(undefined, true), flagOrElse(false, true)]).toEqual([true, false]);
  });

  test("is chosen by Terraform where it may be null, and only there", () => {
    expect(written(orElse(maybe(), "b"))).toBe('${coalesce(var.x, "b")}');
    expect(written(orElse(x.toString(), "b"))).toBe("${var.x}");
    expect(written(numberOrElse(Token.asNumber(optional`var.x`), 2))).toBe("${coalesce(var.x, 2)}");
    expect(written(flagOrElse(optional`var.x`, true))).toBe("${coalesce(var.x, true)}");
  });
});
