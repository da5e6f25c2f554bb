import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Fn, TerraformLocal, TerraformVariable, Token } from "cdktf";
import type { TerraformStack } from "cdktf";
import { onlyIf } from "../../constructs/hcl/combine";
import { attribute, call, expressionOf, isExpression, nullable, reference } from "../../constructs/hcl/expression";
import type { Expression, Value } from "../../constructs/hcl/expression";
import type * as expressions from "../../constructs/hcl/expression";
import { jsonText } from "../../constructs/hcl/json";
import type * as lifting from "../../constructs/hcl/lift";
import { any, isLiteral, lift, list, map, number, text, textOrNone } from "../../constructs/hcl/lift";
import { inline } from "../../constructs/hcl/print";
import { scopeIn } from "../../constructs/hcl/tokens";
import { synth, testStack } from "../support/synth";

const x = reference("var.x");

/** What CDKTF writes for a value. */
function written(make: (stack: TerraformStack) => unknown): unknown {
  const stack = testStack();
  new TerraformLocal(stack, "value", make(stack));
  return synth(stack)["locals"]?.["value"];
}

/** What our own printer writes for it. */
function printed(make: (stack: TerraformStack) => unknown): string {
  const stack = testStack();
  return inline(make(stack) as Value, scopeIn(stack));
}

describe("an expression", () => {
  test("does not get into a text unseen", () => {
    const message = "An expression of Terraform got into a text: use text() of hcl/tokens";
    expect(() => `arn:${String(x)}`).toThrow(message);
    expect(() => [x].join("-")).toThrow(message);
  });

  test("does not get into JSON unseen", () => {
    expect(() => JSON.stringify({ a: [x] })).toThrow(
      "An expression of Terraform got into JSON.stringify: use jsonText() of hcl/json",
    );
  });

  test("needs hcl/tokens where CDKTF is to take it", () => {
    jest.isolateModules(() => {
      const alone = jest.requireActual<typeof lifting>("../../constructs/hcl/lift");
      const { reference: refer } = jest.requireActual<typeof expressions>("../../constructs/hcl/expression");
      expect(() => alone.text(refer("var.x"))).toThrow("nothing has loaded hcl/tokens");
      expect(alone.text("literal")).toBe("literal");
      expect(alone.lift("${TfToken[TOKEN.0]}")).toBe("${TfToken[TOKEN.0]}");
    });
  });
});

describe("an expression as CDKTF takes it", () => {
  test.each<[string, () => unknown, unknown]>([
    ["a text", () => text(x), "${var.x}"],
    ["a number", () => number(x), "${var.x}"],
    ["a list", () => list(x), "${var.x}"],
    ["a mapping", () => map(x), "${var.x}"],
    ["anything", () => any(x), "${var.x}"],
    ["a part of a text", () => `arn:${text(x)}:${text(call("f", x))}`, "arn:${var.x}:${f(var.x)}"],
    [
      "an entry of data",
      () => any({ a: [x, 1], b: { c: call("f", { d: x }) } }),
      {
        a: ["${var.x}", 1],
        b: { c: "${f({ d = var.x })}" },
      },
    ],
    ["an element of a list of texts", () => list(["a", x]), ["a", "${var.x}"]],
    ["an argument of a function of CDKTF's", () => Fn.upper(text(x)), "${upper(var.x)}"],
    ["in an argument of such a function, with a text", () => Fn.upper(`a-${text(x)}`), '${upper("a-${var.x}")}'],
  ])("is written as %s", (_what, make, expected) => {
    expect(written(make)).toEqual(expected);
  });

  test("has objects with their keys in order", () => {
    expect(written(() => any(call("f", { b: 1, a: x })))).toBe("${f({ a = var.x, b = 1 })}");
  });

  test("is Terraform's as a whole where entries may be missing", () => {
    expect(written(() => any({ a: 1, b: onlyIf(x, 2) }))).toBe("${merge({ a = 1 }, var.x ? { b = 2 } : {})}");
    expect(written(() => list(["a", nullable(x)]))).toBe('${concat(["a"], compact([var.x]))}');
    expect(written(() => any({ a: { b: 1, c: nullable(x) } }))).toEqual({
      a: "${merge({ b = 1 }, var.x == null ? {} : { c = var.x })}",
    });
  });

  test("is nothing where nothing is given, and a literal stays what it is", () => {
    expect([text(undefined), textOrNone(undefined), any(undefined)]).toEqual([undefined, undefined, undefined]);
    expect([text("a"), number(1), list(["a"]), map({ a: "b" }), any(false)]).toEqual([
      "a",
      1,
      ["a"],
      { a: "b" },
      false,
    ]);
  });
});

describe("lift", () => {
  test.each<[string, (expression: Expression) => unknown]>([
    ["text", text],
    ["number", number],
    ["list", list],
    ["map", map],
    ["any", any],
  ])("finds the very expression that a token of %s stands for", (_kind, as) => {
    const given = nullable(x);
    expect(lift(as(given))).toBe(given);
    expect(isLiteral(as(given))).toBe(false);
  });

  test("leaves literals as they are", () => {
    const data = { a: [1, "b", null, { c: true }] };
    expect(lift(data)).toBe(data);
    expect([data, "a", 1, undefined, [], {}, "$5 {a}", "${aws:username}"].map(isLiteral)).toEqual(
      Array.from({ length: 8 }, () => true),
    );
  });

  test("finds what is not literal deep in data, and in its keys", () => {
    const token = text(x);
    expect([[1, [x]], { a: { b: token } }, { [token]: 1 }, `a-${token}`, { a: number(x) }].map(isLiteral)).toEqual(
      Array.from({ length: 5 }, () => false),
    );
  });
});

describe("tokens of CDKTF's own", () => {
  const role = (stack: TerraformStack): IamRole =>
    (stack.node.tryFindChild("role") as IamRole | undefined) ?? new IamRole(stack, "role", { assumeRolePolicy: "{}" });
  const variable = (stack: TerraformStack): TerraformVariable =>
    (stack.node.tryFindChild("v") as TerraformVariable | undefined) ?? new TerraformVariable(stack, "v", {});

  const cases: [string, (stack: TerraformStack) => unknown, string][] = [
    ["a resource's attribute", (stack) => role(stack).arn, "aws_iam_role.role.arn"],
    ["one in a text", (stack) => `a "${role(stack).arn}" \${b}`, '"a \\"${aws_iam_role.role.arn}\\" $${b}"'],
    [
      "two in a text",
      (stack) => `${role(stack).arn}${role(stack).name}`,
      '"${aws_iam_role.role.arn}${aws_iam_role.role.name}"',
    ],
    ["a number", (stack) => variable(stack).numberValue, "var.v"],
    ["a list", (stack) => variable(stack).listValue, "var.v"],
    ["a mapping", (stack) => Token.asStringMap(variable(stack).value), "var.v"],
    ["a switch", (stack) => variable(stack).booleanValue, "var.v"],
    ["a function", (stack) => Fn.join(",", [role(stack).arn, "b"]), 'join(",", [aws_iam_role.role.arn, "b"])'],
    [
      "a key",
      (stack) => ({ [role(stack).arn]: 1, [`${role(stack).arn}:sub`]: 2 }),
      '{ (aws_iam_role.role.arn) = 1, "${aws_iam_role.role.arn}:sub" = 2 }',
    ],
    [
      "one inside of ours",
      (stack) => call("f", role(stack).arn, [variable(stack).numberValue]),
      "f(aws_iam_role.role.arn, [var.v])",
    ],
    [
      "one that ours asks for an attribute",
      (stack) => attribute(lift(role(stack).fqn) as Expression, "arn"),
      "(aws_iam_role.role).arn",
    ],
    ["one of ours inside of it", () => Fn.upper(text(call("f", x))), "upper(f(var.x))"],
  ];

  test.each(cases)("are lifted, and written back: %s", (_what, make, expected) => {
    expect(isLiteral(make(testStack()))).toBe(false);
    expect(printed(make)).toBe(expected);
    expect(written((stack) => any(call("f", make(stack) as Value)))).toBe(`\${f(${expected})}`);
    expect(written((stack) => jsonText([make(stack) as Value]))).toBe(`\${jsonencode([${expected}])}`);
  });

  test("are what they were where nothing is added to them", () => {
    expect(written((stack) => text(lift(role(stack).arn)))).toBe("${aws_iam_role.role.arn}");
    expect(isExpression(expressionOf(lift(role(testStack()).arn)))).toBe(true);
  });
});
